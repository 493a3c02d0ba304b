"""How far somebody on a list has come, and what may be marked by hand. Source: design §4, Listing states."""

from collections.abc import Mapping
from enum import StrEnum

from lms.people.rules.places import AUDIENCES_AT, is_pupil
from lms.skills.rules import Audience
from lms.units.rules import UnitKind


class Mark(StrEnum):
    """What only people on the spot can know; everything else is read from what the person did."""

    RECOGNISED_ELSEWHERE = "recognised_elsewhere"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    DECLINED = "declined"
    """Does not want to take part: stays in the denominator, never on a list for visits."""


class State(StrEnum):
    """Where somebody on a list stands: read from what they did, or marked by hand."""

    NOT_REACHED = "not_reached"
    """Has no sign-in that works yet."""
    LEARNING = "learning"
    """Has a sign-in, and is not through yet."""
    COMPLETED = "completed"
    """What is confirmed of them rests on less than the counted evidence."""
    CONFIRMED = "confirmed"
    RECOGNISED_ELSEWHERE = "recognised_elsewhere"
    DECLINED = "declined"
    MOVED_AWAY = "moved_away"
    DIED = "died"


class Removal(StrEnum):
    """Why a line may go. Nobody is taken off for being old, ill or hard to teach (design §4)."""

    MISTAKE = "mistake"
    DUPLICATE = "duplicate"


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the template that shows it translates it."""
    return sentence


STATE_WORDS: Mapping[State, str] = {
    State.NOT_REACHED: said("Chưa tiếp cận"),
    State.LEARNING: said("Đang học"),
    State.COMPLETED: said("Đã hoàn thành"),
    State.CONFIRMED: said("Đã xác nhận"),
    State.RECOGNISED_ELSEWHERE: said("Công nhận nơi khác"),
    State.DECLINED: said("Không muốn tham gia"),
    State.MOVED_AWAY: said("Chuyển đi"),
    State.DIED: said("Đã mất"),
}
STATE_CODES: Mapping[str, State] = {
    "chua-tiep-can": State.NOT_REACHED,
    "dang-hoc": State.LEARNING,
    "da-hoan-thanh": State.COMPLETED,
    "da-xac-nhan": State.CONFIRMED,
    "cong-nhan-noi-khac": State.RECOGNISED_ELSEWHERE,
    "khong-muon": State.DECLINED,
    "chuyen-di": State.MOVED_AWAY,
    "da-mat": State.DIED,
}
"""How addresses name the states."""
MARK_NOTES: Mapping[Mark, str] = {
    Mark.RECOGNISED_ELSEWHERE: said(
        "Đã học, đã được công nhận ở nền tảng hoặc nơi khác. Chưa tính vào số đã xác nhận ở đây."
    ),
    Mark.DECLINED: said("Vẫn tính trong số người thuộc diện, không có trong danh sách đến nhà."),
    Mark.MOVED_AWAY: said("Không tính ở đây nữa, từ hôm nay."),
    Mark.DIED: said("Không tính ở đây nữa, từ hôm nay."),
}
REMOVAL_WORDS: Mapping[Removal, str] = {
    Removal.MISTAKE: said("Ghi nhầm: người này không thuộc nơi đây"),
    Removal.DUPLICATE: said("Trùng: người này đã có ở một dòng khác"),
}

GONE = frozenset({Mark.MOVED_AWAY, Mark.DIED})
"""Marks that end the membership: such a person is not counted here any more."""
COUNTED_STATES = tuple(state for state in State if state not in {State.MOVED_AWAY, State.DIED})
"""States of those who are counted here; the two others stay on the list to be seen."""


def audiences_of_list(kind: UnitKind) -> tuple[Audience, ...]:
    """Whom the list of a kind of unit counts: residents, a school's pupils, an office's people; empty where none is."""
    held = AUDIENCES_AT.get(kind, ())
    return tuple(one for one in held if is_pupil(one)) or held[:1]
