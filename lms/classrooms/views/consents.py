"""`/lop/<code>/dong-y`: leave to show children's confirmations: who has it, the paper for parents, recording it.

Learning never waits for it.
"""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.consents import leaves_of
from lms.classrooms.queries.pupils import PupilAt, pupil_at
from lms.classrooms.rules.consents import LEAVE_WORDS, Leave
from lms.classrooms.views import bp
from lms.confirmations.actions.consents import record_child, record_consent, withdraw_consent
from lms.confirmations.forms.consents import PaperForm
from lms.confirmations.queries.checking import consents_on_record, last_recorded
from lms.errors import Forbidden, NotFound, Refused
from lms.people.rules.names import initials
from lms.people.rules.registration import is_child
from lms.units.forms import look
from lms.units.queries import ancestors
from lms.units.rules import COMMUNAL
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

AT = "/lop/<code>/dong-y/<int:person>"
DONE = ("da-ghi", "da-rut")
BLANK, EVERYBODY = "trong", "ca-lop"


@bp.get("/lop/<code>/dong-y")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_consents(found: ClassAt) -> ResponseReturnValue:
    """Who has both consents, who lacks one, who has none; nobody is kept from learning by it."""
    rows = leaves_of(db(), found)
    look(Act.CLASS_READ, found.unit, count=len(rows))
    return page(
        "classrooms/class_consents.html",
        here=found,
        rows=rows,
        words=LEAVE_WORDS,
        counts={leave: sum(row.leave is leave for row in rows) for leave in Leave},
        following=next((row.pupil.person for row in rows if row.is_missing), None),
        done=next((name for name in DONE if name in request.args), None),
    )


@bp.get("/lop/<code>/dong-y/phieu")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_letters(found: ClassAt) -> ResponseReturnValue:
    """The paper for parents, one A4 page each: for those who lack a consent, the whole class, one pupil, or blank."""
    rows = [row for row in leaves_of(db(), found) if row.leave is not Leave.NOT_NEEDED]
    which, one = request.args.get("ai", ""), request.args.get("em", "")
    if which == BLANK:
        people = []
    elif one:
        people = [row.pupil.person for row in rows if one == str(row.pupil.person.id)]
        if not people:
            raise NotFound
    else:
        people = [row.pupil.person for row in rows if which == EVERYBODY or row.is_missing]
    if people:
        look(Act.CLASS_READ, found.unit, count=len(people))
    return page(
        "classrooms/class_letters.html",
        here=found,
        letters=[(person.name, initials(person.name)) for person in people] if which != BLANK else [("", "")],
        which=which,
        commune=next((one for one in ancestors(db(), found.unit) if one.kind in COMMUNAL), None),
        all_children=len(rows),
    )


@bp.get(AT)
@needs(Permission.CLASS_KEEP, on=pupil_at)
def pupil_consent(found: PupilAt) -> ResponseReturnValue:
    """What is on record of one child, and what both consents need."""
    check_child(found)
    last = last_recorded(db(), person_id(), [row.pupil.person.id for row in leaves_of(db(), found.here)])
    day = last.given_on if last else clock.today()
    return _shown(found, PaperForm(signed_on=f"{day:%d/%m/%Y}", document=last.document if last else None))


@bp.post(AT)
@needs(Permission.CLASS_KEEP, on=pupil_at)
def pupil_consent_sent(found: PupilAt) -> ResponseReturnValue:
    """Record the paper and the child's own word, or the latter alone; or withdraw both at once."""
    check_child(found)
    form = PaperForm.sent()
    try:
        if "rut" in request.form:
            withdraw_consent(db(), origin(), found.person.id)
            return _back(found, "da-rut")
        if "em" in request.form:
            form = PaperForm(None)
            record_child(db(), origin(), found.person.id)
            return _back(found, "da-ghi")
        if form.is_sent_and_whole():
            said = form.said(clock.today())
            record_consent(db(), origin(), found.person.id, **said, child_may_follow=True)
            return _back(found, "da-ghi")
    except Refused as refusal:
        form.show(refusal)
    return _shown(found, form)


def check_child(found: PupilAt) -> None:
    """Raises NotFound for somebody who is no child, Forbidden for oneself."""
    if not is_child(found.person.birth_year, clock.today()):
        raise NotFound
    if found.person.id == person_id():
        raise Forbidden


def _shown(found: PupilAt, form: PaperForm) -> Response:
    look(Act.PERSON_READ, found.here.unit, subject_person_id=found.person.id)
    consent = consents_on_record(db(), [found.person.id]).get(found.person.id)
    return page("classrooms/pupil_consent.html", form=form, here=found.here, person=found.person, consent=consent)


def _back(found: PupilAt, done: str) -> ResponseReturnValue:
    return redirect(f"{url_for('.class_consents', code=found.here.code)}?{done}", 303)
