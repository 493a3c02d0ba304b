"""What a draft of a roster would do, as a screen; and what its owner puts right on it."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from lms import clock
from lms.audit.rules import Act
from lms.classrooms.actions.rosters import WHY
from lms.classrooms.forms.rosters import PreviewForm, PupilColumnsForm
from lms.classrooms.queries.rosters import Preview, RosterAt, preview_of
from lms.classrooms.rules.kinds import SEAT_END_WORDS
from lms.classrooms.rules.roster_columns import guess_columns
from lms.classrooms.rules.roster_matching import Judged, KnownPupil
from lms.classrooms.rules.years import read_year_to_fill, school_year, year_words, years_to_fill
from lms.errors import Refused
from lms.listings.rules.matching import ANOTHER, SAME_ROW, Verdict
from lms.people.forms import BlankForm
from lms.people.rules.registration import clean_birth_year
from lms.sheets.actions import choose
from lms.sheets.forms import same_sent
from lms.sheets.models import ImportDraft
from lms.sheets.rules.choosing import chosen_sheets, not_read
from lms.sheets.rules.columns import heads_of
from lms.sheets.rules.tables import Sheet
from lms.units.forms import look
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.identity import actor
from lms.web.pages import page
from lms.web.words import in_words

ASKED_AT_ONCE, SHOWN, FIRST_ROWS, MOST_MISSING = 40, 20, 3, 300


def previewed(at: RosterAt, draft: ImportDraft, preview: Preview, refusal: Refused | None = None) -> Response:
    """The screen on which a draft is looked at and put right; with a refusal beside its field it answers 422."""
    maybe = preview.of(Verdict.MAYBE)
    asked = sorted(maybe, key=lambda one: not one.undecided)[:ASKED_AT_ONCE]
    missing = [(change, change.missing) for change in preview.changes if change.missing]
    if shown := sum(len(one.alike) for one in asked) + len(preview.missing):
        look(Act.CLASS_READ, at.unit, count=shown)
    sheet = next(iter(chosen_sheets(preview.table, preview.choice)), preview.table.sheets[0])
    form = _form(draft, preview)
    if refusal is not None:
        form.show(refusal)
    return page(
        "classrooms/roster_draft.html" if at.here else "classrooms/school_roster_draft.html",
        form=form,
        blank=BlankForm(),
        columns=_columns_form(preview, sheet),
        ignored=not_read(sheet, guess_columns(sheet, preview.choice.columns)),
        first=[one for one in preview.judged if one.verdict is not Verdict.WRONG][:FIRST_ROWS],
        at=at,
        draft=draft,
        preview=preview,
        school_year=year_words(preview.school_year),
        is_coming=preview.school_year > school_year(clock.today()),
        wrong=preview.of(Verdict.WRONG),
        questions=[(one, _choices(one)) for one in asked],
        missing=missing,
        leaving=frozenset(draft.choices.get("leave", ())),
        wanted=draft.choices.get("make"),
        shown=SHOWN,
        most_missing=MOST_MISSING,
    )


def put_right(at: RosterAt, draft: ImportDraft) -> Refused | None:
    """Note what was sent with this request; returns what is wrong with it, None when nothing is."""
    if request.form.get("do") == "cot":
        try:
            told_year = _school_year(at)
        except Refused as said_no:
            return said_no
        columns = _columns(preview_of(db(), at, actor(), draft, clock.today()))
        choose(draft, same={}, make=None, **columns, **told_year)
        db().flush()
        return None
    form, asked = PreviewForm.sent(), request.form.getlist("hoi")
    told: dict[str, Any] = {"same": {**draft.choices.get("same", {}), **same_sent()}, "sure": bool(form.sure.data)}
    if "lop" in asked:
        told["make"] = request.form.getlist("make")
    if "roi" in asked:
        told["leave"] = [int(one) for one in request.form.getlist("leave") if one.isascii() and one.isdigit()]
        told["why"] = form.text("why")
    refusal = None
    if "nam" in asked:
        try:
            typed = form.text("year").strip()
            told["year"] = clean_birth_year(typed, clock.today()) if typed else None
        except Refused as said_no:
            said_no.field = "year"
            refusal = said_no
    choose(draft, **told)
    db().flush()
    return refusal


def offered_years() -> list[SelectChoice]:
    """The school years for which a whole school's list can be."""
    return [SelectChoice(str(year), year_words(year)) for year in years_to_fill(clock.today())]


def _school_year(at: RosterAt) -> dict[str, int]:
    """The school year as sent, for a whole school's list; nothing where it was not asked. Raises Refused."""
    sent = request.form.get("school_year", "")
    return {"school_year": read_year_to_fill(sent, clock.today())} if sent and at.here is None else {}


def _form(draft: ImportDraft, preview: Preview) -> PreviewForm:
    typed = request.form.get("year") if request.method == "POST" else None
    year = typed if typed is not None else str(preview.year or "")
    form = PreviewForm(None, year=year, why=draft.choices.get("why") or None, sure=bool(draft.choices.get("sure")))
    form.why.choices = [SelectChoice(value, _capital(in_words(SEAT_END_WORDS[end]))) for value, end in WHY.items()]
    if len(preview.big) > 1:
        form.sure.label.text = _("Đúng, đây là danh sách của các lớp ấy")
    elif preview.big:
        form.sure.label.text = _("Đúng, đây là danh sách của lớp %(name)s", name=preview.big[0].spot.name)
    return form


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _choices(one: Judged) -> list[SelectChoice]:
    choices = [_as_choice(known) for known in one.alike]
    choices.append(SelectChoice(ANOTHER, _("Em khác, cùng tên"), render_kw={"note": _("Thêm em mới.")}))
    if one.earlier:
        words = _("Trùng với dòng %(n)s của tệp", n=one.earlier)
        choices.append(SelectChoice(SAME_ROW, words, render_kw={"note": _("Bỏ dòng này.")}))
    return choices


def _as_choice(known: KnownPupil) -> SelectChoice:
    words = _("Đúng là %(name)s, sinh năm %(year)s", name=known.name, year=known.birth_year)
    where = _("Đang ở lớp %(name)s", name=known.class_name) if known.room_id else _("Chưa ở lớp nào")
    return SelectChoice(str(known.person_id), words, render_kw={"note": where})


def _columns_form(preview: Preview, sheet: Sheet) -> PupilColumnsForm:
    """The columns as they are read now, each to be chosen anew."""
    guessed = guess_columns(sheet, preview.choice.columns)
    form = PupilColumnsForm.showing(
        preview.table, preview.choice, heads_of(sheet, guessed), guessed.columns, school_year=str(preview.school_year)
    )
    form.school_year.choices = offered_years()
    return form


def _columns(preview: Preview) -> dict[str, object]:
    """The sheet and columns as sent. Raises NotFound for a sheet that is not there."""
    sheets = chosen_sheets(preview.table, preview.choice)
    now = guess_columns(sheets[0], preview.choice.columns).columns if sheets else {}
    return PupilColumnsForm.sent().chosen(preview.table, preview.choice, now)
