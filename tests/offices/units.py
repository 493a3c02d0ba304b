"""Short ways to units and to a manager of the province, for the tests of the tree."""

from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.people.models import Post
from lms.people.rules.secrets import SecretKind
from lms.units.actions import add_unit
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import UnitKind
from tests.builders import PASSWORD, Member, rows, someone

CHANGES = "/don-vi/{}/thay-doi/{}"


def province_manager(database, cast, code: str = "77") -> Member:
    """Somebody who manages a whole province."""
    with database.writing() as session:
        person = someone(session, name="Tỉnh Trưởng", born=1970, sign_in="tinh", kind=SecretKind.PASSWORD)
        session.add(Post(person_id=person.id, role=Role.MANAGER, unit_id=cast.units[code].unit_id, from_at=clock.now()))
    return Member(person.id, person.name, "tinh", PASSWORD)


def village(database, cast, name: str, code: str, parent: str = "77001", kind=UnitKind.VILLAGE) -> int:
    """One more unit; its id."""
    with database.writing() as session:
        above = session.get(UnitVersion, cast.units[parent].id)
        return add_unit(
            session, kind=kind, name=name, code=code, parent=above, valid_from=cast.units[parent].valid_from
        ).unit_id


def now(database, unit_id: int) -> UnitVersion | None:
    """A unit as it stands today; None once it is closed."""
    return next(iter(rows(database, select(UnitVersion).where(UnitVersion.unit_id == unit_id, CURRENT))), None)


def by_code(database, code: str) -> UnitVersion | None:
    """Whoever holds a code today."""
    return next(iter(rows(database, select(UnitVersion).where(UnitVersion.code == code, CURRENT))), None)


def look_and_do(visitor, code: str, change: str, asked: dict, **also):
    """Look at a change, then press the button of that page; what the button answers."""
    seen = visitor.get(CHANGES.format(code, change), query_string=asked)
    assert seen.status == 200, seen.errors
    assert seen.field("seen") is not None, seen.text
    return visitor.post(CHANGES.format(code, change), {**seen.hidden(), **asked, **also, "csrf_token": visitor.token})
