"""Plans of dated changes: what each comes to, and what is refused."""

from datetime import date

import pytest

from lms.errors import Refused
from lms.offices.rules.effect_days import effect_day
from lms.offices.rules.naming import official_code, part_of, wanted
from lms.offices.rules.plans import Basis, Place, Wanted
from lms.offices.rules.unit_changes import merge, move, rename, split, stop
from lms.units.rules import UnitKind

DAY = date(2026, 9, 1)
BASIS = Basis(DAY, "12/NQ-HĐND")
SINCE = date(2025, 7, 1)
V, S = UnitKind.VILLAGE, UnitKind.PRIMARY_SCHOOL


def _place(number: int, kind: UnitKind = V, parent: int = 1, path: str | None = None) -> Place:
    return Place(number, f"77001-{number}", kind, f"Thôn {number}", parent, path or f"/1/{number}/", SINCE)


COMMUNE = Place(1, "77001", UnitKind.COMMUNE, "An Phú", 9, "/9/1/", SINCE)
A, B, C = _place(2), _place(3), _place(4)
SCHOOL, CLASS = _place(5, S), _place(6, UnitKind.CLASS, parent=5)


def test_a_rename_restates_the_unit_and_nothing_else():
    plan = rename(A, Wanted(UnitKind.NEIGHBOURHOOD, "Tổ dân phố 1"), BASIS)

    (one,) = plan.restated
    assert (one.unit, one.spoken, one.code) == (A, "Tổ dân phố 1", "77001-2")
    assert (plan.opened, plan.moved, plan.closed) == ((), (), ())


def test_merging_into_a_new_unit_closes_all_and_takes_what_stands_below():
    plan = merge([SCHOOL, _place(7, S)], None, Wanted(S, "Trường Mới"), {5: [CLASS]}, BASIS)

    assert [(one.spoken, one.code, one.parent_id) for one in plan.opened] == [("Trường Mới", None, 1)]
    assert [(one.unit.unit_id, one.heir) for one in plan.closed] == [(5, -1), (7, -1)]
    assert [(one.unit.unit_id, one.parent) for one in plan.moved] == [(6, -1)]


def test_merging_into_one_of_them_keeps_that_one_under_any_name():
    plan = merge([A, B, A], B, Wanted(V, "Thôn Đoàn Kết"), {}, BASIS)

    assert [(one.unit.unit_id, one.heir) for one in plan.closed] == [(2, 3)]
    assert [one.spoken for one in plan.restated] == ["Thôn Đoàn Kết"]
    assert merge([A, B], B, Wanted(V, B.name), {}, BASIS).restated == ()


@pytest.mark.parametrize(
    ("units", "kept", "kind", "field"),
    [
        ([A], A, V, "units"),
        ([A, A], A, V, "units"),
        ([A], None, V, "units"),
        ([A, B], C, V, "kept"),
        ([A, SCHOOL], A, V, "units"),
        ([A, B], None, S, "kind"),
    ],
)
def test_a_merger_that_makes_no_sense_is_refused(units, kept, kind, field):
    with pytest.raises(Refused) as refusal:
        merge(units, kept, Wanted(kind, "Thôn X"), {}, BASIS)

    assert refusal.value.field == field


def test_a_new_commune_needs_its_official_code():
    communes = [Place(n, f"7700{n}", UnitKind.COMMUNE, f"Xã {n}", 9, f"/9/{n}/", SINCE) for n in (1, 2)]

    with pytest.raises(Refused, match="cần mã") as refusal:
        merge(communes, None, Wanted(UnitKind.WARD, "Mới"), {}, BASIS)

    assert refusal.value.field == "code"
    assert merge(communes, None, Wanted(UnitKind.WARD, "Mới", "77009"), {}, BASIS).opened[0].code == "77009"


def test_a_split_unit_goes_on_or_is_no_more():
    parts = [Wanted(S, "Trường Một"), Wanted(S, "Trường Hai")]
    goes_on = split(SCHOOL, parts, [CLASS], {6: -2}, BASIS, goes_on=True)
    ends = split(SCHOOL, parts, [CLASS], {}, BASIS, goes_on=False, heir=-2)

    assert ([one.parent for one in goes_on.moved], goes_on.closed) == ([-2], ())
    assert split(SCHOOL, parts, [CLASS], {}, BASIS, goes_on=True).moved == ()
    assert [one.parent for one in ends.moved] == [-1]
    assert [(one.unit, one.heir) for one in ends.closed] == [(SCHOOL, -2)]


@pytest.mark.parametrize(
    ("names", "homes", "goes_on", "heir"),
    [
        ([], {}, True, -1),
        (["Một"], {}, False, -1),
        (["Một", "một"], {}, False, -1),
        (["Thôn 5"], {}, True, -1),
        (["Một"], {6: -2}, True, -1),
        (["Một", "Hai"], {6: 5}, False, -1),
        (["Một", "Hai"], {}, False, -3),
        (["Một", "Hai"], {}, False, 5),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(names, homes, goes_on, heir):
    with pytest.raises(Refused):
        split(SCHOOL, [Wanted(S, name) for name in names], [CLASS], homes, BASIS, goes_on=goes_on, heir=heir)


@pytest.mark.parametrize(
    "parent",
    [
        COMMUNE,  # where it stands already
        SCHOOL,  # itself
        Place(8, "x", UnitKind.COMMUNE, "Bên trong", 5, "/1/5/8/", SINCE),  # below itself
        A,  # a village
    ],
)
def test_a_unit_moves_only_where_it_may_stand_and_never_under_itself(parent):
    with pytest.raises(Refused) as refusal:
        move(SCHOOL, parent, BASIS)

    assert refusal.value.field == "parent"


def test_a_move_changes_the_parent_alone():
    other = Place(8, "77002", UnitKind.COMMUNE, "Bình Minh", 9, "/9/8/", SINCE)

    (one,) = move(SCHOOL, other, BASIS).moved
    assert (one.unit, one.parent) == (SCHOOL, 8)


def test_a_unit_that_stops_takes_its_classes_along_and_counts_at_its_parent():
    assert [(one.unit, one.heir) for one in stop(SCHOOL, [CLASS], BASIS).closed] == [(CLASS, 1), (SCHOOL, 1)]


@pytest.mark.parametrize(("unit", "below"), [(COMMUNE, []), (SCHOOL, [A])])
def test_a_commune_or_a_unit_with_others_below_does_not_stop(unit, below):
    with pytest.raises(Refused):
        stop(unit, below, BASIS)


@pytest.mark.parametrize("typed", ["1/9/2026", "01.09.2026", "2026-09-01", " 1-9-2026 "])
def test_a_day_is_read_as_people_write_it(typed):
    assert effect_day(typed, today=date(2026, 9, 1), first=SINCE) == DAY


@pytest.mark.parametrize("typed", ["", "x", "30/2/2026", "2/9/2026", "30/6/2025", "1/9/26", "９/9/2026"])
def test_a_day_to_come_or_before_the_unit_was_so_is_refused(typed):
    with pytest.raises(Refused):
        effect_day(typed, today=date(2026, 9, 1), first=SINCE)


def test_new_communes_are_typed_with_their_codes():
    assert part_of("77009 Phường Hòa Bình", COMMUNE, None) == Wanted(UnitKind.WARD, "Hòa Bình", "77009")
    assert part_of("77009: Hòa Bình", COMMUNE, None) == Wanted(UnitKind.COMMUNE, "Hòa Bình", "77009")
    assert part_of("Trường THCS Hai", SCHOOL, COMMUNE).kind is UnitKind.LOWER_SECONDARY_SCHOOL
    assert part_of("Trường Hai", SCHOOL, COMMUNE).kind is S
    with pytest.raises(Refused, match="mã"):
        part_of("Phường Hòa Bình", COMMUNE, None)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *[(typed, UnitKind.CITY) for typed in ("7", "77009", "٧٧")],
        *[(typed, UnitKind.WARD) for typed in ("7700", "", "7700a")],
    ],
)
def test_an_official_code_has_two_digits_or_five(typed, kind):
    with pytest.raises(Refused):
        official_code(typed, kind)


def test_what_is_left_open_stays_as_it_was():
    assert wanted("", "", A) == Wanted(V, "Thôn 2")
    assert wanted(" Thôn  Mới ", "", A) == Wanted(V, "Thôn Mới")
    assert wanted("", "neighbourhood", A) == Wanted(UnitKind.NEIGHBOURHOOD, "Thôn 2")
    with pytest.raises(Refused, match="Gõ tên"):
        wanted("", "", A, code="")
