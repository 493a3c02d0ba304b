"""SQLite lets one write at a time: others wait for their turn, in short steps, and not for ever."""

import threading
import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from lms import engines
from lms.db import Database
from tests.databases import SERVER

pytestmark = pytest.mark.skipif(SERVER is not None, reason="PostgreSQL lets many write at a time")


@pytest.fixture
def other(database):
    """The same database as another process has it."""
    found = Database(database.engine.url.render_as_string(hide_password=False))
    yield found
    found.close()


def test_whoever_waits_comes_in_soon_after_the_other_has_ended(database, other):
    ended: list[float] = []

    def write() -> None:
        with other.writing() as session:
            session.execute(text("UPDATE person SET name = 'sau'"))
        ended.append(time.perf_counter())

    waiting = threading.Thread(target=write)
    with database.writing() as session:
        session.execute(text("UPDATE person SET name = 'trước'"))
        waiting.start()
        time.sleep(0.3)  # so long that SQLite's own waiting would look again only after 50 or 100 ms
        assert not ended
    free = time.perf_counter()
    waiting.join(20)

    assert len(ended) == 1
    assert ended[0] - free < 5  # on the busiest machine; a thousandth of it on a free one
    with database.session(write=False) as session:
        assert set(session.scalars(text("SELECT name FROM person"))) == {"sau"}


def test_nobody_waits_for_ever(database, other, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_TIMEOUT", 0.05)
    with database.writing() as session:
        session.connection()
        with pytest.raises(OperationalError, match="locked"), other.writing() as late:
            late.connection()

    with other.writing() as session:
        session.execute(text("UPDATE person SET name = 'được rồi'"))


def test_a_page_that_waited_too_long_says_that_the_server_is_busy(visit, cast, other, monkeypatch):
    somebody = visit(cast.citizen)
    monkeypatch.setattr(engines, "BUSY_TIMEOUT", 0.05)
    with other.writing() as session:
        session.connection()
        busy = somebody.post("/toi/ten", {"name": "Lò Thị Mới"})

    assert (busy.status, busy.h1) == (503, "Máy chủ đang bận")
    assert somebody.post("/toi/ten", {"name": "Lò Thị Mới"}).status == 303


def test_looking_does_not_wait_for_writing(database, other):
    with database.writing() as session:
        session.execute(text("UPDATE person SET name = 'chưa xong'"))
        with other.session(write=False) as beside, other.single(write=False) as plain:
            assert "chưa xong" not in set(beside.scalars(text("SELECT name FROM person")))
            assert "chưa xong" not in set(plain.scalars(text("SELECT name FROM person")))


def test_a_single_statement_waits_its_turn_too_and_is_kept_at_once(database, other):
    def write() -> None:
        with other.single(write=True) as connection:
            connection.execute(text("UPDATE person SET name = name || ' sau'"))

    waiting = threading.Thread(target=write)
    with database.writing() as session:
        session.execute(text("UPDATE person SET name = 'trước'"))
        waiting.start()
        time.sleep(0.05)
    waiting.join(20)

    with database.session(write=False) as session:
        assert set(session.scalars(text("SELECT name FROM person"))) == {"trước sau"}


def test_a_single_statement_does_not_wait_for_ever(database, other, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_TIMEOUT", 0.05)
    with database.writing() as session, other.single(write=True) as connection:
        session.connection()
        with pytest.raises(OperationalError, match="locked"):
            connection.execute(text("UPDATE person SET name = 'x'"))
