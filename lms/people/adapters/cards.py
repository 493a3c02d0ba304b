"""What is drawn on a learner card, for screens only: the QR that leads to signing in, and where a code is typed."""

from flask_babel import gettext
from markupsafe import Markup

from lms.people.adapters.qr_codes import qr_svg
from lms.web.pages import config


def qr_of(code: str) -> Markup:
    """The QR that leads to signing in with a code filled in: the code, never a secret."""
    drawn = qr_svg(f"{sign_in_address()}?ma={code}", title=gettext("Mã QR của %(code)s", code=code))
    return Markup(drawn.decode())  # noqa: S704 - drawn by us from a code of ours


def sign_in_address() -> str:
    """Where a code is typed, as printed on cards."""
    return f"{config().public_url}/dang-nhap"
