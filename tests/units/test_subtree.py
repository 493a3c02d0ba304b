"""Who is counted at a place: what stands there, and what went into it; and how dated changes are written."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.units.actions import add_unit, close_unit, move_under, restate
from lms.units.models import Unit, UnitVersion
from lms.units.queries import living_successor, subtree_ids, unit_by_code, unit_by_id
from lms.units.rules import UnitKind, clean_name

DAY = date(2026, 9, 1)


def _ids(session, code: str) -> set[int]:
    return set(session.scalars(subtree_ids(unit_by_code(session, code).path)))


def _unit(cast, code: str) -> int:
    return cast.units[code].unit_id


def test_what_stands_below_is_counted_and_neighbours_are_not(session, cast):
    assert _ids(session, "77001") == {_unit(cast, code) for code in ("77001", "77001-1", "77001-2")}
    assert _ids(session, "77001-1") == {_unit(cast, "77001-1")}
    assert _ids(session, "vn") == {unit.unit_id for unit in cast.units.values()}


def test_what_was_merged_is_counted_where_it_went_however_often(session, cast):
    third = add_unit(session, kind=UnitKind.VILLAGE, name="Ba", code="77002-1", parent=unit_by_code(session, "77002"),
                     valid_from=DAY).unit_id  # fmt: skip
    close_unit(session, _unit(cast, "77001-1"), DAY, third)
    close_unit(session, third, DAY, _unit(cast, "77002"))

    assert _ids(session, "77002") == {_unit(cast, "77002"), third, _unit(cast, "77001-1")}
    assert _unit(cast, "77001-1") not in _ids(session, "77001")
    assert _unit(cast, "77001-1") in _ids(session, "77")


def test_what_was_merged_moves_with_the_unit_it_went_into(session, cast):
    close_unit(session, _unit(cast, "77001-1"), DAY, _unit(cast, "77001-2"))
    move_under(session, _unit(cast, "77001-2"), unit_by_code(session, "77002"), DAY, "")

    assert {_unit(cast, "77001-1"), _unit(cast, "77001-2")} < _ids(session, "77002")
    assert _ids(session, "77001") == {_unit(cast, "77001")}


def test_a_move_takes_everything_below_along_and_writes_one_version(session, cast):
    group = add_unit(session, kind=UnitKind.CLASS, name="7A", code="77001-2-7a",
                     parent=unit_by_code(session, "77001-2"), valid_from=date(2025, 7, 1))  # fmt: skip
    before = len(session.scalars(select(UnitVersion.id)).all())

    move_under(session, _unit(cast, "77001"), unit_by_code(session, "78"), DAY, "9/NQ")

    city = unit_by_code(session, "78")
    for code in ("77001", "77001-1", "77001-2", "77001-2-7a"):
        assert unit_by_code(session, code).path.startswith(city.path)
    assert unit_by_id(session, group.unit_id).path == f"{unit_by_code(session, '77001-2').path}{group.unit_id}/"
    assert len(session.scalars(select(UnitVersion.id)).all()) == before + 1
    assert unit_by_code(session, "77001").decision == "9/NQ"
    assert unit_by_code(session, "77002").path.startswith(unit_by_code(session, "77").path)


def test_a_version_that_began_on_the_day_is_put_right_in_its_place(session, cast):
    restate(session, _unit(cast, "77001"), DAY, "", name="Một")
    restate(session, _unit(cast, "77001"), DAY, "", name="Hai")

    query = select(UnitVersion).where(UnitVersion.unit_id == _unit(cast, "77001")).order_by(UnitVersion.valid_from)
    assert [(one.name, one.valid_from, one.valid_to) for one in session.scalars(query)] == [
        ("An Phú", date(2025, 7, 1), date(2026, 8, 31)),
        ("Hai", DAY, None),
    ]
    assert unit_by_code(session, "77001").search_key == "hai"


def test_a_change_dated_back_changes_every_version_since(session, cast):
    restate(session, _unit(cast, "77001-1"), date(2026, 10, 1), "", name="Sau")
    restate(session, _unit(cast, "77001-1"), DAY, "", parent_id=_unit(cast, "77002"))

    query = select(UnitVersion).where(UnitVersion.unit_id == _unit(cast, "77001-1")).order_by(UnitVersion.valid_from)
    told = [(one.name, one.valid_from, one.valid_to, one.parent_id) for one in session.scalars(query)]
    assert told == [
        ("Thôn Đình", date(2025, 7, 1), date(2026, 8, 31), _unit(cast, "77001")),
        ("Thôn Đình", DAY, date(2026, 9, 30), _unit(cast, "77002")),
        ("Sau", date(2026, 10, 1), None, _unit(cast, "77002")),
    ]


def test_a_unit_closed_on_the_day_it_began_still_runs_forward(session, cast):
    new = add_unit(session, kind=UnitKind.VILLAGE, name="Nhầm", code="77001-9", parent=unit_by_code(session, "77001"),
                   valid_from=DAY)  # fmt: skip
    close_unit(session, new.unit_id, DAY, _unit(cast, "77001"))

    assert session.get_one(Unit, new.unit_id).closed_on == DAY
    assert living_successor(session, new.unit_id).code == "77001"


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("  Thôn   Đình ", UnitKind.VILLAGE, "Thôn Đình"),
        ("Xã Hồng Vân", UnitKind.COMMUNE, "Hồng Vân"),
        ("xã hội", UnitKind.OFFICE, "xã hội"),
        ("Thành phố Đồng Nai", UnitKind.CITY, "Đồng Nai"),
        ("Tho\u0302n Đi\u0300nh\u200b", UnitKind.VILLAGE, "Thôn Đình"),
    ],
)
def test_a_name_is_kept_whole_single_spaced_and_without_its_kind(typed, kind, name):
    assert clean_name(typed, kind) == name
