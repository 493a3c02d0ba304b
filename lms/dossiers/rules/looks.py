"""Which entries of the record are looks at somebody's data, and the words in which they read who looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lms.access.rules import Role
from lms.audit.rules import Act
from lms.people.rules.posts import ROLE_WORDS


def said(sentence: str) -> str:
    """The sentence itself: `make messages` gathers it here, and the page that shows it translates it."""
    return sentence


OF_ONE: Mapping[Act, str] = {
    Act.CONFIRMATION_READ: said("mở giấy xác nhận"),
    Act.DATA_EXPORTED: said("lấy bản sao dữ liệu để trao cho mình"),
    Act.PERSON_READ: said("xem tên và tình trạng"),
}
"""Looks at one person: they are the subject of the entry."""

OF_MANY: Mapping[Act, str] = {
    Act.CLASS_READ: said("xem danh sách, kết quả của lớp mình đang học"),
    Act.LISTING_READ: said("xem danh sách rà soát ở nơi có tên mình"),
    Act.PEOPLE_READ: said("tìm người ở nơi có tên mình"),
    Act.SITTING_READ: said("xem ai có mặt ở buổi đánh giá mình đã tới"),
}
"""Looks at many at once: whoever belonged to the unit, or was at the sitting, was among them."""

LOOK_WORDS: Mapping[Act, str] = {**OF_ONE, **OF_MANY}

SOMEBODY = said("Người từng được giao việc")
"""Who looked, where it is no longer known by which post."""


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody looked, on a day: by which role, held at which unit; never their name. `role` None: not known."""

    on: date
    act: Act
    role: Role | None
    unit: str

    @property
    def who(self) -> str:
        """The role's words; the page adds the unit."""
        return ROLE_WORDS[self.role] if self.role else SOMEBODY

    @property
    def what(self) -> str:
        """What they looked at."""
        return LOOK_WORDS[self.act]
