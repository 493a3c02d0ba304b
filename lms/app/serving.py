"""Serving with granian: the same server on a newcomer's laptop and in a province."""

from granian import Granian
from granian.constants import Interfaces


def serve(host: str, port: int, workers: int) -> None:
    """Serve `wsgi:app` until stopped. Blocks.

    Two threads a worker, on SQLite in turns (`lms.web.turns`): with one, whoever prints cards or imports a list would
    hold up half of the visitors. HTTP/1 only: browsers speak nothing else without encryption, which a proxy adds.
    """
    Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=64,
        http="1",  # type: ignore[arg-type]
        websockets=False,
        workers_kill_timeout=10,  # one that is told to stop while it is still starting does not hear it
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
