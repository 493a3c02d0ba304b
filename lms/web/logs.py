"""One line of JSON per request: which view, how it ended, how long it took; no name, code, address or query string."""

import logging
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("lms")


def set_up(level: str) -> None:
    """Write structured lines to the error output, from this level up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping().get(level, logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def install(app: Flask) -> None:
    """Log each request when it is answered."""

    @app.before_request
    def _begin() -> None:
        g.lms_began = time.perf_counter()
        g.lms_request_id = secrets.token_hex(6)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.lms_request_id)

    @app.after_request
    def _end(response: Response) -> Response:
        began = g.get("lms_began")
        log.info(
            "request",
            view=request.endpoint or "-",
            method=request.method,
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000, 1) if began else None,
        )
        return response
