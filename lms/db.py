"""The shape all tables share, and the engine: SQLite (WAL) or PostgreSQL, told apart only here."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_TIMEOUT = 10.0
"""Seconds to wait for others before somebody is told that the server is busy."""

IDLE = 2.0  # seconds after which a connection is tried before it is used: asking with every request would cost more
PAUSE = 0.0003
"""Seconds between two attempts to write: about as long as another takes to save an answer."""

PATIENT = f"busy_timeout={int(BUSY_TIMEOUT * 1000)}"
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY")

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""SQLite counts its rows in INTEGER only; elsewhere numbers of rows are 64 bits wide."""


class Moment(sa.TypeDecorator[datetime]):
    """An aware moment, stored in UTC; SQLite would otherwise give it back naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC. Raises ValueError for a naive moment: whoever made it forgot the clock."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Aware, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(sa.TypeDecorator[StrEnum]):
    """A StrEnum stored by its value, as text: a new member needs no change of the table."""

    impl = sa.String(40)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        """Remember which enumeration the column holds."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """The value's text. Raises ValueError for one that the enumeration does not have."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:  # noqa: ARG002
        """The member."""
        return None if value is None else self.kind(value)


class Model(DeclarativeBase):
    """What every table has: a number that is never used twice, and named constraints."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, str: sa.Text, int: NUMBER}  # noqa: RUF012 - SQLAlchemy reads it so

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Have SQLite never reuse a deleted row's number."""
        own = cls.__dict__.get("__table_args__", ())
        parts = own if isinstance(own, tuple) else (own,)
        options = parts[-1] if parts and isinstance(parts[-1], dict) else {}
        rest = parts[:-1] if options else parts
        cls.__table_args__ = (*rest, {"sqlite_autoincrement": True, **options})
        super().__init_subclass__(**kwargs)


class Database:
    """One database with two doors: reading, whose connections cannot write, and writing.

    `engines` are its sets of connections: SQLite has one for reading beside the one for writing.
    """

    def __init__(self, url: str) -> None:
        """Make the engines; nothing is connected to yet. SQLite is a file: in memory each connection would be alone."""
        self.engine = make_engine(url)
        self._reader = _reader_beside(self.engine)
        self.engines = (self.engine,) if self._reader.pool is self.engine.pool else (self.engine, self._reader)
        self._read = sessionmaker(self._reader, expire_on_commit=False)
        self._write = sessionmaker(self.engine, expire_on_commit=False)

    def session(self, *, write: bool) -> Session:
        """A new session; without `write` the database itself refuses every change."""
        return self._write() if write else self._read()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction committed when the block ends and rolled back when it raises."""
        with self.session(write=True) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that reads, without what a session remembers: for what is asked with every request."""
        with self._reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        for engine in self.engines:
            engine.dispose()


def make_engine(url: str) -> sa.Engine:
    """An engine for SQLite or PostgreSQL whose transactions may write."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed, writes=True)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(parsed, pool_size=5, max_overflow=5)
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


def _reader_beside(engine: sa.Engine) -> sa.Engine:
    """The same database through connections that cannot write."""
    if engine.dialect.name == "sqlite":
        return _sqlite_engine(engine.url, writes=False)
    return engine.execution_options(postgresql_readonly=True)


def _sqlite_engine(url: sa.URL, *, writes: bool) -> sa.Engine:
    """Connections that write or that read: changing `query_only` on one would throw away all it has prepared."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url)
    engine.dialect.do_begin = _begin_writing if writes else lambda raw: raw.execute("BEGIN")  # type: ignore[method-assign,assignment]

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver's own is always deferred
        for pragma in (PATIENT, *PRAGMAS, f"query_only={'OFF' if writes else 'ON'}"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _begin_writing(connection: Any) -> None:
    """Begin once whoever writes now has ended. Raises OperationalError after `BUSY_TIMEOUT`.

    SQLite itself would sleep ever longer between attempts, up to 100 ms, where others write for half of one.
    Source: SQLite's silently lost updates under deferred transactions: what may write begins IMMEDIATE.
    """
    until = time.monotonic() + BUSY_TIMEOUT
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as refused:
                if refused.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(PAUSE)
    finally:
        connection.execute(f"PRAGMA {PATIENT}")
