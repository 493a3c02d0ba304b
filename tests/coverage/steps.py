"""Short ways to give units their numbers."""

from sqlalchemy.orm import Session

from lms import clock
from lms.coverage.models.numbers import EligibleNumber, EligibleUse
from lms.coverage.rules.kinds import NumberSource


def use_number(session: Session, unit_id: int, group: str, number: int, year: int | None = None) -> EligibleNumber:
    """A number entered for a unit, and used from now on."""
    year = year or clock.today().year
    row = EligibleNumber(unit_id=unit_id, group_code=group, year=year, number=number, source=NumberSource.POLICE,
                         counting="đếm nhân khẩu thường trú", document="12/BC-CAX", at=clock.now())  # fmt: skip
    session.add(row)
    session.flush()
    use = EligibleUse(unit_id=unit_id, group_code=group, year=year, number_id=row.id, reason="mới nhất", at=clock.now())
    session.add(use)
    session.flush()
    return row
