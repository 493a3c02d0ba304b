"""Days as people type them."""

import re
from datetime import date

_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)


def day_typed(text: str) -> date | None:
    """A day written `5/9/2026`, `05.09.2026` or `2026-09-05`; None for anything else, and for 30/2."""
    text = text.strip()
    if match := _TYPED.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shown(day: date) -> str:
    """A day as people write it: `05/09/2026`."""
    return day.strftime("%d/%m/%Y")
