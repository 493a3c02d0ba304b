"""Right answers as papers tell them: `Đáp án: B` after a question, `1.A 2.C` or a table of them at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_KEY, LONGEST_TABLE = 600, 3_000
_LETTERS = r"[A-Ja-j](?:\s*(?:[,;&+/]|và|\s)\s*[A-Ja-j])*|[A-J]{1,10}"
_SIDES = r"đúng|sai|true|false|đ|s"
_STATED = re.compile(
    r"\W*(?:chọn\s+)?(?:đáp\s*án|phương\s*án|đ/a|đa|trả\s*lời|answer|ans|key)(?:\s+đúng)?(?:\s+câu\s+\d+)?(?:\s+là)?"
    r"\s*[:=.\-–→]+\s*(.*)\Z",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\W*(?:(?:vậy\s+)?(?:ta\s+)?chọn(?:\s+(?:đáp\s*án|phương\s*án|ý|câu))?|đáp\s*án|phương\s*án|đ/a|answer)(?:\s+đúng)?"
    rf"(?:\s+là)?[\s:=]+((?:{_LETTERS})|(?:đúng|sai))[.\s]*\Z",
    re.IGNORECASE,
)
_AT_END = re.compile(r"\s[\[(]?(?:đáp\s*án|đ/a|answer)\s*:\s*([A-J]\b|đúng|sai)[\])]?[\s.]*\Z", re.IGNORECASE)
_SIDE_OF = re.compile(rf"\b([A-Ja-j])\s?[.):\-–=]?\s?({_SIDES})\b", re.IGNORECASE)
_PAIRED = re.compile(rf"(?:[A-Ja-j]\s?[.):\-–=]?\s?(?:{_SIDES})\b[\s,;.–-]*){{2,}}\Z", re.IGNORECASE)
_WITH_TEXT = re.compile(r"([A-J])\s*[.):/-]\s*\S.*\Z")
_ONLY_LETTERS = re.compile(rf"[(\[\s]*({_LETTERS})[)\]\s.]*\Z")
_ONLY_SIDE = re.compile(rf"(?:{_SIDES})[\s.]*\Z", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?:câu\s*)?(\d{{1,3}})\s*[.\-:)–=/|\t]?\s*((?:{_SIDES})\b|[A-Ja-j](?:\s*[,&]\s*[A-Ja-j])*(?!\w)|[A-J]{{2,5}}(?!\w))"
    r"[\s,;.|]*",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"\W*(?:bảng\s+)?(?:đáp\s+án|answer\s+keys?|answers|hướng dẫn chấm)"
    r"(?:\s+(?:trắc nghiệm|đề.{0,20}|và.{0,40}))?\W*\Z",
    re.IGNORECASE,
)  # fmt: skip
_BEFORE_PAIRS = re.compile(r"(?:bảng\s+)?(?:đáp\s*án|answers?|keys?)\s*[:.\-–]\s*(?=(?:câu\s*)?\d)", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?:câu(?:\s*(?:số|hỏi))?|stt)?[\s:|]*((?:(?:câu\s*)?\d{1,3}[\s|,;.]+)*(?:câu\s*)?\d{1,3})[\s|.]*\Z", re.IGNORECASE
)
_ROW = re.compile(r"(?:đáp\s*án|đ/?a|trả lời|chọn)?[\s:|]*((?:[A-J][\s|,;.]+)*[A-J])[\s|.]*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """What is said to be right: letters in capitals, or for true/false which side; `told` is how it was written."""

    told: str
    letters: tuple[str, ...] = ()
    side: bool | None = None


def key_said(text: str) -> Key | None:
    """The answer told on a line of its own; None for any other line."""
    bare = " ".join(text.split())
    if len(bare) > LONGEST_KEY:
        return None
    found = _SHORT.match(bare) or _STATED.match(bare)
    return read_key(found[1]) if found and found[1].strip() else None


def key_at_end(text: str) -> tuple[str, Key | None]:
    """A line without the answer that stands at its end, and that answer: `D. Vinh  Đáp án: B`."""
    found = _AT_END.search(text)
    return (text[: found.start()], read_key(found[1])) if found else (text, None)


def read_key(text: str) -> Key:
    """An answer as written; with neither letters nor a side when it is a text to look up among the options."""
    told = " ".join(text.split())
    if len(told) > LONGEST_KEY:
        return Key(told)
    if _PAIRED.match(told):
        return Key(told, tuple(one[1].upper() for one in _SIDE_OF.finditer(told) if one[2][0].lower() in ("đ", "t")))
    if _ONLY_SIDE.match(told):
        return Key(told, (), told[0].lower() in ("đ", "t"))
    if found := (_ONLY_LETTERS.match(told) or _WITH_TEXT.match(told)):
        return Key(told, _letters(found[1]))
    return Key(told)


def keys_on(lines: Sequence[str], at: int, *, after_heading: bool) -> tuple[dict[int, Key], int]:
    """The answers by number that a line of a table tells, and how many lines it took; none for any other line."""
    text = lines[at].strip()
    if len(text) > LONGEST_TABLE:
        return {}, 0
    if head := _BEFORE_PAIRS.match(text):
        text = text[head.end() :]
    pairs = list(_PAIR.finditer(text))
    whole = bool(pairs) and pairs[0].start() == 0 and sum(len(one[0]) for one in pairs) == len(text)
    if whole and (len(pairs) > 1 or after_heading or re.fullmatch(r"\d{1,3}\s*[.\-:|\t]?\s*[A-J]\.?", text)):
        return {int(one[1]): read_key(one[2]) for one in pairs}, 1
    numbers = _NUMBERS.match(text)
    below = _ROW.match(lines[at + 1].strip()) if numbers and at + 1 < len(lines) else None
    if numbers and below:
        counted, letters = re.findall(r"\d+", numbers[1]), re.findall("[A-Ja-j]", below[1])
        if len(counted) == len(letters) and (len(counted) > 1 or after_heading):
            return {int(number): read_key(letter) for number, letter in zip(counted, letters, strict=True)}, 2
    return {}, 0


def _letters(text: str) -> tuple[str, ...]:
    """`A, c và D` as letters."""
    return tuple(dict.fromkeys(re.findall("[A-J]", re.sub(r"\bvà\b", " ", text).upper())))
