"""Short ways to checks: a paper passed alone, a sitting, and a check drawn and answered through the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptKind
from tests.assessments.steps import Taking, pass_paper
from tests.builders import rows

if TYPE_CHECKING:
    from tests.assessments.hall import Hall
    from tests.builders import Member
    from tests.page import Page, Visitor


def confirmed_alone(hall: Hall, who: Member, audience: str = "citizen") -> Visitor:
    """Somebody passes a paper alone, before any sitting: they are confirmed with `self`."""
    visitor = hall.visit(who)
    pass_paper(visitor, hall.database, audience, once=f"alone-{audience}")
    return visitor


def there(hall: Hall, who: Member, *, known: bool = True) -> Hall:
    """A sitting where somebody is ticked present, and known by face."""
    hall.opened().joined(who)
    assert hall.ticks(who).status == 303
    if known:
        assert hall.knows(who).status == 303
    return hall


def draws(hall: Hall, who: Member, by: str = "questions", audience: str = "citizen", once: str = "mot") -> Page:
    """The opener presses one of the buttons."""
    return hall.opener.post(hall.person(who, "/kiem-tra-lai"), {"audience": audience, "by": by, "once": once})


def checks(hall: Hall, who: Member) -> list[Attempt]:
    """Somebody's checks, the first first."""
    query = select(Attempt).where(Attempt.person_id == who.id, Attempt.kind == AttemptKind.CHECK)
    return rows(hall.database, query.order_by(Attempt.id))


def check_of(hall: Hall, who: Member, visitor: Visitor) -> Taking:
    """The last check of somebody, in their own browser."""
    return Taking(visitor, hall.database, checks(hall, who)[-1].uid)


def answered(hall: Hall, who: Member, visitor: Visitor, *, but_wrong: int = 0, **more: str) -> Taking:
    """A check by questions drawn, answered and handed in."""
    drawn = draws(hall, who, **more)
    assert drawn.status == 303, drawn.text
    found = check_of(hall, who, visitor)
    found.answer_all(but_wrong=but_wrong)
    assert found.hand_in().status == 303
    return found


def ticks(hall: Hall, who: Member, *seen: bool) -> Page:
    """The opener ticks the three tasks of the open check."""
    fields = dict(zip(("first", "second", "third"), ("yes" if one else "no" for one in seen), strict=True))
    return hall.opener.post(hall.person(who, f"/kiem-tra-lai/{checks(hall, who)[-1].uid}"), fields)


def levels(hall: Hall, who: Member) -> list[tuple[str, int]]:
    """Somebody's confirmations, the first first: state and evidence."""
    return [(one.state.value, one.evidence) for one in sorted(hall.confirmations(who), key=lambda one: one.id)]
