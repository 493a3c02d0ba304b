"""The tree: what may stand where, who stands above and below, who holds a code today, how a place is said."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.errors import NotFound, Refused
from lms.units.actions import add_unit, country
from lms.units.models import UnitVersion
from lms.units.queries import (
    ancestors,
    children,
    living_successor,
    places,
    unit_by_code,
    unit_by_id,
    villages,
)
from lms.units.rules import KIND_WORDS, MAY_STAND_UNDER, UnitKind, path_under, spoken
from tests.units.tree import merge, rename

TODAY = date(2026, 8, 1)


def _add(session, parent, code: str = "x", kind: UnitKind = UnitKind.VILLAGE, name: str = "Thôn Mới") -> UnitVersion:
    return add_unit(session, kind=kind, name=name, code=code, parent=parent, valid_from=TODAY)


@pytest.mark.parametrize("kind", [kind for kind in UnitKind if kind is not UnitKind.COUNTRY])
@pytest.mark.parametrize("code", ["vn", "77", "77001", "77001-1", "77001-2"])
def test_a_unit_stands_only_where_its_kind_may(session, cast, kind, code):
    parent = cast.units[code]
    if parent.kind in MAY_STAND_UNDER[kind]:
        new = _add(session, parent, kind=kind)
        assert new.path == f"{parent.path}{new.unit_id}/"
    else:
        with pytest.raises(Refused, match="không đặt dưới") as refusal:
            _add(session, parent, kind=kind)
        assert refusal.value.field == "parent"


def test_every_kind_has_its_place_and_its_word():
    assert set(MAY_STAND_UNDER) == set(KIND_WORDS) == set(UnitKind)


def test_a_code_belongs_to_one_unit_at_a_time(session, cast):
    with pytest.raises(Refused, match="77001-1") as refusal:
        _add(session, cast.units["77001"], "77001-1")

    assert refusal.value.field == "code"


def test_a_code_may_be_given_to_another_unit_when_it_is_free_again(session, cast):
    """`/don-vi/<code>` is whoever holds that code today."""
    old = cast.units["77002"]
    merge(session, old, cast.units["77001"], TODAY)
    new = _add(session, cast.units["77"], "77002", UnitKind.WARD, "Rạng Đông")

    assert unit_by_code(session, "77002").unit_id == new.unit_id != old.unit_id
    assert living_successor(session, old.unit_id).code == "77001"
    with pytest.raises(NotFound):
        unit_by_id(session, old.unit_id)


@pytest.mark.parametrize("code", ["", "7700", "770010", "77001 ", "77-001", "VN", "%"])
def test_a_code_is_found_only_whole(session, code):
    with pytest.raises(NotFound):
        unit_by_code(session, code)


def test_there_is_one_country(session, cast):
    assert country(session).unit_id == country(session).unit_id == cast.units["vn"].unit_id


def test_what_stands_above_and_below(session, cast):
    units = cast.units

    assert [unit.code for unit in ancestors(session, units["77001-1"])] == ["77001", "77"]
    assert ancestors(session, units["vn"]) == []
    assert [unit.code for unit in children(session, units["77001"])] == ["77001-1", "77001-2"]
    assert [unit.code for unit in villages(session, units["77001"])] == ["77001-1"]
    assert children(session, units["77001-1"]) == []


def test_villages_come_in_the_order_of_their_numbers(session, cast):
    for number in (10, 9, 3):
        _add(session, cast.units["77001"], f"77001-{number}", name=f"Thôn {number}")

    found = [unit.code for unit in villages(session, cast.units["77001"])]

    assert found == ["77001-1", "77001-3", "77001-9", "77001-10"]


def test_what_was_closed_is_below_no_more(session, cast):
    merge(session, cast.units["77002"], cast.units["77001"], TODAY)

    assert [unit.code for unit in children(session, cast.units["77"])] == ["77001"]


def test_a_renamed_unit_stays_the_same_unit(session, cast):
    rename(session, cast.units["77001"], "An Khang", TODAY)

    assert unit_by_code(session, "77001").name == "An Khang"
    assert unit_by_id(session, cast.units["77001"].unit_id).spoken == "xã An Khang"
    versions = session.scalars(select(UnitVersion).where(UnitVersion.unit_id == cast.units["77001"].unit_id)).all()
    assert sorted((one.name, one.valid_to) for one in versions if one.valid_to) == [("An Phú", date(2026, 7, 31))]


def test_a_place_is_said_up_to_its_province(session, cast):
    units = cast.units
    said = places(session, [unit.unit_id for unit in units.values()])

    assert said[units["77001-1"].unit_id] == "Thôn Đình, xã An Phú, tỉnh Thử"
    assert said[units["78001"].unit_id] == "phường An Phú, thành phố Sông Lam"
    assert said[units["77"].unit_id] == "tỉnh Thử"
    assert said[units["vn"].unit_id] == "Việt Nam"
    assert places(session, []) == {}
    assert places(session, [4711]) == {}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (UnitKind.COMMUNE, "xã Hồng Vân"),
        (UnitKind.CITY, "thành phố Hồng Vân"),
        (UnitKind.VILLAGE, "Hồng Vân"),
        (UnitKind.CLASS, "lớp Hồng Vân"),
    ],
)
def test_a_name_is_said_with_the_word_for_its_kind(kind, said):
    assert spoken(kind, "Hồng Vân") == said


def test_paths_are_built_from_ids():
    assert path_under("", 1) == "/1/"
    assert path_under("/1/34/", 907) == "/1/34/907/"
