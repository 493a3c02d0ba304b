"""The screens of classes: `/lop/…` for those who teach, `/vao-lop/…` and `/bai-tap/…` for pupils."""

from flask import Blueprint

bp = Blueprint("classrooms", __name__)

from lms.classrooms.views import (  # noqa: E402, F401 - they hang their screens on `bp`
    classes,
    making,
    moving_on,
)
