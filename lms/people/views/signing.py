"""Signing in and out."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refused
from lms.people.actions.account import forget_on_device, new_device, remember_on_device
from lms.people.actions.signing_in import Attempt, check_secret, count_try, forgive, note_sign_in
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.running import DEVICE_COOKIE, hasher, this_device
from lms.people.forms import OWN, BlankForm, NameOnDeviceForm, SignInForm
from lms.people.models import RememberedDevice, SignIn
from lms.people.queries import names_on_device
from lms.people.views import bp
from lms.web import identity
from lms.web.database import aside, db, reading
from lms.web.forms import Form
from lms.web.guard import begins_session, public
from lms.web.identity import actor, origin
from lms.web.pages import config, page
from lms.web.rules import safe_next

DEVICE_KEPT_SECONDS = 60 * 60 * 24 * 365
START = "/toi"


@bp.get("/dang-nhap")
@public
def sign_in() -> ResponseReturnValue:
    """One form for everybody; the names that a household's own device keeps come first."""
    if actor().person_id is not None:
        return redirect(safe_next(request.args.get("tiep")) or START)
    names = _names()
    picked = next((row for row in names if str(row.id) == request.args.get("ten")), None)
    if picked is not None:
        form: Form = NameOnDeviceForm(person=str(picked.id))
        return page("people/sign_in_name.html", form=form, picked=picked, after=_after())
    form = SignInForm(code=request.args.get("ma", "")[:80])
    return page("people/sign_in.html", form=form, names=names, after=_after(), notices=_notices())


@bp.post("/dang-nhap")
@public
@begins_session
def sign_in_sent() -> ResponseReturnValue:
    """Check code and secret typed in full."""
    form = SignInForm.sent()
    if form.is_sent_and_whole():
        try:
            found = _checked(form.text("code"), form.text("secret"))
        except Refused as refusal:
            form.show(refusal)
        else:
            return _signed_in(found, own_device=form.device.data == OWN)
    return page("people/sign_in.html", form=form, names=_names(), after=_after())


@bp.post("/dang-nhap/ten")
@public
@begins_session
def sign_in_name_sent() -> ResponseReturnValue:
    """Check the secret of somebody whose name this device keeps."""
    form = NameOnDeviceForm.sent()
    picked = next((row for row in _names() if str(row.id) == form.person.data), None)
    if picked is None or picked.person.sign_in is None:
        return redirect(url_for(".sign_in"), 303)
    if form.is_sent_and_whole():
        try:
            found = _checked(picked.person.sign_in.code, form.text("secret"))
        except Refused as refusal:
            form.show(refusal)
        else:
            return _signed_in(found, own_device=True)
    return page("people/sign_in_name.html", form=form, picked=picked, after=_after())


@bp.post("/dang-nhap/quen")
@public
def forget_name() -> ResponseReturnValue:
    """Take a name off this device."""
    picked = next((row for row in _names() if str(row.id) == request.form.get("ten")), None)
    if picked is not None:
        forget_on_device(db(), picked.device, picked.person_id)
    return redirect(url_for(".sign_in"), 303)


@bp.get("/dang-xuat")
@public
def sign_out() -> ResponseReturnValue:
    """Ask whether to sign out, for whoever came by a link."""
    if actor().person_id is None:
        return page("people/signed_out.html")
    return page("people/sign_out.html", form=BlankForm())


@bp.post("/dang-xuat")
@public
def sign_out_sent() -> ResponseReturnValue:
    """End the session; on a lent phone nothing stays behind."""
    identity.sign_out()
    response = redirect(url_for(".sign_out"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    for name in ("hvs_hoc",):
        response.delete_cookie(name, samesite="Lax", httponly=True, secure=config().production)
    return response


def _notices() -> list[tuple[str, str]]:
    """Why somebody finds themselves here who had not asked for it."""
    if request.args.get("het"):
        told = gettext("Máy đã đăng xuất nên điều vừa gửi chưa được lưu. Đăng nhập rồi làm lại.")
    elif _after():
        told = gettext("Trang vừa mở cần đăng nhập. Đăng nhập xong là tới ngay trang ấy.")
    else:
        return []
    return [("info", told)]


def _names() -> list[RememberedDevice]:
    known = this_device()
    if known is None:
        return []
    with reading() as session:
        return list(names_on_device(session, known))


def _after() -> str | None:
    return safe_next(request.values.get("tiep"))


def _checked(code: str, secret: str) -> SignIn:
    """The account that code and secret open. Raises Refused, in the same words whatever is wrong."""
    attempt = Attempt(code, secret, origin().network, this_device())
    keys: Hasher = hasher()
    with aside() as session:
        charged = count_try(session, attempt, keys)
    found = check_secret(charged, secret, keys)
    with aside() as session:
        forgive(session, charged)
    return found


def _signed_in(found: SignIn, *, own_device: bool) -> ResponseReturnValue:
    response = redirect(_after() or START, 303)
    note_sign_in(db(), origin(), found, own_device=own_device)
    if own_device:
        cookie = request.cookies.get(DEVICE_COOKIE) if this_device() else None
        cookie = cookie or new_device()
        remember_on_device(db(), hasher().keyed(f"device:{cookie}"), found.person_id)
        response.set_cookie(
            DEVICE_COOKIE,
            cookie,
            max_age=DEVICE_KEPT_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=config().production,
        )
    identity.sign_in(found.person_id, found.epoch, own_device=own_device)
    return response
