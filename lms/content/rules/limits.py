"""The numbers of the content guide §3, per audience: our assumptions, to be corrected after watching readers."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from lms.skills.rules import Audience


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper limits in tiếng unless said otherwise; `body_from`, `body_to`: the length of a lesson; `pace` a minute."""

    sentence: int
    mean: int
    body_from: int
    body_to: int
    step: int
    steps: int
    stem: int
    option: int
    feedback: int
    terms: int
    pace: int


_CITIZEN = Limits(20, 12, 250, 600, 36, 7, 45, 14, 28, 4, 110)
_OFFICIAL = Limits(28, 16, 350, 800, 50, 7, 60, 18, 34, 4, 180)
_SECONDARY = Limits(22, 13, 280, 650, 40, 7, 50, 16, 28, 4, 150)
_PRIMARY = Limits(15, 9, 120, 380, 26, 6, 32, 12, 20, 2, 80)

LIMITS: Mapping[Audience, Limits] = {
    Audience.CITIZEN: _CITIZEN,
    Audience.OFFICIAL: _OFFICIAL,
    Audience.SECONDARY: _SECONDARY,
    Audience.PRIMARY: _PRIMARY,
    Audience.UPPER: _SECONDARY,
    Audience.STUDENT: _OFFICIAL,
    Audience.ENTERPRISE: _CITIZEN,
}
"""The guide has four columns; upper secondary reads like secondary, students like officials, workers like citizens."""

KEEP = 16  # tiếng in the sentence to keep
MEANING = 30  # tiếng in a term's meaning
ALT_FROM, ALT_TO = 8, 40  # tiếng in a picture's description
PRACTICE_MINUTES = 1.5


def strictest(audiences: Iterable[Audience]) -> Limits:
    """The limits that suit every one of the audiences (those of citizens where there is none)."""
    columns = [astuple(LIMITS[audience]) for audience in audiences] or [astuple(_CITIZEN)]
    return Limits(*(min(column) for column in zip(*columns, strict=True)))
