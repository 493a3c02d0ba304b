"""What a confirmation is a snapshot of: where people belong now, what a rule stands on, which document binds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lms.confirmations.models import Adoption
from lms.confirmations.queries.adopting import adoption_over
from lms.people.models import Membership
from lms.skills.rules import Audience, CompletionRule, Framework
from lms.units.models import UnitVersion
from lms.units.queries import living_by_id
from lms.units.rules import COMMUNAL, PROVINCIAL, UnitKind

MEMBERSHIPS = (
    select(Membership)
    .where(Membership.person_id.in_(bindparam("person_ids", expanding=True)), Membership.to_on.is_(None))
    .order_by(Membership.id)
)
"""Built once: building it takes longer than asking it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody belongs, for one audience; `unit` is None where it is not known."""

    audience: Audience
    unit: UnitVersion | None
    above: tuple[UnitVersion, ...]

    @property
    def path(self) -> str:
        """Its place in the tree; empty where it is not known."""
        return self.unit.path if self.unit else ""

    def written(self) -> dict[str, Any]:
        """In words and codes, as the confirmation keeps it; `commune` is what may be said of a child."""
        commune = [one for one in self.above if one.kind in COMMUNAL | PROVINCIAL]
        return {
            "audience": self.audience.value,
            "unit_id": self.unit.unit_id if self.unit else None,
            "code": self.unit.code if self.unit else None,
            "place": ", ".join(one.spoken for one in self.above) or None,
            "commune": ", ".join(one.spoken for one in commune) or None,
        }


def places_of(session: Session, person_ids: Iterable[int]) -> dict[int, list[Place]]:
    """Where people belong now. Three queries, however many they are."""
    rows = session.scalars(MEMBERSHIPS, {"person_ids": list(person_ids)}).all()
    units = living_by_id(session, [row.unit_id for row in rows if row.unit_id])
    known = living_by_id(session, {one for unit in units.values() for one in _line(unit)})
    found: dict[int, list[Place]] = {}
    for row in rows:
        unit = units.get(row.unit_id or 0)
        above = [known[one] for one in reversed(_line(unit)) if one in known] if unit else []
        line = tuple(one for one in above if one.kind is not UnitKind.COUNTRY)
        found.setdefault(row.person_id, []).append(Place(row.audience, unit, line))
    return found


def written(places: Iterable[Place], audience: Audience, counted: Iterable[Audience]) -> list[dict[str, Any]]:
    """The places that a confirmation counts for, its own audience's first."""
    wanted = {audience, *counted}
    return [
        one.written() for one in sorted(places, key=lambda one: one.audience is not audience) if one.audience in wanted
    ]


def binding(session: Session, rule_code: str, places: Iterable[Place], audience: Audience) -> Adoption | None:
    """The document that binds where somebody belongs for an audience, or None."""
    path = next((one.path for one in places if one.audience is audience), "")
    return adoption_over(session, rule_code, path) if path else None


def basis_of(rule: CompletionRule, framework: Framework | None) -> dict[str, Any]:
    """What a confirmation under a rule stands on, in words; without the framework at hand only its code is known."""
    documents = (
        [{"number": one.number, "name": one.name, "checked": one.checked} for one in framework.documents]
        if framework
        else []
    )
    return {
        "framework": framework.name if framework else rule.framework,
        "framework_version": framework.version if framework else "",
        "documents": documents,
        "rule": rule.name,
        "rule_basis": rule.basis,
        "adoption": None,
    }


def adoption_words(session: Session, adoption: Adoption) -> dict[str, Any]:
    """A document as a confirmation keeps it."""
    unit = living_by_id(session, [adoption.unit_id])[adoption.unit_id]
    above = living_by_id(session, _line(unit))
    line = [above[one] for one in reversed(_line(unit)) if above[one].kind is not UnitKind.COUNTRY]
    return {
        "unit": ", ".join(one.spoken for one in line),
        "number": adoption.number,
        "signed_on": adoption.signed_on.isoformat(),
    }


def _line(unit: UnitVersion) -> list[int]:
    return [int(part) for part in unit.path.strip("/").split("/")]
