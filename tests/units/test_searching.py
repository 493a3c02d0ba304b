"""Finding a place as people type it: no diacritics, with its kind, with its province, by the name it had."""

from datetime import date

import pytest

from lms.units.actions import add_unit
from lms.units.queries import living_by_id, places, search_places, unit_by_code
from lms.units.rules import COMMUNAL, PROVINCIAL, UnitKind
from tests.units.tree import merge, rename


def _found(session, typed: str, **options) -> list[str]:
    found = search_places(session, typed, **options)
    said = places(session, [unit.unit_id for unit in found])
    return [said[unit.unit_id] for unit in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Ba Đình", "phường Ba Đình, thành phố Hà Nội"),
        ("ba dinh", "phường Ba Đình, thành phố Hà Nội"),
        ("BA DINH", "phường Ba Đình, thành phố Hà Nội"),
        ("  ba   dinh ", "phường Ba Đình, thành phố Hà Nội"),
        ("phường ba đình", "phường Ba Đình, thành phố Hà Nội"),
        ("phuong ba dinh", "phường Ba Đình, thành phố Hà Nội"),
        ("Ba Đình, Hà Nội", "phường Ba Đình, thành phố Hà Nội"),
        ("ba dinh,ha noi", "phường Ba Đình, thành phố Hà Nội"),
        ("ba dinh, tp ha noi", "phường Ba Đình, thành phố Hà Nội"),
        ("ba dinh, thành phố Hà Nội", "phường Ba Đình, thành phố Hà Nội"),
        ("ba dinh, tp. ha noi", "phường Ba Đình, thành phố Hà Nội"),
        ("xã Hồng Vân, Hà Nội", "xã Hồng Vân, thành phố Hà Nội"),
        ("dac khu phu quoc", "đặc khu Phú Quốc, tỉnh An Giang"),
        ("hiep hoa, bac ninh", "phường Hiệp Hoà, thành phố Bắc Ninh"),
        ("hiệp hòa, bắc ninh", "phường Hiệp Hoà, thành phố Bắc Ninh"),
        ("ea h'leo", "xã Ea H'Leo, tỉnh Đắk Lắk"),
        ("ea h’leo", "xã Ea H'Leo, tỉnh Đắk Lắk"),
    ],
)
def test_a_place_is_found_as_people_type_it(whole_country, typed, first):
    assert _found(whole_country, typed)[0] == first


def test_a_decomposed_name_is_found_too(whole_country):
    assert _found(whole_country, "Ba Đi\u0300nh")[0] == "phường Ba Đình, thành phố Hà Nội"


def test_places_of_one_name_are_told_apart_by_their_province(whole_country):
    many = _found(whole_country, "tân phú")
    one = _found(whole_country, "tân phú, đồng nai")

    assert len(many) > 3
    assert one[0] == "phường Tân Phú, thành phố Đồng Nai"
    assert all(place.endswith("thành phố Đồng Nai") for place in one)


def test_the_whole_name_comes_before_names_that_begin_with_it_and_those_that_hold_it(whole_country):
    names = [unit.search_key for unit in search_places(whole_country, "tan phu", limit=30)]
    ranks = [0 if name == "tan phu" else 1 if name.startswith("tan phu") else 2 for name in names]

    assert ranks == sorted(ranks)
    assert {0, 1} <= set(ranks)


@pytest.mark.parametrize("typed", ["", " ", ",", ", Hà Nội", "%", "_", "%%", "\\", "--", "🙂", "; DROP TABLE unit"])
def test_what_names_no_place_finds_none(whole_country, typed):
    assert _found(whole_country, typed) == []


@pytest.mark.parametrize("typed", ["b_ dinh", "ba%nh", "b% dinh, ha noi", "ba dinh\\"])
def test_signs_of_patterns_stand_for_nothing(whole_country, typed):
    assert "phường Ba Đình, thành phố Hà Nội" not in _found(whole_country, typed, limit=4000)


def test_very_long_text_is_cut(whole_country):
    assert search_places(whole_country, "ba đình" * 10_000) == []


def test_never_more_than_asked_for(whole_country):
    assert len(search_places(whole_country, "an", limit=5)) == 5


def test_provinces_are_found_only_when_asked_for(whole_country):
    assert not [unit for unit in search_places(whole_country, "hà nội", limit=50) if unit.kind in PROVINCIAL]
    assert _found(whole_country, "tp hà nội", kinds=COMMUNAL | PROVINCIAL)[0] == "thành phố Hà Nội"


def test_the_made_up_province_is_found_only_in_the_demo(session, cast):
    province = _add(session, "99", UnitKind.PROVINCE, "Mẫu", "vn")
    _add(session, "99001", UnitKind.COMMUNE, "Vi Dụ", "99")

    assert province.code == "99"
    assert _found(session, "vi du") == []
    assert _found(session, "vi du", demo=True) == ["xã Vi Dụ, tỉnh Mẫu"]


def test_a_merged_commune_leads_to_its_living_successor(session, cast):
    merge(session, cast.units["77002"], cast.units["77001"], date(2026, 8, 1))

    assert _found(session, "Bình Minh") == ["xã An Phú, tỉnh Thử"]
    assert _found(session, "binh minh, thu") == ["xã An Phú, tỉnh Thử"]


def test_a_commune_merged_twice_over_leads_to_the_last(session, cast):
    merge(session, cast.units["77002"], cast.units["77001"], date(2026, 8, 1))
    merge(session, cast.units["77001"], cast.units["78001"], date(2026, 9, 1))

    assert _found(session, "binh minh") == ["phường An Phú, thành phố Sông Lam"]


def test_a_place_is_found_by_the_name_it_had(session, cast):
    rename(session, cast.units["77002"], "Rạng Đông", date(2026, 8, 1))

    assert _found(session, "binh minh") == _found(session, "rang dong") == ["xã Rạng Đông, tỉnh Thử"]


def test_both_names_at_once_find_a_place_once(session, cast):
    rename(session, cast.units["77002"], "Bình Minh Mới", date(2026, 8, 1))

    assert _found(session, "binh minh") == ["xã Bình Minh Mới, tỉnh Thử"]


def test_a_place_closed_without_a_successor_is_not_found(session, cast):
    merge(session, cast.units["77002"], None, date(2026, 8, 1))

    assert _found(session, "binh minh") == []


def test_people_of_a_merged_commune_are_where_its_successor_is(visit, database, cast):
    with database.writing() as session:
        merge(session, cast.units["77002"], cast.units["77001"], date(2026, 8, 1))

    assert "xã An Phú, tỉnh Thử" in visit(cast.stranger).get("/toi").text


def test_units_that_lead_in_a_ring_do_not_hang(session, cast):
    """Nobody should write that; whoever did must not stop the site."""
    one, two = cast.units["77001"], cast.units["77002"]
    merge(session, one, two, date(2026, 8, 1))
    merge(session, two, one, date(2026, 8, 1))

    assert living_by_id(session, [one.unit_id, two.unit_id]) == {}
    assert _found(session, "binh minh") == []


def _add(session, code: str, kind: UnitKind, name: str, parent: str):
    above = unit_by_code(session, parent)
    return add_unit(session, kind=kind, name=name, code=code, parent=above, valid_from=date(2026, 1, 1))
