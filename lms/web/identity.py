"""Who is signed in, through Flask-Login; the person behind it is looked up by whoever `install` is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, Response, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from lms import clock
from lms.access.rules import NOBODY, Actor, Origin, network_of

IDLE = timedelta(hours=2)
"""A shared phone left lying about is signed out after this long without a click."""


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """The person of this session: `epoch` must still be the account's, or the session is over."""

    actor: Actor
    epoch: int

    def get_id(self) -> str:
        """What the session keeps: the person and the epoch it was made in."""
        return f"{self.actor.person_id}:{self.epoch}"


Find = Callable[[int, int], Actor | None]


class _Login(LoginManager):
    """Flask-Login without its remember-me cookie, whose bookkeeping would open the session on every page.

    Nor does it know sessions by address and browser: phones change theirs while somebody learns.
    """

    def _update_remember_cookie(self, response: Response) -> Response:
        return response

    def _session_protection_failed(self) -> bool:
        return False


def install(app: Flask, find: Find) -> None:
    """Set up signing in. `find(person_id, epoch)` gives the actor, or None when that session is over."""
    manager = _Login()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)

    @manager.user_loader
    def _load(kept: str) -> SignedIn | None:
        person_id, _, epoch = kept.partition(":")
        if not (person_id.isdigit() and epoch.isdigit()) or _idle_too_long():
            return None
        actor = find(int(person_id), int(epoch))
        return SignedIn(actor, int(epoch)) if actor else None


def _idle_too_long() -> bool:
    """Whether this session was last used too long ago; `seen` is renewed by acts, not by looking (GET sets nothing)."""
    if session.permanent:
        return False
    seen = session.get("seen")
    return not isinstance(seen, int) or clock.now().timestamp() - seen > IDLE.total_seconds()


def sign_in(person_id: int, epoch: int, *, own_device: bool) -> None:
    """Begin a new session for a person; on a household's own device it outlives the browser."""
    session.clear()
    session.permanent = own_device
    session["seen"] = int(clock.now().timestamp())
    generate_csrf()
    login_user(SignedIn(Actor(person_id), epoch))


def own_device() -> bool:
    """Whether this session was begun on a household's own device."""
    return bool(session.permanent)


def still_here() -> None:
    """Note that the session is in use; called when something is sent. Once a minute is enough for one of hours."""
    now = int(clock.now().timestamp())
    if not session.permanent and not 0 <= now - session.get("seen", now) < 60:
        session["seen"] = now


def sign_out() -> None:
    """End this session and leave nothing of it in the browser."""
    logout_user()
    session.clear()


def actor() -> Actor:
    """Who asks; `NOBODY` when nobody is signed in."""
    user = current_user._get_current_object()
    return user.actor if isinstance(user, SignedIn) else NOBODY


def person_id() -> int:
    """The signed-in person's id. Raises RuntimeError behind a door that lets nobody in particular through."""
    found = actor().person_id
    if found is None:
        raise RuntimeError("nobody is signed in")
    return found


def origin() -> Origin:
    """Who and from which network, for the record."""
    if "lms_origin" not in g:
        g.lms_origin = network_of(request.remote_addr)
    return Origin(actor().person_id, g.lms_origin)
