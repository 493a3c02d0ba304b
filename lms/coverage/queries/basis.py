"""What figures stand on: the completion rule of each group, and the document by which it binds at a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.confirmations.models import Adoption
from lms.confirmations.queries.adopting import adoption_over
from lms.content.rules.library import Library
from lms.coverage.rules.groups import GROUPS
from lms.skills.rules import CompletionRule
from lms.units.models import UnitVersion


@dataclass(frozen=True, slots=True)
class Basis:
    """A completion rule whose confirmations are counted, and the document that makes it bind there (None: none)."""

    rule: CompletionRule
    adoption: Adoption | None


def bases_of(session: Session, unit: UnitVersion, library: Library) -> Sequence[Basis]:
    """The rules that count at a unit, each once. One query for each rule."""
    audiences = {group.audience for group in GROUPS}
    rules = {rule.code: rule for rule in library.book.rules if rule.audience in audiences}
    return [Basis(rule, adoption_over(session, rule.code, unit.path)) for rule in rules.values()]


def levels_of(library: Library) -> Mapping[str, int]:
    """By audience the least evidence that its rules count as confirmed; the lowest where bands differ."""
    found: dict[str, int] = {}
    for rule in library.book.rules:
        level = int(rule.counted_evidence)
        found[rule.audience] = min(level, found.get(rule.audience, level))
    return found
