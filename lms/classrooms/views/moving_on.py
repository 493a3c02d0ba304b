"""`/lop/truong/<code>/len-lop`: the whole school goes on to the next school year: prepared, looked at, done, undone."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.moving_back import UNDONE_WITHIN, undo_move
from lms.classrooms.actions.moving_on import move_on
from lms.classrooms.queries.classes import school_at
from lms.classrooms.queries.moving_on import (
    KIND,
    YearDraftAt,
    YearMoveAt,
    going,
    moves_of,
    named,
    names_of,
    plan_now,
    steps_of,
    year_draft_at,
    year_move_at,
    years_in_use,
)
from lms.classrooms.rules.moving_on import STEP_WORDS, Going, Step, finishes, next_name
from lms.classrooms.rules.years import is_early, year_words
from lms.classrooms.views import bp
from lms.errors import NotFound, Refused
from lms.people.forms import BlankForm
from lms.sheets.actions import choose, keep_draft
from lms.sheets.models import ImportDraft
from lms.sheets.queries import own_draft
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.units.rules import UnitKind, clean_name
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

HERE = "/lop/truong/<code>/len-lop"


@bp.get(HERE)
@needs(Permission.CLASS_YEAR, on=school_at)
def year(found: UnitVersion) -> ResponseReturnValue:
    """What this does, which year to move on from, and the moves made before."""
    return _begin(found, BlankForm())


@bp.post(HERE)
@needs(Permission.CLASS_YEAR, on=school_at)
def year_sent(found: UnitVersion) -> ResponseReturnValue:
    """Begin to prepare the move of a year; nothing changes before it is done."""
    form, sent = BlankForm.sent(), request.form.get("nam", "")
    years = [str(one) for one in years_in_use(db(), found.unit_id)]
    if sent not in years:
        form.show(Refused("Chọn năm học vừa kết thúc."))
        return _begin(found, form)
    choices = {"year": int(sent), "teachers": True, "steps": {}, "names": {}}
    draft = keep_draft(db(), owner_id=person_id(), unit_id=found.unit_id, kind=KIND, file_name="", rows=[],
                       choices=choices)  # fmt: skip
    return redirect(url_for(".year_draft", code=found.code, uid=draft.uid), 303)


@bp.get(f"{HERE}/<uid>")
@needs(Permission.CLASS_YEAR, on=year_draft_at)
def year_draft(found: YearDraftAt) -> ResponseReturnValue:
    """Every class, where it goes and with how many; what was done, once it was."""
    return _shown(found, _own(found), BlankForm())


@bp.post(f"{HERE}/<uid>")
@needs(Permission.CLASS_YEAR, on=year_draft_at)
def year_draft_sent(found: YearDraftAt) -> ResponseReturnValue:
    """Keep the names of next year's classes; with the other button, do it."""
    draft, form = _own(found), BlankForm.sent()
    if draft.applied_at is not None:
        return redirect(url_for(".year_draft", code=found.unit.code, uid=draft.uid), 303)
    try:
        choose(draft, names=_names(found, draft), teachers="thay-co" in request.form)
        db().flush()
        if request.form.get("do") == "ghi":
            move_on(db(), origin(), found.unit, draft)
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, draft, form)
    return redirect(url_for(".year_draft", code=found.unit.code, uid=draft.uid), 303)


@bp.get(f"{HERE}/<uid>/<int:room>")
@needs(Permission.CLASS_YEAR, on=year_draft_at)
def year_class(found: YearDraftAt) -> ResponseReturnValue:
    """The pupils of one class, each with what becomes of them."""
    draft = _own(found)
    one = _class(found, draft)
    pupils = named(db(), one.pupils)
    look(Act.CLASS_READ, found.unit, count=len(pupils))
    return page("classrooms/year_class.html", form=BlankForm(), unit=found.unit, draft=draft, room=one, pupils=pupils,
                steps=steps_of(draft), words=STEP_WORDS, last=finishes(one.grade, found.unit.kind))  # fmt: skip


@bp.post(f"{HERE}/<uid>/<int:room>")
@needs(Permission.CLASS_YEAR, on=year_draft_at)
def year_class_sent(found: YearDraftAt) -> ResponseReturnValue:
    """Keep who does not simply go up."""
    draft = _own(found)
    if draft.applied_at is None:
        one = _class(found, draft)
        kept = {str(key): step.value for key, step in steps_of(draft).items() if key not in one.pupils}
        sent = {str(pupil): request.form.get(f"em-{pupil}", "") for pupil in one.pupils}
        choose(draft, steps=kept | {key: step for key, step in sent.items() if step in set(Step) - {Step.UP}})
    return redirect(url_for(".year_draft", code=found.unit.code, uid=draft.uid), 303)


@bp.post("/lop/truong/<code>/bo-len-lop/<int:move>")
@needs(Permission.CLASS_YEAR, on=year_move_at)
def year_undone(found: YearMoveAt) -> ResponseReturnValue:
    """Put everything back."""
    form = BlankForm.sent()
    try:
        undo_move(db(), origin(), found.unit, found.move)
    except Refused as refusal:
        form.show(refusal)
        return _begin(found.unit, form)
    return redirect(url_for(".year", code=found.unit.code) + "?da-bo", 303)


def _begin(found: UnitVersion, form: BlankForm) -> Response:
    moves = moves_of(db(), found.unit_id)
    return page(
        "classrooms/year.html",
        form=form,
        unit=found,
        years=[(one, len(going(db(), found.unit_id, one))) for one in years_in_use(db(), found.unit_id)],
        moves=[(one, clock.now() - one.made_at <= UNDONE_WITHIN) for one in moves],
        year_words=year_words,
        day_of=clock.day_of,
        undone="da-bo" in request.args,
    )


def _own(found: YearDraftAt) -> ImportDraft:
    return own_draft(db(), found.uid, person_id(), KIND, found.unit.unit_id)


def _class(found: YearDraftAt, draft: ImportDraft) -> Going:
    classes = going(db(), found.unit.unit_id, draft.choices["year"])
    one = next((one for one in classes if one.id == found.room), None)
    if one is None:
        raise NotFound
    return one


def _names(found: YearDraftAt, draft: ImportDraft) -> dict[str, str]:
    """What was typed for next year's classes, where it is not the usual name. Raises Refused."""
    names = {}
    for one in going(db(), found.unit.unit_id, draft.choices["year"]):
        typed = request.form.get(f"ten-{one.id}", "").strip()
        if typed:
            name = clean_name(typed[:60], UnitKind.CLASS)
            if name != next_name(one.name, one.grade):
                names[str(one.id)] = name
    return names


def _shown(found: YearDraftAt, draft: ImportDraft, form: BlankForm) -> Response:
    if draft.applied_at is not None:
        return page("classrooms/year_done.html", unit=found.unit, outcome=draft.outcome or {},
                    year=year_words(draft.choices["year"] + 1))  # fmt: skip
    classes, plan = plan_now(db(), found.unit, draft)
    steps, names = steps_of(draft), names_of(draft)
    return page(
        "classrooms/year_draft.html",
        form=form,
        unit=found.unit,
        draft=draft,
        plan=plan,
        rows=[
            (one, None if finishes(one.grade, found.unit.kind) else names.get(one.id) or next_name(one.name, one.grade),
             sum(pupil in steps for pupil in one.pupils))
            for one in classes
        ],
        staying=sum(step is Step.STAY for step in steps.values()),
        gone=sum(len(one) for one in plan.leaving.values()),
        early=is_early(draft.choices["year"], clock.today()),
        old=year_words(draft.choices["year"]),
        year=year_words(draft.choices["year"] + 1),
    )  # fmt: skip
