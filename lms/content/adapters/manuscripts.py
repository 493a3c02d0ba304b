"""Lessons, courses, terms and pages read from their files (content guide §8), with marks, before anything is judged."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from lms.content.rules.blocks import cut
from lms.content.rules.drafts import Draft, LessonDraft, parts_of
from lms.content.rules.library import TOPICS, Course, Source, Term
from lms.content.rules.limits import MEANING
from lms.content.rules.wording import check_line
from lms.skills.adapters.grades import read_grades
from lms.skills.rules import AUDIENCE_CODES, CONFIDENCE_CODES, Confidence
from lms.sources.adapters.fields import NO_DAY, Fields
from lms.sources.adapters.front_matter import Document, split
from lms.sources.rules import Mapping, Mistakes, Node, Scalar, Spot

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course as read, with the places of the lessons it names and of the addresses it moves."""

    course: Course
    path: str
    lessons: tuple[Scalar, ...]
    moved: tuple[tuple[Scalar, Scalar], ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page outside the courses as read."""

    text: Draft
    reviewed_on: date
    review_by: date


@dataclass(frozen=True, slots=True)
class Dated:
    """When a text was reviewed and when it must be again."""

    reviewed_on: date
    review_by: date


def read_lesson(text: str, path: str, mistakes: Mistakes) -> tuple[LessonDraft, Dated] | None:
    """A lesson's file, or None when its front matter cannot be read."""
    document = split(text, path, mistakes)
    if document is None:
        return None
    fields = Fields(document.front, mistakes)
    draft = _draft(fields, document, text, path)
    audiences = fields.choices("doi_tuong", AUDIENCE_CODES)
    grades = read_grades(fields)
    skills = fields.scalars("ky_nang")
    minutes = fields.whole("phut", 1, 15)
    can_do = fields.texts("lam_duoc")
    if len(can_do) > 3:
        mistakes.add(fields.spot_of("lam_duoc"), f"lam_duoc có {len(can_do)} dòng, nhiều nhất 3.")
    simulation = fields.code("mo_phong", required=False)
    dated = _dated(fields)
    fields.done()
    return LessonDraft(draft, audiences, grades, skills, minutes, can_do, simulation), dated


def read_page(text: str, path: str, mistakes: Mistakes) -> PageDraft | None:
    """A page's file, or None when its front matter cannot be read."""
    document = split(text, path, mistakes)
    if document is None:
        return None
    fields = Fields(document.front, mistakes)
    draft = _draft(fields, document, text, path)
    dated = _dated(fields)
    fields.done()
    return PageDraft(draft, dated.reviewed_on, dated.review_by)


def _draft(fields: Fields, document: Document, text: str, path: str) -> Draft:
    """What lessons and pages have in common: their code, title, sources and parts."""
    lines = document.body.split("\n")
    blocks = cut(lines, document.first_line)
    return Draft(
        path=path,
        code=fields.code("ma"),
        title=fields.text("tieu_de"),
        sources=tuple(_source(each) for each in fields.each("nguon")),
        front=document.front,
        parts=parts_of(blocks, lines, document.first_line, path, fields.mistakes),
        version=hashlib.sha256(text.encode()).hexdigest()[:16],
    )


def _source(fields: Fields) -> Source:
    source = Source(
        name=fields.text("ten"),
        used_for=fields.text("dung_cho"),
        confidence=fields.choice("tin_cay", CONFIDENCE_CODES) or Confidence.ADVICE,
        seen_on=fields.day("xem_ngay"),
    )
    fields.done()
    return source


def _dated(fields: Fields) -> Dated:
    dated = Dated(fields.day("ra_soat"), fields.day("ra_soat_lai"))
    if NO_DAY not in {dated.reviewed_on, dated.review_by}:
        days = (dated.review_by - dated.reviewed_on).days
        if days <= 0:
            told = "ngày rà soát lại phải sau ngày rà soát."
            fields.mistakes.add(fields.spot_of("ra_soat_lai"), told)
        elif days > 366:
            told = "hẹn rà soát lại quá xa: nhiều nhất 12 tháng (6 tháng nếu có màn hình, phí, luật)."
            fields.mistakes.add(fields.spot_of("ra_soat_lai"), told)
    return dated


def read_course(node: Node, path: str, mistakes: Mistakes) -> CourseDraft:
    """A `khoa-hoc.yaml`."""
    fields = Fields(node, mistakes)
    lessons = fields.scalars("cac_bai")
    moved = _moved(fields)
    course = Course(
        code=fields.code("ma"),
        title=fields.text("tieu_de"),
        topic=fields.code("chu_de"),
        audiences=fields.choices("doi_tuong", AUDIENCE_CODES),
        description=fields.text("mo_ta"),
        lessons=tuple(lesson.text for lesson in lessons),
        moved=tuple((old.text, new.text) for old, new in moved),
    )
    fields.done()
    if course.topic and course.topic not in TOPICS:
        told = f"không có chủ đề “{course.topic}”: viết một trong {', '.join(TOPICS)}."
        mistakes.add(fields.spot_of("chu_de"), told)
    return CourseDraft(course, path, lessons, moved, fields.spot)


def _moved(fields: Fields) -> tuple[tuple[Scalar, Scalar], ...]:
    value = fields.raw("chuyen_huong", required=False)
    if value is None:
        return ()
    entries = value.entries if isinstance(value, Mapping) else ()
    pairs = tuple((old, new) for old, new in entries if isinstance(new, Scalar) and _CODE.match(old.text))
    if not entries or len(pairs) < len(entries):
        told = "chuyen_huong gồm các dòng “mã bài cũ: mã bài hoặc khóa mới”."
        fields.mistakes.add(value.spot, told)
    return pairs


def read_terms(node: Node, mistakes: Mistakes) -> tuple[tuple[Term, Spot], ...]:
    """The glossary: one list of terms, each with the place of its code."""
    listing = Fields(Mapping(((Scalar("từ", node.spot), node),), node.spot), mistakes)
    return tuple(_term(each) for each in listing.each("từ"))


def _term(fields: Fields) -> tuple[Term, Spot]:
    term = Term(
        code=fields.code("ma"),
        word=fields.text("tu"),
        meaning=fields.text("nghia"),
        example=fields.text("vi_du"),
        other_names=fields.texts("goi_khac", required=False),
    )
    check_line(Scalar(term.meaning, fields.spot_of("nghia")), MEANING, "nghĩa của từ", fields.mistakes)
    fields.done()
    return term, fields.spot_of("ma")
