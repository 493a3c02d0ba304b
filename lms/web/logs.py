"""One line of JSON per request: which view, how it ended, how long it took; no name, code, address or query string."""

import logging
import secrets
import sys
import time
import traceback
from types import FrameType, TracebackType

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict

log = structlog.get_logger("lms")


def set_up(level: str) -> None:
    """Write structured lines to the error output, from this level up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _tell_exception,
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

    app.log_exception = _failed  # type: ignore[method-assign]  # Flask's own names the address


def _failed(exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
    """Log what broke after the view was done, the commit for one."""
    log.error("request.failed", kind=type(exc_info[1]).__name__, exc_info=exc_info[1])


def _tell_exception(_logger: object, _level: str, event: EventDict) -> EventDict:
    """Say of an exception what kind it is and where it came from; its message may hold what somebody typed."""
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    told: list[str] = []
    while error is not None and len(told) < 5:
        places = [f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}" for frame, line in _frames(error)]
        told.append("\n".join([*places, type(error).__name__]))
        error = error.__cause__ or error.__context__
    if told:
        event["exception"] = "\n\n".join(reversed(told))
    return event


def _frames(error: BaseException) -> list[tuple[FrameType, int]]:
    return list(traceback.walk_tb(error.__traceback__))
