"""What staff see of somebody: how far they have come, and whether they can sign in; never a score or a try."""

from collections.abc import Mapping
from enum import StrEnum

from lms.tally.rules import Stage


class Access(StrEnum):
    """Whether somebody can sign in."""

    NO_CODE = "no_code"
    CARD_ONLY = "card_only"
    """A card was made; no secret has been chosen yet."""
    IN_USE = "in_use"
    LOCKED = "locked"


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the template that shows it translates it."""
    return sentence


ACCESS_WORDS: Mapping[Access, str] = {
    Access.NO_CODE: said("Chưa có mã"),
    Access.CARD_ONLY: said("Có thẻ, chưa đặt mã PIN"),
    Access.IN_USE: said("Đang dùng"),
    Access.LOCKED: said("Đang khóa"),
}
STAGE_WORDS: Mapping[Stage, str] = {
    Stage.LISTED: said("Chưa tiếp cận"),
    Stage.REGISTERED: said("Đã đăng ký"),
    Stage.LEARNING: said("Đang học"),
    Stage.COMPLETED: said("Đã hoàn thành"),
}


def access(*, has_code: bool, has_secret: bool, locked: bool) -> Access:
    """Whether somebody can sign in, from what is kept of their sign-in."""
    if not has_code:
        return Access.NO_CODE
    if not has_secret:
        return Access.CARD_ONLY
    return Access.LOCKED if locked else Access.IN_USE
