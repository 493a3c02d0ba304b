"""The signed session cookie, kept away from pages that are the same for everybody."""

from flask import Flask, Request, Response
from flask.sessions import NullSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException

SHARED_SEGMENTS = "LMS_SHARED_SEGMENTS"
MIXED = "lms.mixed_segments"
"""First segments of which only some views are shared → the endpoints of those."""


class Sessions(SecureCookieSessionInterface):
    """Flask's own sessions, except that a shared page has none: its cookie is neither read nor set.

    Which pages are shared is known by the first segment of the address, before the view is; under the few segments
    that hold both kinds the address is matched first.
    """

    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookie: made once, since the secret stays as long as the process does."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """The visitor's session; an unwritable empty one on a shared page."""
        segment = first_segment(request.path)
        if segment in app.config[SHARED_SEGMENTS]:
            return NullSession()
        mixed: dict[str, frozenset[str]] = app.extensions[MIXED]
        if segment in mixed and _leads_to(app, request, mixed[segment]):
            return NullSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie when something changed, never on a shared page."""
        if not isinstance(session, NullSession):
            super().save_session(app, session, response)


def first_segment(path: str) -> str:
    """`hoc` of `/hoc/vneid/`; empty for `/`."""
    return path.split("/", 2)[1] if path.startswith("/") else ""


def _leads_to(app: Flask, request: Request, endpoints: frozenset[str]) -> bool:
    """Whether an address leads to one of some views; one that leads nowhere is anybody's too."""
    adapter = app.create_url_adapter(request)
    try:
        return adapter is None or adapter.match()[0] in endpoints
    except HTTPException:
        return True
