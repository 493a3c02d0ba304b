"""Serving with granian: the same server on a newcomer's laptop and in a province."""

from granian import Granian
from granian.constants import Interfaces


def serve(port: int, workers: int) -> None:
    """Serve `wsgi:app` until stopped. Blocks."""
    Granian(
        "wsgi:app",
        address="0.0.0.0",  # noqa: S104 - phones in the room must reach it
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=64,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
