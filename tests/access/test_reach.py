"""Who reaches what: the rule in Python and its twin in SQL say the same."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from lms.access.queries import within_reach
from lms.access.rules import GRANTS, NEAR_ONLY, NOBODY, Actor, Held, Permission, Role, network_of, path_range
from lms.units.models import Unit, UnitVersion
from lms.units.rules import UnitKind

PATHS = ("/1/", "/1/7/", "/1/7/8/", "/1/7/80/", "/1/70/", "/1/70/7/", "/1/71/", "/10/", "/2/", "/17/", "/1/9/10/11/12/")


def _held(*paths: str, role: Role = Role.MANAGER) -> Actor:
    return Actor(5, tuple(Held(role, number, path) for number, path in enumerate(paths)))


ACTORS = {
    "nobody": (NOBODY, set()),
    "no post": (Actor(5), set()),
    "the root": (_held("/1/"), set(PATHS) - {"/10/", "/2/", "/17/"}),
    "a province": (_held("/1/7/"), {"/1/7/", "/1/7/8/", "/1/7/80/"}),
    "its namesake by digits": (_held("/1/70/"), {"/1/70/", "/1/70/7/"}),
    "a leaf": (_held("/1/7/8/"), {"/1/7/8/"}),
    "two places": (_held("/1/7/8/", "/2/"), {"/1/7/8/", "/2/"}),
    "one inside the other": (_held("/1/7/", "/1/7/80/"), {"/1/7/", "/1/7/8/", "/1/7/80/"}),
    "one that is gone": (_held("/1/99/"), set()),
}
FROM_NEAR = {"a leaf": {"/1/7/8/"}, "two places": {"/1/7/8/"}, "one inside the other": {"/1/7/80/"}}
"""What is left of these where only posts at the commune or below count; of the others nothing."""


def _version(unit_id: int, code: str, path: str) -> UnitVersion:
    return UnitVersion(
        unit_id=unit_id, kind=UnitKind.OFFICE, code=code, name="Nơi thử", search_key="noi thu", path=path,
        valid_from=date(2026, 1, 1),
    )  # fmt: skip


@pytest.fixture
def by_sql(session):
    """The rows of a table with these paths that an actor reaches, as the database finds them."""
    for number, path in enumerate(PATHS):
        unit = Unit()
        session.add(unit)
        session.flush()
        session.add(_version(unit.id, f"thu-{number}", path))
    session.flush()

    def find(actor: Actor, permission: Permission) -> set[str]:
        reached = within_reach(actor, permission, UnitVersion.path)
        return set(session.scalars(select(UnitVersion.path).where(reached, UnitVersion.name == "Nơi thử")))

    return find


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("permission", Permission)
def test_python_and_sql_reach_the_same_rows(name, permission, by_sql):
    posts, wanted = ACTORS[name]
    wanted = FROM_NEAR.get(name, set()) if permission in NEAR_ONLY else wanted
    role = next(one for one in (Role.MANAGER, Role.DRAFTER, Role.TEACHER) if permission in GRANTS[one])
    actor = Actor(posts.person_id, tuple(replace(post, role=role) for post in posts.posts))

    assert by_sql(actor, permission) == {path for path in PATHS if actor.may(permission, path)} == wanted


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_may_do_what_the_table_grants_and_nothing_else(role, permission, by_sql):
    actor = _held("/1/7/8/" if permission in NEAR_ONLY else "/1/7/", role=role)

    assert bool(by_sql(actor, permission)) == actor.may(permission, "/1/7/8/") == (permission in GRANTS[role])


def test_every_role_has_its_row_in_the_table():
    assert set(GRANTS) == set(Role)


def test_permissions_are_listed_alphabetically():
    assert [one.value for one in Permission] == sorted(one.value for one in Permission)


def test_outside_their_reach_a_person_may_not_even_know():
    manager = _held("/1/7/")

    assert manager.within_reach("/1/7/8/")
    assert not manager.within_reach("/1/")
    assert not manager.within_reach("/1/70/")


def test_a_teacher_of_one_class_knows_that_the_school_has_others():
    teacher = _held("/1/7/8/9/10/", role=Role.TEACHER)
    colleagues, elsewhere = ("/1/7/8/9/11/", "/1/7/8/9/"), ("/1/7/8/4/11/", "/1/7/8/4/")

    assert teacher.within_reach(*colleagues)
    assert not teacher.may(Permission.CLASS_KEEP, colleagues[0])
    assert teacher.may_within(Permission.CLASS_MAKE, "/1/7/8/9/")
    assert not teacher.within_reach(*elsewhere)
    assert not teacher.may_within(Permission.CLASS_MAKE, "/1/7/8/4/")


def test_a_range_holds_what_stands_below_and_nothing_beside():
    start, end = path_range("/1/7/")

    assert [path for path in PATHS if start <= path < end] == ["/1/7/", "/1/7/8/", "/1/7/80/"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:aaaa:bbbb:cccc::1", "2001:db8:aaaa::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", None),
        (None, None),
        ("not an address", None),
        ("203.0.113.77, 10.0.0.1", None),
    ],
)
def test_an_address_is_cut_to_its_network(address, network):
    assert network_of(address) == network
