"""`/don-vi/<code>/nguoi/<person>`: one person as staff see them, and what is done for them at once."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.confirmations.actions.renewing import reissue_renamed
from lms.confirmations.rules.wording import AUDIENCE_WORDS
from lms.errors import Forbidden, NotFound, Refused
from lms.offices.forms.people import NameForm
from lms.offices.queries.people import PersonIn, member_in, person_in, rows_of
from lms.offices.views import bp
from lms.offices.views.names import names_shown
from lms.offices.views.people import keys_of
from lms.people.actions.account import rename
from lms.people.actions.caring import unlock, verify
from lms.people.adapters.running import hasher
from lms.people.forms import BlankForm
from lms.people.models import SignIn
from lms.people.queries.accounts import holds_post
from lms.people.queries.finding import places_under
from lms.people.rules.names import clean_name
from lms.people.rules.registration import is_child
from lms.people.rules.secrets import SecretKind
from lms.people.rules.states import ACCESS_WORDS, STAGE_WORDS
from lms.units.forms import look
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import page


@bp.get("/don-vi/<code>/nguoi/<int:person>")
@needs(Permission.PERSON_SEE, on=person_in)
def person(found: PersonIn) -> ResponseReturnValue:
    """Name, year, place, how far they have come, whether they can sign in; and what can be done about it."""
    away = names_shown(found.unit)
    if away is not None:
        return away
    look(Act.PERSON_READ, found.unit, subject_person_id=found.person.id)
    (row,) = rows_of(db(), found.unit, [found.person], keys_of([found.person]), clock.now())
    self_same = found.person.id == person_id()
    return page(
        "offices/person.html",
        form=BlankForm(),
        unit=found.unit,
        row=row,
        audience_words=AUDIENCE_WORDS,
        access_words=ACCESS_WORDS,
        stage_words=STAGE_WORDS,
        self_same=self_same,
        is_staff=is_staff(found),
        is_child=is_child(found.person.birth_year, clock.today()),
        may_care=bool(row.places) and not self_same and actor().may(Permission.PERSON_CARE, found.path),
        notices=_done(request.args.get("xong")),
    )


@bp.post("/don-vi/<code>/nguoi/<int:person>/mo-khoa")
@needs(Permission.PERSON_CARE, on=member_in)
def unlock_sent(found: PersonIn) -> ResponseReturnValue:
    """Let somebody in again who mistyped too often; the secret stays as it was."""
    away = at_work(found)
    if away is not None:
        return away
    unlock(db(), origin(), own_sign_in(found), hasher())
    return back(found, "mo")


@bp.post("/don-vi/<code>/nguoi/<int:person>/doi-chieu")
@needs(Permission.PERSON_CARE, on=member_in)
def verify_sent(found: PersonIn) -> ResponseReturnValue:
    """Say that the person really belongs here, wherever they told us so."""
    away = at_work(found)
    if away is not None:
        return away
    for membership, _ in places_under(db(), [found.person.id], found.path)[found.person.id]:
        verify(db(), origin(), found.person, membership)
    return back(found, "doi-chieu")


@bp.get("/don-vi/<code>/nguoi/<int:person>/ten")
@needs(Permission.PERSON_CARE, on=member_in)
def person_name(found: PersonIn) -> ResponseReturnValue:
    """The name, to correct."""
    return at_work(found) or _naming(found, NameForm(name=found.person.name))


@bp.post("/don-vi/<code>/nguoi/<int:person>/ten")
@needs(Permission.PERSON_CARE, on=member_in)
def person_name_sent(found: PersonIn) -> ResponseReturnValue:
    """Take the corrected name; confirmations are issued again under it."""
    away = at_work(found)
    if away is not None:
        return away
    form = NameForm.sent()
    if not form.is_sent_and_whole():
        return _naming(found, form)
    try:
        cleaned = clean_name(form.text("name"))
    except Refused as refusal:
        form.show(refusal)
        return _naming(found, form)
    rename(db(), origin(), found.person, cleaned)
    reissue_renamed(db(), origin(), found.person.id)
    return back(found, "ten")


def at_work(found: PersonIn) -> Response | None:
    """None when the visitor may do something for this person now, else the way to state a reason.

    Raises Forbidden for oneself: nobody acts on their own record at work.
    """
    if found.person.id == person_id():
        raise Forbidden
    return names_shown(found.unit)


def is_staff(found: PersonIn) -> bool:
    """Whether somebody holds a post or a password: a new secret for them is made by an invitation only."""
    sign_in = found.person.sign_in
    by_password = sign_in is not None and sign_in.secret_kind is SecretKind.PASSWORD
    return by_password or holds_post(db(), found.person.id, clock.now())


def own_sign_in(found: PersonIn) -> SignIn:
    """The person's sign-in. Raises NotFound without one, Refused for staff."""
    if found.person.sign_in is None:
        raise NotFound
    if is_staff(found):
        raise Refused("Người này được giao việc và dùng mật khẩu. Người giao việc gửi mã mời mới cho họ.")
    return found.person.sign_in


def back(found: PersonIn, done: str) -> ResponseReturnValue:
    """To the person's page, with a word on what was done."""
    return redirect(url_for(".person", code=found.unit.code, person=found.person.id, xong=done), 303)


def _naming(found: PersonIn, form: NameForm) -> Response:
    return page("offices/person_name.html", form=form, unit=found.unit, person=found.person)


def _done(what: str | None) -> list[tuple[str, str]]:
    words = {
        "ma": gettext("Đã đặt mã mới. Máy khác đang mở tài khoản này đã được đăng xuất."),
        "mo": gettext("Đã mở khóa. Người này đăng nhập lại được ngay bằng mã cũ."),
        "ten": gettext("Đã lưu tên mới."),
        "chuyen": gettext("Đã chuyển nơi."),
        "nhan": gettext("Đã nhận về đây."),
        "doi-chieu": gettext("Đã ghi là đã đối chiếu."),
        "the": gettext("Đã có thẻ."),
    }
    return [("good", words[what])] if what in words else []
