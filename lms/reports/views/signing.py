"""`/bao-cao/<code>/<number>/ban-hanh`: giving a submitted report back, or issuing it; `/ban-ky`: the signed paper."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.confirmations.rules.adopting import LARGEST_FILE, Scan, read_day, read_scan
from lms.coverage.forms.bodies import GOVERNED
from lms.coverage.rules.periods import ROMAN
from lms.errors import Refused
from lms.reports.actions.signing import attach, issue, send_back
from lms.reports.forms.printing import check_drawn
from lms.reports.forms.signing import IssueForm, SendBackForm, SignedForm
from lms.reports.queries.reports import Found, hands_in, report_at
from lms.reports.rules.states import Step, check_signer, check_step
from lms.reports.rules.typed import Issue, clean_line, read_capacity, read_number, read_reason
from lms.reports.views import bp
from lms.reports.views.reaching import check_own, held
from lms.reports.views.showing import report_page
from lms.web.database import db
from lms.web.forms import Form
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page


@bp.get("/bao-cao/<code>/<int:number>/ban-hanh")
@needs(Permission.REPORT_SIGN, on=report_at)
def issuing(found: Found) -> ResponseReturnValue:
    """Ask for number, day, signer and the signed paper. Raises Refused for whoever wrote in it, or too early."""
    check_own(found, Step.ISSUE)
    report = found.report
    check_step(Step.ISSUE, report.state, held(found))
    check_signer(person_id(), hands_in(db(), report))
    governed = found.unit.kind in GOVERNED
    told = {"collective": "Ủy ban nhân dân"} if governed else {}  # a body's own name, written as it is on paper
    return _shown(found, IssueForm(data={"digest": report.digest, **told}))


@bp.post("/bao-cao/<code>/<int:number>/ban-hanh")
@needs(Permission.REPORT_SIGN, on=report_at)
def issuing_sent(found: Found) -> ResponseReturnValue:
    """Issue the report."""
    check_own(found, Step.ISSUE)
    form = IssueForm.sent()
    form.is_sent_and_whole()
    told = _told(form, found)
    if told is None:
        return _shown(found, form)
    try:
        issue(db(), origin(), found.report, told, form.text("digest"))
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, form)
    return redirect(f"/bao-cao/{found.unit.code}/{found.report.id}", 303)


@bp.post("/bao-cao/<code>/<int:number>/ban-ky")
@needs(Permission.COVERAGE_READ, on=report_at)
def signed_paper_sent(found: Found) -> ResponseReturnValue:
    """Add the signed paper, by whoever drafts or signs there, until the report is sent."""
    check_own(found, Step.ATTACH)
    form = SignedForm.sent()
    scan = _scan(form, found, needed=True)
    try:
        if scan is not None:
            attach(db(), origin(), found.report, scan)
    except Refused as refusal:
        form.show(refusal)
    if form.errors:
        return report_page(found, form)
    return redirect(f"/bao-cao/{found.unit.code}/{found.report.id}", 303)


@bp.post("/bao-cao/<code>/<int:number>/tra-soan")
@needs(Permission.REPORT_SIGN, on=report_at)
def sent_back(found: Found) -> ResponseReturnValue:
    """Give a submitted report back to its drafters with a word."""
    check_own(found, Step.SEND_BACK)
    form = SendBackForm.sent()
    form.is_sent_and_whole()
    try:
        if not form.errors:
            send_back(db(), origin(), found.report, read_reason(form.text("word"), "word"))
    except Refused as refusal:
        form.show(refusal)
    if form.errors:
        return report_page(found, form)
    return redirect(f"/bao-cao/{found.unit.code}/{found.report.id}", 303)


def _shown(found: Found, form: IssueForm) -> Response:
    here = f"/bao-cao/{found.unit.code}/{found.report.id}"
    return page("reports/issuing.html", form=form, unit=found.unit, report=found.report, here=here, roman=ROMAN)


def _told(form: IssueForm, found: Found) -> Issue | None:
    """What was told, or None with every mistake beside its field."""
    read = form.read(
        number=read_number,
        signed_on=lambda typed: read_day(typed, clock.today()),
        capacity=lambda typed: read_capacity(typed, form.text("in_place_of")),
    )
    check_drawn(form, ("signer", "title", "collective", "in_place_of"))
    scan = _scan(form, found, needed=False)
    if form.errors:
        return None
    texts = {name: clean_line(form.text(name)) for name in ("signer", "title", "collective")}
    return Issue(number=read["number"], issued_on=read["signed_on"], in_place_of=read["capacity"], scan=scan, **texts)


def _scan(form: Form, found: Found, *, needed: bool) -> Scan | None:
    """The file that was sent, None for none or for a wrong one, with what is wrong beside it."""
    sent = request.files.get("file")
    if not needed and (sent is None or not sent.filename):
        return None
    try:
        return read_scan(sent.read(LARGEST_FILE + 1) if sent else b"", found.unit.code)
    except Refused as refusal:
        form.show(refusal)
        return None
