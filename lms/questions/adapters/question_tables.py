"""Questions in a table, one a row: câu hỏi, A, B, C, D, đáp án, giải thích; columns guessed by heads, or chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lms.questions.adapters.brought import LONGEST_STEM, LeftOut, Raw, said
from lms.questions.adapters.keys import Key, read_key
from lms.questions.adapters.tidying import excerpt, tidy
from lms.questions.rules import Option
from lms.sheets.rules.choosing import ALL_SHEETS, Choice, chosen_sheets
from lms.sheets.rules.columns import Columns, Guess, guess, heads_of
from lms.sheets.rules.tables import Remark, Sheet, Table
from lms.sources.rules import fold

LONGEST = LONGEST_STEM + 1
LETTERS = "ABCDEFGH"
LOOKED_AT = 60
NOT_CHOSEN = Remark(said("trang tính này không chọn đọc"))
_WANTED: Mapping[str, Sequence[str]] = {
    "stem": ("câu hỏi", "nội dung câu hỏi", "nội dung", "đề bài", "question text", "question", "câu dẫn", "hỏi"),
    "key": ("đáp án đúng", "đáp án", "trả lời đúng", "câu trả lời đúng", "phương án đúng", "ý đúng", "correct answer s",
            "correct answer", "correct answers", "correct", "answer", "key", "da"),
    "why": ("giải thích", "lời giải", "hướng dẫn giải", "answer explanation", "explanation", "feedback", "phản hồi"),
    **{
        letter: (letter, *(f"{word} {name}" for name in (letter, number) for word in (
            "đáp án", "phương án", "lựa chọn", "ý", "câu trả lời", "trả lời", "option", "answer", "choice")))
        for number, letter in enumerate(LETTERS, 1)
    },
}  # fmt: skip
_ORDER = ("stem", "A", "B", "C", "D", "key", "why")
_NUMBERING = {"stt", "tt", "so tt", "so thu tu", "cau", "cau so", "no", "id"}
_SIDES = {"dung": True, "true": True, "sai": False, "false": False}


def read_question_table(table: Table, choice: Choice) -> tuple[list[Raw], list[LeftOut]]:
    """The questions of the chosen sheets, from the columns chosen, else from those guessed; sheets without are left
    out.
    """
    raws: list[Raw] = []
    left_out: list[LeftOut] = []
    for sheet in chosen_sheets(table, choice):
        guessed = guess_questions(sheet, choice.columns)
        if guessed is None:
            place = Remark(said("Trang tính “%(name)s”"), {"name": sheet.name})
            left_out.append(LeftOut(place, "", Remark(said("không có cột “Câu hỏi” và các cột “A”, “B”…"))))
            continue
        left_out += _unused(sheet, guessed)
        rows = zip(sheet.numbers[guessed.first :], sheet.rows[guessed.first :], strict=True)
        raws += [_raw(number, row, guessed) for number, row in rows]
    left_out += [
        LeftOut(Remark(said("Trang tính “%(name)s”"), {"name": sheet.name}), "", NOT_CHOSEN)
        for sheet in table.sheets if choice.sheet not in (ALL_SHEETS, sheet.name)
    ]  # fmt: skip
    return raws, left_out


def looks_like_table(table: Table) -> bool:
    """Whether a sheet has a head that names the question, an option and the answer."""
    found = (guess(sheet, _WANTED) for sheet in table.sheets)
    return any(one.header_row is not None and {"stem", "A", "key"} <= set(one.columns) for one in found)


def guess_questions(sheet: Sheet, by_hand: Columns | None = None) -> Guess | None:
    """Where things stand in a sheet, by its heads or in their usual order; a choice by hand goes before both.

    None for a sheet of something else.
    """
    by_heads = guess(sheet, _WANTED)
    if by_hand is not None:
        if len(by_heads.columns) > 1:  # one may be an answer: a lone `A`
            return replace(by_heads, columns=by_hand)
        return Guess(0, 1, by_hand) if _heads_above(sheet, Guess(None, 0, by_hand)) else Guess(None, 0, by_hand)
    if {"stem", "A"} <= set(by_heads.columns):
        return by_heads
    in_order = guess(sheet, {}, _ORDER)
    return in_order if _has_keys(sheet, in_order) else None


def _heads_above(sheet: Sheet, chosen: Guess) -> bool:
    """Whether the first row only names the columns chosen: its answer is none, others are."""
    told = [_raw(0, row, chosen) for row in sheet.rows[: LOOKED_AT + 1]]
    answered = [one.truth is not None or any(option.right for option in one.options) for one in told]
    return not answered[0] and any(answered[1:])


def _has_keys(sheet: Sheet, guessed: Guess) -> bool:
    """Whether a sheet without heads has answers where they would stand."""
    told = [read_key(guessed.cell(row, "key")) for row in sheet.rows if guessed.cell(row, "key")]
    return bool(told) and all(key.letters or key.side is not None for key in told)


def _unused(sheet: Sheet, guessed: Guess) -> list[LeftOut]:
    """The columns that are not read."""
    used = {column for columns in guessed.columns.values() for column in columns}
    heads = [head for column, head in enumerate(heads_of(sheet, guessed)) if column not in used]
    names = [head for head in heads if head and fold(head).strip(" .") not in _NUMBERING]
    why = Remark(said("cột không dùng đến"))
    return [LeftOut(Remark(said("Cột “%(name)s”"), {"name": excerpt(name, 40)}), "", why) for name in names]


def _raw(number: int, row: Sequence[str], guessed: Guess) -> Raw:
    raw = Raw(
        Remark(said("Dòng %(row)s"), {"row": number}), guessed.cell(row, "stem"), feedback=guessed.cell(row, "why")
    )
    cells = [guessed.cell(row, letter) for letter in LETTERS]
    last = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    options = tuple(Option(cell, right=False) for cell in cells[:last])
    told = guessed.cell(row, "key")
    key = read_key(told)
    if not options:
        side = key.side if key.side is not None else _SIDES.get(fold(told))
        return replace(raw, truth=side) if side is not None else raw
    if not told:
        return replace(raw, options=options)
    right = _right(key, options)
    if not right:
        doubt = Remark(said("ghi đáp án là “%(told)s” nhưng không có ý ấy"), {"told": excerpt(told, 40)})
        return replace(raw, options=options, doubt=doubt)
    return replace(raw, options=tuple(replace(one, right=n in right) for n, one in enumerate(options)))


def _right(key: Key, options: Sequence[Option]) -> set[int]:
    """Which options a cell means: by their text, by letters, by numbers from 1.

    Empty when not all are there, and when a cell `2` may mean the second or the one that says 2.
    """
    texts = [tidy(one.text).casefold() for one in options]
    by_text = {n for n, text in enumerate(texts) if text == key.told.casefold()}
    by_place = _by_place(key, texts)
    return by_place or by_text if not (by_text and by_place) or by_text == by_place else set()


def _by_place(key: Key, texts: Sequence[str]) -> set[int]:
    if key.side is not None:
        return {n for n, text in enumerate(texts) if _SIDES.get(fold(text)) is key.side}
    parts = [part for part in key.told.replace(";", ",").replace(" ", ",").split(",") if part]
    places = [int(part) - 1 if part.isascii() and part.isdigit() and len(part) < 3 else -1 for part in parts]
    if key.letters:
        places = [LETTERS.find(letter) for letter in key.letters]
    return set(places) if places and all(0 <= place < len(texts) for place in places) else set()
