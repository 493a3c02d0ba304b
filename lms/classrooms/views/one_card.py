"""`/lop/<code>/the/<person>`: one pupil's card; a secret made anew, or tapped by the pupil on the teacher's device."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.forms.cards import SecretsForm
from lms.classrooms.queries.cards import PupilCard
from lms.classrooms.queries.pupils import PupilAt, pupil_at
from lms.classrooms.rules.secrets import STATE_WORDS, kind_of
from lms.classrooms.views import bp
from lms.classrooms.views.cards import cards_now, uses_pictures
from lms.errors import Forbidden, NotFound, Refused
from lms.people.actions.caring import set_secret_for, unlock
from lms.people.actions.registering_for import note_notice
from lms.people.adapters.cards import qr_of, sign_in_address
from lms.people.adapters.running import hasher
from lms.people.adapters.tapping import TappedPicturesForm, TappedPinForm, Taps
from lms.people.forms import BlankForm
from lms.people.models import SignIn
from lms.people.queries.accounts import knows_notice, staff_among
from lms.people.rules.secrets import SecretKind
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import origin, person_id
from lms.web.pages import page

AT = "/lop/<code>/the/<int:person>"
BY_PICTURES = "hinh"


@bp.get(AT)
@needs(Permission.CLASS_KEEP, on=pupil_at)
def pupil_card(found: PupilAt) -> ResponseReturnValue:
    """The card, how its owner signs in, and what can be done when they cannot."""
    row = _row(found)
    form = SecretsForm()
    form.offer([row], pictures_first=kind_of(None, found.here.room.grade) is SecretKind.PICTURES)
    look(Act.CARD_PRINTED, found.here.unit, subject_person_id=found.person.id)
    code = row.sign_in.shown_code if row.sign_in else ""
    words = {"ma": gettext("Em đã đặt mã mới. Máy khác đang mở tài khoản của em đã được đăng xuất."),
             "mo": gettext("Đã mở khóa. Em đăng nhập lại được ngay bằng mã cũ.")}  # fmt: skip
    told = words.get(request.args.get("xong", ""))
    return page(
        "classrooms/pupil_card.html",
        form=form,
        blank=BlankForm(),
        here=found.here,
        row=row,
        words=STATE_WORDS,
        qr=qr_of(code) if code else None,
        by_pictures=uses_pictures(row),
        noticed=knows_notice(db(), found.person.id),
        address=sign_in_address(),
        notices=[("good", told)] if told else [],
    )


@bp.post(f"{AT}/mo-khoa")
@needs(Permission.CLASS_KEEP, on=pupil_at)
def pupil_unlocked(found: PupilAt) -> ResponseReturnValue:
    """Let the pupil in again after wrong tries; the secret stays as it was."""
    unlock(db(), origin(), _own_sign_in(found), hasher())
    return _back(found, "mo")


@bp.get(f"{AT}/dat-ma")
@needs(Permission.CLASS_KEEP, on=pupil_at)
def pupil_secret(found: PupilAt) -> ResponseReturnValue:
    """Hand the device over: six digits twice, or four pictures."""
    _own_sign_in(found)
    if request.args.get("bang") == BY_PICTURES:
        return _tapping(found, TappedPicturesForm(), Taps())
    return page("classrooms/pupil_secret.html", form=TappedPinForm(), **_told(found))


@bp.post(f"{AT}/dat-ma")
@needs(Permission.CLASS_KEEP, on=pupil_at)
def pupil_secret_sent(found: PupilAt) -> ResponseReturnValue:
    """Take the digits, or one picture more."""
    _own_sign_in(found)
    noticed = knows_notice(db(), found.person.id)
    if request.form.get("bang") == BY_PICTURES:
        tapped = TappedPicturesForm.sent()
        taps = tapped.taps(request.form.get("picture", ""), noticed=noticed)
        return _keep(found, SecretKind.PICTURES, taps.secret) if taps.secret else _tapping(found, tapped, taps)
    form = TappedPinForm.sent()
    pin = form.chosen(found.person.birth_year, noticed=noticed)
    return _keep(found, SecretKind.PIN, pin) if pin else page("classrooms/pupil_secret.html", form=form, **_told(found))


def _row(found: PupilAt) -> PupilCard:
    """The pupil's line of the class. Raises NotFound for whoever is no pupil of it, as test accounts."""
    row = next((one for one in cards_now(found.here) if one.pupil.person.id == found.person.id), None)
    if row is None:
        raise NotFound
    return row


def _own_sign_in(found: PupilAt) -> SignIn:
    """The pupil's account. Raises NotFound without one, Forbidden for oneself, Refused for staff, an archived class."""
    if found.person.id == person_id():
        raise Forbidden
    check_in_use(found.here)
    if found.person.sign_in is None:
        raise NotFound
    if staff_among(db(), [found.person.id], clock.now()):
        raise Refused("Người này được giao việc và dùng mật khẩu. Người giao việc gửi mã mời mới cho họ.")
    return found.person.sign_in


def _keep(found: PupilAt, kind: SecretKind, secret: str) -> ResponseReturnValue:
    sign_in = _own_sign_in(found)
    note_notice(db(), origin(), found.person)
    set_secret_for(db(), origin(), sign_in, kind=kind, secret_hash=hasher().hash(secret), hasher=hasher())
    return _back(found, "ma")


def _back(found: PupilAt, done: str) -> ResponseReturnValue:
    return redirect(f"{_own(found)}?xong={done}", 303)


def _own(found: PupilAt) -> str:
    return f"/lop/{found.here.code}/the/{found.person.id}"


def _told(found: PupilAt) -> dict[str, Any]:
    cards = f"/lop/{found.here.code}/the"
    return {
        "person": found.person,
        "noticed": knows_notice(db(), found.person.id),
        "address": f"{_own(found)}/dat-ma",
        "trail": [(found.here.spoken, f"/lop/{found.here.code}"), (gettext("Thẻ và mã"), cards),
                  (found.person.name, _own(found))],
    }  # fmt: skip


def _tapping(found: PupilAt, form: TappedPicturesForm, taps: Taps) -> Response:
    return page("people/tap_pictures.html", form=form, **form.shown(taps), **_told(found))
