"""The signed cookie in which a signed-out visitor's own device keeps what was learnt on it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from lms.learning.rules import Progress, Round, read_turn

COOKIE = "hvs_hoc"
KEPT_SECONDS = 60 * 60 * 24 * 60


def progress_on_device() -> Progress:
    """What this device's cookie holds; nothing when there is none or it is not ours."""
    text = request.cookies.get(COOKIE)
    if not text:
        return Progress()
    try:
        return _read(_signer().loads(text))
    except (BadSignature, ValueError, TypeError, KeyError, AttributeError):
        return Progress()


def keep_on_device(response: Response, progress: Progress) -> None:
    """Have the device keep it: only ever in answer to something that was sent."""
    response.set_cookie(
        COOKIE,
        str(_signer().dumps(_written(progress))),
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )


def forget_on_device(response: Response) -> None:
    """Have the device forget it."""
    response.delete_cookie(
        COOKIE, httponly=True, samesite="Lax", secure=bool(current_app.config["SESSION_COOKIE_SECURE"])
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="lms.learning.progress")


def _written(progress: Progress) -> dict[str, Any]:
    return {
        "d": {lesson: on.isoformat() for lesson, on in progress.done.items()},
        "r": {lesson: [str(held.turn), *sorted(held.right)] for lesson, held in progress.rounds.items()},
    }


def _read(data: Mapping[str, Any]) -> Progress:
    rounds: dict[str, Round] = {}
    for lesson, (turn, *right) in data["r"].items():
        if (read := read_turn(turn)) is not None:
            rounds[lesson] = Round(read, frozenset(right))
    return Progress({lesson: date.fromisoformat(on) for lesson, on in data["d"].items()}, rounds)
