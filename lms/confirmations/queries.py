"""Results, confirmations, what everybody may see of them, and which unit's document binds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from lms.access.queries import under
from lms.confirmations.models import Adoption, ChildConsent, Confirmation, ProofResult
from lms.confirmations.rules.completion import Completion, Result, evaluate
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.openness import Openness, openness
from lms.confirmations.rules.serials import read_serial
from lms.people.models import Membership, Person
from lms.skills.rules import CompletionRule, Evidence
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, living_by_id

ACTIVE_CONSENT = and_(ChildConsent.withdrawn_at.is_(None), ChildConsent.child_agreed)


def completion_of(session: Session, person_id: int, rule: CompletionRule) -> Completion:
    """How far a person has come under a rule, by the results they have for its audience and framework."""
    return completions_of(session, person_id, [rule])[0]


def completions_of(session: Session, person_id: int, rules: Sequence[CompletionRule]) -> list[Completion]:
    """How far a person has come under each of several rules. One query."""
    rows = session.scalars(select(ProofResult).where(ProofResult.person_id == person_id)).all()
    return [
        evaluate(
            rule, (_result(row) for row in rows if (row.audience, row.framework) == (rule.audience, rule.framework))
        )
        for rule in rules
    ]


def confirmations_of(session: Session, person_id: int) -> Sequence[Confirmation]:
    """Everything ever confirmed of a person, newest first."""
    query = select(Confirmation).where(Confirmation.person_id == person_id)
    return session.scalars(query.order_by(Confirmation.id.desc())).all()


def valid_confirmations(session: Session, person_id: int) -> Sequence[Confirmation]:
    """What holds of a person now: at most one for each audience and framework. Read anew, not from memory."""
    query = select(Confirmation).where(Confirmation.person_id == person_id, Confirmation.state == State.VALID)
    return session.scalars(query.order_by(Confirmation.id).execution_options(populate_existing=True)).all()


def by_serial(session: Session, typed: str) -> Confirmation | None:
    """The confirmation with a serial, however it was typed; None when nobody's or mistyped."""
    serial = read_serial(typed)
    return session.scalar(select(Confirmation).where(Confirmation.serial == serial)) if serial else None


@dataclass(frozen=True, slots=True)
class Checked:
    """A confirmation that everybody may see, and how much of it; `successor` is the serial that holds instead."""

    confirmation: Confirmation
    openness: Openness
    successor: str | None

    @property
    def name(self) -> str:
        """The name as everybody may read it."""
        return self.openness.name(self.confirmation.name)


def checked(session: Session, serials: Iterable[str], today: date) -> dict[str, Checked]:
    """What everybody may see of these serials; unknown ones and hidden children are left out alike. One query."""
    now = aliased(Confirmation)
    query = (
        select(Confirmation, Person.birth_year, ChildConsent.id, now.serial)
        .join(Person, Person.id == Confirmation.person_id)
        .outerjoin(ChildConsent, and_(ChildConsent.person_id == Confirmation.person_id, ACTIVE_CONSENT))
        .outerjoin(
            now,
            and_(
                Confirmation.state == State.SUPERSEDED,
                now.person_id == Confirmation.person_id,
                now.audience == Confirmation.audience,
                now.framework == Confirmation.framework,
                now.state == State.VALID,
            ),
        )
        .where(Confirmation.serial.in_(set(serials)))
    )
    found = {}
    for one, born, consent, successor in session.execute(query):
        shown = openness((one.birth_year, born), consented=consent is not None, today=today)
        if not shown.hidden:
            found[one.serial] = Checked(one, shown, successor)
    return found


def openness_of(session: Session, confirmation: Confirmation, today: date) -> Openness:
    """What of one confirmation may be shown to everybody today."""
    born = session.scalars(select(Person.birth_year).where(Person.id == confirmation.person_id)).one()
    consented = active_consent(session, confirmation.person_id) is not None
    return openness((confirmation.birth_year, born), consented=consented, today=today)


def active_consent(session: Session, person_id: int) -> ChildConsent | None:
    """The leave on record to show a child's confirmations outside the school, or None."""
    return session.scalar(select(ChildConsent).where(ChildConsent.person_id == person_id, ACTIVE_CONSENT))


def paths_of(session: Session, person_id: int) -> list[str]:
    """Where in the tree a person belongs now: whoever reaches one of these reaches them."""
    query = select(Membership.unit_id).where(Membership.person_id == person_id, Membership.to_on.is_(None))
    units = living_by_id(session, [one for one in session.scalars(query) if one is not None])
    return [one.path for one in units.values()]


def adoption_over(session: Session, rule_code: str, path: str) -> Adoption | None:
    """The document that binds at a place in the tree: of the unit itself, else of the nearest one above it."""
    ids = [int(part) for part in path.strip("/").split("/") if part]
    rows = session.scalars(
        select(Adoption).where(
            Adoption.rule_code == rule_code, Adoption.unit_id.in_(ids), Adoption.withdrawn_at.is_(None)
        )
    ).all()
    return max(rows, key=lambda one: ids.index(one.unit_id), default=None)


def adoption_by_id(session: Session, adoption_id: int) -> Adoption | None:
    """One document, in force or withdrawn, or None."""
    return session.get(Adoption, adoption_id)


def adoptions_at(session: Session, unit_id: int) -> Sequence[Adoption]:
    """The documents of a unit, newest first; withdrawn ones too."""
    return session.scalars(select(Adoption).where(Adoption.unit_id == unit_id).order_by(Adoption.id.desc())).all()


def gaining(rule_code: str, path: str) -> Select[Confirmation]:
    """Slips that a document at a place in the tree would turn into confirmations: valid, counted, not adopted yet."""
    return (
        select(Confirmation)
        .join(
            Membership,
            and_(
                Membership.person_id == Confirmation.person_id,
                Membership.audience == Confirmation.audience,
                Membership.to_on.is_(None),
            ),
        )
        .join(UnitVersion, and_(UnitVersion.unit_id == Membership.unit_id, CURRENT))
        .where(
            Confirmation.state == State.VALID,
            Confirmation.rule_code == rule_code,
            Confirmation.adopted.is_(False),
            Confirmation.evidence >= Confirmation.counted_evidence,
            under(path, UnitVersion.path),
        )
    )


def count_gaining(session: Session, rule_code: str, path: str) -> int:
    """How many slips a document there would turn into confirmations."""
    return session.scalar(select(func.count()).select_from(gaining(rule_code, path).subquery())) or 0


def _result(row: ProofResult) -> Result:
    return Result(
        row.skill,
        row.proof,
        row.passed,
        row.share,
        Evidence(row.evidence),
        row.source,
        row.at,
        annulled=row.annulled_at is not None,
    )
