"""How far a pupil has come, in the words of coverage: completed at any evidence, confirmed at the counted one."""

from collections.abc import Mapping
from enum import StrEnum

from lms.classrooms.rules.kinds import said
from lms.tally.rules import Stage, Standing


class Reached(StrEnum):
    """How far somebody is counted for the class's audience."""

    NOT_COUNTED = "not_counted"
    NOT_BEGUN = "not_begun"
    LEARNING = "learning"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"


REACHED_WORDS: Mapping[Reached, str] = {
    Reached.NOT_COUNTED: said("Không tính ở nhóm này"),
    Reached.NOT_BEGUN: said("Chưa bắt đầu"),
    Reached.LEARNING: said("Đang học"),
    Reached.COMPLETED: said("Đã hoàn thành, chưa có người chứng kiến"),
    Reached.CONFIRMED: said("Đã xác nhận"),
}


def reached(standing: Standing | None, level: int) -> Reached:
    """What a standing means where confirmations count from a level of evidence on; None: counted nowhere."""
    if standing is None:
        return Reached.NOT_COUNTED
    if standing.stage is Stage.COMPLETED:
        return Reached.CONFIRMED if (standing.evidence or 0) >= level else Reached.COMPLETED
    return Reached.LEARNING if standing.stage is Stage.LEARNING else Reached.NOT_BEGUN
