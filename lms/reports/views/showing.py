"""`/bao-cao/<code>/<number>`: one report, where it stands, what can be done with it, what it says."""

from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.coverage.rules.rates import whole
from lms.documents.rules import Heading, Sheet, written
from lms.people.forms import BlankForm
from lms.reports.forms.drafting import SubmitForm
from lms.reports.forms.letter import letter_of
from lms.reports.forms.signing import ReturnForm, SendBackForm, SignedForm
from lms.reports.models import ReportSending
from lms.reports.queries.decided import period_of_report
from lms.reports.queries.reports import Found, hands_in, latest_of, names_of, report_at
from lms.reports.rules.states import Step, held_at, may
from lms.reports.views import bp
from lms.reports.views.listing import words_of_states
from lms.reports.views.reaching import check_seen, content_now, held
from lms.units.queries import living_by_id
from lms.web.database import db
from lms.web.forms import Form
from lms.web.guard import needs
from lms.web.identity import actor, person_id
from lms.web.pages import config, page


@bp.get("/bao-cao/<code>/<int:number>")
@needs(Permission.COVERAGE_READ, on=report_at)
def report(found: Found) -> ResponseReturnValue:
    """One report."""
    return report_page(found)


def report_page(found: Found, answer: Form | None = None) -> Response:
    """The page of a report; `answer` is the form on it that has something to correct."""
    check_seen(found)
    one, permissions = found.report, held(found)
    letter = None
    if not (found.of_merged and one.digest is None):
        letter = letter_of(content_now(found), one, found.unit, issuer=config().issuer, sample=config().demo)
    last = latest_of(db(), one.unit_id, one.year, one.quarter)
    newer = last if last is not None and last.correction > one.correction else None
    return page(
        "reports/report.html",
        form=answer,
        unit=found.unit,
        report=one,
        here=f"/bao-cao/{found.unit.code}/{one.id}",
        period=period_of_report(one, clock.today()),
        may={step.value: may(step, one.state, permissions) for step in Step},
        wrote=person_id() in hands_in(db(), one),
        letter=letter,
        newer=newer,
        held_here=bool(permissions),
        names=names_of(db(), [one.drafted_by_id, one.submitted_by_id, one.issued_by_id]),
        sendings=[(row, _takes(row, found)) for row in one.sendings],
        at_sending=found.sending.id if found.sending else None,
        submitting=SubmitForm(version=str(one.version)),
        back=answer if isinstance(answer, SendBackForm) else SendBackForm(),
        signed=answer if isinstance(answer, SignedForm) else SignedForm(),
        returning=answer if isinstance(answer, ReturnForm) else ReturnForm(),
        blank=BlankForm(),
        **_words(),
    )


def _takes(row: ReportSending, found: Found) -> bool:
    """Whether the visitor says what became of a sending: for the unit it went to, or for one outside the platform."""
    if row.to_unit_id is None:
        return may(Step.NOTE, found.report.state, held(found))
    to = living_by_id(db(), [row.to_unit_id]).get(row.to_unit_id)
    return to is not None and Permission.REPORT_SIGN in held_at(actor(), to.path)


def _words() -> dict[str, Any]:
    return {
        "is_heading": lambda block: isinstance(block, Heading),
        "is_sheet": lambda block: isinstance(block, Sheet),
        "written": written,
        "whole": whole,
        **words_of_states(),
    }
