"""`/xac-nhan/`: check one serial or many, without a cookie; the paper, for its owner and posts over them."""

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Origin, Permission
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.ending import not_me
from lms.confirmations.forms.asking import CheckForm, DoubtForm
from lms.confirmations.forms.paper import Issuer, print_card, print_page
from lms.confirmations.forms.shown import Told, told
from lms.confirmations.models import Confirmation
from lms.confirmations.queries import by_serial, checked, openness_of, paths_of
from lms.confirmations.rules.doubts import DOUBTS
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.serials import Asked, AskedList, as_typed, read_list, read_serial, shown
from lms.documents.adapters import Unprintable
from lms.errors import Forbidden, NotFound, Refused
from lms.people.actions.limits import charge
from lms.people.adapters.running import hasher
from lms.web.database import aside, db, reading
from lms.web.guard import shared, signed_in
from lms.web.identity import actor, origin
from lms.web.pages import config, page

bp = Blueprint("confirmations", __name__)

CARD = "the"


@bp.get("/xac-nhan/")
@shared
def check() -> ResponseReturnValue:
    """Ask for a serial, or for many."""
    return _not_kept(page("confirmations/check.html", form=CheckForm(), rows=None))


@bp.post("/xac-nhan/")
@shared
def check_sent() -> ResponseReturnValue:
    """Go to the page of one serial; answer many with a table."""
    form = CheckForm.sent()
    try:
        asked = read_list(form.text("serials")) if form.is_sent_and_whole() else AskedList((), 0)
    except Refused as refusal:
        form.show(refusal)
    if form.errors:
        return _not_kept(page("confirmations/check.html", form=form, rows=None))
    if len(asked.asked) == 1:
        return redirect(url_for(".confirmation", serial=asked.asked[0].text), 303)
    rows = _looked_up(asked.asked)
    return _not_kept(page("confirmations/check.html", form=form, rows=rows, skipped=asked.skipped))


@bp.get("/xac-nhan/<serial>")
@shared
def confirmation(serial: str) -> ResponseReturnValue:
    """What everybody may know of a serial, at one glance."""
    found = _told(serial)
    if found is None:
        return _unknown(serial)
    thanks = request.args.get("da-bao") is not None
    answer = page("confirmations/confirmation.html", one=found, form=DoubtForm(), now=_moment(), thanks=thanks)
    return _not_kept(answer)


@bp.get("/xac-nhan/<serial>.json")
@shared
def confirmation_data(serial: str) -> ResponseReturnValue:
    """The same as data."""
    found = _told(serial)
    if found is None:
        return _not_kept(jsonify(error=404, message=gettext("Không có số này."))), 404
    return _not_kept(jsonify(found.written()))


@bp.get("/xac-nhan/<serial>.pdf")
@signed_in
def confirmation_paper(serial: str) -> ResponseReturnValue:
    """The paper, with the full name; `?co=the` the size of a card."""
    one = by_serial(db(), serial)
    if one is None:
        raise NotFound
    _allow(one)
    if one.state is not State.VALID:
        raise Refused("Giấy này không còn hiệu lực nên không in nữa. Trang của số này nói rõ vì sao.")
    hidden = openness_of(db(), one, clock.today()).hidden
    print_it = print_card if request.args.get("co") == CARD else print_page
    try:
        body = print_it(one, _issuer(), hidden=hidden)
    except Unprintable as reason:
        raise Refused("Tên có chữ mà máy chưa in được. Báo người phụ trách để được giúp.") from reason
    name = f"{shown(one.serial)}{'-the' if print_it is print_card else ''}.pdf"
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


@bp.post("/xac-nhan/<serial>/khong-phai-toi")
@shared
def not_me_sent(serial: str) -> ResponseReturnValue:
    """Note that somebody says this is not theirs; one network may say so only so often."""
    if _told(serial) is None:
        return _unknown(serial)
    network = origin().network
    with aside() as session:
        wait = charge(session, [(f"not-me:{hasher().keyed(network or '')}", DOUBTS)], clock.now())
    if wait is not None:
        return page("confirmations/later.html", status=429)
    one = by_serial(db(), serial)
    if one is not None:
        not_me(db(), Origin(None, network), one)
    return redirect(f"{url_for('.confirmation', serial=serial)}?da-bao=roi", 303)


def _told(serial: str) -> Told | None:
    """What everybody may read of a serial; None for one that is mistyped, nobody's, or a hidden child's."""
    whole = read_serial(serial)
    if whole is None:
        return None
    with reading() as session:
        found = checked(session, [whole], clock.today()).get(whole)
    return told(found) if found else None


def _looked_up(asked: tuple[Asked, ...]) -> list[tuple[Asked, Told | None]]:
    with reading() as session:
        found = checked(session, [one.serial for one in asked if one.serial], clock.today())
    return [(one, told(found[one.serial]) if one.serial in found else None) for one in asked]


def _unknown(serial: str) -> Response:
    """Kind words for a number that leads nowhere."""
    typed = as_typed(serial)
    form = CheckForm(serials=typed)
    whole = read_serial(serial) is not None
    return _not_kept(page("confirmations/unknown.html", status=404, form=form, typed=typed, whole=whole))


def _allow(one: Confirmation) -> None:
    """Its owner, or somebody whose post reaches them by name, whose look is put on record.

    Raises NotFound out of reach, Forbidden within it.
    """
    who = actor()
    if who.person_id == one.person_id:
        return
    paths = paths_of(db(), one.person_id)
    if not any(who.within_reach(path) for path in paths):
        raise NotFound
    if not any(who.may_know(Permission.CONFIRMATION_READ, path) for path in paths):
        raise Forbidden
    with aside() as session:
        record(session, origin(), Act.CONFIRMATION_READ, subject_person_id=one.person_id, serial=one.serial)


def _issuer() -> Issuer:
    settings = config()
    return Issuer(settings.issuer, settings.contact, settings.public_url, settings.demo)


def _moment() -> tuple[str, str]:
    now = clock.now().astimezone(clock.VIETNAM)
    return now.strftime("%H:%M"), now.strftime("%d/%m/%Y")


def _not_kept(answer: Response) -> Response:
    """An answer that nobody keeps: a confirmation may end at any moment."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
