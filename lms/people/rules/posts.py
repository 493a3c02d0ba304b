"""Which posts somebody may give, where, until when; which may not be taken back. Source: design §2, §4 Post."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lms import clock
from lms.access.rules import MAY_GIVE, Actor, Held, Role
from lms.errors import Refused
from lms.people.rules.registration import is_child
from lms.skills.rules import Audience
from lms.units.rules import COMMUNAL, PROVINCIAL, RESIDENTIAL, SCHOOLS, WORKPLACES, UnitKind

LED = COMMUNAL | PROVINCIAL | WORKPLACES
"""Units that a manager looks after, and that are not left without one."""

HELD_AT: Mapping[Role, frozenset[UnitKind]] = {
    Role.FACILITATOR: RESIDENTIAL | COMMUNAL,
    Role.TEACHER: SCHOOLS | {UnitKind.CLASS},
    Role.DRAFTER: LED,
    Role.MANAGER: LED,
    Role.VIEWER: LED | {UnitKind.COUNTRY},
    Role.ADMIN: frozenset({UnitKind.COUNTRY}),
}
"""At which kinds of unit each role makes sense."""

NEVER_NONE = frozenset({Role.MANAGER, Role.ADMIN})
"""Roles whose last holder at a unit stays until there is another."""

LONGEST = timedelta(days=5 * 366)
"""How far ahead the last day of a post may lie: longer than a term of office is a mistyped year."""


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


ROLE_WORDS: Mapping[Role, str] = {
    Role.FACILITATOR: said("Người hướng dẫn (Tổ chuyển đổi số cộng đồng)"),
    Role.TEACHER: said("Giáo viên"),
    Role.DRAFTER: said("Người soạn báo cáo"),
    Role.MANAGER: said("Người phụ trách"),
    Role.VIEWER: said("Người xem số liệu"),
    Role.ADMIN: said("Quản trị"),
}

ROLE_PURPOSES: Mapping[Role, str] = {
    Role.FACILITATOR: said("Giúp bà con tại chỗ, đăng ký hộ, mở buổi đánh giá."),
    Role.TEACHER: said("Mở buổi đánh giá cho lớp hoặc trường, giúp học sinh vào học."),
    Role.DRAFTER: said("Xem trang đơn vị để soạn báo cáo, không xem tên người học."),
    Role.MANAGER: said("Lo mọi việc ở đơn vị này và bên dưới, giao việc cho người khác."),
    Role.VIEWER: said("Chỉ xem trang đơn vị và số liệu, không xem tên người học."),
    Role.ADMIN: said("Lập cây đơn vị, giao người phụ trách, không xem tên người học."),
}


@dataclass(frozen=True, slots=True)
class Others:
    """Who else holds the same role at the same unit: how many, and how many of them sign in with a password."""

    all: int
    acting: int


def may_give(actor: Actor, role: Role, path: str) -> bool:
    """Whether some post of the giver reaches the unit and lets its role give this one; never above what they hold."""
    return any(post.reaches(path) and role in MAY_GIVE.get(post.role, ()) for post in actor.posts)


def roles_to_give(actor: Actor, kind: UnitKind, path: str) -> tuple[Role, ...]:
    """The roles that somebody may give at a unit, those that make sense there; empty where there are none."""
    return tuple(role for role in Role if kind in HELD_AT[role] and may_give(actor, role, path))


def may_restore(actor: Actor, held: Iterable[Held]) -> bool:
    """Whether somebody may open another's account anew: only who may give each post that this other holds.

    Else a facilitator could become the manager whose secret they set, or a commune's manager the province's.
    """
    return all(may_give(actor, post.role, post.path) for post in held)


def check_recipient(giver_id: int | None, person_id: int, birth_year: int, today: date) -> None:
    """Raises Refused for a post given to oneself, or to somebody under 16."""
    if giver_id == person_id:
        raise Refused("Không tự giao việc cho mình được. Nhờ người phụ trách khác hoặc cấp trên giao.")
    if is_child(birth_year, today):
        raise Refused("Người này chưa đủ 16 tuổi nên chưa nhận việc được. Chọn người khác.")


def check_may_end(role: Role, kind: UnitKind, others: Others, *, acting: bool) -> None:
    """Raises Refused, saying what to do instead, when a unit would be left without anybody who can look after it."""
    if role not in NEVER_NONE or kind not in HELD_AT[role]:
        return
    if others.all == 0:
        raise Refused("Đây là người cuối cùng giữ việc này ở đơn vị. Giao cho người khác trước, rồi thu lại sau.")
    if acting and others.acting == 0:
        raise Refused("Người được giao thay chưa vào được tài khoản. Chờ người ấy đặt mật khẩu, rồi thu lại sau.")


def clean_last_day(typed: str, today: date) -> date | None:
    """The last day of a post, typed as ngày/tháng/năm; None when left empty: it lasts until taken back.

    Raises Refused, beside field `until`, for what is no day, a past one, or one more than five years ahead.
    """
    if not typed.strip():
        return None
    found = re.fullmatch(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*", typed, re.ASCII)
    try:
        day = date(*(int(part) for part in reversed(found.groups()))) if found else None
    except ValueError:
        day = None
    if day is None:
        raise Refused("Gõ ngày theo kiểu ngày/tháng/năm, ví dụ 31/12/2026.", field="until")
    if day < today:
        raise Refused("Ngày này đã qua. Gõ ngày từ hôm nay trở đi, hoặc để trống.", field="until")
    if day - today > LONGEST:
        raise Refused("Xa quá 5 năm. Xem lại năm, hoặc để trống.", field="until")
    return day


def end_of(last_day: date) -> datetime:
    """The moment at which a post with that last day is over: midnight after it, in Việt Nam."""
    return datetime.combine(last_day + timedelta(days=1), time(), clock.VIETNAM)


def last_day_of(end: datetime) -> date:
    """The last day on which a post that ends at a moment was held."""
    return clock.day_of(end - timedelta(seconds=1))


def belongs_as(role: Role) -> Audience:
    """The audience of somebody new who is given a post: a facilitator lives there, everybody else works there."""
    return Audience.CITIZEN if role is Role.FACILITATOR else Audience.OFFICIAL
