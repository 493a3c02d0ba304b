"""Coverage pages of a made-up country: are they as fast with a million people as with a thousand? Budget: < 100 ms.

`python -m bench.coverage 1000 100000 1000000`; `--postgresql` on a server of its own. What is read is told as computing
of the one process, SQLite included, what is written as time passed; `mẫu` is a fixed piece of work: divide by it before
comparing two runs.
"""

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from bench.costs import fixed_work
from bench.country import fill
from bench.postgresql import postgresql
from bench.taking import KEYS
from lms import clock, config
from lms.access.rules import Role
from lms.app.factory import create_app
from lms.app.migrating import upgrade
from lms.content.actions.building import build
from lms.coverage.actions.checking import count_checks
from lms.coverage.actions.folding import fold_ledger
from lms.coverage.queries.coverage import coverage_of
from lms.coverage.queries.recount import differences
from lms.db import Database
from lms.people.actions.registering import add_person, give_sign_in
from lms.people.models import Post
from lms.people.rules.secrets import SecretKind
from lms.tally.actions import restate
from lms.tally.rules import Stage, Standing
from lms.units.queries import COUNTRY_CODE, children, unit_by_code
from lms.web import logs

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TIMES = 9
AT_ONCE, EACH = 8, 25
"""Processes, and confirmations of each: two hundred in one commune."""
PROVINCE = "01"


def main() -> None:
    """Print a line for each number of people."""
    clock.set_now(NOW)
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - logs as in use, but to nowhere
    logs.set_up("INFO")
    print("người|tỉnh: trang ms|truy vấn ms|nước: trang ms|Excel s|cộng dồn s|kiểm tra s|đếm lại s|MB|mất|mẫu ms")
    for count in [int(one) for one in sys.argv[1:] if one.isdigit()] or [1_000, 100_000]:
        with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
            own: AbstractContextManager[str] = nullcontext(f"sqlite:///{Path(folder) / 'lms.sqlite3'}")
            with postgresql() if "--postgresql" in sys.argv else own as url:
                print("|".join(measure(url, folder, count)), flush=True)


def measure(url: str, folder: str, count: int) -> list[str]:
    """Everything there is to say of a country of so many people."""
    database = Database(url)
    upgrade(database)
    fill(database, count)
    folded = seconds(lambda: fold_ledger(database))
    checked = seconds(lambda: count_checks(database, {}))
    settings = config.read({**KEYS, "LMS_DATA_DIR": folder, "LMS_DATABASE_URL": url, "LMS_NOW": NOW.isoformat()})
    build(config.HERE / "content", Path(folder), clock.today(), None)
    client = signed_in(create_app(settings), database)
    pages = [seconds_of(client, f"/pho-cap/{code}") for code in (PROVINCE, COUNTRY_CODE)]
    told = [
        str(count),
        _ms(pages[0]),
        _ms(median(lambda: _read(database))),
        _ms(pages[1]),
        f"{seconds_of(client, '/pho-cap/vn.xlsx', 3):.1f}",
        f"{folded:.1f}",
        f"{checked:.1f}",
        *verified(database),
        str(racing(url, database)),
        _ms(fixed_work()),
    ]
    database.close()
    return told


def signed_in(app: Flask, database: Database) -> FlaskClient:
    """A browser of somebody who may see the whole country."""
    with database.writing() as session:
        person = add_person(session, name="Người xem", birth_year=1980)
        give_sign_in(session, person, kind=SecretKind.PASSWORD, secret_hash="none", name="xem")
        root = unit_by_code(session, COUNTRY_CODE)
        session.add(Post(person_id=person.id, role=Role.VIEWER, unit_id=root.unit_id, from_at=clock.now()))
        who = person.id
    client = app.test_client()
    with client.session_transaction() as held:
        held.update({"_user_id": f"{who}:1", "_fresh": True, "seen": int(clock.now().timestamp())})
    return client


def seconds_of(client: FlaskClient, address: str, times: int = TIMES) -> float:
    """How long an address takes."""

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        answer.close()

    ask()
    return median(ask, times)


def verified(database: Database) -> tuple[str, str]:
    """Seconds and megabytes that counting again took; the memory is that of the whole process, at most."""
    with database.session(write=False) as session:
        began, found = time.perf_counter(), sum(1 for _ in differences(session))
    if found:
        raise SystemExit(f"{found} differences")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{time.perf_counter() - began:.1f}", str(most)


def racing(url: str, database: Database) -> int:
    """How many confirmations got lost when several processes counted people in one commune at once."""
    with database.writing() as session:
        people = [add_person(session, name=f"Người {n}", birth_year=1960).id for n in range(AT_ONCE * EACH)]
        unit_id = children(session, unit_by_code(session, PROVINCE))[0].unit_id
    before = _completed(database)
    parts = [people[n::AT_ONCE] for n in range(AT_ONCE)]
    started = [multiprocessing.Process(target=_confirm, args=(url, unit_id, part)) for part in parts]
    for one in started:
        one.start()
    fold_ledger(database)
    for one in started:
        one.join()
    fold_ledger(database)
    return before + AT_ONCE * EACH - _completed(database)


def _confirm(url: str, unit_id: int, people: list[int]) -> None:
    """Confirm each of some people in a transaction of their own."""
    clock.set_now(NOW)
    database = Database(url)
    for person_id in people:
        with database.writing() as session:
            standing = Standing("citizen", unit_id, Stage.COMPLETED, 1960, None, "TT02-2025", 2)
            restate(session, person_id, "citizen", standing)
    database.close()


def _completed(database: Database) -> int:
    with database.session(write=False) as session:
        line = coverage_of(session, unit_by_code(session, PROVINCE)).line("adults")
        return line.figures.completed if line else 0


def _read(database: Database) -> None:
    with database.session(write=False) as session:
        coverage_of(session, unit_by_code(session, PROVINCE))


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(work: Callable[[], object], times: int = TIMES) -> float:
    """How much computing a piece of work takes in this process, the middle of several: others may be at work too."""
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return sorted(found)[times // 2]


def _ms(took: float) -> str:
    return f"{took * 1000:.1f}"


if __name__ == "__main__":
    os.environ.update(KEYS)
    main()
