"""One person's records: those merged into it, and the mergers that can still be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from lms import clock
from lms.dossiers.models import Merger
from lms.dossiers.rules.keeping import UNDONE_WITHIN
from lms.errors import NotFound
from lms.people.models import Person
from lms.units.models import UnitVersion
from lms.units.queries import subtree_ids, unit_by_code

LARGEST_ID = 2**62


@dataclass(frozen=True, slots=True)
class MergerIn:
    """A merger done at a unit or below it, that can still be undone, with the two names."""

    unit: UnitVersion
    merger: Merger
    kept: Person
    gone: Person

    @property
    def path(self) -> str:
        """The unit's place in the tree: what a guard asks about."""
        return self.unit.path

    @property
    def until(self) -> datetime:
        """Until when it can be undone."""
        return self.merger.at + UNDONE_WITHIN


def merged_into(session: Session, person_id: int) -> list[int]:
    """The numbers of every record that became part of one, whatever came between; its own is not among them."""
    found = select(Person.id).where(Person.merged_into_id == person_id).cte("merged", recursive=True)
    further = select(Person.id).join(found, Person.merged_into_id == found.c.id)
    return list(session.scalars(select(found.union(further).c.id)))


def merger_in(session: Session, code: str, number: int) -> MergerIn:
    """A merger in force that was done within a unit's reach. Raises NotFound."""
    unit = unit_by_code(session, code)
    found = next(iter(_mergers(session, unit, Merger.id == min(number, LARGEST_ID))), None)
    if found is None:
        raise NotFound
    return found


def mergers_at(session: Session, unit: UnitVersion, since: datetime) -> Sequence[MergerIn]:
    """The mergers in force that were done within a unit's reach since a moment, newest first."""
    return _mergers(session, unit, Merger.at >= since)


def recent_mergers(session: Session, unit: UnitVersion) -> Sequence[MergerIn]:
    """Those that can still be undone."""
    return mergers_at(session, unit, clock.now() - UNDONE_WITHIN)


def _mergers(session: Session, unit: UnitVersion, condition: object) -> list[MergerIn]:
    here = subtree_ids(unit.path)
    kept, gone = aliased(Person), aliased(Person)
    query = (
        select(Merger, kept, gone)
        .join(kept, kept.id == Merger.kept_id)
        .join(gone, gone.id == Merger.gone_id)
        .where(Merger.undone_at.is_(None), Merger.unit_id.in_(here), gone.erased_at.is_(None), condition)  # type: ignore[arg-type]
        .order_by(Merger.id.desc())
    )
    return [MergerIn(unit, *row) for row in session.execute(query)]
