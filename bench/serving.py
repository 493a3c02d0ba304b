"""A real server on data of its own, for the length of a measurement."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(database_url: str | None = None, workers: int = 2) -> Iterator[str]:
    """The address of a server with demo data; it and its data are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environ = {**os.environ, "PORT": str(port), "LMS_DATA_DIR": folder, "LMS_LOG_LEVEL": "ERROR"}
        if database_url:
            environ["LMS_DATABASE_URL"] = database_url
        command = [str(Path(sys.executable).with_name("lms")), "run", "--demo", "--workers", str(workers)]
        process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def wrk(address: str, seconds: int = 5) -> float:
    """Requests answered per second, asked for over 16 connections by wrk (Debian's package of that name)."""
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", "Accept-Encoding: gzip", address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return float(found[1]) if found else 0.0
