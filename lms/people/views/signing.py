"""Signing in and out."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms.errors import Refused
from lms.people.actions.account import forget_on_device, new_device, remember_on_device
from lms.people.actions.second_factor import first_step_done
from lms.people.actions.signing_in import Attempt, check_secret, count_try, forgive, note_sign_in
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.running import DEVICE_COOKIE, hasher, this_device
from lms.people.forms import OWN, BlankForm, NameOnDeviceForm, SecondStepForm, SignInForm
from lms.people.models import RememberedDevice, SignIn
from lms.people.queries.accounts import names_on_device
from lms.people.rules.secrets import SecretKind
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
KEPT = "/toi?xong=giu"
"""Where signing in leads that took a wish to be deleted back: the page says so."""


@bp.get("/dang-nhap")
@public
def sign_in() -> ResponseReturnValue:
    """One form for everybody; the names that a household's own device keeps come first."""
    if actor().person_id is not None:
        return redirect(safe_next(request.args.get("tiep")) or START)
    names = names_here()
    picked = next((row for row in names if str(row.id) == request.args.get("ten")), None)
    if picked is not None and by_pictures(picked):
        return redirect(url_for(".pictures", ten=picked.id, tiep=after()))
    if picked is not None:
        form: Form = NameOnDeviceForm(person=str(picked.id))
        return page("people/sign_in_name.html", form=form, picked=picked, after=after())
    form = SignInForm(code=request.args.get("ma", "")[:80])
    return page("people/sign_in.html", form=form, names=names, after=after(), notices=_notices())


@bp.post("/dang-nhap")
@public
@begins_session
def sign_in_sent() -> ResponseReturnValue:
    """Check code and secret typed in full; on to the pictures when those are wanted."""
    form = SignInForm.sent()
    if request.form.get("bang") == "hinh" and form.text("code").strip():
        return redirect(_to_pictures(form), 303)
    if form.is_sent_and_whole():
        try:
            found = checked(form.text("code"), form.text("secret"))
        except Refused as refusal:
            form.show(refusal)
        else:
            return let_in(found, own_device=form.device.data == OWN)
    return page("people/sign_in.html", form=form, names=names_here(), after=after())


@bp.post("/dang-nhap/ten")
@public
@begins_session
def sign_in_name_sent() -> ResponseReturnValue:
    """Check the secret of somebody whose name this device keeps."""
    form = NameOnDeviceForm.sent()
    picked = next((row for row in names_here() if str(row.id) == form.person.data), None)
    if picked is None or picked.person.sign_in is None:
        return redirect(url_for(".sign_in"), 303)
    if form.is_sent_and_whole():
        try:
            found = checked(picked.person.sign_in.code, form.text("secret"))
        except Refused as refusal:
            form.show(refusal)
        else:
            return let_in(found, own_device=True)
    return page("people/sign_in_name.html", form=form, picked=picked, after=after())


@bp.post("/dang-nhap/quen")
@public
def forget_name() -> ResponseReturnValue:
    """Take a name off this device."""
    picked = next((row for row in names_here() if str(row.id) == request.form.get("ten")), None)
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
    elif request.args.get("lau"):
        told = gettext("Quá 5 phút chưa gõ mã trên điện thoại. Đăng nhập lại từ đầu.")
    elif after():
        told = gettext("Trang vừa mở cần đăng nhập. Đăng nhập xong là tới ngay trang ấy.")
    else:
        return []
    return [("info", told)]


def _to_pictures(form: SignInForm) -> str:
    own = form.device.data == OWN
    return url_for(".pictures", ma=form.text("code")[:80], may=OWN if own else None, tiep=after())


def by_pictures(row: RememberedDevice) -> bool:
    """Whether somebody whose name a device keeps taps pictures in place of digits."""
    return row.person.sign_in is not None and row.person.sign_in.secret_kind is SecretKind.PICTURES


def names_here() -> list[RememberedDevice]:
    """Whose names this device keeps."""
    known = this_device()
    if known is None:
        return []
    with reading() as session:
        return list(names_on_device(session, known))


def after() -> str | None:
    """Where somebody wanted to go before they were asked to sign in."""
    return safe_next(request.values.get("tiep"))


def checked(code: str, secret: str, *, tapped: bool = False) -> SignIn:
    """The account that code and secret open. Raises Refused, in the same words whatever is wrong."""
    attempt = Attempt(code, secret, origin().network, this_device(), by_pictures=tapped)
    keys: Hasher = hasher()
    with aside() as session:
        charged = count_try(session, attempt, keys)
    found = check_secret(charged, secret, keys, tapped=tapped)
    with aside() as session:
        forgive(session, charged)
    return found


def let_in(found: SignIn, *, own_device: bool) -> ResponseReturnValue:
    """Go on with somebody whose secret was right: to the second step where they turned it on, else in."""
    if found.second_factor is None:
        return begin(found, own_device=own_device)
    token = first_step_done(hasher(), found, own_device=own_device)
    return page("people/second_step.html", form=SecondStepForm(formdata=None, token=token), after=after())


def begin(found: SignIn, *, own_device: bool) -> ResponseReturnValue:
    """Begin the session of somebody who came through every step, and go on to what they came for."""
    kept = note_sign_in(db(), origin(), found, own_device=own_device)
    response = redirect(KEPT if kept else after() or START, 303)
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
