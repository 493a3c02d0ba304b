"""Databases of a test's own: files of SQLite or, with `LMS_TEST_DATABASE_URL`, databases of that PostgreSQL server."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from lms.db import Database

SERVER = os.environ.get("LMS_TEST_DATABASE_URL")


@contextmanager
def emptied(kept: Database, template: str) -> Iterator[Database]:
    """A database at the same place each time, its file a new copy: what the engine has compiled it need not again."""
    path = Path(kept.engine.url.database or "")
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copyfile(template.removeprefix("sqlite:///"), path)
    try:
        yield kept
    finally:
        kept.close()


@contextmanager
def fresh(folder: Path, template: str | None = None) -> Iterator[Database]:
    """A new database, without any table or copied from the one at `template`; it is gone afterwards."""
    name = f"lms_test_{uuid.uuid4().hex[:12]}"
    if SERVER is None:
        path = folder / f"{name}.sqlite3"
        if template is not None:
            shutil.copyfile(template.removeprefix("sqlite:///"), path)
        found = Database(f"sqlite:///{path}")
    else:
        copied = f' TEMPLATE "{sa.make_url(template).database}"' if template else ""
        _on_server(f'CREATE DATABASE "{name}"{copied}')
        found = Database(sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False))
    try:
        yield found
    finally:
        found.close()
        if SERVER is not None:
            _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def to_be_copied(made: Database) -> str:
    """The address of a database that is ready: all of it in one file, and nobody connected to it."""
    with made.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    return address_of(made)


def address_of(database: Database) -> str:
    """Where a database lies, password and all."""
    return database.engine.url.render_as_string(hide_password=False)


def listen(database: Database, note: Callable[..., object]) -> None:
    """Have `note` told of every statement (its third argument), by connections that read and by those that write."""
    for engine in database.engines:
        sa.event.listen(engine, "before_cursor_execute", note)


def stop_listening(database: Database, note: Callable[..., object]) -> None:
    """Tell `note` no more."""
    for engine in database.engines:
        sa.event.remove(engine, "before_cursor_execute", note)


def _on_server(statement: str) -> None:
    engine = sa.create_engine(sa.make_url(SERVER or ""), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
