"""Taking results in, and issuing what they confirm: at once, in the caller's transaction, once."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.counting import recount
from lms.confirmations.actions.snapshots import adoption_words, basis_of, binding, places_of, written
from lms.confirmations.models import Adoption, Confirmation, ProofResult
from lms.confirmations.queries.results import completion_of, valid_confirmations
from lms.confirmations.rules.completion import Completion, NewResult
from lms.confirmations.rules.counting import standings_of
from lms.confirmations.rules.kinds import Reason, State
from lms.confirmations.rules.serials import new_serial
from lms.confirmations.rules.wording import LAYOUT
from lms.errors import NotFound, Refused
from lms.people.models import Person
from lms.skills.rules import Audience, CompletionRule, Framework

_proofs = ProofResult.metadata.tables[ProofResult.__tablename__]
KNOWN = select(_proofs.c.source, _proofs.c.skill).where(_proofs.c.source.in_(bindparam("sources", expanding=True)))
HELD = (
    select(Person)
    .where(Person.id == bindparam("person_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def record_results(  # noqa: PLR0917 - the one door that papers, sittings and lessons share
    session: Session,
    origin: Origin,
    person_id: int,
    audience: Audience,
    rule: CompletionRule,
    results: Iterable[NewResult],
    *,
    framework: Framework | None = None,
) -> Confirmation | None:
    """Keep results and issue what they make whole; returns the confirmation that this call issued, else None.

    The same source and skill twice is once. One that holds is superseded only by more evidence. `framework` gives the
    names of skills and documents to keep on the confirmation; without it only their codes are kept.
    Raises NotFound for an unknown person, Refused for one of whom nothing more is to be recorded.
    """
    person = hold(session, person_id)
    if person.stopped_at is not None:
        raise Refused("Người này đã dừng theo ý mình nên không ghi thêm kết quả được.")
    _keep(session, person_id, audience, rule, list(results))
    completion = completion_of(session, person_id, rule)
    valid = valid_confirmations(session, person_id)
    held = next((one for one in valid if (one.audience, one.framework) == (audience, rule.framework)), None)
    if completion.evidence is None or (held is not None and held.evidence >= completion.evidence):
        return None
    new = _drawn_up(session, person, completion, framework, held)
    put_in_place(session, origin, [(held, new)], Reason.RAISED, clock.now())
    recount(session, person, rule.counts_for, [new, *(one for one in valid if one is not held)])
    return new


def hold(session: Session, person_id: int) -> Person:
    """The person, for this transaction alone: two results at once wait for each other. Raises NotFound."""
    person = session.scalar(HELD, {"person_id": person_id})
    if person is None:
        raise NotFound
    return person


def put_in_place(
    session: Session,
    origin: Origin,
    pairs: list[tuple[Confirmation | None, Confirmation]],
    reason: Reason,
    at: datetime,
) -> None:
    """Write new confirmations where old ones (or none) held; the old end first, so that one holds at any time."""
    for old, _ in pairs:
        if old is not None:
            old.state, old.ended_at, old.end_reason = State.SUPERSEDED, at, reason
    session.flush()
    session.add_all([new for _, new in pairs])
    session.flush()
    for old, new in pairs:
        if old is not None:
            old.successor_id = new.id
        act = Act.CONFIRMATION_ISSUED if old is None else Act.CONFIRMATION_REPLACED
        record(
            session,
            origin,
            act,
            subject_person_id=new.person_id,
            serial=new.serial,
            evidence=new.evidence,
            adopted=new.adopted,
            why=reason.value if old is not None else None,
        )
    session.flush()


def adopted_by(session: Session, new: Confirmation, adoption: Adoption | None) -> None:
    """Put the document on a confirmation not written yet: with enough evidence it decides the title."""
    if adoption is None or new.evidence < new.counted_evidence:
        return
    new.adopted, new.adoption_id = True, adoption.id
    new.basis = {**new.basis, "adoption": adoption_words(session, adoption)}


def fresh(**columns: Any) -> Confirmation:
    """A confirmation under a new serial and a new random subject, in today's layout, valid from now."""
    return Confirmation(
        serial=new_serial(),
        subject=uuid.uuid4().urn,
        layout=LAYOUT,
        state=State.VALID,
        issued_at=clock.now(),
        **columns,
    )


def _drawn_up(
    session: Session, person: Person, completion: Completion, framework: Framework | None, held: Confirmation | None
) -> Confirmation:
    """The confirmation of a rule that is met. A title once reached is not lost by raising the evidence."""
    rule, places = completion.rule, places_of(session, [person.id]).get(person.id, [])
    new = fresh(
        person_id=person.id,
        audience=rule.audience,
        band=f"{rule.grades.first}-{rule.grades.last}" if rule.grades else None,
        framework=rule.framework,
        rule_code=rule.code,
        rule_version=rule.version,
        rule_digest=rule.digest,
        evidence=int(completion.evidence or 0),
        counted_evidence=int(rule.counted_evidence),
        counts_for=list(rule.counts_for),
        adopted=False,
        basis=basis_of(rule, framework),
        name=person.name,
        birth_year=person.birth_year,
        places=written(places, rule.audience, standings_of(rule.counts_for)),
        skills=_skills(completion, framework),
    )
    adopted_by(session, new, binding(session, rule.code, places, rule.audience))
    if not new.adopted and held is not None and held.adopted:
        new.adopted, new.adoption_id = True, held.adoption_id
        new.basis = {**new.basis, "adoption": held.basis["adoption"]}
    return new


def _skills(completion: Completion, framework: Framework | None) -> list[dict[str, Any]]:
    names = {skill.code: skill.name for skill in framework.skills} if framework else {}
    return [
        {
            "code": one.skill,
            "name": names.get(one.skill),
            "proof": one.proof.value if one.proof else None,
            "evidence": int(one.evidence or 0),
            "on": clock.day_of(one.on).isoformat() if one.on else None,
            "source": one.source,
        }
        for one in completion.conditions
    ]


def _keep(session: Session, person_id: int, audience: Audience, rule: CompletionRule, results: list[NewResult]) -> None:
    """Write the results that are not there yet."""
    known = {(row.source, row.skill) for row in session.execute(KNOWN, {"sources": [one.source for one in results]})}
    under = {"audience": audience, "framework": rule.framework, "rule_digest": rule.digest}
    shared = {"person_id": person_id, "at": clock.now(), **under}
    new = []
    for one in results:
        if (one.source, one.skill) not in known:
            known.add((one.source, one.skill))
            columns = {
                "skill": one.skill,
                "proof": one.proof,
                "passed": one.passed,
                "share": one.share,
                "evidence": int(one.evidence),
                "source": one.source,
                "rests_on": one.rests_on,
                "versions": list(one.versions),
            }
            new.append({**columns, **shared})
    if new:
        session.execute(_proofs.insert(), new)
