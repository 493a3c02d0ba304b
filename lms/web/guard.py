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
from lms.web.requests import by_script
from lms.web.rules import SAFE_METHODS, Door, Guard
from lms.web.sessions import MIXED, SHARED_SEGMENTS, first_segment

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


def signed_in_back(address: Callable[..., str]) -> Callable[[View], View]:
    """`@signed_in` for what is sent: after signing in, people are led to `address(**address_values)`."""

    def mark(view: View) -> View:
        @wraps(view)
        def door(**arguments: Any) -> ResponseReturnValue:
            return view(**arguments) if actor().person_id is not None else _ask_to_sign_in(address(**arguments))

        return _marked(door, Guard(Door.SIGNED_IN))

    return mark


def needs(permission: Permission, *, on: Callable[..., Any], within: bool = False) -> Callable[[View], View]:
    """Load what the address names and ask whether the person may: 404 out of their reach, 403 within it.

    `on(session, **address_values)` returns the thing, which has a `path` in the tree, or raises NotFound. A thing with
    a `house`, the path of its school, is within reach of every post there. `within`: a post below the thing will do.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def door(**arguments: Any) -> ResponseReturnValue:
            who = actor()
            if who.person_id is None:
                return _ask_to_sign_in()
            thing = on(db(), **arguments)
            if not who.within_reach(thing.path, thing.path if within else getattr(thing, "house", None)):
                raise NotFound
            if not (who.may_within if within else who.may)(permission, thing.path):
                raise Forbidden
            return view(thing)

        return _marked(door, Guard(Door.NEEDS, permission, on))

    return mark


def guard_of(view: object) -> Guard | None:
    """The guard at a view's door, or None when nobody put one there."""
    found = getattr(view, ATTRIBUTE, None)
    return found if isinstance(found, Guard) else None


def check_every_view_is_guarded(app: Flask, mixed: frozenset[str] = frozenset()) -> None:
    """Raises Misconfigured for a view without a door, or a first segment half of whose views are shared.

    Only the segments named in `mixed` may hold both kinds, and each of them must.
    """
    doors: dict[str, dict[str, bool]] = {}
    for rule in app.url_map.iter_rules():
        guard = guard_of(app.view_functions[rule.endpoint])
        if guard is None:
            raise Misconfigured(f"{rule.endpoint} ({rule.rule}) has no guard")
        doors.setdefault(first_segment(rule.rule), {})[rule.endpoint] = guard.door is Door.SHARED
    both = {segment for segment, kinds in doors.items() if len(set(kinds.values())) > 1}
    if both - mixed:
        raise Misconfigured(f"both shared and other views under: {', '.join(sorted(both - mixed))}")
    if mixed - both:
        raise Misconfigured(f"no longer mixed: {', '.join(sorted(mixed - both))}")
    app.config[SHARED_SEGMENTS] = frozenset(segment for segment, kinds in doors.items() if all(kinds.values()))
    shared_ones = {segment: (name for name, is_shared in doors[segment].items() if is_shared) for segment in both}
    app.extensions[MIXED] = {segment: frozenset(names) for segment, names in shared_ones.items()}


def _marked(view: View, guard: Guard) -> View:
    if guard_of(view) is not None:
        raise Misconfigured(f"{view.__name__} has two guards")
    setattr(view, ATTRIBUTE, guard)
    return view


def _ask_to_sign_in(back: str | None = None) -> ResponseReturnValue:
    if by_script():
        return {"error": "signed_out"}, 401
    here = request.full_path.rstrip("?") if request.method in SAFE_METHODS else back
    return redirect(url_for("people.sign_in", tiep=here, het=None if here else 1), 303)
