"""Beginning a paper and keeping its answers."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.adapters import kept_snapshot
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.queries.papers import Asked
from lms.assessments.queries.sittings import sitting_now
from lms.assessments.queries.tries import ages_of, tries_of
from lms.assessments.rules.drawing import draw, pool_of
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.papers import Snapshot, Try, next_try
from lms.content.rules.library import Library
from lms.errors import Refused
from lms.people.models import Person
from lms.people.queries import open_memberships
from lms.questions.actions import publish
from lms.questions.rules import Question
from lms.skills.rules import Audience, CompletionRule, band_named

LONGEST_ONCE_KEY = 80

_items = AttemptItem.metadata.tables[AttemptItem.__tablename__]
_same_form = Attempt.once_key == bindparam("key")
_open_one = (Attempt.audience == bindparam("audience")) & (Attempt.state == AttemptState.OPEN)
BEGUN = (
    select(Attempt.uid)
    .where(Attempt.person_id == bindparam("person_id"), or_(_same_form, _open_one))
    .order_by(_same_form.desc())
    .limit(1)
)
HELD = select(Person.id).where(Person.id == bindparam("person_id")).with_for_update()
KEPT = (
    update(_items)
    .where(_items.c.id == bindparam("item_id"))
    .values(answer=bindparam("given"), saved_at=bindparam("at"))
)
"""Built once, as in `queries`: this is what every answer does."""


def start(session: Session, person_id: int, audience: Audience, library: Library, once: str) -> str:
    """Begin a paper and return its address part; the open one of that audience, or the one of the same form, if any.

    Raises Refused while a pause is due, and where there is no paper for this person.
    """
    session.execute(HELD, {"person_id": person_id})
    key = f"{person_id}:{once[:LONGEST_ONCE_KEY]}"
    begun = _begun_before(session, person_id, audience, key)
    if begun is not None:
        return begun
    rule, band = _rule(session, person_id, audience, library)
    at = clock.now()
    _no_pause_is_due(rule, tries_of(session, person_id).get(audience, ()), at)
    seed = secrets.randbelow(2**31)
    drawn = draw(rule, pool_of(rule, library.assessment), ages_of(session, person_id, audience), seed)
    publish(session, drawn)
    areas = {skill.code: skill.area for one in rule.skills if (skill := library.skill(one.code))}
    attempt = Attempt(
        uid=str(uuid.uuid4()),
        person_id=person_id,
        audience=audience,
        band=band,
        framework=rule.framework,
        rule_digest=rule.digest,
        rule=kept_snapshot(Snapshot(rule, areas)),
        seed=seed,
        sitting_id=_sitting_id(session, person_id, at),
        state=AttemptState.OPEN,
        started_at=at,
        once_key=key,
    )
    return _lay_out(session, attempt, drawn)


def keep_answer(session: Session, asked: Asked, given: tuple[int, ...]) -> datetime:
    """Keep an answer as given (places on the screen) in the place of the one before; returns when.

    Raises Refused when the paper has been handed in.
    """
    if asked.state is not AttemptState.OPEN:
        raise Refused("Bài này đã nộp rồi nên câu trả lời giữ như lúc nộp.")
    at = clock.now()
    session.execute(KEPT, {"item_id": asked.item_id, "given": list(given), "at": at})
    return at


def _begun_before(session: Session, person_id: int, audience: Audience, key: str) -> str | None:
    """The paper that the same form began, else the open one of that audience: sending twice is beginning once."""
    return session.scalar(BEGUN, {"person_id": person_id, "audience": audience, "key": key})


def _no_pause_is_due(rule: CompletionRule, tries: Sequence[Try], at: datetime) -> None:
    wait = next_try(rule, tries, at).not_before
    if wait is not None:
        time, day = clock.time_of_day(wait), clock.day_of(wait).strftime("%d/%m/%Y")
        raise Refused("Vừa làm một bài rồi, nghỉ đã. Làm lại được từ %(time)s ngày %(day)s.", time=time, day=day)


def _rule(session: Session, person_id: int, audience: Audience, library: Library) -> tuple[CompletionRule, str | None]:
    """The rule that holds for the person today, and the band written in their membership."""
    belongs = next((one for one in open_memberships(session, person_id) if one.audience is audience), None)
    if belongs is None:
        raise Refused("Bài này dành cho nhóm khác.")
    rule = library.rule_for(audience, band_named(audience, belongs.band))
    if rule is None:
        raise Refused("Nhóm này chưa có bài đánh giá.")
    return rule, belongs.band


def _sitting_id(session: Session, person_id: int, at: datetime) -> int | None:
    """The open sitting that the person has joined, if any."""
    presence = sitting_now(session, person_id, at)
    return presence.sitting_id if presence else None


def _lay_out(session: Session, attempt: Attempt, drawn: Sequence[Question]) -> str:
    session.add(attempt)
    session.flush()
    rows = [
        {
            "attempt_id": attempt.id,
            "place": place,
            "question": one.code,
            "version": one.version,
            "family": one.family,
            "skill": one.skill,
        }
        for place, one in enumerate(drawn, start=1)
    ]
    session.execute(_items.insert(), rows)
    return attempt.uid
