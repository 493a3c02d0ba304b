"""Pictures in place of digits: four of twelve, in order, for those who do not read yet and any adult who asks.

They are weaker than six digits: five failures close them, and what cannot be undone is never opened by them
(design §4, Sign-in).
"""

import secrets
from collections.abc import Mapping, Sequence
from itertools import pairwise

from lms.errors import Refused


def said(word: str) -> str:
    """The word itself: `make messages` gathers it here, and the template that shows it translates it."""
    return word


PICTURES: Mapping[str, str] = {
    "non-la": said("Nón lá"),
    "con-trau": said("Con trâu"),
    "bong-sen": said("Bông sen"),
    "cai-quat": said("Cái quạt"),
    "con-thuyen": said("Thuyền"),
    "mat-troi": said("Mặt trời"),
    "cay-tre": said("Cây tre"),
    "con-ga": said("Con gà"),
    "xe-dap": said("Xe đạp"),
    "qua-chuoi": said("Quả chuối"),
    "cai-trong": said("Cái trống"),
    "ngoi-nha": said("Ngôi nhà"),
}
"""What is tapped, in the order shown: the file's name (`lms/ui/static/pictures`) and what the drawing shows."""

CHOSEN = 4
FEWEST_DIFFERENT = 3


def read_pictures(typed: str) -> tuple[str, ...]:
    """The pictures tapped so far, of those there are, at most four; whatever else was sent is left out."""
    return tuple(one for one in typed.split()[:CHOSEN] if one in PICTURES)


def check_pictures(chosen: Sequence[str]) -> None:
    """Raises Refused, beside field `pictures`, for fewer than four, or four that others would try first."""
    if len(chosen) != CHOSEN:
        raise Refused("Chọn đủ %(n)s hình.", field="pictures", n=CHOSEN)
    if len(set(chosen)) < FEWEST_DIFFERENT:
        raise Refused("Bốn hình giống nhau thì dễ đoán. Chọn ít nhất %(n)s hình khác nhau.", field="pictures",
                      n=FEWEST_DIFFERENT)  # fmt: skip
    places = [list(PICTURES).index(one) for one in chosen]
    steps = {after - before for before, after in pairwise(places)}
    if steps in ({1}, {-1}):
        raise Refused("Bốn hình liền nhau thì dễ đoán. Chọn hình ở vài chỗ khác nhau.", field="pictures")


def drawn_pictures() -> tuple[str, ...]:
    """Four random pictures that `check_pictures` lets through, to be printed and handed over."""
    while True:
        chosen = tuple(secrets.choice(list(PICTURES)) for _ in range(CHOSEN))
        try:
            check_pictures(chosen)
        except Refused:
            continue
        return chosen


def as_secret(chosen: Sequence[str]) -> str:
    """The pictures as the text that is hashed and compared; never a PIN or a password somebody could type."""
    return "hinh:" + " ".join(chosen)
