"""`/xac-nhan/`: check one serial or many, without a cookie; say that one is not oneself."""

from flask import Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Origin
from lms.confirmations.actions.doubting import not_me
from lms.confirmations.forms.asking import CheckForm, DoubtForm
from lms.confirmations.forms.shown import Told, told
from lms.confirmations.queries.checking import by_serial, checked
from lms.confirmations.rules.doubts import DOUBTS
from lms.confirmations.rules.serials import Asked, AskedList, as_typed, read_list, read_serial
from lms.confirmations.views import bp
from lms.errors import Refused
from lms.people.actions.limits import charge
from lms.people.adapters.running import hasher
from lms.web.database import aside, db, reading
from lms.web.guard import shared
from lms.web.identity import origin
from lms.web.pages import page


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
    if found.erased:
        return _not_kept(page("confirmations/erased.html", one=found, now=_moment()))
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


@bp.post("/xac-nhan/<serial>/khong-phai-toi")
@shared
def not_me_sent(serial: str) -> ResponseReturnValue:
    """Note that somebody says this is not theirs; one network may say so only so often."""
    found = _told(serial)
    if found is None or found.erased:
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


def _moment() -> tuple[str, str]:
    now = clock.now().astimezone(clock.VIETNAM)
    return now.strftime("%H:%M"), now.strftime("%d/%m/%Y")


def _not_kept(answer: Response) -> Response:
    """An answer that nobody keeps: a confirmation may end at any moment."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
