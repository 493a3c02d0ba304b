"""The threads of a process take turns at short requests; whoever is at something long is gone past."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE = 0.1
"""Seconds that a request waits for the one before it: many times what a page takes, and too short to be noticed."""


class Turns:
    """A WSGI app that answers one request after another, until one takes long: from then on the others go past it.

    For a database that has one writer: a thread that is writing and has to wait for another at Python's lock makes
    every other process wait with it. With a single thread, a print would hold up everybody else. (Where each commit is
    waited for at a server instead, threads had better not wait for each other.)
    """

    def __init__(self, app: WSGIApplication, patience: float = PATIENCE) -> None:
        """Answer by `app`."""
        self._app, self._patience, self._turn = app, patience, Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer when it is this request's turn."""
        turn = self._turn
        if not turn.acquire(timeout=self._patience):
            turn = self._turn = Lock()  # the old one stays with whoever is at something long
            turn.acquire()
        try:
            return self._app(environ, start)
        finally:
            turn.release()
