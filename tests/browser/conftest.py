"""Real Chromium against the real server, with demo data: one of each per test process.

Without Playwright or Chromium these tests are skipped; where CI=true they fail instead. `.ci/run` installs both.
"""

import importlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from lms.config import HERE
from lms.content.queries import LibraryShelf
from lms.content.rules.library import Library
from tests.browser import engines
from tests.browser.phone import Phone

FLAGS = (
    "--no-sandbox",  # as root, which CI is, Chromium has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Server:
    """Where the server answers, and the lessons it serves."""

    address: str
    library: Library


@pytest.fixture(scope="session")
def playwright() -> Iterator[object]:
    if importlib.util.find_spec("playwright") is None:
        _missing("Playwright (pip install --require-hashes -r requirements-ci.txt)")
    if shutil.which("chromium") is None:
        _missing("Chromium (apt-get install chromium)")
    with importlib.import_module("playwright.sync_api").sync_playwright() as found:
        yield found


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"the browser tests need {what}", pytrace=False)
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Callable[..., object]]:
    """`chromium()` is the one browser of all tests; `chromium("--flag")` starts one more."""
    started = {}

    def browser(*flags: str):
        if flags not in started:
            path = shutil.which("chromium")
            started[flags] = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        return started[flags]

    yield browser
    for one in started.values():
        one.close()


@pytest.fixture(scope="session")
def server(playwright, tmp_path_factory) -> Iterator[Server]:
    """`lms run --demo` on a data folder of its own."""
    folder = tmp_path_factory.mktemp("served")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environ = {**os.environ, "PORT": str(port), "LMS_DATA_DIR": str(folder), "LMS_PUBLIC_URL": address}
    command = [str(Path(sys.executable).with_name("lms")), "run", "--demo", "--workers", "1"]
    log = (folder / "log").open("w+b")
    process = subprocess.Popen(command, env=environ, cwd=HERE, stdout=log, stderr=log)
    try:
        _wait_for(address, process, folder / "log")
        library = LibraryShelf(folder).library()
        assert library is not None
        yield Server(address, library)
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}", pytrace=False)


@pytest.fixture(scope="session")
def installed() -> None:
    """The accessibility engines, brought by npm."""
    if engines.missing():
        _missing("the accessibility engines (npm install in tests/browser)")


@pytest.fixture(scope="session")
def session_of(chromium, server) -> Callable[[str, str], object]:
    """The cookies of somebody of the demo, signed in once for all tests."""
    kept = {}

    def state(code: str, secret: str):
        if code not in kept:
            phone = Phone(chromium(), server.address)
            phone.open("/dang-nhap").type("Mã người học", code).type("Mã PIN", secret).press("Đăng nhập")
            kept[code] = phone.context.storage_state()
            phone.close()
        return kept[code]

    return state


@pytest.fixture
def phone(chromium, server) -> Iterator[Callable[..., Phone]]:
    """`phone()` is a phone of 360 × 740 that nobody used before; at the end none may have met a fault."""
    made: list[Phone] = []

    def new(*, flags: tuple[str, ...] = (), **options: object) -> Phone:
        made.append(Phone(chromium(*flags), server.address, **options))
        return made[-1]

    yield new
    faults = [fault for one in made for fault in one.faults]
    for one in made:
        one.close()
    assert faults == []
