"""Checked manuscripts made into a book: Markdown rendered and sanitised, questions given their audiences, an index."""

import re
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path

from lms.content.actions.checking import check_all
from lms.content.actions.gathering import Manuscripts, PlacedLesson, gather
from lms.content.adapters.manuscripts import PageDraft
from lms.content.adapters.markdown_html import Renderer, Setting
from lms.content.rules.drafts import Draft, section_of
from lms.content.rules.library import TOPICS, Book, Course, Lesson, Page, Section
from lms.content.rules.linking import Known
from lms.content.rules.search import Found, searched
from lms.content.rules.wording import measure
from lms.questions.rules import Draft as QuestionDraft
from lms.questions.rules import Question
from lms.sources.rules import Mistakes, fold

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Compiled:
    """The outcome of reading a content folder; `book` is None when a mistake stops the build."""

    mistakes: Mistakes
    book: Book | None
    assessment: tuple[Question, ...]
    pictures: dict[str, bytes]


def compile_content(content: Path, today: date, private: Path | None = None) -> Compiled:
    """Read, check and compile everything under `content` (and the assessment files under `private`).

    A pure function of the files: `today` only decides which warnings there are.
    """
    mistakes = Mistakes()
    found = gather(content, private, mistakes)
    check_all(found, today)
    if mistakes.errors:
        return Compiled(mistakes, None, (), {})
    press = _Press(found)
    lessons = tuple(sorted((press.lesson(lesson) for lesson in found.lessons), key=lambda lesson: lesson.code))
    courses = {draft.course.code: draft.course for draft in found.courses}
    book = Book(
        frameworks=tuple(framework for framework, _spot in found.frameworks),
        rules=tuple(draft.rule for draft in found.rules),
        courses=tuple(sorted(courses.values(), key=_catalogue_place)),
        lessons=lessons,
        pages=tuple(press.page(page) for page in found.pages),
        terms=tuple(sorted((term for term, _spot in found.terms), key=lambda term: fold(term.word))),
        index=tuple(_entry(lesson, courses[lesson.course]) for lesson in lessons),
    )
    used = {name: raw for name, raw in sorted(found.pictures.items()) if name in press.pictures}
    return Compiled(mistakes, book, press.assessment(), used)


class _Press:
    """Renders drafts; remembers which drawings were used."""

    def __init__(self, found: Manuscripts) -> None:
        self.found = found
        self.renderer = Renderer()
        self.terms = {term.code: term for term, _spot in found.terms}
        self.drafts = {lesson.draft.text.code: lesson.draft for lesson in found.lessons}
        self.bare = Known(lessons={lesson.draft.text.code: lesson.course for lesson in found.lessons})
        self.pictures: set[str] = set()

    def sections(self, text: Draft) -> tuple[tuple[Section, ...], tuple[str, ...]]:
        known = self.found.known.get(text.path.rsplit("/", 1)[0], self.bare)
        setting = Setting(known, self.terms)
        sections = tuple(section_of(part, self.renderer.html(part.markdown, setting, part.kind)) for part in text.parts)
        used = {link.target for link in text.links() if link.picture}
        self.pictures.update(picture.name for target, picture in known.pictures.items() if target in used)
        return sections, tuple(setting.explained)

    def lesson(self, placed: PlacedLesson) -> Lesson:
        draft, text = placed.draft, placed.draft.text
        sections, terms = self.sections(text)
        asked = [file.file for file in self.found.questions if file.file.lesson == text.code and not file.private]
        return Lesson(
            code=text.code,
            course=placed.course,
            title=text.title,
            audiences=draft.audiences,
            grades=draft.grades,
            skills=tuple(scalar.text for scalar in draft.skills),
            minutes=draft.minutes,
            can_do=draft.can_do,
            simulation="",  # none is written yet; the check warns
            sources=text.sources,
            reviewed_on=placed.dated.reviewed_on,
            review_by=placed.dated.review_by,
            sections=sections,
            terms=terms,
            practice=tuple(self.question(one) for file in asked for one in file.practice),
            words=measure(text).words,
            version=text.version,
        )

    def question(self, draft: QuestionDraft) -> Question:
        """A question with what its lesson says of its readers: audiences, and grades where it names none itself."""
        lesson = self.drafts[draft.question.lesson]
        return replace(draft.question, audiences=lesson.audiences, grades=draft.question.grades or lesson.grades)

    def assessment(self) -> tuple[Question, ...]:
        items = [self.question(draft) for file in self.found.questions for draft in file.file.assessment]
        return tuple(sorted(items, key=lambda item: item.code))

    def page(self, page: PageDraft) -> Page:
        text = page.text
        sections, _terms = self.sections(text)
        return Page(text.code, text.title, text.sources, page.reviewed_on, page.review_by, sections, text.version)


def _catalogue_place(course: Course) -> tuple[int, str]:
    """Where a course stands in the catalogue: by its theme, as `TOPICS` has them, then by its code."""
    return list(TOPICS).index(course.topic), course.code


def _entry(lesson: Lesson, course: Course) -> Found:
    """What a search sees of a lesson; its course's words lead to it too (“lừa đảo” stands only there)."""
    body = " ".join(_TAG.sub(" ", section.html) for section in lesson.sections)
    body = f"{body} {course.title} {course.description}"
    head = " ".join([lesson.title, *lesson.can_do])
    return Found(lesson.code, searched(head), searched(unescape(body)))
