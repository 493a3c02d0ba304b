"""How each pupil of a class signs in: a card or none, a secret or none, closed or not; who may be given a new one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from lms import clock
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.pupils import Pupil, pupils_of
from lms.classrooms.rules.secrets import kind_of
from lms.people.models import SignIn
from lms.people.queries.accounts import locked_among, staff_among
from lms.people.rules.secrets import SecretKind
from lms.people.rules.states import Access, access

NEW_FOR = timedelta(days=7)
"""A card is printed among the new ones until its owner has a secret, and in the first days of a place in the class."""


@dataclass(frozen=True, slots=True)
class PupilCard:
    """A pupil and how they sign in. `by_invitation`: somebody with a post or a password, whose secret is not made here.

    `set_by_me`: whoever asks made the secret, so that they attest this pupil only with a second witness.
    """

    pupil: Pupil
    access: Access
    kind: SecretKind
    by_invitation: bool
    set_by_me: bool
    is_new: bool

    @property
    def sign_in(self) -> SignIn | None:
        """The account, or None."""
        return self.pupil.person.sign_in

    @property
    def epoch(self) -> int:
        """What a new secret is asked for with: 0 without an account."""
        return self.sign_in.epoch if self.sign_in else 0

    @property
    def has_secret(self) -> bool:
        """Whether they can sign in, closed or not."""
        return self.access in (Access.IN_USE, Access.LOCKED)


def cards_of(
    session: Session, here: ClassAt, at: datetime, key_of: Callable[[str], str], asking_id: int | None
) -> Sequence[PupilCard]:
    """The pupils of a class, in the order of its list, and how they sign in. Four queries whatever their number.

    `key_of` gives the key under which the failures of an account are counted, from its code.
    """
    pupils = pupils_of(session, here.room.id)
    keys = {one.person.id: key_of(one.person.sign_in.code) for one in pupils if one.person.sign_in}
    waiting = locked_among(session, keys, at)
    staff = staff_among(session, [one.person.id for one in pupils], at)
    since = clock.day_of(at - NEW_FOR)
    found = []
    for one in pupils:
        sign_in = one.person.sign_in
        secret = sign_in is not None and sign_in.secret_hash is not None
        locked = one.person.id in waiting or (sign_in is not None and sign_in.closed_at is not None)
        found.append(
            PupilCard(
                pupil=one,
                access=access(has_code=sign_in is not None, has_secret=secret, locked=locked),
                kind=kind_of(sign_in.secret_kind if secret and sign_in else None, here.room.grade),
                by_invitation=one.person.id in staff,
                set_by_me=sign_in is not None and asking_id is not None and sign_in.secret_set_by_id == asking_id,
                is_new=not secret or one.seat.from_on >= since,
            )
        )
    return found
