"""Which pupil of a class each row of a school's own file speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.listings.rules.rows import guess_columns
from lms.people.rules.names import search_key
from lms.sheets.rules.columns import Guess
from lms.sheets.rules.tables import Sheet
from lms.sheets.rules.values import read_year


class Match(StrEnum):
    """Why a row has no pupil."""

    NOBODY = "nobody"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Named:
    """A pupil as a file may name them."""

    id: int
    name: str
    birth_year: int


def match(sheet: Sheet, pupils: Iterable[Named]) -> dict[int, int | Match]:
    """By the numbers of a sheet's rows that name somebody: the pupil's id, or why there is none.

    By name without diacritics, and by year of birth where the row has one; of several alike the one whose name is
    written just so. A pupil that two rows name stands for neither.
    """
    known: dict[str, list[Named]] = {}
    for pupil in pupils:
        known.setdefault(search_key(pupil.name), []).append(pupil)
    guessed = guess_columns(sheet)
    found: dict[int, int | Match] = {}
    for number, row in list(zip(sheet.numbers, sheet.rows, strict=True))[guessed.first :]:
        name = guessed.cell(row, "name")
        if any(letter.isalpha() for letter in name):
            found[number] = _who(name, read_year(guessed.cell(row, "birth_year")), known)
    return _once(found)


def first_free(sheet: Sheet, heads: Sequence[str]) -> int | None:
    """The column (from 0) that was filled in before, by its first head; None when none was."""
    guessed = guess_columns(sheet)
    row = header_of(sheet, guessed)
    return next((n for n, cell in enumerate(row) if cell == heads[0]), None)


def header_number(sheet: Sheet) -> int | None:
    """The number of the row with the heads, None where the sheet has none."""
    guessed = guess_columns(sheet)
    return None if guessed.header_row is None else sheet.numbers[guessed.header_row]


def header_of(sheet: Sheet, guessed: Guess) -> Sequence[str]:
    """The cells of the row with the heads; none where there is none."""
    return () if guessed.header_row is None else sheet.rows[guessed.header_row]


def has_names(sheet: Sheet) -> bool:
    """Whether a sheet lists people at all."""
    return "name" in guess_columns(sheet).columns


def _who(name: str, year: int | None, known: Mapping[str, Sequence[Named]]) -> int | Match:
    alike = [one for one in known.get(search_key(name), ()) if year is None or one.birth_year == year]
    exact = [one for one in alike if one.name.casefold() == name.casefold()]
    if len(exact) == 1 or len(alike) == 1:
        return (exact or alike)[0].id
    return Match.SEVERAL if alike else Match.NOBODY


def _once(found: Mapping[int, int | Match]) -> dict[int, int | Match]:
    """The same, but nobody in two rows."""
    ids = [one for one in found.values() if not isinstance(one, Match)]
    twice = {one for one in ids if ids.count(one) > 1}
    return {number: Match.SEVERAL if one in twice else one for number, one in found.items()}
