"""Days as people read them."""

from datetime import date


def shown(day: date) -> str:
    """A day as people write it: `05/09/2026`."""
    return day.strftime("%d/%m/%Y")
