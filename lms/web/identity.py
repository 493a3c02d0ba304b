"""Who is signed in, through Flask-Login; the person behind it is looked up by whoever `install` is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, Response, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from lms import clock
from lms.access.rules import NOBODY, Actor, Origin, network_of
from lms.web.tokens import form_token

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

LESSON, BESIDE, ENDED = "gio", "ban", "xong"
"""What a session begun in a lesson keeps: which lesson; who else is at this screen; at its end, whom to tell of it."""


@dataclass(frozen=True, slots=True)
class AtScreen:
    """Who is at one screen in a lesson, given names by id: whoever is signed in first, a second one beside them."""

    names: Mapping[int, str]

    @property
    def beside(self) -> int | None:
        """The second one, or None."""
        return next(iter([*self.names][1:]), None)


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that a lesson's end, or leaving it, has ended: which lesson, who was there, when."""

    lesson: int
    people: tuple[int, ...]
    at: int


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


def sign_in(person_id: int, epoch: int, *, own_device: bool, lesson: int | None = None) -> None:
    """Begin a new session for a person; on a household's own device it outlives the browser.

    One begun in a `lesson` lives no longer than that does.
    """
    session.clear()
    session.permanent = own_device
    if lesson is not None:
        session[LESSON] = lesson
    session["seen"] = int(clock.now().timestamp())
    form_token()
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


def lesson() -> int | None:
    """The lesson that this session was begun in; None for every other session. Asks no database."""
    found = session.get(LESSON)
    return found if isinstance(found, int) else None


def kept_at_screen() -> tuple[tuple[int, int], ...]:
    """Person and epoch of whoever this session says is at the screen, the signed-in one first; nothing is checked."""
    texts = [str(session.get(name, "")).split(":") for name in ("_user_id", BESIDE)]
    return tuple((int(one[0]), int(one[1])) for one in texts if len(one) == 2 and all(map(str.isdecimal, one)))


def at_screen() -> AtScreen | None:
    """Who is at this screen, in a lesson that goes on; None in every other session."""
    found = g.get("lms_at_screen")
    return found if isinstance(found, AtScreen) else None


def beside() -> int | None:
    """The person who shares this screen with whoever is signed in, or None: only ever in a lesson that goes on."""
    found = at_screen()
    return found.beside if found else None


def take_beside(person_id: int, epoch: int) -> None:
    """Have a second person at this screen, from the next request on; in a lesson's session only."""
    session[BESIDE] = f"{person_id}:{epoch}"


def leave_beside() -> None:
    """Have nobody beside whoever is signed in."""
    session.pop(BESIDE, None)


def swap() -> None:
    """Have the second person be the one who is signed in, and the other way round, from the next request on."""
    if BESIDE in session:
        session["_user_id"], session[BESIDE] = session[BESIDE], session["_user_id"]


def end_lesson() -> None:
    """Sign everybody at this screen out; the browser keeps who it was until they have been told what they did."""
    people, held = [person for person, _ in kept_at_screen()], lesson()
    sign_out()
    session[ENDED] = [held, *people, int(clock.now().timestamp())]


def ended() -> Ended | None:
    """The session that has just ended here, told once: nothing of it stays in the browser."""
    kept = session.pop(ENDED, None)
    if not isinstance(kept, list) or len(kept) < 3 or not all(isinstance(one, int) for one in kept):
        return None
    return Ended(kept[0], tuple(kept[1:-1]), kept[-1])


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
