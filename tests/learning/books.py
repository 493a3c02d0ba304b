"""A small made-up library: two courses of three lessons for citizens, one for pupils, each with its practice."""

from datetime import date

from lms.content.rules.library import Book, Course, Lesson, Library
from lms.questions.rules import Difficulty, Kind, Option, Pair, Purpose, Question
from lms.skills.rules import Audience

DAY = date(2026, 7, 1)


def question(code: str, kind: Kind = Kind.ONE) -> Question:
    """A question of some kind; of options the second is right."""
    parts: dict[str, object] = {
        Kind.ONE: {"options": (Option("a", False, "vì a"), Option("b", True, "vì b"), Option("c", False, "vì c"))},
        Kind.SEVERAL: {
            "options": (
                Option("a", True, "vì a"),
                Option("b", False, "vì b"),
                Option("c", True, "vì c"),
                Option("d", False, "vì d"),
            )
        },
        Kind.TRUE_FALSE: {"options": (Option("Đúng", False), Option("Sai", True)), "feedback": "vì"},
        Kind.ORDERING: {"steps": ("một", "hai", "ba", "bốn"), "feedback": "vì"},
        Kind.MATCHING: {
            "pairs": (Pair("a", "1"), Pair("b", "2"), Pair("c", "3")),
            "spare": ("4",),
            "feedback": "vì",
        },
    }[kind]
    return Question(code, "bai", kind, Purpose.PRACTICE, Difficulty.EASY, "4.2", "Nên làm gì?", **parts)  # type: ignore[arg-type]


def lesson(code: str, course: str = "khoa", *, questions: int = 6) -> Lesson:
    """A lesson with so many practice questions."""
    return Lesson(
        code=code,
        course=course,
        title=code.capitalize(),
        audiences=(Audience.CITIZEN,),
        grades=None,
        skills=("4.2",),
        minutes=4,
        can_do=("Làm được việc này",),
        simulation="",
        sources=(),
        reviewed_on=DAY,
        review_by=DAY,
        sections=(),
        terms=(),
        practice=tuple(question(f"{code}-{n}") for n in range(1, questions + 1)),
        words=300,
        version="1",
    )


def library(**courses: str) -> Library:
    """A library of courses by code, each with its lessons' codes: `library(a="a1 a2", b="b1")`."""
    held = {code: tuple(codes.split()) for code, codes in courses.items()}
    return Library(
        Book(
            frameworks=(),
            rules=(),
            courses=tuple(
                Course(code, code.upper(), "vneid", (Audience.CITIZEN,), "", codes) for code, codes in held.items()
            ),
            lessons=tuple(lesson(code, course) for course, codes in held.items() for code in codes),
            pages=(),
            terms=(),
            index=(),
        )
    )
