"""The demo's last months, day by day: who learnt, who was assessed, who was confirmed. Source: design §6, Demo."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from lms import clock
from lms.app.demo_acts import Meeting, Scene, Writing, gather, hold, learn, opened, write
from lms.app.demo_quarters import office_ago, registered_ago
from lms.assessments.actions.presence import tick
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.confirmations.actions.adopting import adopt
from lms.confirmations.actions.consents import record_consent
from lms.confirmations.queries.checking import active_consent
from lms.confirmations.rules.adopting import Paper
from lms.content.rules.library import Lesson
from lms.learning.models import PracticeRound
from lms.skills.rules import Audience
from lms.units.queries import unit_by_code

ADOPTED, NUMBER = "99001", "12/QĐ-UBND (dữ liệu mẫu)"


@dataclass(frozen=True, slots=True)
class Learning:
    """A lesson practised so many days ago at an hour; `right`: so many questions of the round, None for all of them."""

    days: int
    hour: int
    who: str
    course: str
    number: int
    right: int | None = None


LEARNT = (
    # in the order in which it happened
    Learning(24, 19, "DEMO-DAN", "vneid", 1),
    Learning(22, 20, "DEMO-DAN", "vneid", 2),
    Learning(20, 9, "DEMO-TH", "tieu-hoc-an-toan", 1),
    Learning(19, 9, "DEMO-TH", "tieu-hoc-an-toan", 2),
    Learning(17, 9, "DEMO-TH", "tieu-hoc-an-toan", 3),
    Learning(14, 10, "DEMO-TH", "tieu-hoc-giup-nha", 1),
    Learning(13, 15, "DEMO-THCS", "thcs-an-toan", 1),
    Learning(12, 15, "DEMO-THCS", "thcs-an-toan", 2),
)
LEARNT_BEFORE = (Learning(7, 14, "DEMO-CB", "can-bo-an-toan", 1), Learning(6, 14, "DEMO-CB", "can-bo-an-toan", 2))
"""Likewise, so many days before the office was assessed."""
HALF_PRACTISED = Learning(6, 19, "DEMO-DAN", "vneid", 3, right=2)

OFFICE = Meeting(
    "canbo", "99001", "Hội trường UBND xã Vi Dụ",
    (Writing("DEMO-CB", Audience.OFFICIAL, 2601, wrong=2),),
    known_later=KnownBy.FACE,
)  # fmt: skip
"""Seen by somebody who noted only afterwards that they know him: so the paper says `supervised`, and no more."""

VILLAGE = Meeting(
    "tobanmoi", "99002-1", "Nhà văn hóa Bản Mới",
    (Writing("DEMO-BAN", Audience.CITIZEN, 2602),),
)  # fmt: skip
CLASS = Meeting(
    "giaovien", "99001-4-7b", "Phòng máy Trường THCS Vi Dụ",
    (Writing("DEMO-EM1", Audience.SECONDARY, 2603), Writing("DEMO-EM2", Audience.SECONDARY, 2604, wrong=2)),
    known=KnownBy.FACE,
)  # fmt: skip
CONSENTING = "DEMO-EM1"

AT_HOME = (
    # papers written alone: days ago, hour, what
    (5, 20, Writing("DEMO-DAN2", Audience.CITIZEN, 2605)),
    (3, 19, Writing("DEMO-THCS", Audience.SECONDARY, 2606, wrong=9)),
    (1, 20, Writing("DEMO-DAN", Audience.CITIZEN, 2607, wrong=2, answered=8)),
)

TODAY = (
    # sittings open now: which, who was seen there, who has just come
    (Meeting("tocongnghe", "99001-1", "Nhà văn hóa Thôn Đình"), "DEMO-DAN2", "DEMO-MOI"),
    (Meeting("giaovien", "99001-4-7b", "Phòng học lớp 7B"), "DEMO-EM2", "DEMO-EM1"),
)
LONGEST = 8
"""Hours."""


def tell(scene: Scene) -> None:
    """Have it all happen, the oldest first; what has happened before stays as it is."""
    today = scene.past.today
    office = office_ago(today)
    with scene.past.on(registered_ago(today), 10):
        _adopt(scene)
    new = {one.who for one in (*LEARNT_BEFORE, *LEARNT) if not _has_practised(scene, one.who)}
    _learn(scene, new, [replace(one, days=office + one.days) for one in LEARNT_BEFORE])
    hold(scene, OFFICE, office, 8)
    _learn(scene, new, LEARNT)
    hold(scene, VILLAGE, 8, 14)
    if hold(scene, CLASS, 7, 9) is not None:
        with scene.past.on(7, 9, 85):
            _agree(scene)
    _learn(scene, new, [HALF_PRACTISED])
    for days, hour, paper in AT_HOME:
        write(scene, paper, days, hour)
    _open_today(scene)


def _learn(scene: Scene, new: set[str], told: Iterable[Learning]) -> None:
    """What those who had not practised before now do."""
    for one in told:
        lesson = _lesson(scene, one.course, one.number)
        if one.who in new and lesson is not None:
            with scene.past.on(one.days, one.hour):
                learn(scene, one.who, lesson, right=one.right)


def _adopt(scene: Scene) -> None:
    rule = scene.library.rule_for(Audience.OFFICIAL)
    if rule is not None:
        unit = unit_by_code(scene.session, ADOPTED)
        signed_on = clock.today() - timedelta(days=45)
        paper = Paper(NUMBER, signed_on, "Phạm Văn Mẫu, Chủ tịch UBND xã", None)
        adopt(scene.session, scene.origin("canbo"), unit, rule, paper, once="demo-adoption")


def _agree(scene: Scene) -> None:
    """Both consents for one child, as the teacher records them; for the other there are none."""
    person_id = scene.people[CONSENTING].person_id
    if active_consent(scene.session, person_id) is None:
        record_consent(
            scene.session,
            scene.origin(CLASS.opener),
            person_id,
            representative="Y Thử Niê (cha)",
            document="Phiếu đồng ý, cất ở văn phòng trường (dữ liệu mẫu)",
            given_on=clock.today(),
            child_agreed=True,
        )


def _open_today(scene: Scene) -> None:
    for meeting, seen, come in TODAY:
        here = opened(scene, meeting, LONGEST)
        if here is not None:
            gather(scene, here, (seen, come))
            there = scene.people[seen].person_id
            tick(scene.session, scene.origin(meeting.opener), here, [there], Presence.PRESENT)


def _has_practised(scene: Scene, who: str) -> bool:
    query = select(PracticeRound.id).where(PracticeRound.person_id == scene.people[who].person_id)
    return scene.session.scalar(query.limit(1)) is not None


def _lesson(scene: Scene, course: str, number: int) -> Lesson | None:
    found = scene.library.course(course)
    return scene.library.lessons_of(found)[number - 1] if found else None
