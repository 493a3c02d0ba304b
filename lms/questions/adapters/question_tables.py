"""Questions in a table, one a row: câu hỏi, A, B, C, D, đáp án, giải thích; columns guessed by their heads."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lms.errors import Refused
from lms.questions.adapters.brought import LONGEST_STEM, LeftOut, Raw, said
from lms.questions.adapters.keys import Key, read_key
from lms.questions.adapters.tidying import excerpt, tidy
from lms.questions.rules import Option
from lms.sheets.rules.columns import Guess, guess, heads_of
from lms.sheets.rules.tables import Remark, Sheet, Table
from lms.sources.rules import fold

LONGEST = LONGEST_STEM + 1
LETTERS = "ABCDEFGH"
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


def read_question_table(table: Table) -> tuple[list[Raw], list[LeftOut]]:
    """The questions of every sheet whose head is known. Raises Refused, beside `file`, when no sheet has one."""
    raws: list[Raw] = []
    left_out: list[LeftOut] = []
    read = False
    for sheet in table.sheets:
        guessed = _guessed(sheet)
        if guessed is None:
            place = Remark(said("Trang tính “%(name)s”"), {"name": sheet.name})
            left_out.append(LeftOut(place, "", Remark(said("không có cột “Câu hỏi” và các cột “A”, “B”…"))))
            continue
        read = True
        left_out += _unused(sheet, guessed)
        rows = zip(sheet.numbers[guessed.first :], sheet.rows[guessed.first :], strict=True)
        raws += [_raw(number, row, guessed) for number, row in rows]
    if not read:
        raise Refused(
            "Bảng cần các cột “Câu hỏi”, “A”, “B”, “C”, “D”, “Đáp án”. Đặt tên cột rồi tải lên lại.", field="file"
        )
    return raws, left_out


def looks_like_table(table: Table) -> bool:
    """Whether a sheet has a head that names the question, an option and the answer."""
    found = (guess(sheet, _WANTED) for sheet in table.sheets)
    return any(one.header_row is not None and {"stem", "A", "key"} <= set(one.columns) for one in found)


def _guessed(sheet: Sheet) -> Guess | None:
    """Where things stand in a sheet, by its heads or in their usual order; None for a sheet of something else."""
    by_heads = guess(sheet, _WANTED)
    if {"stem", "A"} <= set(by_heads.columns):
        return by_heads
    in_order = guess(sheet, {}, _ORDER)
    return in_order if _has_keys(sheet, in_order) else None


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
