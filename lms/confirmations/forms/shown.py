"""What everybody is told of a confirmation: the page and the `.json` say the same, and no more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lms import clock
from lms.confirmations.models import Confirmation
from lms.confirmations.queries.checking import Checked
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import (
    AUDIENCE_WORDS,
    EVIDENCE_WORDS,
    PRODUCT_CHOICE,
    REASON_WORDS,
    SLIP_STANDS_ON,
    STATE_WORDS,
    title,
)
from lms.skills.rules import Audience, Evidence

NOTHING: dict[str, Any] = {
    "framework": "",
    "framework_version": "",
    "documents": [],
    "rule": "",
    "rule_basis": "",
    "adoption": None,
}
"""What a confirmation stands on whose owner was erased."""

CHOSEN_HERE = "lua-chon-san-pham"
"""How a rule file says that its figures are this product's own."""

_WORK = (Audience.OFFICIAL, Audience.ENTERPRISE)


@dataclass(frozen=True, slots=True)
class Told:
    """A confirmation in words, for the page of its serial; Vietnamese words are translated where they are shown."""

    serial: str
    state: State
    state_words: str
    title: str
    name: str
    child: bool
    place: str | None
    at_work: bool
    audience_words: str
    issued_on: date
    evidence: int
    evidence_words: str
    adoption: dict[str, Any] | None
    framework: str
    documents: list[dict[str, Any]]
    rule: str
    chosen_here: bool
    skills: list[tuple[str, str]]
    ended_on: date | None
    reason_words: str | None
    successor: str | None
    subject: str

    @property
    def erased(self) -> bool:
        """Whether its owner's data was deleted at their wish: nothing else is told then."""
        return self.state is State.ERASED

    def written(self) -> dict[str, Any]:
        """The same as data."""
        if self.erased:
            return {"serial": self.serial, "state": self.state.value, "state_words": self.state_words}
        adoption = self.adoption
        return {
            "serial": self.serial,
            "state": self.state.value,
            "state_words": self.state_words,
            "title": self.title,
            "subject": self.subject,
            "name": self.name,
            "place": self.place,
            "audience": self.audience_words,
            "issued_on": self.issued_on.isoformat(),
            "evidence": self.evidence,
            "evidence_words": self.evidence_words,
            "adopted_by": adoption["unit"] if adoption else None,
            "document": adoption["number"] if adoption else None,
            "document_signed_on": adoption["signed_on"] if adoption else None,
            "stands_on": None if adoption else SLIP_STANDS_ON,
            "framework": self.framework,
            "framework_documents": [one["name"] for one in self.documents],
            "rule": self.rule,
            "rule_is": PRODUCT_CHOICE if self.chosen_here else None,
            "skills": [{"code": code, "name": name} for code, name in self.skills],
            "ended_on": self.ended_on.isoformat() if self.ended_on else None,
            "reason": self.reason_words,
            "successor": self.successor,
        }


def told(found: Checked) -> Told:
    """What everybody may read of a confirmation: of a child initials and commune only, no school and no class."""
    one = found.confirmation
    basis = one.basis or NOTHING
    return Told(
        serial=shown(one.serial),
        state=one.state,
        state_words=STATE_WORDS[one.state],
        title=title(adopted=one.adopted),
        name=found.name,
        child=found.openness.child,
        place=_place(one, child=found.openness.child),
        at_work=one.audience in _WORK,
        audience_words=AUDIENCE_WORDS[one.audience],
        issued_on=clock.day_of(one.issued_at),
        evidence=one.evidence,
        evidence_words=EVIDENCE_WORDS[Evidence(one.evidence)],
        adoption=basis["adoption"],
        framework=f"{basis['framework']} {basis['framework_version']}".strip(),
        documents=basis["documents"],
        rule=f"{basis['rule']} {one.rule_version}",
        chosen_here=basis["rule_basis"] == CHOSEN_HERE,
        skills=skills_of(one),
        ended_on=clock.day_of(one.ended_at) if one.ended_at else None,
        reason_words=REASON_WORDS[one.end_reason] if one.end_reason else None,
        successor=shown(found.successor) if found.successor else None,
        subject=one.subject,
    )


def skills_of(one: Confirmation) -> list[tuple[str, str]]:
    """Code and name of each skill; the name is empty where it was not known when the confirmation was issued."""
    return [(skill["code"], skill["name"] or "") for skill in one.skills]


def _place(one: Confirmation, *, child: bool) -> str | None:
    """Where its owner belonged: of residents and of children the commune only."""
    own = next((place for place in one.places if place["audience"] == one.audience.value), None)
    if own is None:
        return None
    found: str | None = own["commune"] if child or one.audience is Audience.CITIZEN else own["place"]
    return found
