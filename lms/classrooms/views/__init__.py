"""The screens of classes: `/lop/…` for those who teach, `/vao-lop/…` and `/bai-tap/…` for pupils."""

from flask import Blueprint

bp = Blueprint("classrooms", __name__)

from lms.classrooms.views import (  # noqa: E402, F401 - they hang their screens on `bp`
    arriving,
    cards,
    classes,
    consents,
    ending,
    leaving,
    lessons,
    letting_in,
    making,
    moving_on,
    one_card,
    one_machine,
    one_pupil,
    progress,
    quiz_import,
    quiz_tries,
    quizzes,
    results,
    rosters,
    school_rosters,
    secrets,
    sittings,
    tapping,
    work,
    work_one,
)
