"""The signed session cookie, kept away from pages that are the same for everybody."""

from flask import Flask, Request, Response
from flask.sessions import NullSession, SecureCookieSessionInterface, SessionMixin

SHARED_SEGMENTS = "LMS_SHARED_SEGMENTS"


class Sessions(SecureCookieSessionInterface):
    """Flask's own sessions, except that a shared page has none: its cookie is neither read nor set.

    Which pages are shared is known by the first segment of the address, before the view is.
    """

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """The visitor's session; an unwritable empty one on a shared page."""
        if first_segment(request.path) in app.config[SHARED_SEGMENTS]:
            return NullSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie when something changed, never on a shared page."""
        if not isinstance(session, NullSession):
            super().save_session(app, session, response)


def first_segment(path: str) -> str:
    """`hoc` of `/hoc/vneid/`; empty for `/`."""
    return path.split("/", 2)[1] if path.startswith("/") else ""
