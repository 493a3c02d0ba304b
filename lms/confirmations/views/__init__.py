"""The screens of confirmations: checked by everybody, printed by their owner, looked after by posts over them."""

from flask import Blueprint

bp = Blueprint("confirmations", __name__)

from lms.confirmations.views import checking, managing, papers  # noqa: E402, F401 - they hang their screens on `bp`
