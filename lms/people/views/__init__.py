"""The screens of registering, signing in and signing out."""

from flask import Blueprint

bp = Blueprint("people", __name__)

from lms.people.views import (  # noqa: E402, F401 - they hang their screens on `bp`
    invitations,
    pictures,
    registering,
    second_step,
    signing,
)
