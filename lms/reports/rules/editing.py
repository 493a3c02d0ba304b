"""Two drafters at once: what each typed, what the other saved meanwhile, and nothing lost."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

Values = Mapping[str, str]
"""A part of a draft: what stands in each of its fields."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a form shows after somebody else saved first: `values` to go on with, `others` what the other wrote, by
    field, wherever it is not what was typed here.
    """

    values: dict[str, str]
    others: dict[str, str]


class Overtaken(Exception):
    """Somebody else saved the same part first."""

    def __init__(self, merged: Merged) -> None:
        """Keep what the form is to show."""
        super().__init__("overtaken")
        self.merged = merged


def seen_in(version: int, values: Values) -> str:
    """What a form was filled from, to be sent back with it: the version, and a mark of each field."""
    return ".".join([str(version), *(f"{key}-{_mark(values[key])}" for key in sorted(values))])


def merge(seen: str, mine: Values, now: Values) -> Merged:
    """Put together what was typed and what stands there now.

    A field that only the other changed takes the other's words; one that both changed keeps what was typed, and the
    other's words are told. A field that was not there, or of which `seen` says nothing, counts as shown empty.
    """
    before = dict(part.rpartition("-")[::2] for part in seen.split(".")[1:])
    values, others = dict(mine), {}
    for key, there in now.items():
        typed = mine.get(key, "")
        shown = before.get(key, EMPTY)
        if there == typed or shown == _mark(there):
            continue
        others[key] = there
        if shown == _mark(typed):
            values[key] = there
    return Merged(values, others)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


EMPTY = _mark("")
