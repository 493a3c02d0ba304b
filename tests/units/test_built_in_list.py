"""The list that the product ships: 34 provinces, 3,321 communes, dated; taken in once."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from lms.units.actions import take_in
from lms.units.adapters import built_in_list
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT, children, unit_by_code
from lms.units.rules import COMMUNAL, MAY_STAND_UNDER, PROVINCIAL, UnitKind

ROWS = list(built_in_list())


def _on(day: date) -> Counter:
    return Counter(row.kind for row in ROWS if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        # Source: lms/units/data/README.md
        (date(2025, 7, 1), (28, 6, 2621, 687, 13)),
        (date(2026, 4, 29), (28, 6, 2621, 687, 13)),
        (date(2026, 4, 30), (27, 7, 2611, 697, 13)),
        (date(2026, 9, 1), (26, 8, 2611, 697, 13)),
        (date(2026, 9, 20), (25, 9, 2599, 709, 13)),
        (date(2026, 11, 20), (25, 9, 2599, 709, 13)),
    ],
)
def test_there_are_34_provinces_and_3321_communes_on_any_day(day, counts):
    found = _on(day)
    kinds = (UnitKind.PROVINCE, UnitKind.CITY, UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE)

    assert tuple(found[kind] for kind in kinds) == counts
    assert (sum(counts[:2]), sum(counts[2:])) == (34, 3321)


def test_codes_keep_their_zeros_and_their_length():
    assert {len(row.code) for row in ROWS if row.kind in PROVINCIAL} == {2}
    assert {len(row.code) for row in ROWS if row.kind in COMMUNAL} == {5}
    assert all(row.code.isdigit() for row in ROWS)
    assert "01" in {row.code for row in ROWS}


def test_every_row_stands_where_such_a_unit_may_stand():
    kinds = {row.code: row.kind for row in ROWS}

    assert [
        row for row in ROWS if row.kind in COMMUNAL and kinds[row.parent_code] not in MAY_STAND_UNDER[row.kind]
    ] == []
    assert {row.parent_code for row in ROWS if row.kind in PROVINCIAL} == {""}


def test_parents_come_before_their_children():
    seen = {""}
    for row in ROWS:
        assert row.parent_code in seen
        seen.add(row.code)


def test_the_rows_of_one_unit_follow_each_other_without_a_gap():
    by_code: dict[str, list] = {}
    for row in ROWS:
        by_code.setdefault(row.code, []).append(row)
    gaps = [
        after.code
        for rows in by_code.values()
        for before, after in pairwise(rows)
        if before.valid_to is None or after.valid_from != before.valid_to + timedelta(days=1)
    ]

    assert gaps == []
    assert [code for code, rows in by_code.items() if rows[-1].valid_to is not None] == []


def test_no_two_units_of_a_province_have_one_name():
    twice = Counter((row.parent_code, row.name) for row in ROWS if row.valid_to is None)

    assert [one for one, count in twice.items() if count > 1] == []


def test_the_list_is_taken_in_whole(whole_country):
    kinds = dict(
        whole_country.execute(select(UnitVersion.kind, func.count()).where(CURRENT).group_by(UnitVersion.kind)).all()
    )

    assert sum(count for kind, count in kinds.items() if kind in PROVINCIAL) == 34
    assert sum(count for kind, count in kinds.items() if kind in COMMUNAL) == 3321
    assert whole_country.scalar(select(func.count()).select_from(UnitVersion)) == len(ROWS) + 1  # and the country
    assert whole_country.scalar(select(func.count()).select_from(Unit)) == 34 + 3321 + 1


def test_a_unit_that_changed_its_kind_stays_one_unit_with_two_versions(whole_country):
    now = unit_by_code(whole_country, "75")
    versions = now.unit.versions

    assert [(one.kind, one.valid_to) for one in versions] == [
        (UnitKind.PROVINCE, date(2026, 4, 29)),
        (UnitKind.CITY, None),
    ]
    assert now.spoken == "thành phố Đồng Nai"
    assert {one.path for one in versions} == {now.path}


def test_paths_lead_from_the_country_down(whole_country):
    rows = {row.unit_id: row for row in whole_country.scalars(select(UnitVersion).where(CURRENT))}
    wrong = [
        row.code
        for row in rows.values()
        if row.path != (f"{rows[row.parent_id].path}{row.unit_id}/" if row.parent_id else f"/{row.unit_id}/")
    ]

    assert wrong == []
    assert len(children(whole_country, unit_by_code(whole_country, "vn"))) == 34


def test_taking_it_in_again_changes_nothing(database, session, cast):
    before = session.scalar(select(func.count()).select_from(UnitVersion))

    assert take_in(session, ROWS) == 0  # the tree of the cast has provinces already
    assert session.scalar(select(func.count()).select_from(UnitVersion)) == before
