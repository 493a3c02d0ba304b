"""A unit's document that makes a rule bind there and below: entered, withdrawn, and slips issued again under it."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.actions.renewing import renew
from lms.confirmations.models import Adoption, Confirmation
from lms.confirmations.queries.adopting import adoptions_at, gaining
from lms.confirmations.rules.adopting import ADOPTING_KINDS, Paper
from lms.confirmations.rules.kinds import Reason
from lms.errors import Forbidden, Refused
from lms.people.models import Person
from lms.skills.rules import CompletionRule
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_id

MOST_AT_ONCE = 500
"""How many slips one press of the button issues again; it can be pressed as often as there are some left."""


def adopt(
    session: Session, origin: Origin, unit: UnitVersion, rule: CompletionRule, paper: Paper, *, once: str
) -> Adoption:
    """A rule binds at a unit and below from now on; the same form sent twice is one document.

    Raises Refused for a unit that issues no documents, or one where a document is in force already.
    """
    if unit.kind not in ADOPTING_KINDS or origin.person_id is None:
        raise Refused("Đơn vị này không ban hành văn bản. Mở trang của xã, trường hoặc cơ quan.")
    scan = paper.scan
    adoption = Adoption(
        unit_id=unit.unit_id,
        rule_code=rule.code,
        rule_version=rule.version,
        number=paper.number,
        signed_on=paper.signed_on,
        signer=paper.signer,
        file_name=scan.name if scan else None,
        file_type=scan.type if scan else None,
        file=scan.body if scan else None,
        adopted_by_id=origin.person_id,
        at=clock.now(),
        once_key=once,
    )
    try:
        with session.begin_nested():
            session.add(adoption)
    except IntegrityError:
        return _known(session, unit, once)
    told = f"{rule.code} {rule.version}"
    record(session, origin, Act.RULE_ADOPTED, unit_id=unit.unit_id, rule=told, adoption=adoption.id)
    session.flush()
    return adoption


def withdraw(session: Session, origin: Origin, adoption: Adoption) -> None:
    """The document binds no longer; what was issued under it keeps its title. Once withdrawn stays so."""
    if adoption.withdrawn_at is not None:
        return
    adoption.withdrawn_at = clock.now()
    record(session, origin, Act.ADOPTION_WITHDRAWN, unit_id=adoption.unit_id, adoption=adoption.id)
    session.flush()


def reissue_under(session: Session, origin: Origin, adoption: Adoption, *, most: int = MOST_AT_ONCE) -> int:
    """Issue slips of people under an adopting unit again, as confirmations; returns how many.

    At most 500 at a time, oldest first. Raises Forbidden for a document that has been withdrawn.
    """
    if adoption.withdrawn_at is not None:
        raise Forbidden
    path = unit_by_id(session, adoption.unit_id).path
    wanted = gaining(adoption.rule_code, path).order_by(Confirmation.id).limit(most)
    ids = sorted({one.person_id for one in session.scalars(wanted)})
    session.execute(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update())
    again = gaining(adoption.rule_code, path).where(Confirmation.person_id.in_(ids)).order_by(Confirmation.id)
    held = session.scalars(again.execution_options(populate_existing=True)).all()
    return len(renew(session, origin, held, Reason.ADOPTED))


def _known(session: Session, unit: UnitVersion, once: str) -> Adoption:
    """What the same form entered before. Raises Refused when it is another document that is in force."""
    same = session.scalar(select(Adoption).where(Adoption.once_key == once, Adoption.unit_id == unit.unit_id))
    if same is not None:
        return same
    held = next((one for one in adoptions_at(session, unit.unit_id) if one.withdrawn_at is None), None)
    raise Refused(
        "Đơn vị đang áp dụng theo văn bản số %(number)s. Thôi áp dụng văn bản ấy trước.",
        number=held.number if held else "…",
    )
