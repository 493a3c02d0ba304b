"""What content is, once compiled: courses, lessons, pages, terms; and the library that finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.content.rules.search import Found, rank_of, searched
from lms.questions.rules import Question
from lms.skills.rules import Audience, CompletionRule, Confidence, Framework, Grades, Skill

PICTURES = "/hoc/hinh/"
"""Where compiled pictures are served: this, then the file name (`<hash>-<name>.svg`)."""


class SectionKind(StrEnum):
    """The parts of a lesson (content guide §1); pages have only free ones."""

    STORY = "story"
    STEPS = "steps"
    MISTAKES = "mistakes"
    KEEP = "keep"
    TROUBLE = "trouble"
    TRY = "try"
    FREE = "free"


HEADINGS: Mapping[str, SectionKind] = {
    "Chuyện thường gặp": SectionKind.STORY,
    "Làm từng bước": SectionKind.STEPS,
    "Đừng vấp lỗi này": SectionKind.MISTAKES,
    "Nhớ một câu": SectionKind.KEEP,
    "Khi có trục trặc": SectionKind.TROUBLE,
    "Làm thử": SectionKind.TRY,
}
"""The headings of a lesson, in the order they must come."""

TOPICS: Mapping[str, str] = {
    "bat-dau": "Bắt đầu với máy",
    "vneid": "VNeID",
    "dich-vu-cong": "Dịch vụ công trực tuyến",
    "thanh-toan": "Thanh toán không tiền mặt",
    "an-toan": "An toàn trên mạng",
    "ai": "AI an toàn, trung thực",
    "doi-song": "Học, làm, sống trên mạng",
}
"""The themes that courses belong to (`chu_de`), in the order of the catalogue, with their names."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something said comes from: what it is used for, how sure it is, when it was seen."""

    name: str
    used_for: str
    confidence: Confidence
    seen_on: date


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a lesson or page: sanitised HTML under its heading; `anchor` is its id."""

    kind: SectionKind
    title: str
    anchor: str
    html: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry: a hard word in plain ones, with an example from daily life."""

    code: str
    word: str
    meaning: str
    example: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing that a person can do, in 3–6 minutes. `words` is its body in tiếng; `version` a hash of its file.

    `skills[0]` is its main skill. `simulation` is empty when there is none or it is not written yet.
    """

    code: str
    course: str
    title: str
    audiences: tuple[Audience, ...]
    grades: Grades | None
    skills: tuple[str, ...]
    minutes: int
    can_do: tuple[str, ...]
    simulation: str
    sources: tuple[Source, ...]
    reviewed_on: date
    review_by: date
    sections: tuple[Section, ...]
    terms: tuple[str, ...]
    practice: tuple[Question, ...]
    words: int
    version: str

    @property
    def address(self) -> str:
        """Its absolute path."""
        return f"/hoc/{self.course}/{self.code}"

    def overdue(self, today: date) -> bool:
        """Whether its review is late; the page then says “đang chờ rà soát”."""
        return today > self.review_by

    def section(self, kind: SectionKind) -> Section | None:
        """Its part of that kind, or None."""
        return next((section for section in self.sections if section.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Course:
    """Lessons in the order to learn them. `moved` maps codes of lessons that are gone to where they went."""

    code: str
    title: str
    topic: str
    audiences: tuple[Audience, ...]
    description: str
    lessons: tuple[str, ...]
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """Its absolute path, which ends in a slash."""
        return f"/hoc/{self.code}/"


@dataclass(frozen=True, slots=True)
class Page:
    """A page outside the courses (`khan-cap`, `gioi-thieu`)."""

    code: str
    title: str
    sources: tuple[Source, ...]
    reviewed_on: date
    review_by: date
    sections: tuple[Section, ...]
    version: str

    def overdue(self, today: date) -> bool:
        """Whether its review is late."""
        return today > self.review_by


@dataclass(frozen=True, slots=True)
class Book:
    """Everything compiled, as written to disk; assessment items are kept apart."""

    frameworks: tuple[Framework, ...]
    rules: tuple[CompletionRule, ...]
    courses: tuple[Course, ...]
    lessons: tuple[Lesson, ...]
    pages: tuple[Page, ...]
    terms: tuple[Term, ...]
    index: tuple[Found, ...]


class Library:
    """A compiled book and its assessment items, found by code. Whole and unchanging: a newer build is another one."""

    def __init__(self, book: Book, assessment: tuple[Question, ...] = (), version: str = "") -> None:
        """`version` is the build's hash."""
        self.book = book
        self.version = version
        self.assessment = assessment
        self._lessons = {lesson.code: lesson for lesson in book.lessons}
        self._courses = {course.code: course for course in book.courses}
        self._pages = {page.code: page for page in book.pages}
        self._terms = {term.code: term for term in book.terms}
        self._skills = {skill.code: skill for framework in book.frameworks for skill in framework.skills}
        items = [*assessment, *(question for lesson in book.lessons for question in lesson.practice)]
        self._questions = {question.code: question for question in items}

    @property
    def courses(self) -> tuple[Course, ...]:
        """Every course, in the order of the catalogue: by theme, then by code."""
        return self.book.courses

    def course(self, code: str) -> Course | None:
        """The course, or None."""
        return self._courses.get(code)

    def lesson(self, code: str) -> Lesson | None:
        """The lesson, or None."""
        return self._lessons.get(code)

    def page(self, code: str) -> Page | None:
        """The page outside the courses, or None."""
        return self._pages.get(code)

    def term(self, code: str) -> Term | None:
        """The glossary entry, or None."""
        return self._terms.get(code)

    def framework(self, code: str) -> Framework | None:
        """The framework, or None."""
        return next((one for one in self.book.frameworks if one.code == code), None)

    def skill(self, code: str) -> Skill | None:
        """The skill, or None."""
        return self._skills.get(code)

    def question(self, code: str) -> Question | None:
        """The question of that code, of either pool, or None."""
        return self._questions.get(code)

    def lessons_of(self, course: Course) -> tuple[Lesson, ...]:
        """A course's lessons, in its order."""
        return tuple(self._lessons[code] for code in course.lessons)

    def neighbours(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The lessons before and after one in its course."""
        lessons = self.lessons_of(self._courses[lesson.course])
        place = lessons.index(lesson)
        after = lessons[place + 1] if place + 1 < len(lessons) else None
        return (lessons[place - 1] if place else None), after

    def moved(self, course: str, lesson: str) -> str | None:
        """The address that a removed lesson's address leads to now, or None."""
        old = self._courses.get(course)
        target = dict(old.moved).get(lesson) if old else None
        if target is None:
            return None
        place = self._lessons.get(target) or self._courses.get(target)
        return place.address if place else None

    def search(self, words: str, *, most: int = 20) -> tuple[Lesson, ...]:
        """Lessons in which every word of `words` begins a word, best first; none for no words.

        Best: the words together in the title or aims, then apart there, then together in the body, then apart.
        """
        phrase = searched(words)
        ranked = []
        for place, entry in enumerate(self.book.index):
            rank = rank_of(entry, phrase)
            if rank is not None:
                ranked.append((rank, place, entry.lesson))
        return tuple(self._lessons[code] for _rank, _place, code in sorted(ranked)[:most])

    def lessons_for(self, audience: Audience, skill: str) -> tuple[Lesson, ...]:
        """The lessons for an audience that teach a skill, those whose main skill it is first."""
        found = [one for one in self.book.lessons if audience in one.audiences and skill in one.skills]
        return tuple(sorted(found, key=lambda one: one.skills[0] != skill))

    def items_for(self, audience: Audience, skill: str) -> tuple[Question, ...]:
        """The assessment items for an audience and a skill, in the order of their codes."""
        return tuple(item for item in self.assessment if audience in item.audiences and item.skill == skill)

    def rule_for(self, audience: Audience, grades: Grades | None = None) -> CompletionRule | None:
        """The completion rule of an audience and band, or None."""
        return next((r for r in self.book.rules if r.audience is audience and r.grades == grades), None)
