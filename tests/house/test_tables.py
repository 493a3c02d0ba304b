"""What all tables share: named constraints, numbers never used twice, choices stored by their value, aware moments."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from lms.app.tables import METADATA
from lms.db import Choice, Model, Moment
from lms.engines import make_engine
from tests.house import code

TABLES = METADATA.sorted_tables
COLUMNS = [column for table in TABLES for column in table.columns]


def _enums() -> list[type[StrEnum]]:
    return sorted({column.type.kind for column in COLUMNS if isinstance(column.type, Choice)}, key=lambda e: e.__name__)


@pytest.mark.parametrize("column", [one for one in COLUMNS if isinstance(one.type, Choice)], ids=str)
def test_a_choice_is_stored_by_its_value(column, session):
    for member in column.type.kind:
        stored = session.scalar(sa.select(sa.cast(sa.literal(member, column.type), sa.String)))

        assert stored == member.value
        assert column.type.process_result_value(stored, None) is member


@pytest.mark.parametrize("kind", _enums(), ids=lambda kind: kind.__name__)
def test_values_of_choices_are_lower_case_english(kind):
    assert [one.value for one in kind if not one.value.replace("_", "").replace(".", "").isalpha()] == []
    assert [one.value for one in kind if one.value != one.value.lower() or len(one.value) > Choice.impl.length] == []


def test_a_value_that_the_choice_does_not_have_is_refused(session):
    column = METADATA.tables["post"].c.role

    with pytest.raises(StatementError):
        session.execute(sa.select(sa.literal("emperor", column.type)))


def test_every_constraint_and_index_has_a_name():
    nameless = [
        f"{table.name}: {one!r}" for table in TABLES for one in [*table.constraints, *table.indexes] if not one.name
    ]

    assert nameless == []


def test_no_name_is_too_long_for_postgresql():
    names = [str(one.name) for table in TABLES for one in [*table.constraints, *table.indexes]]

    assert [name for name in names if len(name) > 63] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_numbers_are_never_used_twice(table):
    assert table.dialect_options["sqlite"]["autoincrement"] is True


def test_every_foreign_key_is_searched_by_an_index():
    """Else taking a person or a unit away reads whole tables."""
    led = {
        (table.name, next(iter(one.columns)).name)
        for table in TABLES
        for one in [*table.indexes, *table.constraints]
        if isinstance(one, sa.Index | sa.UniqueConstraint | sa.PrimaryKeyConstraint) and len(one.columns)
    }
    keys = {(column.table.name, column.name) for column in COLUMNS if column.foreign_keys}
    few = {
        ("adoption", "adopted_by_id"),
        ("assignment", "made_by_id"),
        ("assignment_pupil", "set_by_id"),
        ("attempt", "annulled_by_id"),
        ("child_consent", "recorded_by_id"),
        ("classroom", "made_by_id"),
        ("confirmation", "successor_id"),
        ("data_request", "ended_by_id"),
        ("data_request", "received_by_id"),
        ("eligible_number", "entered_above_id"),
        ("eligible_number", "entered_by_id"),
        ("eligible_use", "by_id"),
        ("invitation", "made_by_id"),
        ("join_request", "settled_by_id"),
        ("lesson_period", "opened_by_id"),
        ("listing_line", "added_by_id"),
        ("listing_line", "marked_by_id"),
        ("merger", "by_id"),
        ("merger", "undone_by_id"),
        ("merger", "unit_id"),
        ("not_me", "settled_by_id"),
        ("not_the_same", "by_id"),
        ("notice_given", "read_out_by_id"),
        ("observed_task", "ticked_by_id"),
        ("period_visit", "beside_id"),
        ("person", "registered_by_id"),
        ("person_standing", "unit_id"),
        ("post", "ended_by_id"),
        ("post", "given_by_id"),
        ("quiz", "made_by_id"),
        ("report", "drafted_by_id"),
        ("report", "issued_by_id"),
        ("report", "submitted_by_id"),
        ("report_calendar", "set_by_id"),
        ("report_indicator", "entered_by_id"),
        ("report_recipient", "set_by_id"),
        ("report_reminder", "by_id"),
        ("report_sending", "received_by_id"),
        ("report_sending", "returned_by_id"),
        ("report_sending", "sent_by_id"),
        ("public_page", "off_by_id"),
        ("public_page", "on_by_id"),
        ("sign_in", "secret_set_by_id"),
        ("sitting_presence", "ticked_by_id"),
        ("sitting_presence", "witness_id"),
        ("hand_count", "entered_by_id"),
        ("target", "entered_by_id"),
        ("year_move", "made_by_id"),
        ("year_move", "undone_by_id"),
    }  # asked only when a person or unit is merged or erased

    assert keys - led <= few


def test_moments_come_back_aware_and_in_utc(session):
    hanoi = datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=7)))

    found = session.scalar(sa.select(sa.literal(hanoi, Moment())))

    assert (found, found.tzinfo) == (datetime(2026, 11, 20, 16, 30, tzinfo=UTC), UTC)


def test_a_moment_without_a_zone_is_refused(session):
    with pytest.raises(StatementError, match="time zone"):
        session.execute(sa.select(sa.literal(datetime(2026, 11, 20), Moment())))  # noqa: DTZ001 - that is the point


def test_a_table_that_has_its_own_options_keeps_them():
    class Thing(Model):
        """A table for this test."""

        __tablename__ = "thing_for_a_test"
        __table_args__ = (sa.CheckConstraint("id > 0", "counts"), {"comment": "kept"})

    try:
        assert Thing.__table__.comment == "kept"
        assert Thing.__table__.dialect_options["sqlite"]["autoincrement"] is True
        names = {one.name for one in Thing.__table__.constraints}
        assert names == {"pk_thing_for_a_test", "ck_thing_for_a_test_counts"}
    finally:
        METADATA.remove(Thing.__table__)


def test_every_table_is_registered_for_migrations():
    modules = {code.named(path) for path in code.modules() if path.name == "models.py" or path.parent.name == "models"}
    modules = {name for name in modules if not name.endswith("__init__.py")}
    known = {mapper.class_.__module__ for mapper in Model.registry.mappers}
    registered = {name for name in known if name.startswith("lms.")}

    assert {name.removesuffix(".py").replace("/", ".") for name in modules} == registered


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://somebody@nowhere/lms", "postgresql+psycopg"),
        ("postgresql+psycopg://somebody@nowhere/lms", "postgresql+psycopg"),
    ],
)
def test_the_usual_address_of_postgresql_is_understood(url, driver):
    engine = make_engine(url)

    assert engine.url.drivername == driver
    engine.dispose()
