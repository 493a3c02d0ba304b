"""Short ways to two records of one person, and to merge and part them, each committed for everybody to see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Origin
from lms.confirmations.actions.issuing import record_results
from lms.confirmations.models import Confirmation
from lms.dossiers.actions.merging import merge
from lms.dossiers.actions.unmerging import undo_merger
from lms.dossiers.models import Merger
from lms.learning.models import LessonDone
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.adapters.hashing import Hasher
from lms.people.models import Person
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience, Evidence
from lms.tally.models import LedgerRow
from lms.tally.rules import Stage
from tests.builders import PEPPER, rows

if TYPE_CHECKING:
    from lms.db import Database
    from tests.builders import Cast
    from tests.confirmations.steps import House

OTHER_PIN = "846135"


@dataclass
class Twice:
    """Whom a test merges: `kept` of the cast, and `gone`, made anew."""

    house: House
    database: Database
    cast: Cast
    kept: int = field(init=False)
    gone: int = field(init=False)

    def __post_init__(self) -> None:
        self.kept = self.cast.citizen.id
        self.gone = self.again()

    def again(self, name: str = "Lo Thi Mai", born: int = 1958, *, sign_in: str | None = "MAI2", **more) -> int:
        """A further record; with a card and a PIN of its own unless `sign_in` is None."""
        with self.database.writing() as session:
            person = add_person(session, name=name, birth_year=born)
            if sign_in is not None:
                stored = Hasher(PEPPER, passes=1, memory_kib=8).hash(OTHER_PIN)
                give_sign_in(session, person, kind=SecretKind.PIN, secret_hash=stored, name=sign_in)
            stage = Stage.REGISTERED if sign_in else Stage.LISTED
            unit = self.cast.units[more.get("unit", "77001-1")].unit_id
            join(session, person, Audience.CITIZEN, unit, stage=stage, verified=more.get("verified", False))
            return person.id

    def merge(self, kept: int | None = None, gone: int | None = None, *, once: str = "m1", who: str = "manager") -> int:
        """Merge the two; returns the merger's number."""
        with self.database.writing() as session:
            origin, unit = Origin(self.cast.people[who].id, None), self.cast.units["77001"].unit_id
            return merge(session, origin, kept or self.kept, gone or self.gone, unit_id=unit, once=once).id

    def undo(self, merger: int, who: str = "manager") -> None:
        """Put everything back."""
        with self.database.writing() as session:
            undo_merger(session, Origin(self.cast.people[who].id, None), merger)

    def confirm(
        self, person: int, evidence: Evidence = Evidence.SUPERVISED, source: str | None = None
    ) -> Confirmation | None:
        """Confirm somebody by a paper."""
        source = source or f"attempt:{person}-{int(evidence)}"
        with self.database.writing() as session:
            rule = self.house.rule()
            results = self.house.results(evidence=evidence, source=source)
            return record_results(session, Origin(None, None), person, Audience.CITIZEN, rule, results)

    def learn(self, person: int, lesson: str) -> int:
        """A lesson learnt."""
        with self.database.writing() as session:
            row = LessonDone(person_id=person, lesson=lesson, lesson_version="v1", at=clock.now())
            session.add(row)
            session.flush()
            return row.id

    def person(self, number: int) -> Person:
        """Somebody's row as it stands."""
        return rows(self.database, select(Person).where(Person.id == number))[0]

    def merger(self, number: int) -> Merger:
        """A merger as it stands."""
        return rows(self.database, select(Merger).where(Merger.id == number))[0]

    def counted(self) -> int:
        """How many people the ledger counts."""
        return rows(self.database, select(func.coalesce(func.sum(LedgerRow.change), 0)))[0]

    def confirmations(self, person: int) -> list[tuple[str, str]]:
        """(serial, state) of somebody's confirmations, oldest first."""
        found = rows(
            self.database, select(Confirmation).where(Confirmation.person_id == person).order_by(Confirmation.id)
        )
        return [(one.serial, str(one.state)) for one in found]
