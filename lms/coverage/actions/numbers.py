"""Entering eligible numbers and targets, choosing which number is used, and taking one back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.coverage.models.numbers import EligibleNumber, EligibleUse, Target
from lms.coverage.queries.numbers import uses_at
from lms.coverage.rules.kinds import NumberSource, TargetCount
from lms.errors import NotFound, Refused

LEAST_REASON, LONGEST_REASON = 5, 300


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A number as it was entered, cleaned: who counted, how, by which document."""

    group: str
    year: int
    number: int
    source: NumberSource
    counting: str
    document: str
    document_on: date | None


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A target as it was entered, cleaned: a `share`, 0–1, or an `amount` of people, the other None."""

    group: str
    year: int
    share: float | None
    counts: TargetCount
    words: str
    document: str
    document_on: date
    amount: int | None = None


def enter_number(
    session: Session, origin: Origin, unit_id: int, new: NewNumber, *, once: str, above_id: int | None = None
) -> EligibleNumber:
    """A number beside those that are there; sent twice it is entered once. The first of its year is used at once.

    `above_id`: the unit above that enters it for this one.
    """
    row = EligibleNumber(
        unit_id=unit_id,
        group_code=new.group,
        year=new.year,
        number=new.number,
        source=new.source,
        counting=new.counting,
        document=new.document,
        document_on=new.document_on,
        entered_by_id=origin.person_id,
        entered_above_id=above_id,
        at=clock.now(),
        once_key=f"{origin.person_id}:{once}",
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.scalars(select(EligibleNumber).where(EligibleNumber.once_key == row.once_key)).one()
    record(session, origin, Act.NUMBER_ENTERED, unit_id=unit_id, number=row.id, group=new.group, year=new.year)
    if in_use(session, row) is None:
        _use(session, origin, row, "")
    return row


def use_number(session: Session, origin: Origin, unit_id: int, number_id: int, reason: str) -> None:
    """Take rates of this number from now on; the one in use already stays so.

    Raises NotFound for another unit's, Refused for one taken back or without a reason.
    """
    row = _own(session, unit_id, number_id)
    if row.withdrawn_at is not None:
        raise Refused("Số này đã rút lại nên không dùng được.")
    held = in_use(session, row)
    if held is not None and held.number_id == row.id:
        return
    said = " ".join(reason.split())
    if held is not None and len(said) < LEAST_REASON:
        raise Refused("Ghi lý do đổi số, ví dụ: công an vừa rà soát lại.", field="reason")
    _use(session, origin, row, said[:LONGEST_REASON])


def take_merged_sum(
    session: Session, origin: Origin, unit_id: int, new: NewNumber, reason: str, *, once: str, above_id: int | None
) -> None:
    """Enter what was added up from the numbers of units that became one, and use it from now on; twice is once."""
    row = enter_number(session, origin, unit_id, new, once=once, above_id=above_id)
    held = in_use(session, row)
    if held is None or held.number_id != row.id:
        _use(session, origin, row, reason[:LONGEST_REASON])


def withdraw_number(session: Session, origin: Origin, unit_id: int, number_id: int) -> None:
    """Take a number back that was entered by mistake: it stays readable, struck out. Raises NotFound, Refused."""
    row = _own(session, unit_id, number_id)
    if row.withdrawn_at is not None:
        return
    held = in_use(session, row)
    if held is not None and held.number_id == row.id:
        raise Refused("Số này đang được dùng. Chọn số khác để dùng trước, rồi rút số này.")
    row.withdrawn_at = clock.now()
    record(session, origin, Act.NUMBER_WITHDRAWN, unit_id=unit_id, number=row.id)
    session.flush()


def in_use(session: Session, row: EligibleNumber) -> EligibleUse | None:
    """The last decision which number of the same unit, group and year is used, or None."""
    uses = uses_at(session, row.unit_id, row.year)
    return next((one for one in uses if one.group_code == row.group_code), None)


def set_target(session: Session, origin: Origin, unit_id: int, new: NewTarget, *, once: str) -> Target:
    """A target of a unit, by its own document; sent twice it is entered once. It takes the place of the one before."""
    key = f"{origin.person_id}:{once}"
    known = session.scalar(select(Target).where(Target.once_key == key))
    if known is not None:
        return known
    before = select(Target).where(
        Target.unit_id == unit_id, Target.group_code == new.group, Target.year == new.year,
        Target.counts == new.counts, Target.withdrawn_at.is_(None),
        Target.amount.is_(None) if new.amount is None else Target.amount.is_not(None),
    )  # fmt: skip
    for old in session.scalars(before.with_for_update()):
        old.withdrawn_at = clock.now()
    row = Target(
        unit_id=unit_id,
        group_code=new.group,
        year=new.year,
        share=new.share,
        amount=new.amount,
        counts=new.counts,
        words=new.words,
        document=new.document,
        document_on=new.document_on,
        entered_by_id=origin.person_id,
        at=clock.now(),
        once_key=key,
    )
    session.add(row)
    record(session, origin, Act.TARGET_SET, unit_id=unit_id, group=new.group, year=new.year)
    session.flush()
    return row


def withdraw_target(session: Session, origin: Origin, unit_id: int, target_id: int) -> None:
    """Have a target of the unit hold no longer. Raises NotFound for another unit's."""
    row = session.get(Target, target_id)
    if row is None or row.unit_id != unit_id:
        raise NotFound
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        record(session, origin, Act.TARGET_WITHDRAWN, unit_id=unit_id, target=row.id)
        session.flush()


def _own(session: Session, unit_id: int, number_id: int) -> EligibleNumber:
    row = session.scalar(select(EligibleNumber).where(EligibleNumber.id == number_id).with_for_update())
    if row is None or row.unit_id != unit_id:
        raise NotFound
    return row


def _use(session: Session, origin: Origin, row: EligibleNumber, reason: str) -> None:
    session.add(
        EligibleUse(
            unit_id=row.unit_id,
            group_code=row.group_code,
            year=row.year,
            number_id=row.id,
            reason=reason,
            by_id=origin.person_id,
            at=clock.now(),
        )
    )
    about = Act.NUMBER_USED
    record(session, origin, about, unit_id=row.unit_id, number=row.id, group=row.group_code, year=row.year)
    session.flush()
