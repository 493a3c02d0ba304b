"""The screens that gather what other packages know."""

from flask import Blueprint

bp = Blueprint("home", __name__)

from lms.home.views import (  # noqa: E402, F401 - they hang their screens on `bp`
    account,
    leaving,
    mine,
    open_to_all,
    own_data,
    protecting,
)
