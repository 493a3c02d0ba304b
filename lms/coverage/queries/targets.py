"""The targets that hold at a unit: its own, those of the units above it, and those that come with the product."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from lms.coverage.adapters.shipped import shipped_targets
from lms.coverage.models.numbers import Target
from lms.coverage.queries.ground import Ground
from lms.coverage.rules.kinds import TargetCount
from lms.coverage.rules.periods import end_of
from lms.coverage.rules.targets import TargetSaid, about_of, holding
from lms.units.queries import COUNTRY_CODE


def targets_of(session: Session, ground: Ground, year: int) -> Sequence[TargetSaid]:
    """What a unit is to reach in a year, as held by the day of the ground, the nearest unit's first. One query."""
    line = {one.unit_id: one.code for one in (ground.unit, *ground.above)}
    mine = select(Target).where(Target.unit_id.in_(line), Target.year == year, _held(ground))
    own = [
        TargetSaid(
            group=row.group_code,
            year=row.year,
            share=row.share,
            amount=row.amount,
            counts=row.counts,
            about=about_of(row.group_code) if row.counts is TargetCount.BY_HAND else None,
            words=row.words,
            document=row.document,
            document_on=row.document_on,
            unit_code=line[row.unit_id],
            checked=True,
            shipped=False,
            id=row.id,
        )
        for row in session.scalars(mine)
    ]
    shipped = [one for one in shipped_targets() if one.year == year]
    codes = [*line.values(), *([] if COUNTRY_CODE in line.values() else [COUNTRY_CODE])]
    return holding([*own, *shipped], codes, ground.unit.kind)


def _held(ground: Ground) -> ColumnElement[bool]:
    if ground.until is None:
        return Target.withdrawn_at.is_(None)
    moment = end_of(ground.until)
    return and_(Target.at < moment, or_(Target.withdrawn_at.is_(None), Target.withdrawn_at >= moment))
