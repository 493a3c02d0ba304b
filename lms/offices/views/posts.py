"""`/don-vi/<code>/chuc-vu`: who holds which post, taking one back, and the invitation to hand over."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from lms import clock
from lms.access.rules import Permission
from lms.errors import Refused
from lms.offices.forms.posts import PostActForm
from lms.offices.views import bp
from lms.people.actions.invitations import SHOWN_FOR, code_hash, invitation_code, invite, may_invite
from lms.people.actions.posts import take_back
from lms.people.adapters.qr_codes import qr_svg
from lms.people.adapters.running import hasher
from lms.people.models import Invitation
from lms.people.queries.accounts import person_by_id
from lms.people.queries.invitations import invitation_behind
from lms.people.queries.posts import MOST_BELOW, Holding, past_posts, post_at, posts_at, posts_below, unmanaged_below
from lms.people.rules import codes
from lms.people.rules.posts import LED, ROLE_WORDS, last_day_of, may_give, roles_to_give
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.web import identity
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor, origin, person_id
from lms.web.pages import config, page

MOST_UNMANAGED = 30


@bp.get("/don-vi/<code>/chuc-vu")
@needs(Permission.POST_GIVE, on=unit_by_code)
def posts(found: UnitVersion) -> ResponseReturnValue:
    """Who holds which post here, folded: at the units below, and who held one before."""
    at = clock.now()
    here = posts_at(db(), found, at)
    count, below = posts_below(db(), found, at)
    unmanaged = unmanaged_below(db(), found, at)
    return page(
        "offices/posts.html",
        unit=found,
        here=here,
        below=below,
        below_more=max(0, count - MOST_BELOW),
        count=count,
        past=past_posts(db(), found, at),
        unmanaged=unmanaged[:MOST_UNMANAGED],
        unmanaged_more=max(0, len(unmanaged) - MOST_UNMANAGED),
        unled=found.kind in LED and not any(one.post.role == "manager" for one in here),
        may=roles_to_give(actor(), found.kind, found.path),
        notices=[("good", gettext("Đã thu lại. Người ấy đã được đăng xuất khỏi mọi máy."))] if _done("thu") else [],
        **_words(),
    )


@bp.get("/don-vi/<code>/chuc-vu/<int:post>")
@needs(Permission.POST_GIVE, on=post_at)
def post(found: Holding) -> ResponseReturnValue:
    """One post: who, since when, until when; the code to hand over while it can be read."""
    return _shown(found, PostActForm())


@bp.post("/don-vi/<code>/chuc-vu/<int:post>/thu")
@needs(Permission.POST_GIVE, on=post_at)
def post_end_sent(found: Holding) -> ResponseReturnValue:
    """Take the post back."""
    form = PostActForm.sent()
    try:
        ended = take_back(db(), origin(), found.post.id)
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, form)
    if ended and found.person.id == person_id():  # one's own: only the other sessions end
        account = person_by_id(db(), person_id()).sign_in
        db().refresh(account)
        identity.sign_in(person_id(), account.epoch if account else 0, own_device=identity.own_device())
        return redirect("/toi", 303)
    return redirect(url_for(".posts", code=found.unit.code, xong="thu"), 303)


@bp.post("/don-vi/<code>/chuc-vu/<int:post>/ma-moi")
@needs(Permission.POST_GIVE, on=post_at)
def post_invite_sent(found: Holding) -> ResponseReturnValue:
    """Make an invitation for whoever holds the post: theirs was lost, or their password forgotten."""
    form = PostActForm.sent()
    once = form.text("once")[:80]
    try:
        if not once:
            raise Refused("Trang này chưa gửi đủ. Mở lại trang rồi bấm nút trên trang.")
        invite(db(), origin(), found.person, code_hash(hasher(), _code(found, once)))
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, form)
    return redirect(url_for(".post", code=found.unit.code, post=found.post.id, moi=once), 303)


def _shown(found: Holding, form: PostActForm) -> Response:
    held = found.post.to_at is None or found.post.to_at > clock.now()
    own = found.person.id == person_id()
    may_end = own or may_give(actor(), found.post.role, found.path)
    once = request.args.get("moi", "")[:80]
    made = _readable(found, once) if once else None
    return page(
        "offices/post.html",
        form=form,
        unit=found.unit,
        found=found,
        held=held,
        own=own,
        may_end=held and may_end,
        may_invite=held and not own and may_invite(db(), origin(), found.person),
        invitation=made,
        code=codes.shown(_code(found, once)) if made else None,
        qr=_qr(found, once) if made else None,
        missed=bool(once) and made is None,
        address=f"{config().public_url}/moi",
        notices=_given(made),
        **_words(),
    )


def _given(made: Invitation | None) -> list[tuple[str, str]]:
    """What was just done, where there is nothing to hand over."""
    if not _done("giao") or made is not None or "moi" in request.args:
        return []
    return [("good", gettext("Đã giao. Việc này hiện ở trang “Của tôi” của người ấy."))]


def _readable(found: Holding, once: str) -> Invitation | None:
    """The invitation that this visitor's form made, while it opens something and was made within half an hour."""
    behind = invitation_behind(db(), code_hash(hasher(), _code(found, once)), clock.now())
    fresh = behind is not None and clock.now() - behind[0].made_at < SHOWN_FOR
    return behind[0] if behind and fresh else None


def _code(found: Holding, once: str) -> str:
    return invitation_code(hasher(), person_id(), found.person.id, once)


def _qr(found: Holding, once: str) -> Markup:
    code = codes.shown(_code(found, once))
    drawn = qr_svg(f"{config().public_url}/moi/{code}", title=gettext("Mã QR của mã mời %(code)s", code=code))
    return Markup(drawn.decode())  # noqa: S704 - drawn by us from a code of ours


def _done(what: str) -> bool:
    return request.args.get("xong") == what


def _words() -> dict[str, Any]:
    """How roles and days are said."""
    return {"role_words": ROLE_WORDS, "day_of": clock.day_of, "last_day_of": last_day_of}
