"""Sign-ins of a lesson live no longer than it does: the next request after its end signs out and tells what was done.

Whether a lesson goes on is looked up by whoever `install` is told; sessions begun elsewhere are never asked about.
"""

from collections.abc import Callable, Sequence

from flask import Flask, current_app, g, redirect, request
from flask.typing import ResponseReturnValue

from lms.web.guard import BEGINS_SESSION, guard_of
from lms.web.identity import AtScreen, actor, at_screen, end_lesson, kept_at_screen, lesson
from lms.web.requests import by_script
from lms.web.rules import SAFE_METHODS, Door
from lms.web.sessions import first_segment

Look = Callable[[int, Sequence[tuple[int, int]]], AtScreen]
"""From a lesson and (person, epoch) of those at a screen to who of them is in it still; nobody when it is over."""


def install(app: Flask, look: Look, over: str) -> None:
    """Ask about each request of a session begun in a lesson; `over` is the address that tells its end.

    With `?muon` it also tells that what was just sent came too late."""

    @app.before_request
    def _check() -> ResponseReturnValue | None:
        if app.config["SESSION_COOKIE_NAME"] not in request.cookies or (held := lesson()) is None:
            return None
        found = look(held, kept_at_screen())
        if actor().person_id is not None and next(iter(found.names), None) == actor().person_id:
            g.lms_at_screen = found
            return None
        end_lesson()
        if _goes_on(over):
            return None
        if by_script():
            return {"error": "lesson_over"}, 401
        return redirect(over if request.method in SAFE_METHODS else f"{over}?muon=1", 303)

    app.context_processor(lambda: {"at_screen": at_screen()})


def _goes_on(over: str) -> bool:
    """Whether what was asked for is there for whoever comes next: tapping a name, signing in, a class's own door."""
    view = current_app.view_functions.get(request.endpoint or "")
    door = guard_of(view)
    at_the_door = door is not None and door.door is Door.PUBLIC and first_segment(request.path) == first_segment(over)
    return at_the_door or hasattr(view, BEGINS_SESSION)
