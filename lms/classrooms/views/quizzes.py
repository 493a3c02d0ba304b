"""`/lop/truong/<code>/bai-tap`: the questions that a school's teachers brought; one set of them, as a GIFT file too.

Whoever keeps a class there, or the school, reads them and puts them away; bringing and setting them is for who teaches.
"""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.classrooms.actions.quizzes import archive_quiz
from lms.classrooms.forms.quizzes import solved
from lms.classrooms.queries.classes import classes_kept_by, school_at
from lms.classrooms.queries.quizzes import (
    QuizAt,
    archived_of,
    people_who_tried,
    question_counts,
    questions_in,
    quiz_at,
    quizzes_of,
)
from lms.classrooms.views import bp
from lms.people.forms import BlankForm
from lms.questions.adapters.brought import left_out_in
from lms.questions.adapters.gift_writing import MIMETYPE, gift_of
from lms.units.models import UnitVersion
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page

HERE = "/lop/truong/<code>/bai-tap"
DONE = ("da-luu", "da-cat", "da-lay")


@bp.get(HERE)
@needs(Permission.CLASS_KEEP, on=school_at, within=True)
def quizzes(found: UnitVersion) -> ResponseReturnValue:
    """Every quiz of the school, how many pupils have begun each."""
    current, archived = quizzes_of(db(), found.unit_id), archived_of(db(), found.unit_id)
    ids = [one.id for one in (*current, *archived)]
    tried, counts = people_who_tried(db(), ids), question_counts(db(), ids)
    return page("classrooms/quizzes.html", unit=found, current=current, archived=archived, tried=tried, counts=counts,
                day_of=clock.day_of, may_bring=actor().may_within(Permission.CLASS_TEACH, found.path))  # fmt: skip


@bp.get(f"{HERE}/<uid>")
@needs(Permission.CLASS_KEEP, on=quiz_at, within=True)
def quiz(found: QuizAt) -> ResponseReturnValue:
    """Its questions with their answers, what was left out when it was brought, which classes it can be set for."""
    rows = classes_kept_by(db(), actor())
    classes = [
        row.here
        for row in rows
        if row.here.room.school_id == found.quiz.school_id
        and not row.here.archived
        and actor().may(Permission.CLASS_TEACH, row.here.path)
    ]
    return page(
        "classrooms/quiz.html",
        form=BlankForm(),
        here=found,
        day_of=clock.day_of,
        questions=[solved(one) for one in questions_in(found.quiz)],
        left_out=[left_out_in(one) for one in found.quiz.left_out],
        classes=classes,
        tried=people_who_tried(db(), [found.quiz.id]).get(found.quiz.id, 0),
        done=next((name for name in DONE if name in request.args), None),
    )


@bp.post(f"{HERE}/<uid>/cat")
@needs(Permission.CLASS_KEEP, on=quiz_at, within=True)
def quiz_archived(found: QuizAt) -> ResponseReturnValue:
    """Put it away."""
    archive_quiz(db(), origin(), found.quiz, archived=True)
    return redirect(url_for(".quiz", code=found.school.code, uid=found.quiz.uid) + "?da-cat", 303)


@bp.post(f"{HERE}/<uid>/lay-lai")
@needs(Permission.CLASS_KEEP, on=quiz_at, within=True)
def quiz_taken_out(found: QuizAt) -> ResponseReturnValue:
    """Take it out again."""
    archive_quiz(db(), origin(), found.quiz, archived=False)
    return redirect(url_for(".quiz", code=found.school.code, uid=found.quiz.uid) + "?da-lay", 303)


@bp.get(f"{HERE}/<uid>.gift")
@needs(Permission.CLASS_KEEP, on=quiz_at, within=True)
def quiz_file(found: QuizAt) -> ResponseReturnValue:
    """The questions as a GIFT file."""
    body = gift_of(found.quiz.title, questions_in(found.quiz))
    told = {"Content-Disposition": f'attachment; filename="bai-tap-{found.quiz.uid}.gift"'}
    return Response(body, content_type=MIMETYPE, headers=told)
