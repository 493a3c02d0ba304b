"""The copy of their data that a person takes along: its name, its version, and how it is written down."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lms import clock
from lms.confirmations.rules.wording import AUDIENCE_WORDS, PROOF_WORDS
from lms.dossiers.rules.asking import ENDING_WORDS, WISH_WORDS
from lms.people.rules.posts import ROLE_WORDS

FORMAT, VERSION = "hoc-vu-so/du-lieu-ca-nhan", 1
"""What the copy calls itself. The version is raised when a part is renamed or taken away, not when one is added."""


def written(copy: Mapping[str, Any]) -> str:
    """The copy as JSON that people can read too: days and moments as in ISO 8601, Vietnamese letters as they are."""
    return json.dumps(copy, ensure_ascii=False, indent=2, default=_plain)


def file_name(day: date) -> str:
    """What the file is called; no name of anybody stands in it."""
    return f"du-lieu-ca-nhan-{day:%Y-%m-%d}.json"


def words() -> dict[str, Any]:
    """How a page says what the copy holds as values; `day(None)` is empty."""
    return {
        "day": _day,
        "audience_words": AUDIENCE_WORDS,
        "proof_words": PROOF_WORDS,
        "role_words": ROLE_WORDS,
        "wish_words": WISH_WORDS,
        "ending_words": ENDING_WORDS,
    }


def _day(at: date | datetime | None) -> str:
    on = clock.day_of(at) if isinstance(at, datetime) else at
    return f"{on:%d/%m/%Y}" if on else ""


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
