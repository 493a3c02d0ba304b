"""The door of every view: `@shared`, `@public`, `@signed_in` or `@needs(…)`; without one the app refuses to start."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.errors import Forbidden, Misconfigured, NotFound
from lms.web.database import db
from lms.web.identity import actor
from lms.web.rules import SAFE_METHODS, Door, Guard
from lms.web.sessions import SHARED_SEGMENTS, first_segment

View = Callable[..., ResponseReturnValue]
ATTRIBUTE, BEGINS_SESSION = "lms_guard", "lms_begins_session"


def shared(view: View) -> View:
    """Everybody gets the same bytes; the view reads no cookie and sets none."""
    return _marked(view, Guard(Door.SHARED))


def public(view: View) -> View:
    """Everybody may come in; the page may differ with who is signed in."""
    return _marked(view, Guard(Door.PUBLIC))


def begins_session(view: View) -> View:
    """Take the form of a public view whoever is signed in by now: it signs somebody in, and may be pressed twice.

    Such a form rests on where it was sent from, as it does for a visitor who is not signed in.
    """
    setattr(view, BEGINS_SESSION, True)
    return view


def signed_in(view: View) -> View:
    """Whoever is signed in, for what concerns themselves; strangers are asked to sign in first."""

    @wraps(view)
    def door(**arguments: Any) -> ResponseReturnValue:
        return view(**arguments) if actor().person_id is not None else _ask_to_sign_in()

    return _marked(door, Guard(Door.SIGNED_IN))


def needs(permission: Permission, *, on: Callable[..., Any]) -> Callable[[View], View]:
    """Load what the address names and ask whether the person may: 404 out of their reach, 403 within it.

    `on(session, **address_values)` returns the thing, which has a `path` in the tree, or raises NotFound.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def door(**arguments: Any) -> ResponseReturnValue:
            who = actor()
            if who.person_id is None:
                return _ask_to_sign_in()
            thing = on(db(), **arguments)
            if not who.within_reach(thing.path):
                raise NotFound
            if not who.may(permission, thing.path):
                raise Forbidden
            return view(thing)

        return _marked(door, Guard(Door.NEEDS, permission, on))

    return mark


def guard_of(view: object) -> Guard | None:
    """The guard at a view's door, or None when nobody put one there."""
    found = getattr(view, ATTRIBUTE, None)
    return found if isinstance(found, Guard) else None


def check_every_view_is_guarded(app: Flask) -> None:
    """Raises Misconfigured for a view without a door, or a first segment half of whose views are shared."""
    doors: dict[str, set[bool]] = {}
    for rule in app.url_map.iter_rules():
        guard = guard_of(app.view_functions[rule.endpoint])
        if guard is None:
            raise Misconfigured(f"{rule.endpoint} ({rule.rule}) has no guard")
        doors.setdefault(first_segment(rule.rule), set()).add(guard.door is Door.SHARED)
    mixed = sorted(segment for segment, kinds in doors.items() if len(kinds) > 1)
    if mixed:
        raise Misconfigured(f"both shared and other views under: {', '.join(mixed)}")
    app.config[SHARED_SEGMENTS] = frozenset(segment for segment, kinds in doors.items() if kinds == {True})


def _marked(view: View, guard: Guard) -> View:
    if guard_of(view) is not None:
        raise Misconfigured(f"{view.__name__} has two guards")
    setattr(view, ATTRIBUTE, guard)
    return view


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return {"error": "signed_out"}, 401
    here = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("people.sign_in", tiep=here), 303)
