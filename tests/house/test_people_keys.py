"""Every foreign key to a person has a row in the table that says what export, merger and erasing do with it."""

from sqlalchemy import inspect

from lms.app.tables import METADATA
from lms.content.adapters.running import SHELF
from lms.dossiers.actions.rows import WHERE
from lms.dossiers.queries.copy import copy_of
from lms.dossiers.rules.keys import KEYS, Erasing, Merging
from lms.people.models import Person

COLUMNS = {
    (table.name, column.name)
    for table in METADATA.sorted_tables
    for column in table.columns
    for key in column.foreign_keys
    if key.column.table is Person.__table__
}

PARTS = {
    # table: where in a person's own copy its rows are
    "assignment_pupil": "class_work",
    "attempt": "attempts",
    "child_consent": "consents",
    "confirmation": "confirmations",
    "data_request": "requests",
    "external_id": "external_ids",
    "import_draft": "imports",
    "invitation": "invitations",
    "join_request": "class_requests",
    "lesson_done": "lessons",
    "listing_line": "listings",
    "membership": "memberships",
    "merger": "acts",
    "notice_given": "notices",
    "observed_task": "observed",
    "period_visit": "class_lessons",
    "person": "sign_ins",  # of the records merged into one
    "post": "posts",
    "practice_round": "practice",
    "proof_result": "results",
    "quiz_try": "quizzes",
    "remembered_device": "devices",
    "seat": "classes",
    "sign_in": "sign_ins",
    "sitting_presence": "observed",
    "stated_reason": "reasons",
}


def test_every_foreign_key_to_a_person_is_named_once():
    named = [(key.table, key.column) for key in KEYS]

    assert set(named) == COLUMNS
    assert len(named) == len(set(named))


def test_each_says_in_words_what_it_is():
    assert [key for key in KEYS if len(key.what.split()) < 2] == []


def test_what_goes_over_is_about_the_person_and_never_who_did_something():
    """A trace moved would make somebody have done what another record did."""
    traces = [key for key in KEYS if key.merging is Merging.TRACE and key.erasing is Erasing.EMPTIED]

    assert traces == []
    assert {key.column for key in KEYS if key.merging is Merging.MOVED} == {"person_id"}


def test_what_is_in_the_copy_has_a_part_there(session, cast, app):
    copy = copy_of(session, cast.citizen.id, app.extensions[SHELF].library())

    assert {key.table for key in KEYS if key.exported} == set(PARTS)
    assert set(PARTS.values()) <= set(copy)


def test_the_tables_of_rows_that_move_are_known_wherever_the_action_runs():
    """A process that imports the action alone must know every table that it goes through."""
    known = {
        value.__tablename__
        for module in WHERE
        for value in vars(module).values()
        if isinstance(value, type) and hasattr(value, "__tablename__") and value.__module__ == module.__name__
    }
    through = {key.table for key in KEYS if key.merging is Merging.MOVED or key.erasing is Erasing.DELETED}

    assert through - known <= {"person_standing"}  # taken out of the count before


def test_nothing_is_deleted_that_others_cannot_be_without(database):
    """What hangs on a deleted row goes with it: it must be the person's own too."""
    gone = {key.table for key in KEYS if key.erasing is Erasing.DELETED}
    hanging = {
        (table.name, next(iter(key.column.table.name for key in column.foreign_keys)))
        for table in METADATA.sorted_tables
        for column in table.columns
        if not column.nullable and any(key.column.table.name in gone for key in column.foreign_keys)
    }

    assert hanging == {("attempt_item", "attempt"), ("practice_answer", "practice_round")}
    assert inspect(database.engine).has_table("attempt_item")
