"""`/don-vi/<code>/quy-tac`: the rule for confirmations, and the unit's document that makes it bind."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access.rules import Permission
from lms.confirmations.actions.adopting import adopt, reissue_under, withdraw
from lms.confirmations.models import Adoption
from lms.confirmations.queries.adopting import adoption_by_id, adoption_over, adoptions_at, count_gaining
from lms.confirmations.rules.adopting import ADOPTING_KINDS, LARGEST_FILE, Paper, Scan, read_day, read_scan
from lms.content.adapters.running import library
from lms.errors import NotFound, Refused
from lms.offices.forms.adopting import AdoptionForm, DocumentForm
from lms.offices.views import bp
from lms.skills.rules import CompletionRule
from lms.units.models import UnitVersion
from lms.units.queries import places, unit_by_code
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin
from lms.web.pages import page


@bp.get("/don-vi/<code>/quy-tac")
@needs(Permission.UNIT_SEE, on=unit_by_code)
def rule(found: UnitVersion) -> ResponseReturnValue:
    """The rules that there are, which document binds here, and what can be done about it."""
    return _shown(found, AdoptionForm())


@bp.post("/don-vi/<code>/quy-tac")
@needs(Permission.RULE_ADOPT, on=unit_by_code)
def rule_sent(found: UnitVersion) -> ResponseReturnValue:
    """Take the unit's document."""
    if found.kind not in ADOPTING_KINDS:
        raise Refused("Đơn vị này không ban hành văn bản. Mở trang của xã, trường hoặc cơ quan.")
    form = AdoptionForm.sent()
    form.is_sent_and_whole()
    paper = _paper(form, found)
    if paper is None:
        return _shown(found, form)
    try:
        adopt(db(), origin(), found, _rule(form.text("rule")), paper, once=form.text("once")[:80])
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, form)
    return redirect(url_for(".rule", code=found.code), 303)


@bp.post("/don-vi/<code>/quy-tac/thoi")
@needs(Permission.RULE_ADOPT, on=unit_by_code)
def withdraw_sent(found: UnitVersion) -> ResponseReturnValue:
    """The document binds no longer."""
    withdraw(db(), origin(), _own(found))
    return redirect(url_for(".rule", code=found.code), 303)


@bp.post("/don-vi/<code>/quy-tac/cap-lai")
@needs(Permission.RULE_ADOPT, on=unit_by_code)
def reissue_sent(found: UnitVersion) -> ResponseReturnValue:
    """Issue the slips of people here again, as confirmations under the document."""
    count = reissue_under(db(), origin(), _own(found))
    return redirect(f"{url_for('.rule', code=found.code)}?da-cap-lai={count}", 303)


@bp.get("/don-vi/<code>/quy-tac/van-ban")
@needs(Permission.UNIT_SEE, on=unit_by_code)
def document(found: UnitVersion) -> ResponseReturnValue:
    """The file of the document that binds here, of the unit's own or of one above it."""
    adoption = adoption_over(db(), _rule(request.args.get("quy-tac", "")).code, found.path)
    if adoption is None or adoption.file is None:
        raise NotFound
    told = {"Content-Disposition": f'attachment; filename="{adoption.file_name}"'}
    return Response(adoption.file, mimetype=adoption.file_type, headers=told)


def _shown(found: UnitVersion, form: AdoptionForm) -> Response:
    rules = [one for one in library().book.rules if one.code == _rule(form.text("rule")).code]
    form.rule.data = rules[0].code
    binding = adoption_over(db(), rules[0].code, found.path)
    here = binding is not None and binding.unit_id == found.unit_id
    may = actor().may(Permission.RULE_ADOPT, found.path) and found.kind in ADOPTING_KINDS
    again = request.args.get("da-cap-lai", "")
    return page(
        "offices/rule.html",
        form=form if may else None,
        unit=found,
        rules=rules,
        binding=binding,
        bound_by=places(db(), [binding.unit_id])[binding.unit_id] if binding else None,
        here=here,
        own=DocumentForm(adoption=str(binding.id)) if binding and here and may else None,
        gaining=count_gaining(db(), rules[0].code, found.path) if here and may else 0,
        again=int(again) if again.isascii() and again.isdigit() and len(again) < 6 else None,
        past=[one for one in adoptions_at(db(), found.unit_id) if one.withdrawn_at is not None],
        withdrawn_on=lambda one: clock.day_of(one.withdrawn_at),
    )


def _paper(form: AdoptionForm, unit: UnitVersion) -> Paper | None:
    """The document as sent, or None with every mistake beside its field."""
    signed_on = scan = None
    try:
        signed_on = None if form.signed_on.errors else read_day(form.text("signed_on"), clock.today())
    except Refused as refusal:
        form.show(refusal)
    try:
        scan = _scan(unit)
    except Refused as refusal:
        form.show(refusal)
    if form.errors or signed_on is None:
        return None
    number, signer = (" ".join(form.text(name).split()) for name in ("number", "signer"))
    return Paper(number, signed_on, signer, scan)


def _scan(unit: UnitVersion) -> Scan:
    sent = request.files.get("file")
    return read_scan(sent.read(LARGEST_FILE + 1) if sent else b"", unit.code)


def _rule(code: str) -> CompletionRule:
    """One of the rules of a code; of the first there is, where none is named. Raises NotFound for an unknown one."""
    rules = library().book.rules
    found = next((one for one in rules if not code or one.code == code), None)
    if found is None:
        raise NotFound
    return found


def _own(unit: UnitVersion) -> Adoption:
    """The unit's document that a button names. Raises NotFound for none, or another unit's."""
    sent = request.form.get("adoption", "")
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 18 else 0
    found = adoption_by_id(db(), number)
    if found is None or found.unit_id != unit.unit_id:
        raise NotFound
    return found
