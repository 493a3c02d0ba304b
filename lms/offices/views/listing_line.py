"""`/don-vi/<code>/ra-soat/<line>`: one person on a list: marked by hand, taken off, put back."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.listings.queries.lines import LineIn, line_in, removed_line_in
from lms.listings.rules.states import MARK_NOTES, REMOVAL_WORDS, STATE_WORDS, Mark, Removal, State
from lms.offices.actions.listing import set_mark, take_back_on, take_off
from lms.offices.forms.listing import MarkForm, RemovalForm
from lms.offices.views import bp
from lms.offices.views.listing import TAGS, check_list
from lms.people.forms import BlankForm
from lms.units.forms import look
from lms.web.database import db
from lms.web.forms import SelectChoice
from lms.web.guard import needs
from lms.web.identity import origin
from lms.web.pages import page


@bp.get("/don-vi/<code>/ra-soat/<int:line>")
@needs(Permission.LISTING_KEEP, on=line_in)
def listing_line(found: LineIn) -> ResponseReturnValue:
    """One person on the list: how far they have come, and what can be said of them by hand."""
    check_list(found.unit)
    look(Act.LISTING_READ, found.unit, subject_person_id=found.person.id)
    return _line(found, _mark_form(MarkForm(mark=found.line.mark)), _removal_form(RemovalForm()))


@bp.post("/don-vi/<code>/ra-soat/<int:line>")
@needs(Permission.LISTING_KEEP, on=line_in)
def listing_line_sent(found: LineIn) -> ResponseReturnValue:
    """Set what people on the spot know."""
    check_list(found.unit)
    form = _mark_form(MarkForm.sent())
    if not form.is_sent_and_whole():
        return _line(found, form, _removal_form(RemovalForm(None)))
    set_mark(db(), origin(), found.line, found.person, Mark(form.text("mark")))
    return redirect(url_for(".listing_line", code=found.unit.code, line=found.line.id, xong="ghi"), 303)


@bp.post("/don-vi/<code>/ra-soat/<int:line>/bo-ghi")
@needs(Permission.LISTING_KEEP, on=line_in)
def unmark_sent(found: LineIn) -> ResponseReturnValue:
    """Take the mark back."""
    check_list(found.unit)
    set_mark(db(), origin(), found.line, found.person, None)
    return redirect(url_for(".listing_line", code=found.unit.code, line=found.line.id, xong="bo-ghi"), 303)


@bp.post("/don-vi/<code>/ra-soat/<int:line>/bo-ra")
@needs(Permission.LISTING_KEEP, on=line_in)
def removal_sent(found: LineIn) -> ResponseReturnValue:
    """Take the line off: written by mistake, or twice."""
    check_list(found.unit)
    form = _removal_form(RemovalForm.sent())
    if not form.is_sent_and_whole():
        return _line(found, _mark_form(MarkForm(None, mark=found.line.mark)), form)
    take_off(db(), origin(), found.line, Removal(form.text("why")))
    return redirect(f"{url_for('.listing', code=found.unit.code)}?bo-ra={found.line.id}", 303)


@bp.post("/don-vi/<code>/ra-soat/<int:line>/dua-lai")
@needs(Permission.LISTING_KEEP, on=removed_line_in)
def put_back_sent(found: LineIn) -> ResponseReturnValue:
    """Undo taking it off."""
    check_list(found.unit)
    if not take_back_on(db(), origin(), found.line, found.person):
        return redirect(url_for(".listing", code=found.unit.code), 303)
    return redirect(url_for(".listing_line", code=found.unit.code, line=found.line.id, xong="dua-lai"), 303)


def _mark_form(form: MarkForm) -> MarkForm:
    form.mark.choices = [
        SelectChoice(one.value, _(STATE_WORDS[State(one.value)]), render_kw={"note": _(MARK_NOTES[one])})
        for one in Mark
    ]
    return form


def _removal_form(form: RemovalForm) -> RemovalForm:
    form.why.choices = [SelectChoice(one.value, _(REMOVAL_WORDS[one])) for one in Removal]
    return form


def _line(found: LineIn, form: MarkForm, removal: RemovalForm) -> Response:
    return page(
        "offices/listing_line.html",
        form=removal if removal.errors else form,
        marking=form,
        removal=removal,
        blank=BlankForm(),
        found=found,
        unit=found.unit,
        state_words=STATE_WORDS,
        tags=TAGS,
        done=request.args.get("xong"),
        marked_on=clock.day_of(found.line.marked_at) if found.line.marked_at else None,
    )
