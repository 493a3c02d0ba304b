"""`/pho-cap/`: how far a unit has come, on a page and in files."""

from flask import Blueprint

bp = Blueprint("coverage", __name__)

from lms.coverage.views import downloads, public_totals, screen  # noqa: E402, F401 - they hang their screens on `bp`
