"""The real server, killed in the middle of a paper: nothing that was acknowledged is lost."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from lms.config import HERE

pytestmark = pytest.mark.browser


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers here."""

    def redirect_request(self, *_):
        return None


class House:
    """A server on a data folder, to be started and killed as often as wanted."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.address = folder, f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        environ = {**os.environ, "PORT": str(self.port), "LMS_DATA_DIR": str(self.folder), "LMS_LOG_LEVEL": "ERROR"}
        environ.pop("LMS_DATABASE_URL", None)
        command = [str(Path(sys.executable).with_name("lms")), "run", "--demo"]
        self.process = subprocess.Popen(
            command, env=environ, cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(900):
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail("the server did not start")

    def kill(self) -> None:
        """-9, to it and to all of its workers."""
        main = self.process.pid
        workers = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        for pid in (main, *map(int, workers)):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(20)

    def kept(self, paper: str) -> dict[int, list[int]]:
        """The answers to a paper in the database."""
        query = (
            "SELECT place, answer FROM attempt_item JOIN attempt ON attempt.id = attempt_id"
            " WHERE saved_at IS NOT NULL AND uid = ?"
        )
        with sqlite3.connect(self.folder / "lms.sqlite3") as database:
            rows = database.execute(query, [paper.rsplit("/", 1)[-1]]).fetchall()
        return {place: json.loads(answer) for place, answer in rows}


class Browser:
    """Just enough of one: cookies, forms, the page's script's way of sending."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), Stay)
        self.token = ""

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=20) as answer:
            page = answer.read().decode()
        if found := re.search(r'name="csrf_token" value="([^"]+)"', page):
            self.token = found[1]
        return page

    def post(self, path: str, form: dict[str, str], **headers: str) -> tuple[int, str]:
        body = urllib.parse.urlencode({"csrf_token": self.token, **form}).encode()
        request = urllib.request.Request(self.address + path, body, {"Origin": self.address, **headers})
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", "")


@pytest.fixture
def house(tmp_path, playwright):
    found = House(tmp_path)
    found.start()
    yield found
    if found.process.poll() is None:
        found.kill()


def test_killing_the_server_between_answers_loses_none_that_was_acknowledged(house):
    browser = Browser(house.address)
    browser.post("/dang-nhap", {"code": "DEMO-MOI", "secret": "275913", "device": "chung"})
    browser.get("/danh-gia/")
    status, paper = browser.post("/danh-gia/", {"audience": "citizen", "once": "mot"})
    assert status == 303
    forms = {n: answer for n in range(1, 9) if (answer := two_answers(browser.get(f"{paper}/cau/{n}")))}
    assert forms

    for _ in range(2):
        acknowledged: dict[int, list[int]] = {}
        sending, halt = {}, threading.Event()

        def send(acknowledged=acknowledged, sending=sending, halt=halt) -> None:
            turn = 0
            while not halt.is_set():
                for n, (one, two) in forms.items():
                    form, kept = one if turn % 2 else two
                    sending["n"] = n
                    try:
                        if browser.post(f"{paper}/cau/{n}", form, Accept="application/json")[0] == 200:
                            acknowledged[n] = kept
                    except OSError:
                        return
                turn += 1

        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(1.0)
        house.kill()
        halt.set()
        sender.join(30)
        acknowledged.pop(sending["n"], None)  # the one in flight may have been kept or not

        assert acknowledged
        held = house.kept(paper)
        assert {n: held[n] for n in acknowledged} == acknowledged
        house.start()


def two_answers(page: str) -> tuple[tuple[dict[str, str], list[int]], ...] | None:
    """Two answers to a question that has one, as sent and as kept."""
    values = re.findall(r'<input type="radio" name="a" id="[^"]+" value="([^"]+)"', page)
    return tuple(({"a": value}, [number]) for number, value in enumerate(values[:2])) if values else None
