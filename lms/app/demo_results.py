"""The demo's confirmations: a commune that has adopted the rule, and one that has not. Source: design §6, Demo."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.confirmations.actions.adopting import adopt
from lms.confirmations.actions.issuing import record_results
from lms.confirmations.rules.adopting import Paper
from lms.confirmations.rules.completion import NewResult
from lms.content.rules.library import Library
from lms.people.actions.registering import add_person, join
from lms.people.models import Membership, Person, SignIn
from lms.people.rules import codes
from lms.skills.rules import Audience, CompletionRule, Evidence, Proof
from lms.units.queries import unit_by_code

BANDS = {Audience.PRIMARY: "3-5", Audience.SECONDARY: "6-9"}
"""The grades of the demo's pupils: classes 4A and 7B."""

ADOPTED, NUMBER = "99001", "12/QĐ-UBND (dữ liệu mẫu)"
OPENER, ADOPTER, CONFIRMED = "tocongnghe", "canbo", "DEMO-CB"


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who is listed where no rule has been adopted, without a sign-in."""

    once: str
    name: str
    birth_year: int
    village: str


LISTED = Listed("demo-listed", "Hà Thị Mẫu", 1966, "99002-1")


def confirm_some(session: Session, library: Library) -> None:
    """Have one commune adopt, an official there confirmed and a resident elsewhere assessed; once, however often."""
    official, citizen = library.rule_for(Audience.OFFICIAL), library.rule_for(Audience.CITIZEN)
    adopter, opener, confirmed = (_by_code(session, name) for name in (ADOPTER, OPENER, CONFIRMED))
    if official is None or citizen is None or adopter is None or opener is None or confirmed is None:
        return
    _give_bands(session)
    signed_on = clock.today() - timedelta(days=75)
    paper = Paper(NUMBER, signed_on, "Phạm Văn Mẫu, Chủ tịch UBND xã", None)
    unit = unit_by_code(session, ADOPTED)
    adopt(session, Origin(adopter, None), unit, official, paper, once="demo-adoption")
    _confirm(session, library, Origin(opener, None), confirmed, official)
    _confirm(session, library, Origin(opener, None), _listed(session), citizen)


def _confirm(session: Session, library: Library, origin: Origin, person_id: int, rule: CompletionRule) -> None:
    """What a sitting would have handed down: every skill of the rule, seen."""
    source = f"sitting:demo-{person_id}"
    results = [
        NewResult(one.code, Proof.PAPER, True, 0.88, Evidence.SUPERVISED, source, (rule.digest,)) for one in rule.skills
    ]
    framework = library.framework(rule.framework)
    record_results(session, origin, person_id, rule.audience, rule, results, framework=framework)


def _listed(session: Session) -> int:
    known = session.scalar(select(Person.id).where(Person.once_key == LISTED.once))
    if known is not None:
        return known
    person = add_person(session, name=LISTED.name, birth_year=LISTED.birth_year, once=LISTED.once)
    join(session, person, Audience.CITIZEN, unit_by_code(session, LISTED.village).unit_id, verified=True)
    return person.id


def _by_code(session: Session, sign_in: str) -> int | None:
    return session.scalar(select(SignIn.person_id).where(SignIn.code == codes.folded(sign_in)))


def _give_bands(session: Session) -> None:
    """Demo data of the first version knew no bands."""
    demo = select(SignIn.person_id).where(SignIn.code.in_([codes.folded("DEMO-TH"), codes.folded("DEMO-THCS")]))
    for audience, band in BANDS.items():
        held = update(Membership).where(Membership.person_id.in_(demo), Membership.audience == audience)
        session.execute(held.where(Membership.band.is_(None)).values(band=band))
