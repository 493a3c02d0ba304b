"""Forms are taken only from our own pages; signed-in ones must bring their session's token. Source: design §3."""

from flask import Flask, current_app, request
from flask_babel import lazy_gettext
from werkzeug.exceptions import BadRequest, Forbidden

from lms.web.guard import BEGINS_SESSION
from lms.web.identity import actor, still_here
from lms.web.rules import SAFE_METHODS, sent_from_here
from lms.web.tokens import FIELD, is_form_token

ELSEWHERE = lazy_gettext("Biểu mẫu này được gửi từ một trang khác. Mở lại trang của chúng tôi rồi làm lại.")
STALE = lazy_gettext("Trang này mở từ trước khi đăng nhập hoặc đổi người dùng. Mở lại trang rồi gửi lại.")


def install(app: Flask) -> None:
    """Check everything that is sent, before any view sees it."""

    @app.before_request
    def _check() -> None:
        if request.method in SAFE_METHODS:
            return
        if not sent_from_here(request.headers, request.host):
            raise Forbidden(str(ELSEWHERE))
        if actor().person_id is None or _begins_session():
            return
        if not is_form_token(request.headers.get("X-CSRFToken") or request.form.get(FIELD)):
            raise BadRequest(str(STALE))
        still_here()


def _begins_session() -> bool:
    """Whether the form signs somebody in: its page was made before, and has no token of the session there is now."""
    return hasattr(current_app.view_functions.get(request.endpoint or ""), BEGINS_SESSION)
