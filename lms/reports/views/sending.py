"""Sending a report, and what becomes of it at each recipient."""

from flask import redirect
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.errors import Forbidden, NotFound, Refused
from lms.reports.actions.sending import give_back, receive, send
from lms.reports.forms.signing import ReturnForm
from lms.reports.models import ReportSending
from lms.reports.queries.decided import Recipient
from lms.reports.queries.reports import Found, report_at, sending_at
from lms.reports.rules.states import Step, held_at
from lms.reports.rules.typed import read_reason
from lms.reports.views import bp
from lms.reports.views.reaching import check_own, check_seen, content_now, held
from lms.reports.views.showing import report_page
from lms.units.queries import living_by_id
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin


@bp.post("/bao-cao/<code>/<int:number>/gui")
@needs(Permission.COVERAGE_READ, on=report_at)
def sent(found: Found) -> ResponseReturnValue:
    """Send an issued report to everybody it is addressed to."""
    check_own(found, Step.SEND)
    send(db(), origin(), found.report, [Recipient(one["name"], one["unit_id"]) for one in content_now(found)["to"]])
    return redirect(_address(found), 303)


@bp.post("/bao-cao/<code>/<int:number>/noi-nhan/<int:sending>/nhan")
@needs(Permission.COVERAGE_READ, on=sending_at)
def received(found: Found) -> ResponseReturnValue:
    """Write down that a recipient received it."""
    row, held_there = _recipient(found)
    receive(db(), origin(), found.report, row.id, held_there)
    return redirect(_address(found), 303)


@bp.post("/bao-cao/<code>/<int:number>/noi-nhan/<int:sending>/tra-lai")
@needs(Permission.COVERAGE_READ, on=sending_at)
def returned(found: Found) -> ResponseReturnValue:
    """Return it with a reason."""
    row, held_there = _recipient(found)
    form = ReturnForm.sent()
    form.is_sent_and_whole()
    try:
        if not form.errors:
            reason = read_reason(form.text("reason"), "reason")
            give_back(db(), origin(), found.report, row.id, reason=reason, held_at=held_there)
    except Refused as refusal:
        form.show(refusal)
    return report_page(found, form) if form.errors else redirect(_address(found), 303)


def _recipient(found: Found) -> tuple[ReportSending, frozenset[Permission]]:
    """The sending, and what the visitor may do at the unit it went to; at the report's own where that is elsewhere."""
    check_seen(found)
    row = found.sending
    if row is None:
        raise NotFound
    if row.to_unit_id is None:
        return row, held(found)
    to = living_by_id(db(), [row.to_unit_id]).get(row.to_unit_id)
    if to is None:
        raise Forbidden
    return row, held_at(actor(), to.path)


def _address(found: Found) -> str:
    return f"/bao-cao/{found.unit.code}/{found.report.id}"
