"""Which standings a confirmation counts in. Source: design §4, Counted groups."""

from collections.abc import Iterable

from lms.skills.rules import ADULTS, Audience


def standings_of(groups: Iterable[str]) -> tuple[Audience, ...]:
    """The audiences whose standing a rule's counted groups speak of; adults are counted where they live."""
    found = (Audience.CITIZEN if group == ADULTS else Audience(group) for group in groups)
    return tuple(dict.fromkeys(found))
