"""Of two records of one person: which one is kept, which place, which confirmation, and until when it can be undone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

UNDONE_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Held:
    """What a record holds, as far as it decides which of two is kept."""

    id: int
    posts: int
    has_secret: bool
    has_sign_in: bool
    confirmations: int
    learnt: int


def kept_of(one: Held, other: Held) -> Held:
    """The record to keep: with a post, then with a secret, a card, more that is confirmed or learnt; else the older."""
    return max(one, other, key=lambda held: (*_worth(held), -held.id))


def may_be_kept(one: Held, instead_of: Held) -> bool:
    """Whether a record may be kept although the other would be by itself.

    Not where the other has a post, or the only secret to sign in with: those do not pass from one record to another.
    """
    return one.posts >= instead_of.posts and one.has_secret >= instead_of.has_secret


def better_place(one: tuple[bool, bool, int], other: tuple[bool, bool, int]) -> int:
    """Which of two memberships (known where, verified, number) stays open, as its number: known, verified, older."""
    return max(one, other, key=lambda place: (place[0], place[1], -place[2]))[2]


def may_undo(merged_at: datetime, now: datetime) -> bool:
    """Whether a merger is recent enough to be undone."""
    return now - merged_at <= UNDONE_WITHIN


def _worth(held: Held) -> tuple[bool, bool, bool, int, int]:
    return held.posts > 0, held.has_secret, held.has_sign_in, held.confirmations, held.learnt
