"""Question files (`<lesson>.cau-hoi.yaml`, content guide §5 and §8) read into questions, each with its marks."""

from dataclasses import dataclass

from lms.questions.rules import (
    DIFFICULTY_CODES,
    KIND_CODES,
    TRUE_FALSE_TEXTS,
    Difficulty,
    Draft,
    Kind,
    Option,
    Pair,
    Purpose,
    Question,
    QuestionFile,
)
from lms.skills.adapters.grades import read_grades
from lms.sources.adapters.fields import Fields
from lms.sources.rules import Mistakes, Node, Scalar, Spot

FROM_LESSON = "theo-bai"


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the head of the file says for all of its questions."""

    lesson: str
    skill: str
    skill_spot: Spot
    source: str


def read_questions(node: Node, mistakes: Mistakes) -> QuestionFile:
    """The questions of a file; what breaks a kind's own rules is noted here, lengths are the lesson's business."""
    fields = Fields(node, mistakes)
    lesson = fields.code("bai")
    shared = _Shared(lesson, fields.text("ky_nang"), fields.spot_of("ky_nang"), _source(fields))
    practice = tuple(_draft(each, Purpose.PRACTICE, shared) for each in fields.each("luyen_tap", required=False))
    assessment = tuple(_draft(each, Purpose.ASSESSMENT, shared) for each in fields.each("danh_gia", required=False))
    fields.done()
    return QuestionFile(
        lesson,
        fields.spot_of("bai"),
        practice,
        assessment,
        fields.spot_of("luyen_tap"),
        fields.spot_of("danh_gia"),
    )


def _source(fields: Fields, *, required: bool = True) -> str:
    said = fields.text("nguon", required=required)
    return "" if said == FROM_LESSON else said


def _draft(fields: Fields, purpose: Purpose, shared: _Shared) -> Draft:
    kind = fields.choice("loai", KIND_CODES) or Kind.ONE
    parts = _Parts(fields, kind)
    question = Question(
        code=fields.code("ma"),
        lesson=shared.lesson,
        kind=kind,
        purpose=purpose,
        difficulty=fields.choice("do_kho", DIFFICULTY_CODES) or Difficulty.EASY,
        skill=fields.text("ky_nang", required=False) or shared.skill,
        stem=parts.text("hoi", "stem"),
        options=parts.options(),
        steps=parts.steps(),
        pairs=parts.pairs(),
        spare=parts.spare(),
        feedback=parts.text("vi", "feedback") if kind not in {Kind.ONE, Kind.SEVERAL} else "",
        family=fields.code("nhom", required=purpose is Purpose.ASSESSMENT),
        source=_source(fields, required=False) or shared.source,
        grades=read_grades(fields),
    )
    fields.done()
    parts.no_choice_twice(question)
    skill_spot = fields.spot_of("ky_nang") if fields.has("ky_nang") else shared.skill_spot
    return Draft(question, fields.spot_of("ma"), skill_spot, tuple(parts.texts))


class _Parts:
    """Reads the parts of one question by its kind and keeps where each text stands."""

    def __init__(self, fields: Fields, kind: Kind) -> None:
        self.fields = fields
        self.kind = kind
        self.texts: list[tuple[str, Scalar]] = []

    def text(self, key: str, role: str, fields: Fields | None = None) -> str:
        source = fields or self.fields
        said = source.text(key)
        if said:
            self.texts.append((role, Scalar(said, source.spot_of(key))))
        return said

    def options(self) -> tuple[Option, ...]:
        if self.kind is Kind.TRUE_FALSE:
            answer = self.fields.choice("dap_an", {"dung": True, "sai": False})
            return tuple(Option(text, answer is (text == TRUE_FALSE_TEXTS[0])) for text in TRUE_FALSE_TEXTS)
        if self.kind not in {Kind.ONE, Kind.SEVERAL}:
            return ()
        options = tuple(self._option(each) for each in self.fields.each("lua_chon"))
        self._count("lua_chon", len(options), 3, 5, "lựa chọn")
        right = sum(option.right for option in options)
        spot = self.fields.spot_of("lua_chon")
        if options and self.kind is Kind.ONE and right != 1:
            told = f"câu chọn một phải có đúng một “dung”, đang có {right}: sửa lại, hoặc đổi loai thành chon-nhieu."
            self.fields.mistakes.add(spot, told)
        if options and self.kind is Kind.SEVERAL and not 2 <= right < len(options):
            told = f"câu chọn nhiều phải có từ hai “dung” và ít nhất một “sai”, đang có {right} “dung”."
            self.fields.mistakes.add(spot, told)
        return options

    def _option(self, fields: Fields) -> Option:
        right, wrong = fields.has("dung"), fields.has("sai")
        key = "sai" if wrong and not right else "dung"
        if right and wrong:
            fields.mistakes.add(fields.spot, "một lựa chọn chỉ là “dung” hoặc “sai”: tách thành hai mục.")
            fields.raw("sai")
        if not right and not wrong:
            told = "lựa chọn chưa có chữ: thêm dòng “dung: …” hoặc “sai: …”."
            fields.mistakes.add(fields.spot, told)
            fields.raw("dung", required=False)
            fields.raw("sai", required=False)
        text = self.text(key, "option", fields) if right or wrong else ""
        option = Option(text, right, self.text("vi", "feedback", fields))
        fields.done()
        return option

    def steps(self) -> tuple[str, ...]:
        if self.kind is not Kind.ORDERING:
            return ()
        found = self._listed("cac_buoc")
        self._count("cac_buoc", len(found), 4, 6, "bước")
        return found

    def pairs(self) -> tuple[Pair, ...]:
        if self.kind is not Kind.MATCHING:
            return ()
        pairs = []
        for each in self.fields.each("cac_cap"):
            pairs.append(Pair(self.text("trai", "option", each), self.text("phai", "option", each)))
            each.done()
        self._count("cac_cap", len(pairs), 3, 4, "cặp")
        return tuple(pairs)

    def spare(self) -> tuple[str, ...]:
        if self.kind is not Kind.MATCHING:
            return ()
        found = self._listed("thua")
        self._count("thua", len(found), 1, 2, "ý thừa")
        return found

    def _listed(self, key: str) -> tuple[str, ...]:
        items = self.fields.scalars(key)
        self.texts.extend(("option", item) for item in items)
        return tuple(item.text for item in items)

    def _count(self, key: str, count: int, least: int, most: int, what: str) -> None:
        if count and not least <= count <= most:
            told = f"có {count} {what}, cần từ {least} đến {most}."
            self.fields.mistakes.add(self.fields.spot_of(key), told)

    def no_choice_twice(self, question: Question) -> None:
        seen: set[str] = set()
        sides = [*question.choices, *("\n" + pair.left for pair in question.pairs)]  # a left may equal a right
        for text in sides:
            if text and text.casefold() in seen:
                told = f"hai ý giống hệt nhau (“{text.strip()}”): viết lại một ý."
                self.fields.mistakes.add(self.fields.spot_of("hoi"), told)
            seen.add(text.casefold())
