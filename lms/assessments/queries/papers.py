"""Papers: one for its owner, a question of it, what is under way.

What is asked with every answer and every page is built once: building it takes longer than asking it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session

from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.errors import NotFound
from lms.questions.adapters.bodies import question_in
from lms.questions.models import QuestionVersion
from lms.questions.queries import BODY, questions_of
from lms.questions.rules import Question
from lms.skills.rules import Audience


@dataclass(frozen=True, slots=True)
class Place:
    """One question of a paper and the answer kept for it: places on the screen, as given."""

    number: int
    version: str
    answer: tuple[int, ...] | None
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, or a check by questions, as its owner may see it."""

    id: int
    uid: str
    kind: AttemptKind
    audience: Audience
    state: AttemptState
    seed: int
    places: tuple[Place, ...]
    interrupted_at: datetime | None = None

    @property
    def is_check(self) -> bool:
        """Whether it is a short check and no paper."""
        return self.kind is AttemptKind.CHECK

    @property
    def is_open(self) -> bool:
        """Whether it is not settled yet."""
        return self.state is AttemptState.OPEN

    @property
    def is_paused(self) -> bool:
        """Whether it was interrupted in a sitting and waits to be gone on with: no answer is taken meanwhile."""
        return self.is_open and self.interrupted_at is not None

    @property
    def answered(self) -> list[int]:
        """The numbers of the questions answered."""
        return [place.number for place in self.places if place.saved_at is not None]

    @property
    def unanswered(self) -> list[int]:
        """The numbers of the questions not answered yet."""
        return [place.number for place in self.places if place.saved_at is None]

    @property
    def saved_at(self) -> datetime | None:
        """When an answer was last saved, or None."""
        return max((place.saved_at for place in self.places if place.saved_at), default=None)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question at one place of an open or finished paper, for taking an answer to it."""

    item_id: int
    attempt_id: int
    kind: AttemptKind
    question: Question
    state: AttemptState
    seed: int
    total: int


@dataclass(frozen=True, slots=True)
class Under:
    """A paper or a check by questions under way: how many questions are answered, its sitting (None: it has none)."""

    uid: str
    kind: AttemptKind
    audience: Audience
    answered: int
    total: int
    sitting_id: int | None
    interrupted_at: datetime | None = None

    @property
    def is_check(self) -> bool:
        """Whether it is a short check and no paper."""
        return self.kind is AttemptKind.CHECK


PAPER = (
    select(
        Attempt.id, Attempt.kind, Attempt.audience, Attempt.state, Attempt.seed, Attempt.interrupted_at,
        AttemptItem.place, AttemptItem.version, AttemptItem.answer, AttemptItem.saved_at,
    )
    .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
    .where(Attempt.uid == bindparam("uid"), Attempt.person_id == bindparam("person_id"))
    .order_by(AttemptItem.place)
)  # fmt: skip


def paper_of(session: Session, uid: str, person_id: int) -> Paper:
    """A person's paper with the answers kept. One query. Raises NotFound, also for somebody else's."""
    rows = session.execute(PAPER, {"uid": uid, "person_id": person_id}).all()
    if not rows:
        raise NotFound
    first = rows[0]
    places = tuple(Place(row.place, row.version, _given(row.answer), row.saved_at) for row in rows)
    return Paper(first.id, uid, first.kind, first.audience, first.state, first.seed, places, first.interrupted_at)


def question_at(session: Session, paper: Paper, number: int) -> tuple[Place, Question]:
    """The place of that number and its question as it was drawn. One query. Raises NotFound for no such place."""
    place = next((one for one in paper.places if one.number == number), None)
    if place is None:
        raise NotFound
    return place, questions_of(session, [place.version])[place.version]


_attempt, _item, _version = (one.metadata.tables[one.__tablename__] for one in (Attempt, AttemptItem, QuestionVersion))
_every = _item.alias()
ASKED = (
    select(
        _item.c.id, _item.c.attempt_id, _attempt.c.kind, _attempt.c.state, _attempt.c.seed, BODY.label("body"),
        select(func.count()).where(_every.c.attempt_id == _attempt.c.id).scalar_subquery().label("total"),
    )
    .join_from(_attempt, _item, _item.c.attempt_id == _attempt.c.id)
    .join(_version, _version.c.version == _item.c.version)
    .where(
        _attempt.c.uid == bindparam("uid"),
        _attempt.c.person_id == bindparam("person_id"),
        _item.c.place == bindparam("number"),
    )
)  # fmt: skip


def asked_at(session: Session | Connection, uid: str, person_id: int, number: int) -> Asked:
    """The question at a place of a person's paper. One query. Raises NotFound, also for somebody else's paper."""
    row = session.execute(ASKED, {"uid": uid, "person_id": person_id, "number": number}).one_or_none()
    if row is None:
        raise NotFound
    return Asked(row.id, row.attempt_id, row.kind, question_in(row.body), row.state, row.seed, row.total)


def own_attempt(session: Session, uid: str, person_id: int) -> Attempt:
    """A person's attempt, for its result. Raises NotFound, also for somebody else's."""
    found = session.scalar(select(Attempt).where(Attempt.uid == uid, Attempt.person_id == person_id))
    if found is None:
        raise NotFound
    return found


def papers_under_way(session: Session, person_id: int) -> Sequence[Under]:
    """A person's open papers and checks by questions, the last begun first. One query."""
    counts = func.count(AttemptItem.saved_at), func.count()
    query = (
        select(Attempt.uid, Attempt.kind, Attempt.audience, *counts, Attempt.sitting_id, Attempt.interrupted_at)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(Attempt.person_id == person_id, Attempt.state == AttemptState.OPEN)
        .group_by(Attempt.id)
        .order_by(Attempt.id.desc())
    )
    return [Under(*row) for row in session.execute(query)]


def _given(answer: Any) -> tuple[int, ...] | None:
    return tuple(answer) if answer is not None else None
