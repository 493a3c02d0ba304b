"""Registering many from a list: which of its rows become new people, which are known, which are left."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.listings.rules.matching import ANOTHER, Judged, Verdict

KIND = "people"
"""The drafts of this screen."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of a list by what becomes of them: new people, people known already (ids), and rows that are left."""

    new: tuple[Judged, ...]
    known: tuple[int, ...]
    left: tuple[Judged, ...]


def sort_rows(judged: Iterable[Judged]) -> Sorted:
    """What becomes of each row. A row that may be somebody known is left until somebody says who it is."""
    new, known, left = [], [], []
    for one in judged:
        if one.verdict is Verdict.ADD or (one.verdict is Verdict.MAYBE and one.chosen == ANOTHER):
            new.append(one)
        elif one.verdict is Verdict.LISTED:
            known.append(one.alike[0].person_id)
        elif one.verdict is Verdict.MAYBE and one.chosen.isdigit():
            known.append(int(one.chosen))
        else:
            left.append(one)
    return Sorted(tuple(new), tuple(dict.fromkeys(known)), tuple(left))
