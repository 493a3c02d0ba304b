"""One transaction per request: kept when answered below 400, else nothing of it; a GET cannot write at all."""

import pytest
from flask import redirect
from sqlalchemy import event, inspect, select, text
from sqlalchemy.exc import DBAPIError

from lms.audit.models import AuditEntry
from lms.errors import Forbidden, NotFound, Refused
from lms.people.models import Person
from lms.web.database import aside, db

NEW_NAME = "Lò Thị Mới"


def _name(database, person) -> str:
    with database.session(write=False) as session:
        return session.scalar(select(Person.name).where(Person.id == person.id))


def _rows(database) -> dict[str, int]:
    """How many rows each table has; counters of failures are kept aside."""
    with database.session(write=False) as session:
        names = set(inspect(session.connection()).get_table_names()) - {"failure_counter"}
        return {name: session.scalar(text(f"SELECT count(*) FROM {name}")) for name in sorted(names)}


def test_what_a_request_changed_is_kept_when_it_is_answered_well(visit, cast, database):
    page = visit(cast.citizen).post("/toi/ten", {"name": NEW_NAME})

    assert page.status == 303
    assert _name(database, cast.citizen) == NEW_NAME


@pytest.mark.parametrize("name", ["", " ", "x" * 10_000, "🙂🙂", "1234"])
def test_a_form_with_mistakes_leaves_nothing(visit, cast, database, name):
    somebody, before = visit(cast.citizen), _rows(database)

    assert somebody.post("/toi/ten", {"name": name}).status == 422
    assert _rows(database) == before
    assert _name(database, cast.citizen) == cast.citizen.name


@pytest.mark.parametrize(
    ("ending", "status", "kept"),
    [
        (lambda: redirect("/", 303), 303, True),
        (dict, 200, True),
        (lambda: ({}, 422), 422, False),
        (lambda: ({}, 500), 500, False),
        (lambda: _raise(Refused("Chưa được.")), 422, False),
        (lambda: _raise(NotFound()), 404, False),
        (lambda: _raise(Forbidden()), 403, False),
        (lambda: _raise(ZeroDivisionError()), 500, False),
    ],
)
def test_a_change_is_kept_exactly_when_the_answer_is_below_400(act, visit, cast, database, ending, status, kept):
    def view():
        db().get(Person, cast.citizen.id).name = NEW_NAME
        db().flush()
        return ending()

    act(view)

    assert visit().post("/thu").status == status
    assert (_name(database, cast.citizen) == NEW_NAME) is kept


def test_a_change_that_the_database_refuses_at_the_end_answers_500_and_leaves_nothing(visit, cast, database):
    """The commit itself fails: nobody is told that it went well."""
    somebody, before = visit(cast.citizen), _rows(database)
    event.listen(database.engine, "commit", _break)
    try:
        page = somebody.post("/toi/ten", {"name": NEW_NAME})
    finally:
        event.remove(database.engine, "commit", _break)

    assert (page.status, page.h1) == (500, "Máy chủ gặp lỗi")
    assert page.location is None
    assert _name(database, cast.citizen) == cast.citizen.name
    assert _rows(database) == before
    assert somebody.post("/toi/ten", {"name": NEW_NAME}).status == 303


def test_a_constraint_broken_at_the_end_answers_500_and_leaves_nothing(act, visit, cast, database):
    def view():
        db().get(Person, cast.citizen.id).name = NEW_NAME
        db().get(Person, cast.pupil.id).birth_year = 9999  # no flush: only the commit sends it
        return {}

    act(view)

    assert visit().post("/thu").status == 500
    assert _name(database, cast.citizen) == cast.citizen.name


def test_a_look_cannot_write(act, visit, cast, database):
    def view():
        db().get(Person, cast.citizen.id).name = NEW_NAME
        db().flush()
        return {}

    act(view)

    assert visit().get("/thu").status >= 500
    assert _name(database, cast.citizen) == cast.citizen.name


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person SET name = 'x'",
        "DELETE FROM audit_entry",
        "INSERT INTO unit (id) VALUES (4711)",
        "CREATE TABLE extra (id INTEGER)",
        "DROP TABLE post",
    ],
)
def test_the_database_itself_refuses_to_write_for_a_look(database, statement):
    with database.session(write=False) as session, pytest.raises(DBAPIError):
        session.execute(text(statement))
    with database.single(write=False) as connection, pytest.raises(DBAPIError):
        connection.execute(text(statement))


def test_a_session_that_wrote_leaves_no_rights_to_the_next_that_looks(database, cast):
    """Connections are used again: what one was allowed must not stay with it."""
    for _ in range(3):
        with database.writing() as session:
            session.get(Person, cast.citizen.id).name = NEW_NAME
        with database.session(write=False) as session, pytest.raises(DBAPIError):
            session.execute(text("UPDATE person SET name = 'x'"))


def test_what_is_written_aside_survives_the_refusal(act, visit, cast, database):
    def view():
        with aside() as own:
            own.get(Person, cast.pupil.id).name = "Đã ghi bên cạnh"
        db().get(Person, cast.citizen.id).name = NEW_NAME
        db().flush()
        raise Refused("Chưa được.")

    act(view)

    assert visit().post("/thu").status == 422
    assert _name(database, cast.pupil) == "Đã ghi bên cạnh"
    assert _name(database, cast.citizen) == cast.citizen.name


def test_aside_refuses_to_begin_inside_a_writing_transaction(act, visit, cast, database):
    def view():
        db().get(Person, cast.citizen.id)
        with aside():
            pass
        return {}

    act(view)

    assert visit().post("/thu").status == 500


def test_aside_may_follow_a_look(act, visit, cast, database):
    def view():
        db().get(Person, cast.citizen.id)
        with aside() as own:
            own.get(Person, cast.pupil.id).name = "Đã ghi bên cạnh"
        return {}

    act(view)

    assert visit().get("/thu").status == 200
    assert _name(database, cast.pupil) == "Đã ghi bên cạnh"


def test_what_goes_wrong_aside_leaves_nothing_of_it(act, visit, cast, database):
    def view():
        with aside() as own:
            own.get(Person, cast.pupil.id).name = "Nửa chừng"
            own.flush()
            raise ZeroDivisionError

    act(view)

    assert visit().post("/thu").status == 500
    assert _name(database, cast.pupil) == cast.pupil.name


def test_being_refused_is_on_record_though_the_request_is_not_kept(visit, cast, act, database):
    def view():
        db().get(Person, cast.citizen.id).name = NEW_NAME
        db().flush()
        raise Forbidden

    act(view)
    somebody = visit(cast.manager)

    assert somebody.post("/thu").status == 403
    with database.session(write=False) as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert (entry.act, entry.person_id, entry.network) == ("access.refused", cast.manager.id, "203.0.113.0/24")
        assert entry.details == {"status": 403}
    assert _name(database, cast.citizen) == cast.citizen.name


def _raise(error: Exception):
    raise error


def _break(_connection) -> None:
    raise RuntimeError("the disk is full")
