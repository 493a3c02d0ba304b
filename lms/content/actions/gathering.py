"""Walks a content folder and reads every file in it, noting what each gets wrong on its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lms.content.adapters.drawings import read_drawing
from lms.content.adapters.manuscripts import (
    CourseDraft,
    Dated,
    PageDraft,
    read_course,
    read_lesson,
    read_page,
    read_terms,
)
from lms.content.rules.drafts import LessonDraft
from lms.content.rules.library import Term
from lms.content.rules.linking import Known, Picture
from lms.questions.adapters.files import read_questions
from lms.questions.rules import QuestionFile
from lms.skills.adapters.completion import RuleDraft, read_rules
from lms.skills.adapters.frameworks import read_framework
from lms.skills.rules import Framework
from lms.sources.adapters.files import read_text
from lms.sources.adapters.yaml_tree import compose
from lms.sources.rules import Mistakes, Node, Spot

QUESTIONS = ".cau-hoi.yaml"
COURSE = "khoa-hoc.yaml"


@dataclass(frozen=True, slots=True)
class PlacedLesson:
    """A lesson's draft, its course's folder, and when it was reviewed."""

    draft: LessonDraft
    course: str
    dated: Dated


@dataclass(frozen=True, slots=True)
class PlacedQuestions:
    """A question file, the lesson its name says, and whether it comes from the private folder."""

    file: QuestionFile
    path: str
    named: str
    private: bool


@dataclass(slots=True)
class Manuscripts:
    """Everything read, before the parts are held against each other."""

    mistakes: Mistakes
    frameworks: list[tuple[Framework, Spot]] = field(default_factory=list)
    rules: list[RuleDraft] = field(default_factory=list)
    terms: list[tuple[Term, Spot]] = field(default_factory=list)
    courses: list[CourseDraft] = field(default_factory=list)
    lessons: list[PlacedLesson] = field(default_factory=list)
    questions: list[PlacedQuestions] = field(default_factory=list)
    pages: list[PageDraft] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    used: dict[str, Spot] = field(default_factory=dict)
    lesson_files: set[str] = field(default_factory=set)


def gather(content: Path, private: Path | None, mistakes: Mistakes) -> Manuscripts:
    """Read every file under `content`, and the assessment files under `private`."""
    found = Manuscripts(mistakes)
    if not content.is_dir():
        mistakes.add(Spot(content.name), "không có thư mục này: xem lại đường dẫn.")
        return found
    reader = _Reader(content, content.name, found)
    for path in _files(content):
        reader.take(path)
    if private is not None and not private.is_dir():
        mistakes.add(Spot(private.name), "không có thư mục câu hỏi riêng này: xem lại LMS_PRIVATE_CONTENT.")
    elif private is not None:
        inner = _Reader(private, private.name, found)
        for path in _files(private):
            inner.take_private(path)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in the same order on every machine; hidden ones are nobody's business."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


class _Reader:
    """Sends each file to the reader of its kind, by its place and name."""

    def __init__(self, root: Path, name: str, found: Manuscripts) -> None:
        self.root = root
        self.name = name
        self.found = found
        self.mistakes = found.mistakes

    def take(self, path: Path) -> None:
        shown, parts = self.shown(path), path.relative_to(self.root).parts
        match parts:
            case ("courses", course, _):
                self.of_course(path, shown, course)
            case ("courses" | "pages", *_, "hinh", _):
                self.drawing(path, shown)
            case ("frameworks" | "rules" | "glossary" | "pages" as folder, _):
                self.of_folder(path, shown, folder)
            case ("simulations", *_) | (_,):
                pass  # simulations have their own reader; papers beside the folders (README.md) are for authors
            case _:
                self.stray(shown)

    def of_folder(self, path: Path, shown: str, folder: str) -> None:
        readers = {
            ("frameworks", ".yaml"): self.framework,
            ("rules", ".yaml"): self.rules,
            ("glossary", ".yaml"): self.terms,
            ("pages", ".md"): self.page,
        }
        readers.get((folder, path.suffix), lambda _path, name: self.stray(name))(path, shown)

    def take_private(self, path: Path) -> None:
        if path.name.endswith(QUESTIONS):
            self.questions(path, self.shown(path), private=True)

    def shown(self, path: Path) -> str:
        return f"{self.name}/{path.relative_to(self.root).as_posix()}"

    def stray(self, shown: str) -> None:
        told = "không biết đây là tệp gì nên không dùng tới: xem lại tên và chỗ đặt tệp."
        self.mistakes.warn(Spot(shown), told)

    def yaml(self, path: Path, shown: str) -> Node | None:
        text = read_text(path, shown, self.mistakes)
        if text is None:
            return None
        before = len(self.mistakes)
        node = compose(text, shown, self.mistakes)
        if node is None and len(self.mistakes) == before:
            self.mistakes.add(Spot(shown), "tệp đang trống: viết nội dung, hoặc xóa tệp.")
        return node

    def framework(self, path: Path, shown: str) -> None:
        if node := self.yaml(path, shown):
            self.found.frameworks.append((read_framework(node, self.mistakes), node.spot))

    def terms(self, path: Path, shown: str) -> None:
        if node := self.yaml(path, shown):
            self.found.terms.extend(read_terms(node, self.mistakes))

    def rules(self, path: Path, shown: str) -> None:
        if node := self.yaml(path, shown):
            self.found.rules.extend(read_rules(node, self.mistakes))

    def of_course(self, path: Path, shown: str, course: str) -> None:
        if path.name == COURSE:
            if node := self.yaml(path, shown):
                self.found.courses.append(read_course(node, shown, self.mistakes))
        elif path.name.endswith(QUESTIONS):
            self.questions(path, shown, private=False)
        elif path.suffix == ".md":
            self.found.lesson_files.add(path.stem)
            text = read_text(path, shown, self.mistakes)
            read = read_lesson(text, shown, self.mistakes) if text is not None else None
            if read is not None:
                self.found.lessons.append(PlacedLesson(read[0], course, read[1]))
        else:
            self.stray(shown)

    def questions(self, path: Path, shown: str, *, private: bool) -> None:
        if node := self.yaml(path, shown):
            file = read_questions(node, self.mistakes)
            named = path.name.removesuffix(QUESTIONS)
            self.found.questions.append(PlacedQuestions(file, shown, named, private))

    def page(self, path: Path, shown: str) -> None:
        text = read_text(path, shown, self.mistakes)
        page = read_page(text, shown, self.mistakes) if text is not None else None
        if page is not None:
            self.found.pages.append(page)

    def drawing(self, path: Path, shown: str) -> None:
        folder = shown.rsplit("/", 2)[0]
        target = f"hinh/{path.name}"
        known = self.found.known.setdefault(folder, Known())
        read = read_drawing(path, shown, self.mistakes)
        if read is None:
            known.broken_pictures |= {target}
            return
        picture, raw = read
        pictures: dict[str, Picture] = dict(known.pictures)
        pictures[target] = picture
        known.pictures = pictures
        self.found.pictures[picture.name] = raw
