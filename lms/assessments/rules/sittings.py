"""Sittings: how long, at which units, who attests whom, what a paper done there carries. Source: design §5, Evidence.

Nobody attests themselves. Whoever set somebody's secret attests them only with a second witness named.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from lms import clock
from lms.access.rules import GRANTS, Actor, Held, Permission
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.errors import Refused
from lms.people.rules import codes
from lms.people.rules.secrets import Limit
from lms.skills.rules import Evidence, Task

LONGEST, USUAL, MORE = timedelta(hours=8), timedelta(hours=2), timedelta(hours=1)
HOURS = (1, 2, 3, 4, 6, 8)
ENDING = timedelta(minutes=15)
"""So long before the end the opener is told that papers handed in later carry nothing."""

CODE_LETTERS = 6
SHORTEST_REASON, LONGEST_REASON = 5, 200

_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
WRONG_CODES = Limit(borne=10, waits=_WAITS, forgotten_after=timedelta(hours=1))
"""Codes that one person tried and nobody's sitting had."""

WRONG_CODES_OF_A_NETWORK = Limit(borne=200, waits=_WAITS[-1:], forgotten_after=timedelta(minutes=15))
"""The same from one network: a whole school may be behind it. There are a thousand million codes."""


class SittingSeen(Protocol):
    """What these rules ask of a sitting."""

    @property
    def opened_by_id(self) -> int:
        """Who opened it."""
        ...

    @property
    def opened_at(self) -> datetime:
        """From when."""
        ...

    @property
    def ends_at(self) -> datetime:
        """Until when, as planned."""
        ...

    @property
    def closed_at(self) -> datetime | None:
        """When the opener closed it, or None."""
        ...


class PresenceSeen(Protocol):
    """What these rules ask of somebody's presence."""

    @property
    def person_id(self) -> int:
        """Whose."""
        ...

    @property
    def state(self) -> Presence:
        """Whether they were seen."""
        ...

    @property
    def ticked_by_id(self) -> int | None:
        """Who said so, or None."""
        ...

    @property
    def ticked_at(self) -> datetime | None:
        """When, or None."""
        ...

    @property
    def known_by(self) -> KnownBy | None:
        """How the opener knows them, or None."""
        ...

    @property
    def witness_id(self) -> int | None:
        """The second witness, or None."""
        ...


def new_code() -> str:
    """A random code of six letters and digits that are not taken for one another."""
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(CODE_LETTERS))


def end_of(sitting: SittingSeen) -> datetime:
    """When it ended or will end."""
    return min(sitting.ends_at, sitting.closed_at or sitting.ends_at)


def is_open(sitting: SittingSeen, at: datetime) -> bool:
    """Whether something may be done in it at that moment."""
    return sitting.opened_at <= at < end_of(sitting)


def check_open(sitting: SittingSeen, at: datetime) -> None:
    """Raises Refused for a sitting that is over: presence cannot be added later."""
    if not is_open(sitting, at):
        raise Refused("Buổi này đã kết thúc nên không ghi thêm hay sửa được nữa.")


def may_open_at(post: Held) -> bool:
    """Whether a post lets its holder open a sitting at its unit: where people are known by name."""
    return Permission.SITTING_OPEN in GRANTS[post.role] and post.near


def may_look(actor: Actor, sitting: SittingSeen, path: str) -> bool:
    """Whether somebody may see who is there: the opener, and posts over the unit from the commune down."""
    return sitting.opened_by_id == actor.person_id or actor.may_know(Permission.SITTING_OPEN, path)


def is_witness(witness_id: int | None, person_id: int, opener_id: int) -> bool:
    """Whether somebody can be the second witness: neither the person nor whoever opened the sitting."""
    return witness_id is not None and witness_id not in (person_id, opener_id)


def attests(presence: PresenceSeen, sitting: SittingSeen, *, opener_set_pin: bool) -> bool:
    """Whether the opener's word for somebody's presence counts."""
    opener, person = sitting.opened_by_id, presence.person_id
    seen = presence.state is Presence.PRESENT and presence.ticked_by_id == opener and opener != person
    return seen and (not opener_set_pin or is_witness(presence.witness_id, person, opener))


def evidence_of(
    presence: PresenceSeen | None,
    sitting: SittingSeen,
    started_at: datetime,
    finished_at: datetime,
    opener_set_pin: bool,
) -> Evidence:
    """How it is known who did what was begun and finished at those moments; None: nobody of that name was there.

    Present: ticked by the opener no later than it was finished. With a way of knowing the person: identified.
    """
    within = sitting.opened_at <= started_at <= finished_at <= end_of(sitting)
    if presence is None or not within or not attests(presence, sitting, opener_set_pin=opener_set_pin):
        return Evidence.SELF
    if presence.ticked_at is None or presence.ticked_at > finished_at:
        return Evidence.SELF
    return Evidence.SUPERVISED if presence.known_by is None else Evidence.IDENTIFIED


def least(carried: int | None, lent: Evidence) -> Evidence:
    """What a paper of several parts carries: the least of what its earlier parts carried (None: none) and the last."""
    return lent if carried is None else min(Evidence(carried), lent)


def interrupted_from(sitting: SittingSeen, last_saved: datetime | None, at: datetime) -> datetime:
    """From when a paper of a sitting is interrupted when its opener says so: now, or from the sitting's end.

    Raises Refused on a later day, and where an answer was saved after the end: then it was gone on with alone.
    """
    check_day(sitting, at)
    end = end_of(sitting)
    if last_saved is not None and last_saved > end:
        raise Refused("Sau khi buổi kết thúc, bài này đã được làm tiếp một mình nên không tạm dừng được nữa.")
    return min(at, end)


def check_day(sitting: SittingSeen, at: datetime) -> None:
    """Raises Refused from the day after the one on which a sitting ended: its opener changes nothing any more."""
    if clock.day_of(at) > clock.day_of(end_of(sitting)):
        raise Refused(
            "Chỉ làm được trong ngày của buổi. Sau ngày ấy, có gì chưa đúng thì báo người phụ trách để thu hồi "
            "xác nhận."
        )


def clean_reason(typed: str) -> str:
    """Why a paper is annulled, as its writer reads it. Raises Refused, beside field `why`, for too little or much."""
    why = " ".join(typed.split())
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise Refused("Ghi lý do, từ %(least)s đến %(most)s chữ cái; người làm bài sẽ đọc câu này.", field="why",
                      least=SHORTEST_REASON, most=LONGEST_REASON)  # fmt: skip
    return why


def skill_evidence(tasks: Iterable[Task], skill: str, seen: Mapping[str, Evidence]) -> Evidence | None:
    """The least evidence among the tasks that show a skill, by each task's key; None until all have been seen done."""
    levels = [seen.get(task.key) for task in tasks if skill in task.skills]
    known = [level for level in levels if level is not None]
    return min(known) if known and len(known) == len(levels) else None
