"""The screens of a unit: what it is, and the rule that binds there."""

from flask import Blueprint

bp = Blueprint("offices", __name__)

from lms.offices.views import adopting, units  # noqa: E402, F401 - they hang their screens on `bp`
