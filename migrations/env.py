"""Alembic's way in: our engine, our tables, one transaction per migration."""

from alembic import context

from lms.app.tables import METADATA
from lms.db import Choice, Moment
from lms.engines import make_engine


def run() -> None:
    """Run the migrations asked for, on the database that `lms` handed over."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    engine = make_engine(context.config.get_main_option("sqlalchemy.url"))
    with engine.connect() as connection, connection.begin():
        _migrate(connection)


def _plain(kind: str, thing: object, _context: object) -> str | bool:
    """Write our own column types as the plain ones they are: a migration must not change when the code does."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Choice):
        return "sa.String(40)"
    return False


def _migrate(connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261120)")
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=_plain,
        compare_type=True,
        compare_server_default=False,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
