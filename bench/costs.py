"""What one request of a paper costs the server: milliseconds of computing, in one process, without a network.

`python -m bench.costs [begin|answer|hand-in]`: with a name, where the time of that kind goes (cProfile) is told too.
A tenth of the requests took no more than the first figure. A busy machine slows every instruction down: the last
column is what the same fixed work took meanwhile; divide by it before comparing two runs.
"""

import cProfile
import io
import json
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Sequence

from flask import Flask

from bench.client import Step
from bench.taking import KEYS, answers, beginnings, forms_of, people
from lms import config
from lms.app import demo
from lms.app.factory import create_app
from lms.app.migrating import upgrade
from lms.db import Database
from lms.web import logs

PEOPLE, WARM = int(os.environ.get("BENCH_PEOPLE") or 200), 20
FIXED = {"name": ["Nguyễn Thị Mẫu", 1959, None, {"skills": list(range(12)), "share": 0.875}]}

Answer = tuple[int, dict[str, str]]


def asked(app: Flask, sent: bytes) -> Answer:
    """Status and headers of the app's answer to a request, without a server between."""
    head, _, body = sent.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, address, protocol = first.split(" ")
    headers = {name.upper().replace("-", "_"): text for name, text in (line.split(": ", 1) for line in lines)}
    environ = {f"HTTP_{name}": text for name, text in headers.items()} | {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": address, "QUERY_STRING": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": protocol, "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": headers["CONTENT_TYPE"], "CONTENT_LENGTH": headers["CONTENT_LENGTH"],
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    told: list[Answer] = []

    def start(status: str, found: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        told.append((int(status[:3]), dict(found)))
        return lambda _: None

    b"".join(app.wsgi_app(environ, start))
    return told[0]


def measured(app: Flask, name: str, steps: Sequence[Step], *, profile: bool) -> list[dict[str, str]]:
    """The headers of every answer; prints what they cost, the first ones apart."""
    costs, fixed, found, watched = [], [], [], cProfile.Profile() if profile else None
    for place, (sent, status) in enumerate(steps):
        if watched is not None and place == WARM:
            watched.enable()
        began = time.process_time()
        told, headers = asked(app, sent)
        costs.append(time.process_time() - began)
        fixed.append(fixed_work())
        if told != int(status):
            raise SystemExit(f"{name}: {told}")
        found.append(headers)
    if watched is not None:
        watched.disable()
        pstats.Stats(watched).sort_stats("cumulative").print_stats(80)
    tell(name, sorted(costs[WARM:]), sorted(fixed[WARM:]))
    return found


def fixed_work() -> float:
    """Seconds that something takes which is always the same."""
    began = time.process_time()
    for _ in range(20):
        json.loads(json.dumps(FIXED))
    return time.process_time() - began


def tell(name: str, costs: list[float], fixed: list[float]) -> None:
    """Print a line: a tenth of them took no more, half of them took no more, their mean; the fixed work's half."""
    figures = (costs[len(costs) // 10], costs[len(costs) // 2], sum(costs) / len(costs), fixed[len(fixed) // 2])
    print(f"{name:<10}{len(costs):>6}" + "".join(f"{one * 1000:>10.3f}" for one in figures), flush=True)


def main() -> None:
    """Print a line for each kind of request."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        url = os.environ.get("LMS_DATABASE_URL") or f"sqlite:///{folder}/lms.sqlite3"
        settings = config.read({**KEYS, "LMS_DATA_DIR": folder, "LMS_DATABASE_URL": url})
        database = Database(url)
        upgrade(database)
        demo.load(database, settings)
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - logs as in use, but to nowhere
        logs.set_up("INFO")
        run(create_app(settings), database, sys.argv[1] if len(sys.argv) > 1 else "")
        database.close()


def run(app: Flask, database: Database, profiled: str) -> None:
    """Begin a paper for each of the people, answer every question, hand in."""
    print(f"{'ms':<10}{'lượt':>6}{'10 %':>10}{'50 %':>10}{'trung bình':>11}{'việc mẫu':>9}")
    keys = people(app, database, PEOPLE)
    first = [step for steps in beginnings(keys) for step in steps]
    told = measured(app, "begin", first, profile=profiled == "begin")
    led_to = {n: headers["Location"] for n, headers in enumerate(told)}
    rest = answers(keys, led_to, forms_of(database))
    measured(app, "answer", [step for steps in rest for step in steps[:-1]], profile=profiled == "answer")
    measured(app, "hand-in", [steps[-1] for steps in rest], profile=profiled == "hand-in")


if __name__ == "__main__":
    main()
