"""Nothing more is recorded of whoever has stopped: what would be is turned down before any view sees it."""

from collections.abc import Sequence

from flask import Flask, request

from lms.errors import Refused
from lms.web.identity import actor
from lms.web.rules import SAFE_METHODS


def install(app: Flask, recording: Sequence[str]) -> None:
    """Turn down what a stopped person sends to addresses that begin with one of `recording`; reading stays open."""

    @app.before_request
    def _check() -> None:
        if request.method in SAFE_METHODS or not request.path.startswith(tuple(recording)):
            return
        if actor().stopped:
            raise Refused(
                "Đang dừng theo ý mình nên việc này không được ghi. Mở “Của tôi”, mục “Dữ liệu của tôi” để ghi tiếp."
            )
