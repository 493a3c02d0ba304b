"""Changes of a list together with what they mean for the count of people known before: learnt, confirmed already."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.dossiers.actions.standings import settle
from lms.listings.actions.adding import list_person
from lms.listings.actions.importing import apply_draft
from lms.listings.actions.marking import mark, put_back, remove, unmark
from lms.listings.models import ListingLine
from lms.listings.rules.places import Place
from lms.listings.rules.states import Mark, Removal
from lms.people.models import Person
from lms.sheets.models import ImportDraft
from lms.units.models import UnitVersion


def put_on_list(
    session: Session, origin: Origin, place: Place, *, name: str, birth_year: int, once: str, same_as: Person | None
) -> ListingLine:
    """A line for somebody typed by hand: a new person, or one known before."""
    line = list_person(session, origin, place, name=name, birth_year=birth_year, once=once, same_as=same_as)
    if same_as is not None:
        settle(session, same_as)
    return line


def apply_list(session: Session, origin: Origin, unit: UnitVersion, draft: ImportDraft, today: date) -> None:
    """Apply a draft; those of its people who were known before are counted anew."""
    known = apply_draft(session, origin, unit, draft, today)
    for person in session.scalars(select(Person).where(Person.id.in_(known))).all():
        settle(session, person)


def set_mark(session: Session, origin: Origin, line: ListingLine, person: Person, wanted: Mark | None) -> None:
    """Set a mark on a line, or (None) take it back."""
    if wanted is None:
        unmark(session, origin, line)
    else:
        mark(session, origin, line, wanted)
    settle(session, person)


def take_off(session: Session, origin: Origin, line: ListingLine, why: Removal) -> None:
    """Take a line off the list."""
    remove(session, origin, line, why)


def take_back_on(session: Session, origin: Origin, line: ListingLine, person: Person) -> bool:
    """Undo that; False when the person is on the list anew."""
    done = put_back(session, origin, line)
    settle(session, person)
    return done
