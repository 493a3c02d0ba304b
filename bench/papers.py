"""Whole papers per second: begun, every answer saved as the page's script sends it, handed in. Budget: ≥ 110 of ten.

`python -m bench.papers [workers]`; `LMS_DATABASE_URL` chooses the database, `--postgresql` starts one of its own.
Everybody answers right, so that every paper ends with a confirmation issued: the most work there can be. A paper of
another length is counted as so many requests of the twelve that one of ten questions takes.
"""

import os
import sys
import tempfile
from pathlib import Path

from bench.client import Told, send
from bench.postgresql import postgresql
from bench.serving import Server, served
from bench.taking import KEYS, answers, beginnings, forms_of, people
from lms import config
from lms.app.factory import create_app
from lms.db import Database

PEOPLE = int(os.environ.get("BENCH_PEOPLE") or 600)
CONNECTIONS = 16
WARM = 40
CORES = 2


def main() -> None:
    """Print papers per second."""
    os.environ.update(KEYS)
    workers = next((int(one) for one in sys.argv[1:] if one.isdigit()), CORES)
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        if "--postgresql" in sys.argv:
            with postgresql() as url, served(url, workers) as server:
                measure(server, url, folder)
            return
        url = os.environ.get("LMS_DATABASE_URL") or f"sqlite:///{Path(folder) / 'lms.sqlite3'}"
        with served(url, workers) as server:
            measure(server, url, folder)


def measure(server: Server, url: str, folder: str) -> None:
    """Begin a paper for each of the people, then answer and hand in every one; a few beforehand, unmeasured."""
    database = Database(url)
    app = create_app(config.read({**KEYS, "LMS_DATA_DIR": folder, "LMS_DATABASE_URL": url}))
    for count in (WARM, PEOPLE):
        keys = people(app, database, count)
        before = server.cpu()
        beginning = send(server.address, beginnings(keys), CONNECTIONS)
        between = server.cpu()
        work = answers(keys, beginning.led_to, forms_of(database))
        idle = server.cpu() - between
        answering = send(server.address, work, CONNECTIONS)
    database.close()
    tell(beginning, answering, server.cpu() - before - idle, len(work[0]) + 1)


def tell(beginning: Told, answering: Told, cpu: float, requests: int) -> None:
    """Print what was measured, and what it comes to for papers of ten questions."""
    wall, own, tens = beginning.seconds + answering.seconds, beginning.own + answering.own, requests / 12
    print(f"{PEOPLE / wall:.0f} bài {requests - 2} câu/s = {PEOPLE * requests / wall:.0f} yêu cầu/s")
    print(f"  bắt đầu {PEOPLE / beginning.seconds:.0f}/s, trả lời hết và nộp {PEOPLE / answering.seconds:.0f}/s")
    for name, told in (("bắt đầu", beginning), ("trả lời, nộp", answering)):
        print(f"  {name}: nửa số lượt trong {told.wait(0.5):.1f} ms, 99 % trong {told.wait(0.99):.1f} ms")
    print(f"tính ra bài 10 câu: {PEOPLE * tens / wall:.0f} bài/s")
    each = [one / PEOPLE / tens * 1000 for one in (cpu, own)]
    print(f"CPU mỗi bài 10 câu: máy chủ {each[0]:.1f} ms, khách đo {each[1]:.1f} ms")
    print(f"nếu khách không tốn gì ({CORES} nhân chia cho CPU mỗi bài): {CORES * PEOPLE * tens / cpu:.0f} bài/s")


if __name__ == "__main__":
    main()
