"""The screens of papers and sittings."""

from flask import Blueprint

bp = Blueprint("assessments", __name__)

from lms.assessments.views import answering, papers  # noqa: E402, F401 - they hang their screens on `bp`
