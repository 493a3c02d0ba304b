"""Who looked at somebody's data, when and as what: read from the record, for the person themselves."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Role
from lms.assessments.models import SittingPresence
from lms.audit.models import AuditEntry
from lms.audit.rules import KEPT_MONTHS, Act
from lms.classrooms.models.rosters import Classroom, Seat
from lms.dossiers.queries.records import merged_into
from lms.dossiers.rules.looks import OF_MANY, OF_ONE, Look
from lms.listings.models import ListingLine
from lms.people.models import Membership, Post
from lms.units.models import UnitVersion
from lms.units.queries import living_by_id

MONTH = timedelta(days=30.5)

Stay = tuple[str, date, date | None]
"""Somebody belonged at a place in the tree from a day until a day (None: still)."""


def looks_at(session: Session, person_id: int) -> Sequence[Look]:
    """Every look at a person within the months that the record is kept, newest first; several of a day are one.

    Their own looks are left out. A fixed number of queries.
    """
    ids, since = [person_id, *merged_into(session, person_id)], clock.now() - KEPT_MONTHS * MONTH
    stays, sittings = _stays(session, ids), _sittings(session, ids)
    lines = {int(part) for path, _, _ in stays for part in path.strip("/").split("/")}
    query = select(AuditEntry).where(
        AuditEntry.at >= since,
        AuditEntry.person_id.is_not(None),
        AuditEntry.person_id.not_in(ids),
        or_(
            AuditEntry.subject_person_id.in_(ids) & AuditEntry.act.in_(OF_ONE),
            AuditEntry.unit_id.in_(lines) & AuditEntry.act.in_(OF_MANY),
        ),
    )
    entries = [one for one in session.scalars(query) if one.act in OF_ONE or _was_among(one, stays, sittings)]
    roles = _roles(session, entries)
    found = {Look(clock.day_of(one.at), one.act, *roles[one.id]) for one in entries}
    return sorted(found, key=lambda look: (look.on, look.act, look.unit), reverse=True)


def _was_among(entry: AuditEntry, stays: Sequence[Stay], sittings: set[int]) -> bool:
    """Whether the person was among the many whom a look showed."""
    if entry.act is Act.SITTING_READ:
        return entry.details.get("sitting") in sittings
    part, on = f"/{entry.unit_id}/", clock.day_of(entry.at)
    return any(part in path and start <= on and (end is None or on <= end) for path, start, end in stays)


def _stays(session: Session, ids: Sequence[int]) -> list[Stay]:
    """Where the person belonged, sat in a class, or was on a list, and when."""
    belonged = select(Membership.unit_id, Membership.from_on, Membership.to_on).where(Membership.person_id.in_(ids))
    seated = select(Classroom.unit_id, Seat.from_on, Seat.to_on).join(Seat, Seat.classroom_id == Classroom.id)
    listed = select(ListingLine.unit_id, ListingLine.added_at, ListingLine.removed_at)
    lasted: list[tuple[int | None, date, date | None]] = [
        *((unit, start, end) for unit, start, end in session.execute(belonged)),
        *((unit, start, end) for unit, start, end in session.execute(seated.where(Seat.person_id.in_(ids)))),
        *(
            (unit, clock.day_of(start), clock.day_of(end) if end else None)
            for unit, start, end in session.execute(listed.where(ListingLine.person_id.in_(ids)))
        ),
    ]
    units = living_by_id(session, {unit for unit, _, _ in lasted if unit})
    return [(units[unit].path, start, end) for unit, start, end in lasted if unit in units]


def _sittings(session: Session, ids: Sequence[int]) -> set[int]:
    return set(session.scalars(select(SittingPresence.sitting_id).where(SittingPresence.person_id.in_(ids))))


def _roles(session: Session, entries: Iterable[AuditEntry]) -> dict[int, tuple[Role | None, str]]:
    """By which post each of these looked: one held then that reaches the unit, the nearest; else any."""
    entries = list(entries)
    posts = session.scalars(select(Post).where(Post.person_id.in_({one.person_id for one in entries}))).all()
    units = living_by_id(session, {one.unit_id for one in posts} | {one.unit_id for one in entries if one.unit_id})
    return {one.id: _role(one, posts, units) for one in entries}


def _role(entry: AuditEntry, posts: Sequence[Post], units: dict[int, UnitVersion]) -> tuple[Role | None, str]:
    held = [
        post for post in posts
        if post.person_id == entry.person_id and post.unit_id in units
        and post.from_at <= entry.at and (post.to_at is None or entry.at < post.to_at)
    ]  # fmt: skip
    where = units[entry.unit_id].path if entry.unit_id in units else ""
    held.sort(key=lambda post: (where.startswith(units[post.unit_id].path), len(units[post.unit_id].path)))
    return (held[-1].role, units[held[-1].unit_id].spoken) if held else (None, "")
