"""What figures stand on: the completion rule of each group, and the document by which it binds at a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from lms.confirmations.models import Adoption
from lms.confirmations.queries.adopting import adoption_over
from lms.content.rules.library import Library
from lms.coverage.queries.ground import Ground
from lms.coverage.rules.groups import GROUPS
from lms.coverage.rules.periods import end_of
from lms.skills.rules import CompletionRule


@dataclass(frozen=True, slots=True)
class Basis:
    """A completion rule whose confirmations are counted, and the document that makes it bind there (None: none)."""

    rule: CompletionRule
    adoption: Adoption | None


def bases_of(session: Session, ground: Ground, library: Library) -> Sequence[Basis]:
    """The rules that count at a unit, each once, with the document that bound by then. One query for each rule."""
    by = None if ground.until is None else end_of(ground.until)
    audiences = {group.audience for group in GROUPS}
    rules = {rule.code: rule for rule in library.book.rules if rule.audience in audiences}
    return [Basis(rule, adoption_over(session, rule.code, ground.unit.path, by)) for rule in rules.values()]


def levels_of(library: Library) -> Mapping[str, int]:
    """By audience the least evidence that its rules count as confirmed; the lowest where bands differ."""
    found: dict[str, int] = {}
    for rule in library.book.rules:
        level = int(rule.counted_evidence)
        found[rule.audience] = min(level, found.get(rule.audience, level))
    return found
