"""The shape all tables share, and the engine: SQLite (WAL) or PostgreSQL, told apart only here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_TIMEOUT_MS = 10_000

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts its rows in INTEGER only; elsewhere numbers of rows are 64 bits wide."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; SQLite would otherwise give it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC. Raises ValueError for a naive moment: whoever made it forgot the clock."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[StrEnum]):
    """A StrEnum stored by its value, as text: a new member needs no change of the table."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        """Remember which enumeration the column holds."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The value's text. Raises ValueError for one that the enumeration does not have."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """The member."""
        return None if value is None else self.kind(value)


class Model(DeclarativeBase):
    """What every table has: a number that is never used twice, and named constraints."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, str: Text, int: NUMBER}  # noqa: RUF012 - SQLAlchemy reads it so

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
    """One database with three doors: reading, writing, and `aside` (a short transaction of its own)."""

    def __init__(self, url: str) -> None:
        """Make the engine; nothing is connected to yet."""
        self.engine = make_engine(url)
        self._read = sessionmaker(self.engine.execution_options(lms_write=False), expire_on_commit=False)
        self._write = sessionmaker(self.engine.execution_options(lms_write=True), expire_on_commit=False)

    def session(self, *, write: bool) -> Session:
        """A new session; without `write` the database itself refuses every change."""
        return self._write() if write else self._read()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction committed when the block ends and rolled back when it raises."""
        with self.session(write=True) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL whose transactions begin as `lms_write` says.

    Source: SQLite's silently lost updates under deferred transactions; a transaction that may write begins IMMEDIATE.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(url, parsed.database)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, pool_pre_ping=True, pool_size=5, max_overflow=5)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("lms_write") is False:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine


def _sqlite_engine(url: str, database: str | None) -> Engine:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver's own is always deferred
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("lms_write")
        raw = connection.connection.cursor()
        raw.execute(f"PRAGMA query_only={'ON' if writes is False else 'OFF'}")
        raw.close()
        connection.exec_driver_sql("BEGIN" if writes is False else "BEGIN IMMEDIATE")

    return engine
