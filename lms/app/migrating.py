"""Bringing a database up to the tables of this version; never from `create_app`."""

from alembic import command
from alembic.config import Config as AlembicConfig

from lms.config import HERE
from lms.db import Database

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
    settings = alembic_config(database)
    with database.engine.execution_options(lms_write=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take migrations back, down to a revision."""
    settings = alembic_config(database)
    with database.engine.execution_options(lms_write=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)
