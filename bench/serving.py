"""A real server on data of its own, for the length of a measurement, and what it used."""

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
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, where its data lie, and its process."""

    address: str
    folder: Path
    pid: int

    def cpu(self) -> float:
        """Seconds that it and its workers have computed so far."""
        return sum(map(cpu_of, [self.pid, *children(self.pid)]))


@contextmanager
def served(database_url: str | None = None, workers: int = 2) -> Iterator[Server]:
    """A server with demo data, logging as in use, but to nowhere; it and its data are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environ = {**os.environ, "PORT": str(port), "LMS_DATA_DIR": folder}
        if database_url:
            environ["LMS_DATABASE_URL"] = database_url
        command = [str(Path(sys.executable).with_name("lms")), "run", "--demo", "--workers", str(workers)]
        process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield Server(address, Path(folder), process.pid)
        finally:
            process.terminate()
            process.wait(20)


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]


def cpu_of(pid: int) -> float:
    """Seconds that a process has computed so far, for itself and in the kernel; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _wait_for(address: str) -> None:
    for _ in range(1200):
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
