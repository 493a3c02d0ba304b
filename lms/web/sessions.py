"""The signed session cookie, kept away from pages that are the same for everybody."""

from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import NullSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException

SHARED_SEGMENTS = "LMS_SHARED_SEGMENTS"
MIXED = "lms.mixed_segments"
"""First segments of which only some views are shared → the endpoints of those."""

REMEMBERED = 4096
"""Cookies whose signature a process remembers to be ours: a paper sends the same one with each answer."""


class Cookies(URLSafeTimedSerializer):
    """Reads cookies as itsdangerous does, except that the signature of one that was ours before is not checked again.

    Only what was found to be ours is remembered, by the whole text; how old it is is asked every time.
    """

    def loads(  # type: ignore[override]  # as the class above, and for its reason
        self,
        s: str | bytes,
        max_age: int | None = None,
        return_timestamp: bool = False,
        salt: str | bytes | None = None,
    ) -> Any:
        """What a cookie holds. Raises BadSignature for one that is not ours, SignatureExpired for one too old."""
        if return_timestamp or salt is not None or max_age is None:
            return super().loads(s, max_age, return_timestamp, salt)
        payload, signed_at = self._ours(s)
        if not 0 <= self._own.get_timestamp() - signed_at <= max_age:
            raise SignatureExpired("outdated", payload=payload)
        return self.load_payload(payload)

    @cached_property
    def _own(self) -> TimestampSigner:
        return next(self.iter_unsigners())  # the one key: we know no former ones

    @lru_cache(REMEMBERED)  # noqa: B019 - there is one for as long as the process lives
    def _ours(self, cookie: str | bytes) -> tuple[bytes, float]:
        """The payload of a cookie that is ours, and when it was signed. Raises BadSignature: that is not remembered."""
        payload, signed_at = self._own.unsign(cookie, return_timestamp=True)
        return payload, signed_at.timestamp()


class Sessions(SecureCookieSessionInterface):
    """Flask's own sessions, except that a shared page has none: its cookie is neither read nor set.

    Which pages are shared is known by the first segment of the address, before the view is; under the few segments
    that hold both kinds the address is matched first.
    """

    _signer: Cookies | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookie: made once, since the secret stays as long as the process does."""
        if self._signer is None:
            usual = super().get_signing_serializer(app)
            if usual is not None:
                keys, how = usual.secret_keys, usual.signer_kwargs
                self._signer = Cookies(keys, salt=self.salt, serializer=self.serializer, signer_kwargs=how)
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
