"""Connections to SQLite (WAL) or PostgreSQL: told apart only here."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT = 10.0
"""Seconds to wait for others before somebody is told that the server is busy."""

IDLE = 2.0  # seconds after which a connection is tried before it is used: asking with every request would cost more
PAUSE = 0.0003
"""Seconds between two attempts to write: about as long as another takes to save an answer."""

PATIENT = f"busy_timeout={int(BUSY_TIMEOUT * 1000)}"
PRAGMAS = (PATIENT, "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY")


def has_one_writer(url: str) -> bool:
    """Whether all who write to that database wait for each other, however far apart what they write."""
    return sa.make_url(url).get_backend_name() == "sqlite"


def make_engine(url: str, *, writes: bool = True, alone: bool = False) -> sa.Engine:
    """An engine for SQLite or PostgreSQL whose transactions may write; without `writes` its connections cannot.

    `alone`: every statement is a transaction of its own, without round trips that begin and end one. (On SQLite what
    reads begins a transaction all the same: it costs nothing there.)
    """
    parsed = sa.make_url(url)
    if has_one_writer(url):
        return _sqlite_engine(parsed, writes=writes, alone=alone)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True} if alone else {}
    if not writes:
        options["connect_args"] = {"options": "-c default_transaction_read_only=on"}
    engine = sa.create_engine(parsed, pool_size=5, max_overflow=5, **options)
    sa.event.listen(engine, "checkin", lambda _, record: record.info.update(used=time.monotonic()))
    sa.event.listen(engine, "checkout", _check_when_idle)
    return engine


def _check_when_idle(connection: Any, record: ConnectionPoolEntry, _fairy: object) -> None:
    """Have the pool take another connection when one lay unused for a while and its server is gone."""
    used = record.info.get("used")
    if used is not None and time.monotonic() - used > IDLE:
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except Exception as lost:
            raise DisconnectionError from lost


def _sqlite_engine(url: sa.URL, *, writes: bool, alone: bool) -> sa.Engine:
    """Connections that write or that read: changing `query_only` on one would throw away all it has prepared."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url)
    if not writes:
        engine.dialect.do_begin = lambda raw: raw.execute("BEGIN")  # type: ignore[method-assign,assignment]
    elif alone:
        engine.dialect.do_begin = lambda _: None  # type: ignore[method-assign,assignment]
        engine.dialect.do_execute = _execute_in_turn  # type: ignore[method-assign,assignment]
    else:
        engine.dialect.do_begin = _begin_writing  # type: ignore[method-assign,assignment]

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver's own is always deferred
        for pragma in (*PRAGMAS, "busy_timeout=0" if writes else "query_only=ON"):  # who writes waits by `_in_turn`
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _begin_writing(connection: Any) -> None:
    """Begin once whoever writes now has ended.

    Source: SQLite's silently lost updates under deferred transactions: what may write begins IMMEDIATE.
    """
    _in_turn(lambda: connection.execute("BEGIN IMMEDIATE"))


def _execute_in_turn(cursor: Any, statement: str, parameters: Any, _context: object = None) -> None:
    """Execute a statement that is its own transaction once whoever writes now has ended."""
    _in_turn(lambda: cursor.execute(statement, parameters))


def _in_turn(act: Callable[[], object]) -> None:
    """Do something once SQLite is not busy. Raises OperationalError after `BUSY_TIMEOUT`.

    SQLite itself would sleep ever longer between attempts, up to 100 ms, where others write for half of one.
    """
    until = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            act()
            return
        except sqlite3.OperationalError as refused:
            if refused.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(PAUSE)
