"""Kind error pages: what happened and what to do, in Vietnamese, for people and for programs."""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, Response, jsonify, render_template
from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from lms.errors import Forbidden, NotFound, Refused
from lms.web.database import forget_changes
from lms.web.requests import by_script

log = structlog.get_logger("lms")

Words = tuple[LazyString, LazyString]

WORDS: dict[int, Words] = {
    400: (
        lazy_gettext("Chưa làm được việc vừa gửi"),
        lazy_gettext("Có thể trang đã mở từ lâu hoặc gửi lên chưa đủ. Mở lại trang rồi làm lại."),
    ),
    401: (lazy_gettext("Cần đăng nhập"), lazy_gettext("Đăng nhập rồi mở lại trang này.")),
    403: (
        lazy_gettext("Trang này dành cho người khác"),
        lazy_gettext(
            "Tài khoản đang dùng không xem hoặc không làm được việc này. Nếu cần, hỏi người phụ trách đơn vị."
        ),
    ),
    404: (
        lazy_gettext("Không có trang này"),
        lazy_gettext("Địa chỉ có thể gõ nhầm một chữ, hoặc trang đã chuyển chỗ. Xem lại địa chỉ, hoặc về trang đầu."),
    ),
    405: (
        lazy_gettext("Chưa gửi được từ đây"),
        lazy_gettext("Quay lại trang trước rồi bấm nút trên trang."),
    ),
    413: (
        lazy_gettext("Nội dung gửi lên lớn quá"),
        lazy_gettext("Mỗi lần gửi tối đa 5 MB. Chia nhỏ hoặc bớt đi rồi gửi lại."),
    ),
    422: (lazy_gettext("Có chỗ cần sửa"), lazy_gettext("Quay lại trang trước, xem chỗ báo cần sửa rồi gửi lại.")),
    429: (
        lazy_gettext("Thử nhiều lần quá"),
        lazy_gettext("Nghỉ một lát rồi thử lại. Bài học vẫn đọc được như thường."),
    ),
    500: (
        lazy_gettext("Máy chủ gặp lỗi"),
        lazy_gettext("Lỗi này không phải do người dùng. Việc vừa làm chưa được lưu. Đợi một phút rồi làm lại."),
    ),
    503: (
        lazy_gettext("Máy chủ đang bận"),
        lazy_gettext("Việc vừa làm chưa được lưu. Đợi một phút rồi làm lại. Bài học vẫn đọc được như thường."),
    ),
}

Report = Callable[[int], None]


def install(app: Flask, report: Report) -> None:
    """Answer every error with a page of ours; `report(status)` may record a refusal aside."""

    def answering(answer: Callable[[Any], Response]) -> Callable[[Any], Response]:
        return lambda error: _after(answer(error), report)

    app.register_error_handler(HTTPException, answering(_http))
    app.register_error_handler(NotFound, answering(lambda _: _page(404)))
    app.register_error_handler(Forbidden, answering(lambda _: _page(403)))
    app.register_error_handler(
        Refused, answering(lambda refusal: _page(422, gettext(refusal.message, **refusal.values)))
    )
    app.register_error_handler(OperationalError, answering(_busy))
    app.register_error_handler(Exception, answering(_broken))


def _http(error: HTTPException) -> Response:
    """Werkzeug's own errors; our sentence when somebody gave one, never its English."""
    own = isinstance(error.description, str) and error.description != type(error).description
    answer = _page(error.code or 500, str(error.description) if own and error.code in (400, 403, 429) else None)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _refused(refusal: Refused) -> Response:
    return _page(422, gettext(refusal.message, **refusal.values))


def _busy(error: OperationalError) -> Response:
    log.error("database.unavailable", kind=type(error.orig).__name__)
    answer = _page(503)
    answer.headers["Retry-After"] = "30"
    return answer


def _broken(error: Exception) -> Response:
    log.exception("request.failed", kind=type(error).__name__)
    return _page(500)


def _page(status: int, sentence: str | None = None) -> Response:
    title, advice = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    if by_script():
        answer = jsonify(error=status, message=sentence or str(advice))
    else:
        answer = Response(render_template("web/error.html", title=title, advice=sentence or advice, status_code=status))
    answer.status_code = status
    return answer


def _after(answer: Response, report: Report) -> Response:
    forget_changes()
    report(answer.status_code)
    return answer
