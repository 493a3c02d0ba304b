"""SQLite with several real processes: whoever reads, changes and writes back loses no update."""

import pytest
from sqlalchemy import text

from lms.db import Database
from tests.racers import racers
from tests.web.processes import READ, add, add_after_all_have_read

TIMES = 40


@pytest.fixture
def counted_by(tmp_path):
    """The number in the end, after processes have each added one to it many times."""

    def run(work, processes: int, times: int) -> int:
        url = f"sqlite:///{tmp_path / 'counted.sqlite3'}"
        database = Database(url)
        with database.writing() as session:
            session.execute(text("CREATE TABLE tally_of_a_test (counted INTEGER)"))
            session.execute(text("INSERT INTO tally_of_a_test VALUES (0)"))
        context = racers()
        together = context.Barrier(processes)
        started = [context.Process(target=work, args=(url, times, together)) for _ in range(processes)]
        for one in started:
            one.start()
        for one in started:
            one.join(120)
        assert [one.exitcode for one in started] == [0] * processes
        with database.session(write=False) as session:
            found = session.scalar(READ)
        database.close()
        return found

    return run


def test_four_processes_lose_no_update(counted_by):
    assert counted_by(add, 4, TIMES) == 4 * TIMES


def test_with_a_plain_begin_updates_would_be_lost(counted_by):
    """What the test above is worth: the same work, begun as SQLite's driver begins it, does not come out."""
    assert counted_by(add_after_all_have_read, 2, 3) < 2 * 3
