"""Bringing a database up to the tables of this version; never from `create_app`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection

from lms.config import HERE
from lms.db import Database
from lms.errors import Misconfigured

SCRIPTS = HERE / "migrations"


def alembic_config(database: Database) -> AlembicConfig:
    """Alembic's settings for a database."""
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(SCRIPTS))
    settings.set_main_option("path_separator", "os")
    url = database.engine.url.render_as_string(hide_password=False)
    settings.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return settings


def upgrade(database: Database, revision: str = "head") -> None:
    """Apply the migrations that are missing, all or none."""
    _run(database, command.upgrade, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take migrations back, down to a revision."""
    _run(database, command.downgrade, revision)


def _run(database: Database, step: Callable[[AlembicConfig, str], None], revision: str) -> None:
    settings = alembic_config(database)
    with database.engine.connect() as connection, _unbound(connection), connection.begin():
        settings.attributes["connection"] = connection
        step(settings, revision)
        _check_keys(connection)


@contextmanager
def _unbound(connection: Connection) -> Iterator[None]:
    """Have SQLite let a table be rebuilt while others refer to it: only outside a transaction can it be told so."""
    sqlite = connection.dialect.name == "sqlite"
    raw = connection.connection
    if sqlite:
        raw.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        if sqlite:
            raw.cursor().execute("PRAGMA foreign_keys=ON")


def _check_keys(connection: Connection) -> None:
    """Raises Misconfigured, so that nothing is committed, when rows refer to rows that are not there."""
    if connection.dialect.name != "sqlite":
        return
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        raise Misconfigured(f"rows without what they refer to: {lost[:5]}")
