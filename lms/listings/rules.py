"""How far somebody on a list has come, and what may be marked by hand. Source: design §4, Listing states."""

from enum import StrEnum


class Mark(StrEnum):
    """What only people on the spot can know; everything else is read from what the person did."""

    RECOGNISED_ELSEWHERE = "recognised_elsewhere"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    DECLINED = "declined"
    """Does not want to take part: stays in the denominator, never on a list for visits."""
