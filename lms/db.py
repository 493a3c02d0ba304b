"""The shape all tables share, and the database with its doors."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from lms.engines import make_engine

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

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

    `engines` are its sets of connections.
    """

    def __init__(self, url: str) -> None:
        """Make the engines; nothing is connected to yet. SQLite is a file: in memory each connection would be alone."""
        self.engine = make_engine(url)
        self._single = {write: make_engine(url, writes=write, alone=True) for write in (True, False)}
        self.engines = (self.engine, *self._single.values())
        apart = self.engine.dialect.name == "sqlite"  # there a connection reads all its life, or writes
        reading = self._single[False] if apart else self.engine.execution_options(postgresql_readonly=True)
        self._read = sessionmaker(reading, expire_on_commit=False)
        self._write = sessionmaker(self.engine, expire_on_commit=False)

    def session(self, *, write: bool) -> Session:
        """A new session; without `write` the database itself refuses every change."""
        return self._write() if write else self._read()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction committed when the block ends and rolled back when it raises."""
        with self.session(write=True) as session, session.begin():
            yield session

    def single(self, *, write: bool) -> sa.Connection:
        """A connection for single statements, each of them a transaction of its own; whoever asks for it closes it.

        For what every request asks and every answer does: nothing waits longer than that one statement.
        """
        return self._single[write].connect()

    def close(self) -> None:
        """Give all connections back."""
        for engine in self.engines:
            engine.dispose()
