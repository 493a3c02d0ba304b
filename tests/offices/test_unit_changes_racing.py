"""Changes looked at while the tree changes, and changes at once: refused kindly, shown again, done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Origin, Role
from lms.people.models import Post
from lms.units.actions import add_below, add_unit, close_unit, hold_tree, restate
from lms.units.models import Unit, UnitVersion
from lms.units.queries import unit_by_id
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.offices.units import CHANGES, by_code, now, province_manager, village

DAY = "1/9/2026"
MERGE = CHANGES.format("77001", "sap-nhap")


def _seen(visitor, address: str, asked: dict) -> dict:
    """The form of the page on which a change was looked at, ready to be sent."""
    page = visitor.get(address, query_string=asked)
    assert page.status == 200, page.errors
    return {**page.hidden(), **asked, "csrf_token": visitor.token}


@pytest.mark.parametrize("what", ["renamed", "a post given", "a class added"])
def test_a_change_is_shown_again_when_something_it_touches_changed_meanwhile(visit, cast, database, what):
    school = village(database, cast, "Trường TH An Phú", "77001-3", kind=UnitKind.PRIMARY_SCHOOL)
    own = cast.units["77001-2"].unit_id
    asked = {"units": [str(own), str(school)], "kept": str(school), "day": DAY}
    manager = visit(cast.manager)
    form = _seen(manager, MERGE, asked)
    with database.writing() as session:
        if what == "renamed":
            restate(session, own, date(2026, 8, 1), "", name="Trường Khác")
        elif what == "a post given":
            session.add(Post(person_id=cast.official.id, role=Role.TEACHER, unit_id=own, from_at=clock.now()))
        else:
            school = unit_by_id(session, own)
            add_unit(
                session, kind=UnitKind.CLASS, name="7A", code="77001-2-7a", parent=school, valid_from=school.valid_from
            )

    page = manager.post(MERGE, form)

    assert page.status == 422
    assert "Chưa ghi: vừa có người đổi ở đây" in page.text
    assert now(database, own) is not None
    assert manager.post(MERGE, {**form, "seen": page.field("seen")["value"]}).status == 303
    assert now(database, own) is None


def test_a_unit_merged_meanwhile_is_not_merged_again(visit, cast, database):
    second, third = (village(database, cast, name, f"77001-{n}") for n, name in ((3, "Thôn Hai"), (4, "Thôn Ba")))
    own = cast.units["77001-1"].unit_id
    asked = {"units": [str(own), str(second)], "kept": str(second), "day": DAY}
    manager = visit(cast.manager)
    form = _seen(manager, MERGE, asked)
    with database.writing() as session:
        close_unit(session, second, date(2026, 8, 1), third)

    page = manager.post(MERGE, form)

    assert page.status == 422
    assert page.error_on("kept") or page.error_on("units") or page.errors
    assert now(database, own) is not None


def test_two_mergers_into_each_other_do_one(visit, cast, database):
    other = village(database, cast, "Thôn Chùa", "77001-3")
    own = cast.units["77001-1"].unit_id
    pair = {"units": [str(own), str(other)], "day": DAY}
    forms = []
    for kept in (own, other):
        manager = visit(cast.manager)
        forms.append((manager, _seen(manager, MERGE, {**pair, "kept": str(kept)})))

    with ThreadPoolExecutor(2) as pool:
        answers = [one.result().status for one in [pool.submit(who.post, MERGE, form) for who, form in forms]]

    assert sorted(answers) == [303, 422]
    left = [unit for unit in (own, other) if now(database, unit) is not None]
    assert len(left) == 1
    assert rows(database, select(Unit.successor_id).where(Unit.successor_id.is_not(None))) == left


def test_units_added_at_once_get_codes_of_their_own(cast, database):
    commune = cast.units["77001"].id

    def add(number: int) -> str:
        with database.writing() as session:
            parent = session.get(UnitVersion, commune)
            new = add_below(session, Origin(None, None), parent, kind=UnitKind.VILLAGE, name=f"Thôn {number}",
                            since=date(2026, 9, 1), once=f"o{number // 2}")  # fmt: skip
            return new.code

    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(add, range(12)))

    assert sorted(set(codes)) == sorted(f"77001-{n}" for n in range(3, 9))
    assert all(codes.count(code) == 2 for code in codes)
    assert rows(database, select(func.count(Unit.id)).where(Unit.once_key.is_not(None))) == [6]


def test_a_unit_is_not_added_under_one_that_closes_at_once(cast, database):
    school = cast.units["77001-2"]

    def close(_: int) -> str:
        with database.writing() as session:
            hold_tree(session)
            close_unit(session, school.unit_id, date(2026, 9, 1), cast.units["77001"].unit_id)
        return "closed"

    def add(_: int) -> str:
        try:
            with database.writing() as session:
                parent = session.get(UnitVersion, school.id)
                add_below(session, Origin(None, None), parent, kind=UnitKind.CLASS, name="7A",
                          since=date(2026, 9, 1), once="o1")  # fmt: skip
        except Exception as refusal:
            return type(refusal).__name__
        return "added"

    with ThreadPoolExecutor(2) as pool:
        told = [one.result() for one in (pool.submit(close, 0), pool.submit(add, 0))]

    assert told[0] == "closed"
    added = by_code(database, "77001-2-1")
    assert (told[1] == "added") == (added is not None)


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ("sap-nhap", {}),
        ("sap-nhap", {"units": ["x", "-1", "9" * 40], "kept": "moi", "day": DAY}),
        ("doi-ten", {"unit": "2", "name": "Thành phố khác", "day": DAY}),
        ("doi-ten", {"unit": "", "name": "", "day": ""}),
        ("chuyen", {"unit": "1", "parent": "1", "day": DAY}),
        ("chia-tach", {"unit": "9" * 30, "goes_on": "x", "parts": "\n" * 50, "day": DAY}),
        ("thoi-hoat-dong", {"unit": "1", "day": DAY}),
    ],
)
def test_what_is_sent_by_hand_is_refused_with_words(visit, cast, database, change, asked):
    """Units that are not below, are no numbers, are too many digits."""
    manager = visit(cast.manager)
    before = rows(database, select(func.count(UnitVersion.id)))

    assert manager.post(CHANGES.format("77001", change), {**asked, "csrf_token": manager.token}).status == 422
    assert rows(database, select(func.count(UnitVersion.id))) == before


def test_an_unknown_change_is_not_there(visit, cast):
    assert visit(cast.manager).get(CHANGES.format("77001", "xoa-het")).status == 404


def test_the_unit_itself_is_changed_from_above_only(visit, cast, database):
    manager, leader = visit(cast.manager), visit(province_manager(database, cast))
    own = str(cast.units["77001"].unit_id)

    assert own not in [
        option["value"] for option in manager.get(CHANGES.format("77001", "doi-ten")).soup.select("option")
    ]
    assert own in [option["value"] for option in leader.get(CHANGES.format("77001", "doi-ten")).soup.select("option")]
    asked = {"unit": own, "name": "An Khang", "kind": "", "day": DAY}
    assert manager.get(CHANGES.format("77001", "doi-ten"), query_string=asked).status == 422
    assert leader.get(CHANGES.format("77001", "doi-ten"), query_string=asked).status == 200
