"""Security headers on every answer, and no keeping of what concerns a person."""

from flask import Flask, Response, request

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


def install(app: Flask, config: Config) -> None:
    """Put the headers on everything the app answers."""

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        given = {name.lower() for name, _ in headers}
        headers.extend([(name, value) for name, value in FIXED.items() if name.lower() not in given])
        if request.is_secure and config.production:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if "cache-control" not in given:
            headers["Cache-Control"] = "private, no-store"
        return response
