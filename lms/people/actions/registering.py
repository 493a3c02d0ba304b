"""Making a person: what registering alone writes, in one transaction."""

from typing import Literal, overload

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.people.models import Membership, NoticeGiven, Person, SignIn
from lms.people.rules import codes
from lms.people.rules.names import given_name, search_key, sort_key
from lms.people.rules.registration import NOTICE_VERSION, Registration
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.tally.actions import restate
from lms.tally.rules import Stage, Standing


def register(session: Session, origin: Origin, registration: Registration, *, secret_hash: str, once: str) -> SignIn:
    """The sign-in of a new person, or of the one that the same form made before: sending twice is registering once."""
    known = _made_before(session, once)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            person = add_person(session, name=registration.name, birth_year=registration.birth_year, once=once)
    except IntegrityError:
        return _made_before(session, once, certainly=True)
    sign_in = give_sign_in(session, person, kind=SecretKind.PIN, secret_hash=secret_hash)
    session.add(NoticeGiven(person_id=person.id, version=NOTICE_VERSION, at=clock.now()))
    join(session, person, Audience.CITIZEN, registration.home_unit_id)
    if registration.audience is not Audience.CITIZEN:
        join(session, person, registration.audience, registration.work_unit_id)
    mine = Origin(person.id, origin.network)
    record(session, mine, Act.PERSON_REGISTERED, subject_person_id=person.id, notice=NOTICE_VERSION)
    return sign_in


@overload
def _made_before(session: Session, once: str) -> SignIn | None: ...
@overload
def _made_before(session: Session, once: str, *, certainly: Literal[True]) -> SignIn: ...
def _made_before(session: Session, once: str, *, certainly: bool = False) -> SignIn | None:
    """Whom the same form has made already; two sendings at once meet in the once-key's constraint."""
    query = select(SignIn).join(SignIn.person).where(Person.once_key == once)
    return session.scalars(query).one() if certainly else session.scalar(query)


def add_person(
    session: Session,
    *,
    name: str,
    birth_year: int,
    once: str | None = None,
    is_test: bool = False,
    registered_by_id: int | None = None,
) -> Person:
    """A person with no sign-in yet; `name` has been cleaned. `registered_by_id`: who did it for them, if not they."""
    person = Person(
        name=name,
        given_name=given_name(name),
        search_key=search_key(name),
        sort_key=sort_key(name),
        birth_year=birth_year,
        is_test=is_test,
        created_at=clock.now(),
        once_key=once,
        registered_by_id=registered_by_id,
    )
    session.add(person)
    session.flush()
    return person


def give_sign_in(
    session: Session,
    person: Person,
    *,
    kind: SecretKind,
    secret_hash: str | None,
    name: str | None = None,
    set_by_id: int | None = None,
) -> SignIn:
    """A way to sign in: by a new learner code, or by a name for staff and the demo.

    `secret_hash` None: none chosen yet. `set_by_id` is whoever set the secret for them; None when they chose it
    themselves.
    """
    sign_in = SignIn(
        person_id=person.id,
        code=codes.folded(name) if name else _unused_code(session),
        shown_code="",
        secret_kind=kind,
        secret_hash=secret_hash,
        secret_set_by_id=set_by_id,
        secret_set_at=clock.now(),
    )
    sign_in.shown_code = name or codes.shown(sign_in.code)
    session.add(sign_in)
    session.flush()
    return sign_in


def join(
    session: Session,
    person: Person,
    audience: Audience,
    unit_id: int | None,
    *,
    verified: bool = False,
    band: str | None = None,
    stage: Stage = Stage.REGISTERED,
) -> None:
    """Open a membership and count it; `unit_id` None where it is not known where, `band` names grades (`3-5`).

    `stage` is LISTED for somebody who cannot sign in yet. Whoever has stopped is counted when they go on.
    """
    today = clock.today()
    session.add(
        Membership(person_id=person.id, audience=audience, unit_id=unit_id, band=band, verified=verified, from_on=today)
    )
    session.flush()
    if not person.is_test and person.stopped_at is None:
        standing = Standing(audience, unit_id, stage, person.birth_year, person.sex)
        restate(session, person.id, audience, standing)


def _unused_code(session: Session) -> str:
    """A learner code that nobody has; 34 thousand million there are, so the first draw nearly always is."""
    while True:
        code = codes.new_code()
        if session.scalar(select(SignIn.id).where(SignIn.code == code)) is None:
            return code
