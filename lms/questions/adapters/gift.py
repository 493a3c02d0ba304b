"""GIFT files (docs.moodle.org, “GIFT format”): questions as text, one after the other with an empty line between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lms.questions.adapters.brought import MOST_READ, REMARK, UNREAD, WEIGHT, LeftOut, Raw, said
from lms.questions.adapters.plain import plain_of
from lms.questions.adapters.tidying import excerpt, unseen_gone
from lms.questions.rules import Option, Pair
from lms.sheets.rules.tables import Remark

SIGNS = ":#={}~"
_HIDDEN = {sign: chr(0xE000 + place) for place, sign in enumerate(SIGNS)}
_SHOWN = {ord(hidden): sign for sign, hidden in _HIDDEN.items()}
_ESCAPED = re.compile(r"\\([:#={}~n\\>])")
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
WEIGHT_SIGN = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,12})?)%")
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#(.*))?\Z", re.DOTALL | re.IGNORECASE)
_HOW = (
    r"(?:ALL|EXACT|RANDOM|REL|CONTIG(?:UOUS)?|H(?:ORI(?:ZONTAL)?)?|V(?:ERT(?:ICAL)?)?|ABS(?:OLUTE)?|RELATIVE"
    r"|[A-Z]+(?:_[A-Z]+)+|SHOW|TRUE|YES|HIDE|FALSE|NO|none|abc|ABCD|123|iii|IIII|0|1)"
)
_ORDER = re.compile(rf"\s*>[ \t]*(?:\d+(?=\s)(?:[ \t]+{_HOW}(?=\s))*|[A-Z_ \t]*(?=\n))(.*)\Z", re.DOTALL)
"""How many steps are shown and how they are graded stands before them, all of it optional but the number."""

_ANSWERS = re.compile(r"\A\{\s*(?:[#=~]|>[\w \t]*\n|(?:T|TRUE|F|FALSE)\s*[#}])|\s~")
TOLD_OF_STEPS = "//####"
"""Moodle would take a general feedback for one more step: ours stands in a comment, which only our reader heeds."""

_CATEGORY = re.compile(r"\$CATEGORY:.*")
_TAKEN = re.compile("[\ue000-\ue012]")
BLANK = "_____"
REASONS = {
    "essay": said("câu tự luận: ở đây chưa chấm được"),
    "numerical": said("câu điền số: ở đây chưa có loại này"),
    "short": said("câu điền chữ: ở đây chưa có loại này"),
    "words": said("đoạn văn, không phải câu hỏi"),
    "several": said("có nhiều chỗ điền trong một câu"),
    "broken": said("thiếu dấu ngoặc nhọn mở hoặc đóng"),
    "category": said("danh mục: một bộ câu hỏi ở đây không chia danh mục"),
}
TWO_RIGHT = Remark(said("chỉ được chọn một ý, mà có hai ý ghi là đúng"))


def looks_like_gift(text: str) -> bool:
    """Whether a text is written in GIFT."""
    bare = re.sub(r"(?m)^[ \t]*//.*$", "", _ESCAPED.sub("", text[:200_000]))
    inside = (found[0] for found in re.finditer(r"\{[^{}]*\}", bare))
    return any(_ANSWERS.search(one) for one in inside) or bool(re.search(r"(?m)^(?:::[^:\n]+::|\$CATEGORY:)", bare))


def read_gift(text: str) -> tuple[list[Raw], list[LeftOut]]:
    """The questions of a GIFT file as found, and what in it is no question."""
    raws: list[Raw] = []
    left_out: list[LeftOut] = []
    for line, block in _blocks(_TAKEN.sub("", unseen_gone(text))):
        place = Remark(said("Dòng %(row)s"), {"row": line})
        found = _CATEGORY.match(block)
        if found:
            left_out.append(LeftOut(place, excerpt(_back(found[0])), Remark(REASONS["category"])))
        if asked := block[found.end() if found else 0 :].strip():
            raws.append(_question(place, asked) if len(raws) < MOST_READ else Raw(place, asked))
    return raws, left_out


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces between empty lines with the line each begins on; braces that are open take in the next piece too.

    Where they are never closed, empty lines part all the same: only the piece with the mistake is lost.
    """
    held: list[tuple[int, str]] = []
    opened = 0
    for number, line in enumerate(text.split("\n"), 1):
        begun = line.lstrip()
        told = opened > 0 and begun.startswith(TOLD_OF_STEPS)
        comment = begun.startswith("//") and not told
        bare = "" if comment else _ESCAPED.sub(lambda found: _hidden(found[1]), begun[2:] if told else line)
        begins = bare.lstrip().startswith(("::", "$CATEGORY:"))
        if held and (begins or not (bare.strip() or comment or opened > 0)):
            yield from _parted(held, opened)
            held, opened = [], 0
        if bare.strip() or (held and not comment):
            held.append((number, bare))
            opened += bare.count("{") - bare.count("}")
    yield from _parted(held, opened)


def _parted(lines: Sequence[tuple[int, str]], opened: int) -> Iterator[tuple[int, str]]:
    """The lines as one piece; parted at empty ones when as many as `opened` braces are not closed."""
    piece: list[tuple[int, str]] = []
    for number, line in (*lines, (0, "")):
        if line.strip():
            piece.append((number, line))
        elif piece and (opened > 0 or not number):
            yield piece[0][0], "\n".join(one for _, one in piece)
            piece = []


def _hidden(sign: str) -> str:
    return {"n": "\ue010", "\\": "\ue011", ">": "\ue012"}.get(sign) or _HIDDEN[sign]


def _back(text: str) -> str:
    """The text with its escaped signs as such."""
    return text.translate({**_SHOWN, 0xE010: "\n", 0xE011: "\\", 0xE012: ">"})


@dataclass
class _Words:
    """Reads texts by the format the question is written in, and gathers what is lost of them."""

    plain: bool
    lost: list[str]

    def __call__(self, text: str) -> str:
        found = FORMAT.match(text)
        plain = found[1].lower() == "plain" if found else self.plain
        bare = _back(text[found.end() :] if found else text).strip()
        if plain:
            return bare
        words, lost = plain_of(bare.replace("\n", "<br>") if "<" in bare or "&" in bare else bare)
        self.lost += lost
        return words


def _question(place: Remark, block: str) -> Raw:
    title = _TITLE.match(block)
    body = block[title.end() :] if title else block
    start, end = body.find("{"), body.find("}")
    opened, closed = body.count("{"), body.count("}")
    stem = (
        body
        if start < 0 or end < start
        else f"{body[:start]}{BLANK if body[end + 1 :].strip() else ''}{body[end + 1 :]}"
    )
    found = FORMAT.match(stem)
    words = _Words(plain=bool(found) and found[1].lower() == "plain", lost=[])  # type: ignore[index]
    raw = Raw(place, words(stem))
    reason = "words" if not opened and not closed else "broken" if opened != closed or end < start else ""
    if reason or opened > 1:
        return replace(raw, refused=Remark(REASONS[reason or "several"]))
    answers, told, general = body[start + 1 : end].rpartition("####")
    answers, general = (answers, general) if told else (general, "")
    raw = replace(raw, feedback=words(general))
    answered = _answered(raw, answers, words)
    return replace(answered, lost=(*answered.lost, *words.lost))


def _answered(raw: Raw, answers: str, words: _Words) -> Raw:
    """The question with its answers, by the signs they are written with."""
    if not answers.strip() or answers.lstrip().startswith("#"):
        return replace(raw, refused=Remark(REASONS["numerical" if answers.strip() else "essay"]))
    if found := _TRUTH.match(answers):
        told = [words(one) for one in (found[2] or "").split("#")]
        return with_truth(raw, told, is_true=found[1].upper().startswith("T"))
    if found := _ORDER.match(answers):
        return replace(raw, steps=tuple(words(line) for line in found[1].split("\n") if line.strip()))
    if "~" in answers:
        return _choices(raw, answers, words)
    if "->" in answers and "=" in answers:
        pairs = [one.partition("#")[0].partition("->") for one in answers.split("=") if one.strip()]
        told = [REMARK for one in answers.split("=") if one.partition("#")[2].strip()]
        return replace(
            raw, pairs=tuple(Pair(words(left), words(right)) for left, _, right in pairs), lost=(*raw.lost, *told)
        )
    return replace(raw, refused=Remark(REASONS["short"]))


def with_truth(raw: Raw, told: Sequence[str], *, is_true: bool) -> Raw:
    """The question as true or false; it has one explanation here: the general one, else the first told of a side."""
    said_of_sides = list(dict.fromkeys(one for one in told if one))
    feedback = raw.feedback or (said_of_sides[0] if said_of_sides else "")
    lost = [REMARK for one in said_of_sides if one != feedback]
    return replace(raw, truth=is_true, feedback=feedback, lost=(*raw.lost, *lost))


def _choices(raw: Raw, answers: str, words: _Words) -> Raw:
    options: list[Option] = []
    lost = [UNREAD] if re.split("[=~]", answers, maxsplit=1)[0].strip() else []
    single = "=" in answers
    for found in re.finditer(r"([=~])([^=~]*)", answers):
        weighed = WEIGHT_SIGN.match(found[2])
        weight = float(weighed[1]) if weighed else 100.0 * (found[1] == "=")
        text, _, told = found[2][weighed.end() if weighed else 0 :].partition("#")
        right = weight >= 100 if single else weight > 0
        lost += [WEIGHT] if single and 0 < weight < 100 else []
        options.append(Option(words(text), right, words(told)))
    many = single and sum(one.right for one in options) > 1
    return replace(raw, options=tuple(options), lost=tuple(lost), doubt=TWO_RIGHT if many else None)
