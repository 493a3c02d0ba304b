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
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from bench.costs import fixed_work
from bench.country import fill
from bench.postgresql import postgresql
from bench.racing import Rush, middle, rush
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
from lms.units.queries import COUNTRY_CODE, unit_by_code
from lms.web import logs

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TIMES = 9
PROVINCE = "01"
HEADS = (
    "người|điền s|cộng dồn s|kiểm tra s|tỉnh: trang ms|cả chờ ms|nước: trang ms|cả chờ ms|truy vấn tỉnh ms|"
    "tỉnh, quý đã chốt ms|Excel s|mất|nơi khác lúc vắng: giữa ms|nhất|dồn ở tám xã: giữa|nhất|dồn ở một xã: giữa|nhất|"
    "đếm lại s|MB|mẫu ms"
)


def main() -> None:
    """Print a line for each number of people."""
    clock.set_now(NOW)
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - logs as in use, but to nowhere
    logs.set_up("INFO")
    print(HEADS)
    for count in [int(one) for one in sys.argv[1:] if one.isdigit()] or [1_000, 100_000]:
        with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
            own: AbstractContextManager[str] = nullcontext(f"sqlite:///{Path(folder) / 'lms.sqlite3'}")
            with postgresql() if "--postgresql" in sys.argv else own as url:
                for told in measure(url, folder, count):
                    print(told, end="|", flush=True)
                print(flush=True)


def measure(url: str, folder: str, count: int) -> Iterator[str]:
    """Everything there is to say of a country of so many people, each when it is known."""
    yield str(count)
    database = Database(url)
    upgrade(database)
    yield f"{seconds(lambda: fill(database, count)):.0f}"
    yield f"{seconds(lambda: fold_ledger(database)):.1f}"
    yield f"{seconds(lambda: count_checks(database, {})):.1f}"
    settings = config.read({**KEYS, "LMS_DATA_DIR": folder, "LMS_DATABASE_URL": url, "LMS_NOW": NOW.isoformat()})
    build(config.HERE / "content", Path(folder), clock.today(), None)
    client = signed_in(create_app(settings), database)
    for address in (f"/pho-cap/{PROVINCE}", f"/pho-cap/{COUNTRY_CODE}"):
        yield _ms(seconds_of(client, address))
        yield _ms(seconds_of(client, address, clocked=time.perf_counter))
    yield _ms(median(lambda: _read(database)))
    yield _ms(seconds_of(client, f"/pho-cap/{PROVINCE}?nam=2026&quy=3"))
    yield f"{seconds_of(client, '/pho-cap/vn.xlsx', 3):.1f}"
    yield from _rushed(rush(settings, database, PROVINCE))
    yield from verified(url)
    yield _ms(fixed_work())
    database.close()


def _rushed(found: Rush) -> list[str]:
    """Counts lost; then what a confirmation elsewhere takes in the middle and at most, alone and in both rushes."""
    waited = (found.quiet, found.spread, found.busy)
    return [str(found.lost), *(_ms(one) for waits in waited for one in (middle(waits), max(waits)))]


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


def seconds_of(
    client: FlaskClient, address: str, times: int = TIMES, clocked: Callable[[], float] = time.process_time
) -> float:
    """How long an address takes."""

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        answer.close()

    ask()
    return median(ask, times, clocked)


def verified(url: str) -> tuple[str, str]:
    """Seconds and megabytes that counting again takes, in a process of its own as the command is."""
    told = multiprocessing.get_context("spawn").Queue()
    alone = multiprocessing.get_context("spawn").Process(target=_verify, args=(url, told))
    alone.start()
    found, took, most = told.get()
    alone.join()
    if found:
        raise SystemExit(f"{found} differences")
    return f"{took:.1f}", str(most)


def _verify(url: str, told: "Queue[tuple[int, float, int]]") -> None:
    database = Database(url)
    with database.session(write=False) as session:
        began, found = time.perf_counter(), sum(1 for _ in differences(session))
    told.put((found, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
    database.close()


def _read(database: Database) -> None:
    with database.session(write=False) as session:
        coverage_of(session, unit_by_code(session, PROVINCE))


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(work: Callable[[], object], times: int = TIMES, clocked: Callable[[], float] = time.process_time) -> float:
    """How much computing a piece of work takes in this process, the middle of several: others may be at work too.

    `clocked` with `perf_counter`: how long it takes, waiting for the database and for others too.
    """
    found = []
    for _ in range(times):
        began = clocked()
        work()
        found.append(clocked() - began)
    return sorted(found)[times // 2]


def _ms(took: float) -> str:
    return f"{took * 1000:.1f}"


if __name__ == "__main__":
    os.environ.update(KEYS)
    main()
