"""`/lop/truong/<code>/bai-tap/nhap`: questions from a file or a paste: read, looked through, put right, kept once."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from lms.access.rules import Permission
from lms.classrooms.actions.quizzes import keep_quiz
from lms.classrooms.forms.quiz_columns import columns_sent, columns_shown
from lms.classrooms.forms.quizzes import BringForm, TitleForm, chosen_in_draft, previewed
from lms.classrooms.queries.classes import school_at
from lms.classrooms.rules.quizzes import read_title
from lms.classrooms.views import bp
from lms.errors import NotFound, Refused
from lms.people.forms import BlankForm
from lms.questions.adapters.bringing import EVERY_SHEET, read_rows
from lms.questions.adapters.brought import packed, unpacked
from lms.sheets.actions import choose, keep_draft
from lms.sheets.models import ImportDraft
from lms.sheets.queries import own_draft
from lms.sheets.rules.choosing import choice_of
from lms.units.models import UnitVersion
from lms.web.database import db, forget_changes
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

HERE = "/lop/truong/<code>/bai-tap/nhap"
KIND = "quiz"


@dataclass(frozen=True, slots=True)
class DraftAt:
    """The school of a draft's address; whose draft it is, is asked once the door is open."""

    school: UnitVersion
    uid: str

    @property
    def path(self) -> str:
        """Where the guard asks."""
        return self.school.path


def draft_at(session: Session, code: str, uid: str) -> DraftAt:
    """The school and the draft's name out of an address. Raises NotFound for an unknown school."""
    return DraftAt(school_at(session, code), uid)


@bp.get(HERE)
@needs(Permission.CLASS_TEACH, on=school_at, within=True)
def quiz_import(found: UnitVersion) -> ResponseReturnValue:
    """A file to choose, or questions to paste."""
    return page("classrooms/quiz_import.html", form=BringForm(), unit=found)


@bp.post(HERE)
@needs(Permission.CLASS_TEACH, on=school_at, within=True)
def quiz_import_sent(found: UnitVersion) -> ResponseReturnValue:
    """Read what was brought, outside any transaction, and keep it for its owner to look through."""
    code, form = found.code, BringForm.sent()
    forget_changes()
    if not form.is_sent_and_whole() or not (told := form.read(title=read_title)):
        return page("classrooms/quiz_import.html", form=form, unit=school_at(db(), code))
    try:
        rows = packed(form.brought())
    except Refused as refusal:
        form.show(refusal)
        return page("classrooms/quiz_import.html", form=form, unit=school_at(db(), code))
    unit_id = school_at(db(), code).unit_id
    draft = keep_draft(
        db(), owner_id=person_id(), unit_id=unit_id, kind=KIND, file_name="", rows=rows,
        choices={"sheet": EVERY_SHEET.sheet, **told}
    )  # fmt: skip
    return redirect(url_for(".quiz_draft", code=code, uid=draft.uid), 303)


@bp.get(f"{HERE}/<uid>")
@needs(Permission.CLASS_TEACH, on=draft_at, within=True)
def quiz_draft(found: DraftAt) -> ResponseReturnValue:
    """Each question as pupils will see it, its answer marked; where there is none it is chosen here."""
    draft = _own(found)
    if draft.outcome is not None:
        return redirect(url_for(".quiz", code=found.school.code, uid=draft.outcome["quiz"]))
    return _looked_at(found, draft, TitleForm(title=draft.choices["title"]))


@bp.post(f"{HERE}/<uid>")
@needs(Permission.CLASS_TEACH, on=draft_at, within=True)
def quiz_draft_sent(found: DraftAt) -> ResponseReturnValue:
    """Keep what its owner chose, or read the table by other columns; with the last button, make the quiz."""
    draft, form = _own(found), TitleForm.sent()
    if draft.outcome is not None:
        return redirect(url_for(".quiz", code=found.school.code, uid=draft.outcome["quiz"]), 303)
    if request.form.get("do") == "cot":
        _read_again(draft)
        return redirect(url_for(".quiz_draft", code=found.school.code, uid=draft.uid), 303)
    choose(draft, **chosen_in_draft(unpacked(draft.rows)))
    told = form.read(title=read_title) if form.is_sent_and_whole() else {}
    if not told:
        return _looked_at(found, draft, form)
    choose(draft, **told)
    if request.form.get("do") != "luu":
        return redirect(url_for(".quiz_draft", code=found.school.code, uid=draft.uid), 303)
    try:
        uid = keep_quiz(db(), origin(), draft)
    except Refused as refusal:
        form.show(refusal)
        return _looked_at(found, draft, form)
    return redirect(url_for(".quiz", code=found.school.code, uid=uid) + "?da-luu", 303)


def _own(found: DraftAt) -> ImportDraft:
    return own_draft(db(), found.uid, person_id(), KIND, found.school.unit_id)


def _read_again(draft: ImportDraft) -> None:
    """Read a draft's table by the columns sent; what was chosen of its questions is forgotten: they are others now.

    Raises NotFound for a draft of no table, or a sheet that is not there.
    """
    table = unpacked(draft.rows).table
    if table is None:
        raise NotFound
    choose(draft, keys={}, dropped=[], **columns_sent(table, choice_of(draft.choices)))
    draft.rows = packed(read_rows(table, choice_of(draft.choices)))
    db().flush()


def _looked_at(found: DraftAt, draft: ImportDraft, form: TitleForm) -> ResponseReturnValue:
    reading = unpacked(draft.rows)
    rows = previewed(reading, draft.choices)
    columns = columns_shown(reading.table, choice_of(draft.choices)) if reading.table else None
    return page("classrooms/quiz_draft.html", form=form, unit=found.school, draft=draft, reading=reading, rows=rows,
                columns=columns, blank=BlankForm())  # fmt: skip
