"""A paper read line by line: where a question begins, its options, its answer, its explanation; from Word or pasted."""

import re
from collections import Counter
from collections.abc import Sequence

from lms.questions.adapters.asked import Asked, raw_of
from lms.questions.adapters.brought import LONGEST_CHOICE, MOST_READ, LeftOut, Raw, said
from lms.questions.adapters.choices import Choice, bullet_in, choices_in
from lms.questions.adapters.keys import HEADING, Key, key_at_end, key_said, keys_on
from lms.questions.adapters.marked import Marked
from lms.questions.adapters.tidying import excerpt
from lms.sheets.rules.tables import Remark

_LEVEL = r"(?:[(\[]\s*(?:[\d.,]+\s*(?:điểm|đ)|NB|TH|VD|VDC|nhận biết|thông hiểu|vận dụng|MĐ\s?\d|M\d)\s*[)\]]\s*)?"
_WORD = re.compile(
    rf"\s*(?:câu(?:\s*hỏi)?|bài|question)\s*(?:số\s*)?(\d{{1,4}})\s*{_LEVEL}"
    rf"(?:[.:)/\-–]+|(?=\Z|[A-ZÀ-Ỹ“\"]))\s*{_LEVEL}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(\d{1,3})(?:\s*[.)/:\-–]|\t)\s*(?=\D|\Z)")
_WHY = re.compile(
    r"\W*(?:giải\s*thích|lời\s*giải|hướng\s*dẫn(?:\s*giải)?|gợi\s*ý\s*trả\s*lời|explanation|feedback|vì\s*sao)\s*[:.\-–]\s*",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:phần|part|chương|chủ đề)\s+(?:[IVX]+|\d+)\b|\s*[IVX]{1,4}\s*[.)]\s+\D", re.IGNORECASE)
LONGEST_LINES = 4 * LONGEST_CHOICE
BEFORE = Remark(said("Trước câu đầu tiên"))
AFTER = Remark(said("Sau câu cuối"))
_OUTSIDE = Remark(said("không thuộc câu hỏi nào"))
_HEADLINE = Remark(said("dòng tiêu đề, không phải câu hỏi"))


class Paper:
    """Takes the lines of a paper one by one; `style` tells how it numbers: by word (`Câu 1`), number, or not at all."""

    def __init__(self, lines: Sequence[Marked]) -> None:
        """See how the paper numbers its questions."""
        self.lines = lines
        self.asked: list[Asked] = []
        self.keys: dict[int, Key] = {}
        self.left_out: list[LeftOut] = []
        self._gap = self._ended = False
        end = next(
            (n for n, line in enumerate(lines) if HEADING.match(line.text)), len(lines)
        )  # a table counts as well
        words = any(_WORD.match(line.text) for line in lines[:end])
        numbers = any(_NUMBER.match(line.text) for line in lines[:end])
        self.style = _WORD if words else _NUMBER if numbers else None

    def read(self) -> tuple[list[Raw], list[LeftOut]]:
        """The questions, their answers matched to them, and what belongs to none."""
        texts = [line.text for line in self.lines]
        at = 0
        while at < len(texts):
            keys, taken = keys_on(texts, at, after_heading=self._ended) if self.asked or self._ended else ({}, 0)
            if keys:
                self.keys |= {number: key for number, key in keys.items() if number not in self.keys}
            else:
                self._line(at, self.lines[at])
            at += taken or 1
        numbers = Counter(one.number for one in self.asked)
        single = {n: key for n, key in self.keys.items() if numbers[n] < 2}  # two parts that both count from 1
        raws = [raw_of(one, place, single) for place, one in enumerate(self.asked[:MOST_READ], 1)]
        return [*raws, *[Raw(AFTER)] * len(self.asked[MOST_READ:])], self.left_out

    def _line(self, at: int, line: Marked) -> None:
        if not line.text.strip():
            self._gap = True
            if self.asked:
                self.asked[-1].lost += line.lost
            return
        if HEADING.match(line.text):
            self._ended = True
        elif not self._begins(at, line):
            self._goes_on(line)
        self._gap = False

    def _begins(self, at: int, line: Marked) -> bool:
        """Whether a question begins here; then it is the one that is read from now on."""
        now = self.asked[-1] if self.asked else None
        if self.style is None:
            begins = not self._ended and (now is None or self._is_new(now, line))
            if begins:
                self._begin(None, at, line)
            return begins
        found = self.style.match(line.text)
        if not found or (self.style is _NUMBER and not self._in_turn(int(found[1]))):
            return False
        self._ended = False
        self._begin(int(found[1]), at, Marked(line.text[found.end() :], line.marks[found.end() :], line.lost))
        return True

    def _begin(self, number: int | None, at: int, line: Marked) -> None:
        self.asked.append(Asked(number, at))
        if line.text.strip() or line.lost:
            self._goes_on(line)

    def _is_new(self, now: Asked, line: Marked) -> bool:
        """Without numbers a question ends when its options have been read and an empty line or its answer follows."""
        whole = len(now.choices) > 1 or now.key is not None
        other = not choices_in(line, now.next_letter)[1] and not _WHY.match(line.text) and not key_said(line.text)
        return whole and other and not bullet_in(line) and (self._gap or now.told)

    def _in_turn(self, number: int) -> bool:
        """Whether a bare number can be the next question's: `1.` and `2.` inside a question count its statements."""
        if not self.asked:
            return number <= 1 or self.style is _NUMBER
        last = self.asked[-1]
        done = bool(last.choices or last.key or last.told)
        return number == (last.number or 0) + 1 or (done and (number == 1 or number > (last.number or 0)))

    def _goes_on(self, line: Marked) -> None:
        """A line that belongs to the question that is read, or to none."""
        if not self.asked or self._ended:
            self.left_out.append(LeftOut(AFTER if self.asked else BEFORE, excerpt(line.text), _OUTSIDE))
            return
        now = self.asked[-1]
        now.lost += line.lost
        if found := _WHY.match(line.text):
            now.told = True
            now.why.append(line.text[found.end() :])
        elif now.choices and _PART.match(line.text) and not choices_in(line, now.next_letter)[1]:
            self.left_out.append(LeftOut(AFTER, excerpt(line.text), _HEADLINE))
        elif (now.stem or now.choices) and (key := key_said(line.text)):
            now.key, now.told = now.key or key, True
        elif now.told:
            now.why.append(line.text)
        else:
            self._asking(now, line)

    def _asking(self, now: Asked, line: Marked) -> None:
        """A line of the question's words or of its options."""
        text, key = key_at_end(line.text)
        if key:
            now.key, now.told = key, True
            line = Marked(text, line.marks[: len(text)])
        before, choices = choices_in(line, now.next_letter)
        if choices:
            now.stem += [one.text for one in now.choices if not one.letter]  # bullets before letters are the stem's
            now.choices = [*(one for one in now.choices if one.letter), *choices]
            now.stem += [before] if before.text else []
        elif (bullet := bullet_in(line)) and now.stem and not now.lettered:
            now.choices.append(bullet)
        elif now.choices:
            now.choices[-1] = _longer(now.choices[-1], line)
        else:
            now.stem.append(line.cut(0))


def read_paper(lines: Sequence[Marked]) -> tuple[list[Raw], list[LeftOut]]:
    """The questions of a paper as found, and what belongs to none of them."""
    return Paper(lines).read()


def _longer(choice: Choice, line: Marked) -> Choice:
    """An option that goes on on the next line."""
    more = line.cut(0)
    if len(choice.text.text) > LONGEST_LINES:  # refused as too long in any case
        return choice
    text, bare = (
        Marked(f"{one.text}\n{more.text}", one.marks + b"\0" + more.marks) for one in (choice.text, choice.bare)
    )
    return Choice(choice.letter, choice.label, text, bare, choice.starred)
