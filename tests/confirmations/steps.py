"""Short ways to results, confirmations and documents, each committed for everybody to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from lms.access.rules import Origin
from lms.confirmations.actions.adopting import adopt
from lms.confirmations.actions.issuing import record_results
from lms.confirmations.models import Adoption, Confirmation
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.adopting import Paper
from lms.confirmations.rules.completion import NewResult
from lms.skills.rules import Audience, CompletionRule, Evidence, Grades, Proof

if TYPE_CHECKING:
    from lms.content.rules.library import Library
    from lms.db import Database
    from tests.builders import Cast

BANDS = {Audience.SECONDARY: Grades(6, 9), Audience.PRIMARY: Grades(3, 5)}


@dataclass
class House:
    """The library, the database and the cast of a test."""

    library: Library
    database: Database
    cast: Cast

    def rule(self, audience: Audience = Audience.CITIZEN) -> CompletionRule:
        """The shipped rule of an audience."""
        found = self.library.rule_for(audience, BANDS.get(audience))
        assert found is not None
        return found

    def results(
        self,
        audience: Audience = Audience.CITIZEN,
        evidence: Evidence = Evidence.SUPERVISED,
        source: str = "attempt:1",
        *,
        proof: Proof = Proof.PAPER,
        but: tuple[str, ...] = (),
    ) -> list[NewResult]:
        """A passed result for each skill of the rule but some."""
        skills = [one.code for one in self.rule(audience).skills if one.code not in but]
        return [NewResult(skill, proof, True, 0.9, evidence, source, ("v1",)) for skill in skills]

    def confirm(
        self,
        who: str = "citizen",
        audience: Audience = Audience.CITIZEN,
        evidence: Evidence = Evidence.SUPERVISED,
        **more,
    ) -> Confirmation | None:
        """Confirm one of the cast, or raise their evidence."""
        source = more.pop("source", f"attempt:{who}-{audience}-{int(evidence)}")
        with self.database.writing() as session:
            return record_results(
                session,
                Origin(None, "203.0.113.0/24"),
                self.id_of(who),
                audience,
                self.rule(audience),
                self.results(audience, evidence, source, **more),
                framework=self.library.book.frameworks[0],
            )

    def id_of(self, who: str) -> int:
        """A member of the cast by what they are."""
        return self.cast.people[who].id

    def adopt(self, code: str = "77001", *, number: str = "12/QĐ-UBND", once: str = "once") -> Adoption:
        """Enter a unit's document."""
        paper = Paper(number, date(2026, 9, 5), "Trần Thị Sáu, Chủ tịch", None)
        with self.database.writing() as session:
            origin = Origin(self.id_of("manager"), None)
            return adopt(session, origin, self.cast.units[code], self.rule(), paper, once=once)

    def valid(self, who: str = "citizen") -> list[Confirmation]:
        """What holds of one of the cast."""
        with self.database.session(write=False) as session:
            return list(valid_confirmations(session, self.id_of(who)))

    def all(self) -> list[Confirmation]:
        """Every confirmation there is, oldest first."""
        with self.database.session(write=False) as session:
            return list(session.scalars(select(Confirmation).order_by(Confirmation.id)))
