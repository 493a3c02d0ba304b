"""What can be set as work: found in the library and among the school's own quizzes, or gone from there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lms.classrooms.rules.kinds import WorkKind, said
from lms.classrooms.rules.years import audience_of
from lms.content.rules.library import Course, Lesson, Library
from lms.skills.rules import Audience, CompletionRule, band_of

PAPERS = "/danh-gia/"
QUIZZES = "/bai-tap/"


@dataclass(frozen=True, slots=True)
class Thing:
    """What work is about. `lessons`: the codes to be learnt; `parts`: how many things there are to do in it.

    `there` False: the library, or the school, has it no more; `title` is then its code, `instead` what replaced it.
    """

    kind: WorkKind
    target: str
    title: str
    address: str
    lessons: tuple[str, ...] = ()
    there: bool = True
    instead: Lesson | Course | None = None

    @property
    def parts(self) -> int:
        """How many things there are to do."""
        return len(self.lessons) or 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be set: its code, its title, what it belongs to; whether it is meant for the class's grade."""

    target: str
    title: str
    within: str
    fits: bool


def thing_of(kind: WorkKind, target: str, library: Library, quizzes: Mapping[str, str]) -> Thing:
    """What a kind and a code mean today; `quizzes` are titles by uid."""
    if kind is WorkKind.LESSON and (lesson := library.lesson(target)) is not None:
        return Thing(kind, target, lesson.title, lesson.address, (target,))
    if kind is WorkKind.COURSE and (course := library.course(target)) is not None and course.lessons:
        return Thing(kind, target, course.title, course.address, course.lessons)
    if kind is WorkKind.PAPER:
        return Thing(kind, target, next((r.name for r in library.book.rules if r.audience == target), target), PAPERS)
    if kind is WorkKind.QUIZ and target in quizzes:
        return Thing(kind, target, quizzes[target], f"{QUIZZES}{target}")
    gone = (target,) if kind is WorkKind.LESSON else ()
    return Thing(kind, target, target, "", gone, there=False, instead=_instead(kind, target, library))


def paper_rule(library: Library, grade: int) -> CompletionRule | None:
    """The rule under which a grade takes papers, or None: grades 1 and 2 are observed."""
    audience = audience_of(grade)
    rule = library.rule_for(audience, band_of(audience, grade))
    return rule if rule is not None and rule.paper else None


def choices_of(kind: WorkKind, library: Library, grade: int, quizzes: Iterable[tuple[str, str]]) -> list[Choice]:
    """What of a kind can be set for a class, what is meant for its grade first; `quizzes` as (uid, title)."""
    audience = audience_of(grade)
    if kind is WorkKind.QUIZ:
        return [Choice(uid, title, "", fits=True) for uid, title in quizzes]
    if kind is WorkKind.PAPER:
        rule = paper_rule(library, grade)
        return [Choice(audience, rule.name, "", fits=True)] if rule is not None else []
    if kind is WorkKind.COURSE:
        found = [
            Choice(one.code, one.title, "", any(_fits(lesson, audience, grade) for lesson in library.lessons_of(one)))
            for one in library.courses
            if one.lessons
        ]
    else:
        found = [
            Choice(lesson.code, lesson.title, course.title, _fits(lesson, audience, grade))
            for course in library.courses
            for lesson in library.lessons_of(course)
            if lesson.practice
        ]
    return sorted(found, key=lambda one: not one.fits)


def _fits(lesson: Lesson, audience: Audience, grade: int) -> bool:
    return audience in lesson.audiences and (lesson.grades is None or grade in lesson.grades)


def _instead(kind: WorkKind, target: str, library: Library) -> Lesson | Course | None:
    """What a lesson that is gone was moved to."""
    codes = [dict(course.moved).get(target) for course in library.courses] if kind is WorkKind.LESSON else []
    code = next((one for one in codes if one), None)
    return (library.lesson(code) or library.course(code)) if code else None


KIND_SEGMENTS: Mapping[str, WorkKind] = {
    "khoa-hoc": WorkKind.COURSE,
    "bai-hoc": WorkKind.LESSON,
    "danh-gia": WorkKind.PAPER,
    "bai-tap": WorkKind.QUIZ,
}
"""How addresses name the kinds."""

NONE_TO_SET: Mapping[WorkKind, str] = {
    WorkKind.COURSE: said("Thư viện chưa có khóa học nào."),
    WorkKind.LESSON: said("Thư viện chưa có bài học nào."),
    WorkKind.PAPER: said("Khối này không làm bài đánh giá trên máy: thầy cô xem các em làm rồi ghi nhận."),
    WorkKind.QUIZ: said("Trường chưa có bài tập nào. Đưa bộ câu hỏi của trường lên trước."),
}
"""What is said where nothing of a kind can be set."""
