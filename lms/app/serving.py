"""Serving with granian: the same server on a newcomer's laptop and in a province."""

from granian import Granian
from granian.constants import Interfaces


def serve(host: str, port: int, workers: int) -> None:
    """Serve `wsgi:app` until stopped. Blocks.

    Two threads a worker: with one, whoever prints cards or imports a list would hold up half of the visitors; more
    only take turns at the one lock of Python, often while one of them may write and all others wait.
    """
    Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=64,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
