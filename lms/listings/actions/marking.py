"""What is set by hand on a line, and taking a line off: settable, undoable, on record, counted in the same breath."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin, home_path
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.listings.models import ListingLine
from lms.listings.rules.states import GONE, Mark, Removal, audiences_of_list
from lms.people.models import Membership, SignIn
from lms.tally.actions import restate
from lms.units.queries import living_successor, subtree_ids


def mark(session: Session, origin: Origin, line: ListingLine, wanted: Mark) -> None:
    """Set what people on the spot know. Moved away and died end the membership here; the others do not.

    Setting what is set already changes nothing; another mark takes the first one's place.
    """
    held = hold(session, line)
    if held.mark is wanted:
        return
    if held.mark in GONE and wanted not in GONE:
        _reopen(session, held, held.marked_at)
    held.mark, held.marked_by_id, held.marked_at = wanted, origin.person_id, clock.now()
    if wanted in GONE:
        _close(session, held)
    _note(session, origin, held, wanted.value)


def unmark(session: Session, origin: Origin, line: ListingLine) -> None:
    """Take a mark back. A membership that it ended is open again; whoever calls counts the person anew."""
    held = hold(session, line)
    if held.mark is None:
        return
    if held.mark in GONE:
        _reopen(session, held, held.marked_at)
    held.mark = held.marked_by_id = held.marked_at = None
    _note(session, origin, held, "unmarked")


def remove(session: Session, origin: Origin, line: ListingLine, why: Removal) -> None:
    """Take a line off the list: written by mistake, or the same person twice. There is no other reason.

    Somebody without a sign-in who is on no other list was counted because of this line alone, and is counted no more.
    """
    held = hold(session, line)
    if held.removed_at is not None:
        return
    held.removed_at = clock.now()
    session.flush()
    if not _has_ground(session, held):
        _close(session, held)
    _note(session, origin, held, why.value)


def put_back(session: Session, origin: Origin, line: ListingLine) -> bool:
    """Undo taking a line off; False when the person has been listed there anew meanwhile.

    A membership that it ended is open again; whoever calls counts the person anew.
    """
    held = hold(session, line)
    if held.removed_at is None:
        return True
    query = select(ListingLine.id).where(
        ListingLine.unit_id == held.unit_id, ListingLine.person_id == held.person_id, ListingLine.removed_at.is_(None)
    )
    if session.scalar(query) is not None:
        return False
    if held.mark not in GONE:
        _reopen(session, held, held.removed_at)
    held.removed_at = None
    _note(session, origin, held, "put_back")
    return True


def hold(session: Session, line: ListingLine) -> ListingLine:
    """The line as it is now, for this transaction alone."""
    query = select(ListingLine).where(ListingLine.id == line.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def _note(session: Session, origin: Origin, line: ListingLine, change: str) -> None:
    line.last_used_at = clock.now()
    told = {"subject_person_id": line.person_id, "unit_id": line.unit_id}
    record(session, origin, Act.LISTING_CHANGED, **told, change=change, line=line.id)
    session.flush()


def _has_ground(session: Session, line: ListingLine) -> bool:
    """Whether somebody is counted for another reason than this line: their own sign-in, or another list."""
    able = select(SignIn.id).where(SignIn.person_id == line.person_id)
    other = select(ListingLine.id).where(ListingLine.person_id == line.person_id, ListingLine.removed_at.is_(None))
    return any(session.scalar(query.limit(1)) is not None for query in (able, other))


def _close(session: Session, line: ListingLine) -> None:
    """End the memberships that this list counts, within its commune, school or office, and what is counted of them."""
    today = clock.today()
    for membership in _memberships(session, line):
        if membership.to_on is None:
            membership.to_on = max(today, membership.from_on)
            session.flush()
            restate(session, line.person_id, membership.audience, None)


def _reopen(session: Session, line: ListingLine, since: datetime | None) -> None:
    """Open again the last membership that was ended with this line at a moment, unless another one is open."""
    last = {membership.audience: membership for membership in _memberships(session, line)}
    query = select(Membership.audience).where(Membership.person_id == line.person_id, Membership.to_on.is_(None))
    taken = set(session.scalars(query))
    for audience, membership in last.items():
        ended_here = since is not None and membership.to_on is not None and membership.to_on >= clock.day_of(since)
        if ended_here and audience not in taken:
            membership.to_on = None
    session.flush()


def _memberships(session: Session, line: ListingLine) -> list[Membership]:
    """The person's memberships that this list speaks of, oldest first."""
    unit = living_successor(session, line.unit_id)
    query = select(Membership).where(
        Membership.unit_id.in_(subtree_ids(home_path(unit.path))),
        Membership.person_id == line.person_id,
        Membership.audience.in_(audiences_of_list(unit.kind)),
    )
    return list(session.scalars(query.order_by(Membership.id)))
