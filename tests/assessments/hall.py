"""Short ways to sittings: opened, joined and ticked through the screens, as people do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.assessments.models import Attempt, ObservedTask, Sitting, SittingPresence
from lms.assessments.rules.kinds import AttemptState
from lms.confirmations.models import Confirmation, ProofResult
from lms.people.actions.registering import join
from lms.people.models import Post
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.units.actions import add_unit
from lms.units.rules import UnitKind
from tests.builders import PASSWORD, PIN, Member, rows, someone

if TYPE_CHECKING:
    from collections.abc import Callable

    from lms.content.rules.library import Library
    from lms.db import Database
    from lms.skills.rules import CompletionRule
    from tests.builders import Cast
    from tests.page import Page, Visitor


@dataclass
class Hall:
    """A sitting under test: who opened it, and what others do there."""

    visit: Callable[..., Visitor]
    database: Database
    cast: Cast
    library: Library
    code: str = ""
    opener: Visitor = field(init=False)

    def opened(self, who: Member | None = None, unit: str = "77001-1", **typed: str) -> Hall:
        """Open one, as the facilitator of the village when nobody is named."""
        self.opener = self.visit(who or self.cast.facilitator)
        form = self.opener.get("/buoi/mo").hidden()
        done = self.opener.post("/buoi/mo", {**form, "unit": unit, "place": "Nhà văn hóa", "hours": "2", **typed})
        assert done.status == 303, done.text
        self.code = done.location.rsplit("/", 1)[-1]
        return self

    def another(self, who: Member, unit: str) -> Hall:
        """One more sitting in the same world."""
        return Hall(self.visit, self.database, self.cast, self.library).opened(who, unit)

    def at(self, more: str = "") -> str:
        """An address of the sitting."""
        return f"/buoi/{self.code}{more}"

    def person(self, who: Member, more: str = "") -> str:
        """The address of somebody at the sitting."""
        return self.at(f"/nguoi/{who.id}{more}")

    def joined(self, who: Member) -> Visitor:
        """Somebody signs in and joins."""
        visitor = self.visit(who)
        done = visitor.post(self.at())
        assert done.status == 303, done.text
        return visitor

    def ticks(self, who: Member, state: str = "present") -> Page:
        """The opener ticks somebody."""
        return self.opener.post(self.person(who, "/diem-danh"), {"state": state})

    def knows(self, who: Member, way: str = "face", **more: str) -> Page:
        """The opener says how they know somebody."""
        return self.opener.post(self.person(who, "/biet"), {"known_by": way, **more})

    def sees(self, who: Member, task: str, audience: str = "citizen", **more: str) -> Page:
        """The opener ticks a task."""
        return self.opener.post(self.person(who, "/viec"), {"audience": audience, "task": task, **more})

    def rule(self, audience: Audience = Audience.CITIZEN) -> CompletionRule:
        """The shipped rule."""
        found = self.library.rule_for(audience)
        assert found is not None
        return found

    def keys(self, skill: str) -> list[str]:
        """The tasks that show a skill of citizens."""
        return [task.key for task in self.rule().tasks if skill in task.skills]

    def presence(self, who: Member) -> SittingPresence | None:
        """Somebody's row."""
        query = select(SittingPresence).join(Sitting).where(Sitting.code == self.code)
        return next(iter(rows(self.database, query.where(SittingPresence.person_id == who.id))), None)

    def results(self, who: Member) -> list[ProofResult]:
        """Somebody's results that count."""
        return rows(
            self.database,
            select(ProofResult).where(ProofResult.person_id == who.id, ProofResult.annulled_at.is_(None)),
        )

    def confirmations(self, who: Member) -> list[Confirmation]:
        """Somebody's confirmations."""
        return rows(self.database, select(Confirmation).where(Confirmation.person_id == who.id))

    def tasks(self, who: Member) -> list[ObservedTask]:
        """What has been ticked for somebody."""
        return rows(self.database, select(ObservedTask).where(ObservedTask.person_id == who.id))

    def sitting(self) -> Sitting:
        """The sitting's row."""
        return rows(self.database, select(Sitting).where(Sitting.code == self.code))[0]

    def begins_paper(self, who: Visitor, audience: str = "citizen") -> str:
        """Begin a paper; its address."""
        done = who.post("/danh-gia/", {"audience": audience, "once": f"{audience}-{clock.now().timestamp()}"})
        assert done.status == 303, done.text
        return done.location

    def hands_in(self, who: Visitor, paper: str) -> Attempt:
        """Hand it in, as it is; the attempt."""
        assert who.post(f"{paper}/nop").status == 303
        found = rows(self.database, select(Attempt).where(Attempt.uid == paper.rsplit("/", 1)[-1]))[0]
        assert found.state is AttemptState.FINISHED
        return found

    def made(self, name: str, unit: str, *, role: Role | None = None, born: int = 1980, **more: Audience) -> Member:
        """Somebody new, with a post or a membership at a unit."""
        with self.database.writing() as session:
            person = someone(session, name=name, born=born, kind=SecretKind.PASSWORD if role else SecretKind.PIN)
            if role:
                session.add(
                    Post(person_id=person.id, role=role, unit_id=self.cast.units[unit].unit_id, from_at=clock.now())
                )
            for audience in more.values():
                join(session, person, audience, self.cast.units[unit].unit_id)
            return Member(person.id, name, person.sign_in.code, PASSWORD if role else PIN)

    def with_class(self) -> Hall:
        """The class 7B under the school of the cast."""
        with self.database.writing() as session:
            self.cast.units["77001-2-7b"] = add_unit(
                session,
                kind=UnitKind.CLASS,
                name="7B",
                code="77001-2-7b",
                parent=self.cast.units["77001-2"],
                valid_from=clock.today(),
            )
        return self
