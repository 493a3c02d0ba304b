"""The screens of papers and sittings."""

from flask import Blueprint

bp = Blueprint("assessments", __name__)

from lms.assessments.views import (  # noqa: E402 - they hang their screens on `bp`
    annulling,  # noqa: F401
    answering,  # noqa: F401
    consents,  # noqa: F401
    papers,  # noqa: F401
    sitting_person,  # noqa: F401
    sitting_screen,  # noqa: F401
    sittings,  # noqa: F401
    spot_checks,  # noqa: F401
)
