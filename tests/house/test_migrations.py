"""Migrations: numbered, in one line, one pinned head; they make exactly the tables of the models, and go back."""

import re

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from lms.app.migrating import SCRIPTS, alembic_config, downgrade, upgrade
from lms.app.tables import METADATA

VERSIONS = sorted(path for path in (SCRIPTS / "versions").glob("*.py"))


@pytest.fixture
def scripts(database) -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config(database))


def test_there_is_one_head_and_it_is_the_pinned_one(scripts):
    """Two branches that both bring a migration meet in this file, not in production."""
    assert scripts.get_heads() == [(SCRIPTS / "HEAD").read_text().strip()]


def test_migrations_are_numbered_without_a_gap(scripts):
    in_order = [one.revision for one in reversed(list(scripts.walk_revisions()))]

    assert in_order == [f"{number:03}" for number in range(1, len(VERSIONS) + 1)]
    assert [path.name[:3] for path in VERSIONS] == in_order


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_says_what_it_locks_and_what_happens_to_the_rows(path):
    said = path.read_text()

    assert re.search(r"^Locks: (?!say )\w", said, re.MULTILINE)
    assert re.search(r"Data: (?!say )\w", said)


def test_migrated_tables_are_those_of_the_models(database):
    with database.session(write=True) as session:
        assert _differences(session) == []


def test_going_down_and_up_again_gives_the_same_tables(empty_database):
    upgrade(empty_database)
    before = _shape(empty_database)
    downgrade(empty_database, "base")
    with empty_database.engine.connect() as connection:
        left = set(sa.inspect(connection).get_table_names()) - {"alembic_version", "sqlite_sequence"}
    upgrade(empty_database)

    assert left == set()
    assert _shape(empty_database) == before
    with empty_database.session(write=True) as session:
        assert _differences(session) == []


def test_rows_outlive_the_rebuilding_of_a_table_that_others_refer_to(empty_database):
    upgrade(empty_database, "002")
    with empty_database.session(write=True) as session, session.begin():
        session.execute(
            sa.text(
                "INSERT INTO person (name, given_name, search_key, sort_key, birth_year, is_test, created_at) "
                "VALUES ('An', 'An', 'an', '1', 1959, false, '2026-01-01')"
            )
        )
        session.execute(
            sa.text("INSERT INTO notice_given (person_id, version, at) SELECT id, '2026-11', '2026-01-01' FROM person")
        )
    upgrade(empty_database)

    with empty_database.session(write=False) as session:
        kept = session.execute(sa.text("SELECT name FROM person JOIN notice_given ON person_id = person.id"))
        assert kept.scalars().all() == ["An"]


def test_upgrading_twice_changes_nothing(database):
    before = _shape(database)
    upgrade(database)

    assert _shape(database) == before


def _differences(session) -> list[object]:
    options = {"compare_type": True, "compare_server_default": False}
    context = MigrationContext.configure(session.connection(), opts=options)
    return compare_metadata(context, METADATA)


def _shape(database) -> dict[str, object]:
    """Tables, columns, constraints and indexes as the database tells them."""
    with database.engine.connect() as connection:
        seen = sa.inspect(connection)
        return {
            table: (
                [(one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(table)],
                sorted(str(one["name"]) for one in seen.get_check_constraints(table)),
                sorted(str(one["name"]) for one in seen.get_unique_constraints(table)),
                sorted((str(one["name"]), bool(one["unique"])) for one in seen.get_indexes(table)),
                sorted(str(one["name"]) for one in seen.get_foreign_keys(table)),
            )
            for table in sorted(seen.get_table_names())
        }
