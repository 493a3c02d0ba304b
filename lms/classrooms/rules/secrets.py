"""Which kind of secret a pupil gets when one is made for them. Source: design §4, Sign-in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lms.classrooms.rules.kinds import said
from lms.classrooms.rules.years import audience_of
from lms.people.rules.pictures import as_secret, drawn_pictures
from lms.people.rules.secrets import SecretKind, drawn_pin
from lms.people.rules.states import Access
from lms.skills.rules import Audience


class Wish(StrEnum):
    """What whoever prints asks for."""

    AS_THEY_ARE = "as_they_are"
    PIN = "pin"
    PICTURES = "pictures"


STATE_WORDS: Mapping[Access, str] = {
    Access.NO_CODE: said("Chưa có thẻ"),
    Access.CARD_ONLY: said("Chưa đặt mã"),
    Access.IN_USE: said("Đang dùng"),
    Access.LOCKED: said("Đang khóa"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A secret just made, in the clear: shown once and kept nowhere. `pictures` are empty for a PIN."""

    kind: SecretKind
    text: str
    pictures: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Without the secret: whatever is printed for a developer must not tell it."""
        return f"Drawn({self.kind})"


def kind_of(present: SecretKind | None, grade: int) -> SecretKind:
    """The kind somebody uses now, else what their grade begins with: pictures in primary school, digits above."""
    if present in (SecretKind.PIN, SecretKind.PICTURES):
        return present
    return SecretKind.PICTURES if audience_of(grade) is Audience.PRIMARY else SecretKind.PIN


def wished(wish: Wish, kind: SecretKind) -> SecretKind:
    """The kind to make for somebody who uses, or would begin with, `kind`."""
    return kind if wish is Wish.AS_THEY_ARE else SecretKind(wish.value)


def draw(kind: SecretKind, birth_year: int) -> Drawn:
    """A random secret of a kind that nobody would try first."""
    if kind is SecretKind.PICTURES:
        chosen = drawn_pictures()
        return Drawn(kind, as_secret(chosen), chosen)
    return Drawn(SecretKind.PIN, drawn_pin(birth_year))
