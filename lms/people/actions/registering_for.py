"""Registering somebody for them: half the people served will never fill in a form themselves."""

from collections.abc import Iterable, Sequence

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record, record_many
from lms.audit.rules import Act
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.models import NoticeGiven, Person, SignIn
from lms.people.queries.accounts import knows_notice, without_notice
from lms.people.rules import codes
from lms.people.rules.registration import NOTICE_VERSION
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.tally.rules import Stage


def register_for(
    session: Session,
    origin: Origin,
    *,
    name: str,
    birth_year: int,
    audience: Audience,
    unit_id: int | None,
    band: str | None = None,
    once: str,
    notice_read: bool,
) -> Person:
    """A new person without a sign-in, counted as listed at a unit; or the one that the same form made before.

    `name` has been cleaned; `once` is unique to one form of one helper. `notice_read`: whoever registers them has read
    the notice out to them, and they agree. `give_card` gives them a code. Looks for no namesakes: see `likely_same`.
    """
    known = session.scalar(select(Person).where(Person.once_key == once))
    if known is not None:
        return known
    try:
        with session.begin_nested():
            person = add_person(session, name=name, birth_year=birth_year, once=once, registered_by_id=origin.person_id)
    except IntegrityError:  # sent twice at once: the other has made them
        return session.scalars(select(Person).where(Person.once_key == once)).one()
    join(session, person, audience, unit_id, band=band, verified=unit_id is not None, stage=Stage.LISTED)
    record(session, origin, Act.PERSON_REGISTERED_FOR, subject_person_id=person.id, unit_id=unit_id)
    if notice_read:
        note_notice(session, origin, person)
    return person


def note_notice(session: Session, origin: Origin, person: Person) -> None:
    """Keep that the notice in force was read out to somebody; once is enough."""
    if not knows_notice(session, person.id):
        session.add(
            NoticeGiven(person_id=person.id, version=NOTICE_VERSION, read_out_by_id=origin.person_id, at=clock.now())
        )
        session.flush()


def note_notices(session: Session, origin: Origin, ids: Iterable[int]) -> None:
    """Keep that the notice in force was read out to many people at once; once is enough for each. Two statements."""
    missing = without_notice(session, ids)
    if missing:
        told = {"version": NOTICE_VERSION, "read_out_by_id": origin.person_id, "at": clock.now()}
        session.execute(insert(NoticeGiven), [{"person_id": one, **told} for one in sorted(missing)])


def give_cards(session: Session, origin: Origin, ids: Sequence[int]) -> int:
    """A learner code for each of some people who have none; returns how many were made. A few statements in all."""
    known = select(SignIn.person_id).where(SignIn.person_id == Person.id)
    query = select(Person.id).where(Person.id.in_(ids), ~known.exists()).with_for_update()
    missing = list(session.scalars(query))
    if not missing:
        return 0
    now, drawn = clock.now(), unused_codes(session, len(missing))
    rows = [
        {
            "person_id": person_id, "code": code, "shown_code": codes.shown(code), "secret_kind": SecretKind.PIN,
            "secret_hash": None, "secret_set_at": now, "epoch": 1,
        }
        for person_id, code in zip(missing, drawn, strict=True)
    ]  # fmt: skip
    session.execute(insert(SignIn), rows)
    record_many(session, origin, Act.CARD_PRINTED, [(person_id, None) for person_id in missing])
    return len(missing)


def unused_codes(session: Session, count: int) -> list[str]:
    """So many different learner codes that nobody has."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {codes.new_code() for _ in range(count - len(found))}
        taken = set(session.scalars(select(SignIn.code).where(SignIn.code.in_(drawn))))
        found |= drawn - taken
    return list(found)


def give_card(session: Session, origin: Origin, person: Person) -> SignIn:
    """The person's sign-in, made now when they had none: a learner code, and no secret until they choose one."""
    query = select(SignIn).where(SignIn.person_id == person.id)
    known = session.scalar(query)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            made = give_sign_in(session, person, kind=SecretKind.PIN, secret_hash=None)
    except IntegrityError:  # two helpers at once: one card is enough
        return session.scalars(query).one()
    record(session, origin, Act.CARD_PRINTED, subject_person_id=person.id)
    return made
