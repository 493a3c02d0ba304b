"""Named constraints are the last line of defence: each is broken once here, and the database says no."""

from datetime import date, timedelta

import pytest
from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, UniqueConstraint, delete, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from lms import clock
from lms.app.tables import METADATA
from tests.house.class_rows import CLASSES
from tests.house.core_rows import ATTEMPT, CORE, PERSON
from tests.house.figure_rows import FIGURES
from tests.house.report_rows import NOW, REPORT, REPORTS

TABLES = METADATA.tables
DAY = date(2026, 11, 20)

BREAKS = {**CORE, **CLASSES, **REPORTS, **FIGURES}
"""Constraint → rows of one table, the last of which breaks it; {…} are ids of the cast."""


def _named(table) -> set[str]:
    return {
        str(one.name)
        for one in [*table.constraints, *table.indexes]
        if isinstance(one, CheckConstraint | UniqueConstraint) or (isinstance(one, Index) and one.unique)
        if not isinstance(one, PrimaryKeyConstraint)
    }


@pytest.fixture
def ids(session, cast) -> dict[str, object]:
    """What the rows of the table above stand on."""

    def add(table: str, **values: object) -> int:
        return session.execute(insert(TABLES[table]).values(**values)).inserted_primary_key[0]

    person = cast.citizen.id
    classroom = add(
        "classroom",
        unit_id=cast.units["77001-1"].unit_id,
        school_id=cast.units["77001-2"].unit_id,
        school_year=2025,
        grade=7,
        key="made",
        join_code="MADE",
        made_at=clock.now(),
    )
    code = session.scalar(select(TABLES["sign_in"].c.code).where(TABLES["sign_in"].c.person_id == person))
    return {
        "person": person,
        "code": code,
        "commune": cast.units["77001"].unit_id,
        "closed": add("unit"),
        "nobody": add("person", **PERSON, created_at=clock.now()),
        "round": add("practice_round", person_id=person, lesson="r", base=1, number=0, touched_at=clock.now()),
        "sitting": add(
            "sitting",
            code="S",
            unit_id=cast.units["77001"].unit_id,
            place="x",
            opened_by_id=person,
            opened_at=clock.now(),
            ends_at=clock.now() + timedelta(days=1),
        ),
        "attempt": add(
            "attempt",
            **{**ATTEMPT, "person_id": person, "uid": "made", "started_at": clock.now(), "audience": "enterprise"},
        ),
        "classroom": classroom,
        "period": add(
            "lesson_period",
            classroom_id=classroom,
            opened_by_id=person,
            opened_at=clock.now(),
            ends_at=clock.now() + timedelta(days=1),
            closed_at=clock.now(),
        ),
        "assignment": add(
            "assignment",
            classroom_id=classroom,
            kind="lesson",
            target="x",
            opens_on=DAY,
            made_by_id=person,
            made_at=clock.now(),
            for_all=True,
        ),
        "quiz": add(
            "quiz",
            uid="made",
            school_id=cast.units["77001-2"].unit_id,
            title="x",
            questions=[],
            left_out=[],
            made_by_id=person,
            made_at=clock.now(),
        ),
        "report": add(
            "report",
            **{**REPORT, "unit_id": cast.units["77001"].unit_id, "drafted_by_id": person, "year": 2025},
            drafted_at=clock.now(),
        ),
        "tomorrow": clock.now() + timedelta(days=1),
        "yesterday": clock.now() - timedelta(days=1),
    }


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_a_constraint(session, ids, name):
    table, *rows = BREAKS[name]
    *good, bad = [{column: _filled(value, ids) for column, value in row.items()} for row in rows]
    for row in good:
        session.execute(insert(TABLES[table]).values(**row))

    with pytest.raises(IntegrityError) as refusal:
        session.execute(insert(TABLES[table]).values(**bad))
    assert _broken(session, table, str(refusal.value.orig)) == name


def test_every_constraint_is_broken_here_once(session):
    there = set(inspect(session.connection()).get_table_names()) & set(TABLES)

    assert {name for table in there for name in _named(TABLES[table])} == set(BREAKS)


def test_what_does_not_exist_cannot_be_pointed_at(session, cast):
    row = {"person_id": cast.citizen.id, "audience": "student", "verified": False, "from_on": DAY, "unit_id": 4711}

    with pytest.raises(IntegrityError):
        session.execute(insert(TABLES["membership"]).values(**row))


def test_what_is_pointed_at_cannot_be_taken_away(session, cast):
    with pytest.raises(IntegrityError):
        session.execute(delete(TABLES["person"]).where(TABLES["person"].c.id == cast.citizen.id))


def _filled(value: object, ids: dict[str, object]) -> object:
    if value is NOW:
        return clock.now()
    return ids[value.strip("{}")] if isinstance(value, str) and value.startswith("{") else value


def _broken(session, table: str, said: str) -> str:
    """The constraint that the database names; SQLite names the columns of a unique one."""
    for name in _named(TABLES[table]):
        if name in said:
            return name
    columns = [one.partition(".")[2] for one in said.partition("failed: ")[2].split(", ")]
    seen = inspect(session.connection())
    unique = [*seen.get_unique_constraints(table), *[one for one in seen.get_indexes(table) if one["unique"]]]
    (name,) = {one["name"] for one in unique if one["column_names"] == columns}
    return name
