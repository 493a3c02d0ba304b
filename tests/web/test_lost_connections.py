"""PostgreSQL may end connections that lie unused, by a restart for one: nobody who comes later notices."""

import pytest
import sqlalchemy as sa

from lms import engines
from tests.databases import SERVER, address_of

pytestmark = pytest.mark.skipif(SERVER is None, reason="SQLite has no server to end them")

WHO = sa.text("SELECT pg_backend_pid()")


@pytest.mark.parametrize("write", [False, True])
def test_a_connection_that_was_ended_while_unused_is_replaced(database, monkeypatch, write):
    monkeypatch.setattr(engines, "IDLE", -1.0)
    with database.session(write=write) as session:
        first = session.scalar(WHO)
    other = sa.create_engine(address_of(database))
    with other.connect() as connection:
        assert connection.scalar(sa.text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": first})
    other.dispose()

    with database.session(write=write) as session:
        assert session.scalar(WHO) != first


def test_a_connection_is_used_again(database):
    with database.session(write=True) as session:
        first = session.scalar(WHO)
    with database.session(write=False) as session:
        assert session.scalar(WHO) == first
