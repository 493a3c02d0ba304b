"""Moodle XML (docs.moodle.org, “Moodle XML format”): choices, true/false, matching, ordering; the others are listed."""

from collections.abc import Mapping
from dataclasses import replace

from lms.errors import Refused
from lms.questions.adapters.brought import HINT, MARK, MOST_READ, PICTURE, REMARK, SOUND, WEIGHT, LeftOut, Raw, said
from lms.questions.adapters.gift import TWO_RIGHT, with_truth
from lms.questions.adapters.plain import plain_of
from lms.questions.adapters.tidying import excerpt
from lms.questions.adapters.xml_tree import Element, tree_of
from lms.questions.rules import Option, Pair
from lms.sheets.rules.tables import Remark

KINDS: Mapping[str, str] = {
    "essay": said("câu tự luận: ở đây chưa chấm được"),
    "shortanswer": said("câu điền chữ: ở đây chưa có loại này"),
    "numerical": said("câu điền số: ở đây chưa có loại này"),
    "calculated": said("câu tính toán: ở đây chưa có loại này"),
    "calculatedsimple": said("câu tính toán: ở đây chưa có loại này"),
    "calculatedmulti": said("câu tính toán: ở đây chưa có loại này"),
    "cloze": said("câu điền vào đoạn văn: ở đây chưa có loại này"),
    "multianswer": said("câu điền vào đoạn văn: ở đây chưa có loại này"),
    "gapselect": said("câu điền vào đoạn văn: ở đây chưa có loại này"),
    "ddwtos": said("câu kéo thả: ở đây chưa có loại này"),
    "ddimageortext": said("câu kéo thả: ở đây chưa có loại này"),
    "ddmarker": said("câu kéo thả: ở đây chưa có loại này"),
    "description": said("đoạn văn, không phải câu hỏi"),
    "category": said("danh mục: một bộ câu hỏi ở đây không chia danh mục"),
}
OTHER = said("loại câu “%(kind)s”: ở đây chưa có")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp")
_GENERAL = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_MANY = ("multichoiceset", "oumultiresponse")
"""Kinds of other makers in which several answers may always be chosen."""

_USUAL = ("your answer is", "câu trả lời của bạn", "đáp án chính xác")
"""How Moodle's own remarks begin, which nobody wrote."""


def read_moodle(body: bytes) -> tuple[list[Raw], list[LeftOut]]:
    """The questions of a Moodle XML file as found. Raises Refused, beside `file`, for another or a broken one."""
    root = tree_of(body)
    if root.name != "quiz":
        raise Refused(
            "Tệp XML này không phải bộ câu hỏi của Moodle. Trong Moodle chọn xuất dạng “Moodle XML”.", field="file"
        )
    raws: list[Raw] = []
    number = 0
    for element in root.all("question"):
        number += element.attributes.get("type") != "category"
        raws.append(_question(element, number) if len(raws) < MOST_READ else Raw(_place(element, number)))
    return raws, []


def _place(element: Element, number: int) -> Remark:
    if element.attributes.get("type") == "category":
        return Remark(said("Dòng %(row)s"), {"row": element.line})
    return Remark(said("Câu thứ %(n)s, dòng %(row)s"), {"n": number, "row": element.line})


class _Words:
    """Reads texts of elements, and gathers what is lost of them."""

    def __init__(self) -> None:
        self.lost: list[str] = []

    def __call__(self, element: Element | None) -> str:
        """The words of `<x format="html"><text>…</text></x>`."""
        if element is None:
            return ""
        self.lost += [_kind_of(file.attributes.get("name", "")) for file in element.all("file")]
        written = element.said("text")
        if element.attributes.get("format") == "plain_text":
            return written
        words, lost = plain_of(written)
        # a picture in the text and its file are one thing
        known = {PICTURE, SOUND} if any(True for _ in element.all("file")) else set()
        self.lost += [one for one in lost if one not in known]
        return words


def _kind_of(file_name: str) -> str:
    return PICTURE if file_name.lower().endswith(_PICTURES) else SOUND


def _question(element: Element, number: int) -> Raw:
    place = _place(element, number)
    kind = element.attributes.get("type", "")
    words = _Words()
    if kind == "category":
        category = element.first("category")
        return Raw(place, words(category), refused=Remark(KINDS[kind]))
    read = {
        "multichoice": _choices,
        "multichoiceset": _choices,
        "oumultiresponse": _choices,
        "truefalse": _truth,
        "matching": _pairs,
        "ddmatch": _pairs,
        "ordering": _steps,
    }
    raw = Raw(place, words(element.first("questiontext")))
    if kind not in read:
        told = Remark(KINDS[kind]) if kind in KINDS else Remark(OTHER, {"kind": excerpt(kind, 30)})
        return replace(raw, stem=raw.stem or element.said("name"), refused=told)
    raw = replace(raw, feedback=words(element.first("generalfeedback")))
    raw = read[kind](raw, element, words)
    hints = [HINT for one in element.all("hint") if one.said("text")]
    general = [MARK for name in _GENERAL if _is_own(element.first(name))]
    pictures = [PICTURE for one in element.all("image") if one.text.strip()]
    return replace(raw, lost=(*raw.lost, *words.lost, *pictures, *hints, *general[:1]))


def _is_own(element: Element | None) -> bool:
    """Whether somebody wrote this remark."""
    words = plain_of(element.said("text"))[0].strip().lower() if element else ""
    return bool(words) and not words.startswith(_USUAL)


def _choices(raw: Raw, element: Element, words: _Words) -> Raw:
    many = element.attributes.get("type") in _MANY
    single = not many and element.said("single").lower() not in ("false", "0")
    options, weights = [], []
    for answer in element.all("answer"):
        weight = _number(answer.attributes.get("fraction", "0"))
        weights.append(weight)
        options.append(Option(words(answer), weight >= 100 if single else weight > 0, words(answer.first("feedback"))))
    partly = [WEIGHT for weight in weights if single and 0 < weight < 100]
    two = single and sum(one.right for one in options) > 1
    fixed = element.said("shuffleanswers").lower() in ("0", "false")
    return replace(raw, options=tuple(options), fixed=fixed, lost=tuple(partly), doubt=TWO_RIGHT if two else None)


def _truth(raw: Raw, element: Element, words: _Words) -> Raw:
    answers = [(_number(one.attributes.get("fraction", "0")), one) for one in element.all("answer")]
    told = [words(one.first("feedback")) for _, one in answers]
    right = next((one for weight, one in answers if weight >= 100), None)
    side = right.said("text").lower() if right else ""
    if side not in ("true", "false"):
        return replace(raw, refused=Remark(said("câu đúng/sai không ghi bên nào đúng")))
    return with_truth(raw, told, is_true=side == "true")


def _pairs(raw: Raw, element: Element, words: _Words) -> Raw:
    found = tuple(Pair(words(one), words(one.first("answer"))) for one in element.all("subquestion"))
    if not found:
        return replace(raw, refused=Remark(said("câu ghép không có vế nào")))
    return replace(raw, pairs=found)


def _steps(raw: Raw, element: Element, words: _Words) -> Raw:
    told = [REMARK for one in element.all("answer") if words(one.first("feedback")).strip()]
    return replace(raw, steps=tuple(words(one) for one in element.all("answer")), lost=tuple(told))


def _number(written: str) -> float:
    """A share of a hundred; nought for what is no number."""
    try:
        return float(written.replace(",", "."))
    except ValueError:
        return 0.0
