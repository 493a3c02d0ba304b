"""Security headers on every answer, and no keeping of what concerns a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from flask import Flask

    from lms.config import Config

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)

FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
ALWAYS = [*FIXED.items(), ("Cache-Control", "private, no-store")]


def install(app: Flask, config: Config) -> None:
    """Put the headers on everything the app answers, unless a view has chosen otherwise.

    They go on below Flask, whose own headers check and copy every value with every answer.
    """
    answer = app.wsgi_app
    strict = [("Strict-Transport-Security", "max-age=31536000")] if config.production else []

    def with_headers(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        more = strict if environ["wsgi.url_scheme"] == "https" else []

        def start_with_headers(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            given = {name.lower() for name, _ in headers}
            return start(status, [*headers, *(one for one in ALWAYS if one[0].lower() not in given), *more], *error)

        return answer(environ, start_with_headers)

    app.wsgi_app = with_headers  # type: ignore[method-assign,assignment]
