"""The targets that hold at a unit: its own, those of the units above it, and those that come with the product."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.coverage.adapters.shipped import shipped_targets
from lms.coverage.models.numbers import Target
from lms.coverage.rules.targets import TargetSaid, holding
from lms.units.models import UnitVersion
from lms.units.queries import COUNTRY_CODE, ancestors


def targets_of(session: Session, unit: UnitVersion, year: int) -> Sequence[TargetSaid]:
    """What a unit is to reach in a year, the nearest unit's targets first. Two queries."""
    line = {unit.unit_id: unit.code} | {one.unit_id: one.code for one in ancestors(session, unit)}
    mine = Target.unit_id.in_(line), Target.year == year, Target.withdrawn_at.is_(None)
    own = [
        TargetSaid(
            group=row.group_code,
            year=row.year,
            share=row.share,
            counts=row.counts,
            words=row.words,
            document=row.document,
            document_on=row.document_on,
            unit_code=line[row.unit_id],
            checked=True,
            shipped=False,
            id=row.id,
        )
        for row in session.scalars(select(Target).where(*mine))
    ]
    shipped = [one for one in shipped_targets() if one.year == year]
    return holding([*own, *shipped], [*line.values(), COUNTRY_CODE], unit.kind)
