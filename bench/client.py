"""A client that does next to nothing: requests made beforehand, sent over kept connections, one process, no threads."""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Step = tuple[bytes, bytes]
"""A request as it goes over the line, and the status that it must be answered with."""


@dataclass(slots=True)
class Told:
    """How it went: seconds in all, the client's own seconds of computing, each answer's seconds, where each job led."""

    seconds: float = 0.0
    own: float = 0.0
    waits: list[float] = field(default_factory=list)
    led_to: dict[int, str] = field(default_factory=dict)

    def wait(self, share: float) -> float:
        """So many milliseconds are enough for that share of the answers."""
        return sorted(self.waits)[int(len(self.waits) * share)] * 1000


class _Connection:
    """One kept connection, and the job that it is at: its steps follow one another, each after the last's answer."""

    def __init__(self, address: str) -> None:
        host, _, port = urlsplit(address).netloc.partition(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.job, self.at, self.raw, self.sent = 0, 0, b"", 0.0
        self.steps: Sequence[Step] = ()

    def begin(self, jobs: Iterator[tuple[int, Sequence[Step]]]) -> bool:
        """Take the next job and send its first step; False when there is none."""
        self.job, self.steps = next(jobs, (0, ()))
        self.at = 0
        if self.steps:
            self.send()
        return bool(self.steps)

    def send(self) -> None:
        """Send the step it is at."""
        self.raw, self.sent = b"", time.perf_counter()
        self.socket.sendall(self.steps[self.at][0])

    def read(self, told: Told) -> bool:
        """Whether the answer has come whole. Raises SystemExit for another status than there must be, and for none."""
        part = self.socket.recv(65536)
        if not part:
            raise SystemExit("the server closed the connection")
        self.raw += part
        head, found, body = self.raw.partition(b"\r\n\r\n")
        if not found or len(body) < int(_header(head, b"content-length") or 0):
            return False
        told.waits.append(time.perf_counter() - self.sent)
        if head[9:12] != self.steps[self.at][1]:
            raise SystemExit(self.raw.decode())
        told.led_to[self.job] = _header(head, b"location").decode()
        self.at += 1
        return True


def request(address: str, cookie: str, token: str, body: str) -> bytes:
    """A form as the script of our pages sends it."""
    return (
        f"POST {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nX-CSRFToken: {token}\r\n"
        f"Accept: application/json\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def send(address: str, jobs: Sequence[Sequence[Step]], connections: int) -> Told:
    """Do all the jobs, each on one connection, so many at a time."""
    left, told, began, own = iter(enumerate(jobs)), Told(), time.perf_counter(), time.process_time()
    with selectors.DefaultSelector() as ready:
        for one in [_Connection(address) for _ in range(connections)]:
            if one.begin(left):
                ready.register(one.socket, selectors.EVENT_READ, one)
        while ready.get_map():
            for key, _ in ready.select():
                _go_on(key.data, left, told, ready)
    told.seconds, told.own = time.perf_counter() - began, time.process_time() - own
    return told


def _go_on(
    one: _Connection, left: Iterator[tuple[int, Sequence[Step]]], told: Told, ready: selectors.BaseSelector
) -> None:
    if not one.read(told):
        return
    if one.at < len(one.steps):
        one.send()
    elif not one.begin(left):
        ready.unregister(one.socket)
        one.socket.close()


def _header(head: bytes, name: bytes) -> bytes:
    at = head.lower().find(b"\r\n" + name + b":")
    return head[at + len(name) + 3 :].split(b"\r\n", 1)[0].strip() if at >= 0 else b""
