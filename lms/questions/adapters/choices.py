"""The options of a question as papers write them: on one line or several, `A.` `b)` `C/` or bullets; the marked one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lms.questions.adapters.brought import said
from lms.questions.adapters.marked import MARKS, Marked
from lms.questions.rules import Option
from lms.sheets.rules.tables import Remark

_STAR = r"[*✓✔√☑✅]"
_AT_START = re.compile(rf"\s*({_STAR}?)\s*[(\[]?([A-Ja-j])({_STAR}?)\s?[.):/\]](?![A-Za-z]\.)\s*")
_INLINE = re.compile(rf"(?<=\s)({_STAR}?)[(\[]?([A-Ja-j])({_STAR}?)[.):/\]]\s*(?=\S)")
_BULLET = re.compile(rf"\s*({_STAR}?)\s*[•●○◦▪□☐☑✅■\uf0b7\uf0a7+–-]({_STAR}?)\s+")
_TAIL = re.compile(r"(?:(?<=[^\s*.])[*]|\s*[✓✔√☑✅]|\s*\((?:đúng|đáp án đúng|đáp án)\))\s*\Z", re.IGNORECASE)
_HEAD = re.compile(r"(?:[*](?=\s|[^\W_])|[✓✔√☑✅])\s*")  # *.docx has no star of ours
LONGEST_TAIL = 40
CONFLICT = Remark(said("có hai cách đánh dấu chỉ vào hai ý khác nhau"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as written: its letter in capitals (empty for a bullet), the label itself, its text.

    `starred`: a star stands before or after it; `bare` is its text without one that stands within.
    """

    letter: str
    label: Marked
    text: Marked
    bare: Marked
    starred: bool = False


def choices_in(line: Marked, next_letter: str) -> tuple[Marked, list[Choice]]:
    """The options on a line and what stands before the first; none when the line has no option in its turn.

    `next_letter`: whose turn it is. A line may begin with any letter once there are options: papers mistype them.
    """
    found = _AT_START.match(line.text)
    if found and (found[2].upper() == next_letter or (next_letter != "A" and _is_label(found, line))):
        return line.cut(0, 0), _split(line, found)
    if next_letter == "A":
        first = next((one for one in _INLINE.finditer(line.text) if one[2].upper() == "A"), None)
        if first:
            split = _split(line, first)
            if len(split) > 1:
                return line.cut(0, first.start()), split
    return line, []


def bullet_in(line: Marked) -> Choice | None:
    """The option of a line that begins with a bullet, a box or a dash; None for any other line."""
    found = _BULLET.match(line.text)
    if not found:
        return None
    starred = any(found.groups()) or any(sign in found[0] for sign in "☑✅")
    return _choice("", line.cut(found.start(), found.end()), line.cut(found.end()), starred=starred)


def right_ones(choices: Sequence[Choice]) -> tuple[list[Option], Remark | None]:
    """The options, those right that a star or their looks mark, and a doubt when marks disagree.

    A mark tells only where some have it and others do not; on the label or on the text. A star that tells nothing is
    part of the text.
    """
    sets = [tuple(one.starred for one in choices)]
    for mark in MARKS:
        for part in ([one.text.mostly(mark) for one in choices], [one.label.mostly(mark) for one in choices]):
            sets.append(tuple(part))
    telling = {one for one in sets if any(one) and not all(one)}
    if sets[0] in telling:
        return [Option(one.bare.text, one.starred) for one in choices], None
    if len(telling) == 1:
        return [Option(one.text.text, right) for one, right in zip(choices, telling.pop(), strict=True)], None
    return [Option(one.text.text, False) for one in choices], CONFLICT if telling else None


def _is_label(found: re.Match[str], line: Marked) -> bool:
    """Whether a letter out of its turn is a label all the same: one mistyped, not a word of the text."""
    return found[2].isupper() and found.start(2) == len(line.text) - len(line.text.lstrip()) + len(found[1])


def _split(line: Marked, first: re.Match[str]) -> list[Choice]:
    """The options from the first label on: each next letter in its turn begins another."""
    heads = [first]
    lower = first[2].islower()
    for found in _INLINE.finditer(line.text, first.end()):
        turn = chr(ord(heads[-1][2].upper()) + 1)
        if found[2].upper() == turn and found[2].islower() == lower:
            heads.append(found)
    ends = [*(one.start() for one in heads[1:]), len(line.text)]
    return [
        _choice(head[2].upper(), line.cut(head.start(2), head.end(2)), line.cut(head.end(), end),
                starred=bool(head[1] or head[3]))
        for head, end in zip(heads, ends, strict=True)
    ]  # fmt: skip


def _choice(letter: str, label: Marked, text: Marked, *, starred: bool) -> Choice:
    head, tail = _HEAD.match(text.text), _TAIL.search(text.text, max(len(text.text) - LONGEST_TAIL, 0))
    bare = text.cut(head.end() if head else 0, tail.start() if tail else None)
    return Choice(letter, label, text, bare, starred or bool(head or tail))
