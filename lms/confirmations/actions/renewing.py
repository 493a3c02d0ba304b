"""Issuing again what holds: under a corrected name, or under a document adopted since."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.confirmations.actions.issuing import adopted_by, fresh, hold, put_in_place
from lms.confirmations.actions.snapshots import Place, binding, places_of, written
from lms.confirmations.models import Adoption, Confirmation
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.counting import standings_of
from lms.confirmations.rules.kinds import Reason
from lms.people.models import Person
from lms.skills.rules import Audience

_KEPT = ("person_id", "audience", "band", "framework", "rule_code", "rule_version", "rule_digest", "evidence", "skills",
         "counted_evidence", "counts_for", "adopted", "adoption_id", "basis")  # fmt: skip


def reissue(
    session: Session, origin: Origin, person_id: int, audience: Audience, reason: Reason
) -> Confirmation | None:
    """Issue again what holds for an audience; None when nothing would be better: no correction, no document since."""
    hold(session, person_id)
    held = [one for one in valid_confirmations(session, person_id) if one.audience is audience]
    return next(iter(renew(session, origin, held, reason)), None)


def reissue_renamed(session: Session, origin: Origin, person_id: int) -> list[Confirmation]:
    """Issue again everything that holds of a person whose name or year of birth has been corrected; else nothing."""
    hold(session, person_id)
    return renew(session, origin, valid_confirmations(session, person_id), Reason.RENAMED)


def renew(session: Session, origin: Origin, held: Sequence[Confirmation], reason: Reason) -> list[Confirmation]:
    """New confirmations for those of `held` that would be better now; the callers hold the people's rows.

    A bounded number of queries for each distinct place, whatever the number of people.
    """
    ids = {one.person_id for one in held}
    people = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(ids)))}
    places = places_of(session, ids)
    documents: dict[tuple[str, str], Adoption | None] = {}
    pairs: list[tuple[Confirmation | None, Confirmation]] = []
    for old in held:
        own = places.get(old.person_id, [])
        key = old.rule_code, next((one.path for one in own if one.audience is old.audience), "")
        if key not in documents:
            documents[key] = binding(session, old.rule_code, own, old.audience)
        new = _again(session, old, people[old.person_id], own, documents[key])
        if new is not None:
            pairs.append((old, new))
    put_in_place(session, origin, pairs, reason, clock.now())
    return [new for _, new in pairs]


def _again(
    session: Session, old: Confirmation, person: Person, places: list[Place], document: Adoption | None
) -> Confirmation | None:
    """The same confirmation as of today, or None when it would be no better."""
    new = fresh(
        **{name: getattr(old, name) for name in _KEPT},
        name=person.name,
        birth_year=person.birth_year,
        places=written(places, old.audience, standings_of(old.counts_for)),
    )
    if not old.adopted:
        adopted_by(session, new, document)
    corrected = (new.name, new.birth_year) != (old.name, old.birth_year)
    return new if corrected or (new.adopted and not old.adopted) else None
