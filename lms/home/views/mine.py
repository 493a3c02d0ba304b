"""`/toi`: where am I, what is next; the learner card; what was learnt on this device before signing in."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from lms import clock
from lms.access.rules import GRANTS, Held, Permission
from lms.assessments.rules.sittings import may_open_at
from lms.classrooms.rules.years import GRADES_AT
from lms.confirmations.queries.doubts import count_doubted
from lms.content.adapters.running import library
from lms.dossiers.queries.looks import looks_at
from lms.home.rules import WORK, Work
from lms.home.views import bp
from lms.home.views.coming_on import confirming_told, learning_told
from lms.home.views.doing import in_the_midst
from lms.home.views.reporting import reports_waiting, writes_reports
from lms.learning.actions import take_over
from lms.learning.adapters import forget_on_device, progress_on_device
from lms.people.adapters.qr_codes import qr_svg
from lms.people.forms import BlankForm
from lms.people.models import Person
from lms.people.queries.accounts import open_memberships, person_by_id
from lms.people.queries.posts import held_by, is_acting
from lms.units.models import UnitVersion
from lms.units.queries import living_by_id, places
from lms.units.rules import UnitKind
from lms.web.database import db
from lms.web.guard import signed_in
from lms.web.identity import actor, person_id
from lms.web.pages import config, page

MOST_LOOKS = 3
"""How many of the last looks at somebody's data are told here; the rest stand with their data."""

MINE, NOT_MINE = "cua-toi", "khong"


@bp.get("/toi")
@signed_in
def mine() -> ResponseReturnValue:
    """Where somebody is and what is next, as a learner and in their posts."""
    person = person_by_id(db(), person_id())
    books = library()
    memberships = open_memberships(db(), person.id)
    said = places(db(), [one.unit_id for one in memberships if one.unit_id])
    wanted = {one.audience for one in memberships}
    courses = [course for course in books.courses if set(course.audiences) & wanted]
    return page(
        "home/mine.html",
        form=BlankForm(),
        person=person,
        memberships=[(one.audience, said.get(one.unit_id or 0)) for one in memberships],
        **in_the_midst(person.id, books),
        to_begin=_to_begin(person),
        kid=wanted == {"primary"},
        notices=_saved(request.args.get("xong")),
        **learning_told(person.id, books, courses),
        **_at_work(actor().posts, person.id),
        looks=looks_at(db(), person.id)[:MOST_LOOKS],
        **confirming_told(person.id, memberships, books),
    )


def _at_work(posts: tuple[Held, ...], person_id: int) -> dict[str, Any]:
    """The person's posts, whether some let them give posts, what waits: reports, confirmations to be looked at."""
    return {
        "posts": _posts(posts),
        "seeks": any(Permission.POST_GIVE in GRANTS[post.role] for post in posts),
        "reporting": reports_waiting(posts),
        "doubts": count_doubted(db(), [post.path for post in posts if _settles(post)], person_id),
    }


def _saved(what: str | None) -> list[tuple[str, str]]:
    """What was just changed on one of the account's pages."""
    words = {
        "ten": gettext("Đã lưu tên mới."),
        "ma": gettext("Đã đổi mã. Các máy khác đã được đăng xuất."),
        "mk": gettext("Đã đặt mật khẩu. Việc được giao bắt đầu từ bây giờ."),
        "hai-lop": gettext("Đã bật lớp bảo vệ thứ hai. Lần đăng nhập sau sẽ hỏi thêm mã trên điện thoại."),
        "mot-lop": gettext("Đã tắt lớp bảo vệ thứ hai. Từ nay chỉ hỏi mật khẩu."),
        "giu": gettext("Vừa đăng nhập nên thôi không xóa nữa. Mọi thứ vẫn còn như trước."),
    }
    return [("good", words[what])] if what in words else []


@bp.post("/toi/bai-vua-hoc")
@signed_in
def learnt_here() -> ResponseReturnValue:
    """Whose the lessons are that were learnt on this device while nobody was signed in."""
    response: Response = redirect("/toi", 303)  # type: ignore[assignment]
    answer = request.form.get("cua-ai")
    if answer == MINE:
        take_over(db(), person_id(), progress_on_device(), library())
    if answer in (MINE, NOT_MINE):
        forget_on_device(response)
    return response


@bp.get("/toi/the")
@signed_in
def card() -> ResponseReturnValue:
    """The learner card, shown big, to write down or print."""
    person = person_by_id(db(), person_id())
    sign_in = person.sign_in
    address = f"{config().public_url}/dang-nhap"
    picture = (
        qr_svg(f"{address}?ma={sign_in.shown_code}", title=gettext("Mã QR của %(code)s", code=sign_in.shown_code))
        if sign_in
        else b""
    )
    fresh = (clock.now() - person.created_at).total_seconds() < 600
    qr = Markup(picture.decode())  # noqa: S704 - drawn by us from a code of ours
    return page("home/card.html", person=person, sign_in=sign_in, qr=qr, address=address, fresh=fresh)


def _posts(posts: tuple[Held, ...]) -> list[tuple[Work, str, str, bool, bool, bool, str | None]]:
    """Each post as: what it can do now, the unit's name and code, whether sittings are opened, doubts settled, reports
    written or signed there, and where its classes are.
    """
    units = living_by_id(db(), [post.unit_id for post in posts])
    found = [(post, units[post.unit_id]) for post in posts]
    return [
        (WORK[post.role], unit.spoken, unit.code, may_open_at(post), _settles(post), writes_reports(post),
         _classes(post, unit))
        for post, unit in found
    ]  # fmt: skip


def _classes(post: Held, unit: UnitVersion) -> str | None:
    """Where the class or the classes of a post are; None for posts that have none."""
    if not post.grants(Permission.CLASS_KEEP):
        return None
    if unit.kind is UnitKind.CLASS:
        return f"/lop/{unit.code}"
    return f"/lop/truong/{unit.code}" if unit.kind in GRADES_AT else None


def _to_begin(person: Person) -> list[tuple[str, str]]:
    """Each post that waits for its holder to set a password: the role's name and the unit's."""
    if is_acting(person.sign_in):
        return []
    held = held_by(db(), person.id, clock.now())
    units = living_by_id(db(), [post.unit_id for post in held])
    return [(WORK[post.role].title, units[post.unit_id].spoken) for post in held]


def _settles(post: Held) -> bool:
    """Whether a post lets its holder look after confirmations by name."""
    return post.near and Permission.CONFIRMATION_REVOKE in GRANTS[post.role]
