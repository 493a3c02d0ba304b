"""What the several processes of a test do: read a number, add one, write it back, each in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from lms.db import Database

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

READ = sa.text("SELECT counted FROM tally_of_a_test")
WRITE = sa.text("UPDATE tally_of_a_test SET counted = :counted")


def add(url: str, times: int, together: Barrier) -> None:
    """Add one to the number so many times, through the door that the app writes through."""
    database = Database(url)
    together.wait(60)
    for _ in range(times):
        with database.writing() as session:
            session.execute(WRITE, {"counted": session.scalar(READ) + 1})
    database.close()


def add_after_all_have_read(url: str, times: int, together: Barrier) -> None:
    """The same with a transaction that begins plainly, as SQLite's own driver would: it may read beside the others."""
    database = Database(url)
    database.engine.dialect.do_begin = lambda connection: connection.execute("BEGIN")
    for _ in range(times):
        try:
            with database.writing() as session:
                seen = session.scalar(READ)
                together.wait(60)
                session.execute(WRITE, {"counted": seen + 1})
        except OperationalError:
            pass  # "database is locked": at once, whatever the time allowed for waiting; the update is lost
        together.wait(60)
    database.close()
