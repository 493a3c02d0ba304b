"""Beginning a paper and keeping its answers."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.queries.drawing import Drawn
from lms.assessments.queries.papers import Asked
from lms.assessments.queries.sittings import sitting_now
from lms.assessments.queries.tries import tries_of
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.assessments.rules.papers import Try, next_try
from lms.errors import Refused
from lms.people.models import Person
from lms.questions.actions import enter
from lms.questions.rules import Question
from lms.skills.rules import Audience, CompletionRule

LONGEST_ONCE_KEY = 80

_attempts, _items, _persons = (one.metadata.tables[one.__tablename__] for one in (Attempt, AttemptItem, Person))
_attempt = _attempts.c
_same_form = _attempt.once_key == bindparam("key")
_open_one = and_(
    _attempt.audience == bindparam("audience"),
    _attempt.state == AttemptState.OPEN,
    _attempt.kind == AttemptKind.PAPER,
)
BEGUN = (
    select(_attempt.uid)
    .where(_attempt.person_id == bindparam("person_id"), or_(_same_form, _open_one))
    .order_by(_same_form.desc())
    .limit(1)
)
BEGIN = _attempts.insert().returning(_attempts.c.id)
HELD = select(_persons.c.id).where(_persons.c.id == bindparam("person_id")).with_for_update()
_still_open = (
    select(_attempt.id)
    .where(_attempt.id == bindparam("attempt"), _attempt.state == AttemptState.OPEN, _attempt.interrupted_at.is_(None))
    .with_for_update(read=True)
)
KEPT = (
    update(_items)
    .where(_items.c.id == bindparam("item_id"), _items.c.attempt_id.in_(_still_open))
    .values(answer=bindparam("given"), saved_at=bindparam("at"))
)
"""Built once, as in `queries`: this is what every answer does."""


def start(session: Session, drawn: Drawn, once: str) -> str:
    """Begin a paper and return its address part; the open one of that audience, or the one of the same form, if any.

    Raises Refused while a pause is due.
    """
    person_id, rule, at = drawn.person_id, drawn.setting.rule, clock.now()
    session.execute(HELD, {"person_id": person_id})
    key = f"{person_id}:{once[:LONGEST_ONCE_KEY]}"
    begun = _begun_before(session, person_id, rule.audience, key)
    if begun is not None:
        return begun
    _no_pause_is_due(rule, tries_of(session, person_id).get(rule.audience, ()), at)
    enter(session, drawn.unpublished)
    attempt = {
        **drawn.setting.columns,
        "uid": str(uuid.uuid4()),
        "person_id": person_id,
        "band": drawn.band,
        "seed": drawn.seed,
        "sitting_id": _sitting_id(session, person_id, at),
        "started_at": at,
        "once_key": key,
    }
    lay_out(session, session.execute(BEGIN, attempt).scalar_one(), drawn.questions)
    return str(attempt["uid"])


def keep_answer(connection: Connection, asked: Asked, given: tuple[int, ...]) -> datetime:
    """Keep an answer as given (places on the screen) in the place of the one before; returns when.

    The one statement sees to it that the paper is open and stays so until the answer is kept, so it may stand alone,
    and `asked` have been read before it. Raises Refused when the paper has been handed in, annulled or interrupted.
    """
    at = clock.now()
    kept = {"item_id": asked.item_id, "attempt": asked.attempt_id, "given": list(given), "at": at}
    if not connection.execute(KEPT, kept).rowcount:
        state = connection.scalar(select(_attempt.state).where(_attempt.id == asked.attempt_id))
        if state is AttemptState.OPEN:
            raise Refused("Bài này đang tạm dừng nên câu trả lời mới chưa ghi được. Các câu đã lưu vẫn còn nguyên.")
        if state is AttemptState.ANNULLED:
            raise Refused("Bài này đã bị hủy nên câu trả lời không ghi thêm được.")
        raise Refused("Bài này đã nộp rồi nên câu trả lời giữ như lúc nộp.")
    return at


def _begun_before(session: Session, person_id: int, audience: Audience, key: str) -> str | None:
    """The paper that the same form began, else the open one of that audience: sending twice is beginning once."""
    return session.scalar(BEGUN, {"person_id": person_id, "audience": audience, "key": key})


def _no_pause_is_due(rule: CompletionRule, tries: Sequence[Try], at: datetime) -> None:
    wait = next_try(rule, tries, at).not_before
    if wait is not None:
        time, day = clock.time_of_day(wait), clock.day_of(wait).strftime("%d/%m/%Y")
        raise Refused("Vừa làm một bài rồi, nghỉ đã. Làm lại được từ %(time)s ngày %(day)s.", time=time, day=day)


def _sitting_id(session: Session, person_id: int, at: datetime) -> int | None:
    """The open sitting that the person has joined, if any."""
    presence = sitting_now(session, person_id, at)
    return presence.sitting_id if presence else None


def lay_out(session: Session, attempt_id: int, drawn: Sequence[Question]) -> None:
    """Write what was drawn for an attempt, in this order."""
    rows = [
        {
            "attempt_id": attempt_id,
            "place": place,
            "question": one.code,
            "version": one.version,
            "family": one.family,
            "skill": one.skill,
        }
        for place, one in enumerate(drawn, start=1)
    ]
    if rows:
        session.execute(_items.insert(), rows)
