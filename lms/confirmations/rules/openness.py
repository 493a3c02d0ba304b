"""What may leave the school: the public page of an adult, and of a child. Source: design §5, Children."""

from dataclasses import dataclass
from datetime import date

from lms.people.rules.names import initials
from lms.people.rules.registration import is_child


@dataclass(frozen=True, slots=True)
class Openness:
    """What of a confirmation everybody may see today.

    A child's is `hidden` (answered like an unknown number, no QR code) until both consents are on record; then it
    shows initials and commune only. On 1 January of the year somebody turns 17 it opens by itself.
    """

    child: bool
    hidden: bool

    def name(self, name: str) -> str:
        """The name as everybody may read it."""
        return initials(name) if self.child else name


def openness(birth_years: tuple[int, ...], *, consented: bool, today: date) -> Openness:
    """What may be shown of somebody; of several birth years on record (one was corrected) the latest decides."""
    child = is_child(max(birth_years), today)
    return Openness(child, child and not consented)
