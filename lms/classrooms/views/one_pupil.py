"""`/lop/<code>/em/<person>`: how one pupil gets on, for their class's teacher; each look is on record."""

from flask import current_app
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.forms.work import spoken, why_stuck
from lms.classrooms.queries.one_pupil import learnt_by_day, papers_done, stuck_at, work_done
from lms.classrooms.queries.pupils import PupilAt, pupil_at
from lms.classrooms.views import bp
from lms.confirmations.queries.checking import openness_of
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import EVIDENCE_WORDS, title
from lms.content.adapters.running import library
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.pages import page

CARDS, CONSENTS, LEAVING = "/lop/<code>/the", "/lop/<code>/dong-y", "/lop/<code>/roi-lop/<int:person>"


@bp.get("/lop/<code>/em/<int:person>")
@needs(Permission.CLASS_TEACH, on=pupil_at)
def pupil(found: PupilAt) -> ResponseReturnValue:
    """Work and where they are with it, lessons learnt, what holds them up, papers with their skills, confirmations."""
    today, books = clock.today(), library()
    look(Act.PERSON_READ, found.here.unit, subject_person_id=found.person.id)
    confirmations = valid_confirmations(db(), found.person.id)
    there = {rule.rule for rule in current_app.url_map.iter_rules()}
    return page(
        "classrooms/pupil.html",
        here=found.here,
        person=found.person,
        works=work_done(db(), found, today, books),
        days=learnt_by_day(db(), found.person.id, books),
        stuck=stuck_at(db(), found.person.id, books),
        papers=papers_done(db(), found, books),
        confirmations=confirmations,
        hidden=bool(confirmations) and openness_of(db(), confirmations[0], today).hidden,
        ways={CARDS, CONSENTS, LEAVING} & there,
        day=lambda day: spoken(day, today),
        day_of=clock.day_of,
        why=lambda one: why_stuck(one, books),
        title_of=title,
        serial_of=shown,
        evidence_words=EVIDENCE_WORDS,
    )
