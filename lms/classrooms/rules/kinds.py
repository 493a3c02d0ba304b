"""How a place in a class ends, what can be set as work, and the words for them."""

from collections.abc import Mapping
from enum import StrEnum


def said(sentence: str) -> str:
    """The sentence as it is, gathered for translation."""
    return sentence


class SeatEnd(StrEnum):
    """Why somebody is no longer in a class."""

    PROMOTED = "promoted"
    REPEATED = "repeated"
    MOVED = "moved"
    TRANSFERRED = "transferred"
    LEFT = "left"
    MISTAKE = "mistake"


SEAT_END_WORDS: Mapping[SeatEnd, str] = {
    SeatEnd.PROMOTED: said("lên lớp"),
    SeatEnd.REPEATED: said("học lại"),
    SeatEnd.MOVED: said("sang lớp khác"),
    SeatEnd.TRANSFERRED: said("chuyển trường"),
    SeatEnd.LEFT: said("thôi học"),
    SeatEnd.MISTAKE: said("ghi nhầm vào lớp"),
}


class WorkKind(StrEnum):
    """What a teacher sets: a course, a lesson, a paper, or a set of questions of the school's own."""

    COURSE = "course"
    LESSON = "lesson"
    PAPER = "paper"
    QUIZ = "quiz"


WORK_WORDS: Mapping[WorkKind, str] = {
    WorkKind.COURSE: said("Khóa học"),
    WorkKind.LESSON: said("Bài học"),
    WorkKind.PAPER: said("Bài đánh giá"),
    WorkKind.QUIZ: said("Bài tập của trường"),
}
