"""Questions that somebody brings: as a reader found them, as they are taken over, and what is left out and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lms.questions.adapters.bodies import body_of, question_of
from lms.questions.adapters.tidying import excerpt
from lms.questions.rules import Kind, Option, Pair, Question
from lms.sheets.rules import tables
from lms.sheets.rules.tables import Remark, Table

LARGEST_FILE = 5 * 1024 * 1024
MOST_QUESTIONS = 200
MOST_READ = 1_000
"""Questions looked at in a file; those after them are only counted."""

MOST_CHOICES = 10
MOST_LEFT_OUT = 300
LONGEST_STEM = LONGEST_FEEDBACK = 2_000
LONGEST_CHOICE = 500


def said(sentence: str) -> str:
    """The sentence as it is, gathered for translation."""
    return sentence


PICTURE, SOUND, FORMULA, LINK, HINT, WEIGHT, MARK, REMARK, UNREAD = (
    "picture", "sound", "formula", "link", "hint", "weight", "mark", "remark", "unread",
)  # fmt: skip
LOST: Mapping[str, str] = {
    PICTURE: said("%(n)s hình không lấy vào được; câu chỉ còn chữ."),
    SOUND: said("%(n)s đoạn âm thanh, video hoặc tệp không lấy vào được."),
    FORMULA: said("%(n)s công thức: chỉ giữ được chữ, xem lại có đọc ra không."),
    LINK: said("%(n)s đường dẫn: chỉ giữ chữ, không bấm được."),
    HINT: said("%(n)s gợi ý không lấy vào."),
    WEIGHT: said("%(n)s ý được điểm một phần: ở đây một câu chỉ có đúng hoặc chưa đúng."),
    MARK: said("%(n)s lời nhận xét chung khi đúng, khi sai không lấy vào."),
    REMARK: said("%(n)s lời nhận xét riêng cho một lựa chọn không lấy vào."),
    UNREAD: said("%(n)s dòng đứng giữa các ý, không rõ thuộc ý nào."),
}
"""What may be lost of a question that is taken over."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A question as a reader found it, nothing checked yet; `truth` for true/false, a pair without left is spare.

    `doubt`: why the right answer is not known. `lost`: keys of LOST, one for each thing. `refused`: why not at all.
    """

    place: Remark
    stem: str = ""
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    steps: tuple[str, ...] = ()
    truth: bool | None = None
    feedback: str = ""
    fixed: bool = False
    doubt: Remark | None = None
    lost: tuple[str, ...] = ()
    refused: Remark | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something not taken over: where it stands, how it begins, why."""

    place: Remark
    words: str
    why: Remark


@dataclass(frozen=True, slots=True)
class Brought:
    """A question taken over. `doubt`: why its right answer must still be chosen; None when it has one."""

    place: Remark
    question: Question
    doubt: Remark | None = None
    lost: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file or a paste held; `remarks` concern all of it. `table`: where rows of a table were read, all of it."""

    questions: tuple[Brought, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
    table: Table | None = None


def with_key(question: Question, chosen: Iterable[int]) -> Question:
    """The question with these options right; unchanged when none of them is one."""
    right = {index for index in chosen if 0 <= index < len(question.options)}
    if not right:
        return question
    options = tuple(replace(one, right=n in right) for n, one in enumerate(question.options))
    if question.kind is Kind.TRUE_FALSE:
        return replace(question, options=options) if len(right) == 1 else question
    return replace(question, options=options, kind=Kind.ONE if len(right) == 1 else Kind.SEVERAL)


NOT_WANTED = Remark(said("thầy cô bỏ ra khi xem trước"))


def taken_from(
    reading: Reading, keys: Mapping[str, Sequence[int]], dropped: Collection[int]
) -> tuple[list[Question], list[LeftOut]]:
    """The questions to keep, numbered anew, and everything left out: those without an answer, those not wanted too.

    `keys`: right options chosen for questions in doubt, by their place from 0; `dropped`: places of those not wanted.
    """
    questions: list[Question] = []
    left_out = list(reading.left_out)
    for place, one in enumerate(reading.questions):
        question = with_key(one.question, keys.get(str(place), ())) if one.doubt else one.question
        if place in dropped or not question.key:
            why = NOT_WANTED if place in dropped else one.doubt or NOT_WANTED
            left_out.append(LeftOut(one.place, excerpt(question.stem), why))
        else:
            questions.append(replace(question, code=f"c{len(questions) + 1}"))
    return questions, left_out


def packed(reading: Reading) -> list[dict[str, Any]]:
    """The reading as a draft keeps it: what concerns all of it first, then question by question."""
    left_out = [packed_left_out(one) for one in reading.left_out]
    questions = [
        {"place": _packed(one.place), "question": body_of(one.question), "lost": [_packed(lost) for lost in one.lost],
         "doubt": _packed(one.doubt) if one.doubt else None}
        for one in reading.questions
    ]  # fmt: skip
    table = tables.packed(reading.table) if reading.table else None
    return [{"left_out": left_out, "remarks": [_packed(one) for one in reading.remarks], "table": table}, *questions]


def unpacked(rows: Sequence[Mapping[str, Any]]) -> Reading:
    """The reading that a draft kept; empty when the draft was emptied."""
    if not rows:
        return Reading()
    questions = tuple(
        Brought(_remark(row["place"]), question_of(row["question"]), _remark(row["doubt"]) if row["doubt"] else None,
                tuple(_remark(one) for one in row["lost"]))
        for row in rows[1:]
    )  # fmt: skip
    left_out = tuple(left_out_in(one) for one in rows[0]["left_out"])
    table = tables.unpacked(rows[0]["table"]) if rows[0].get("table") else None
    return Reading(questions, left_out, tuple(_remark(one) for one in rows[0]["remarks"]), table)


def packed_left_out(one: LeftOut) -> dict[str, Any]:
    """Something left out, as JSON keeps it."""
    return {"place": _packed(one.place), "words": one.words, "why": _packed(one.why)}


def left_out_in(kept: Mapping[str, Any]) -> LeftOut:
    """What `packed_left_out` wrote."""
    return LeftOut(_remark(kept["place"]), kept["words"], _remark(kept["why"]))


def _packed(one: Remark) -> dict[str, Any]:
    return {"message": one.message, "values": dict(one.values)}


def _remark(kept: Mapping[str, Any]) -> Remark:
    return Remark(kept["message"], kept["values"])
