"""Taking somebody known into a school: a pupil without a class there, one who comes from elsewhere."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.classrooms.actions.bands import change_bands
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.known_pupils import PUPILS
from lms.classrooms.queries.leaving import memberships_of
from lms.classrooms.rules.roster_classes import Spot
from lms.classrooms.rules.roster_rows import check_fits
from lms.classrooms.rules.years import audience_of, band_name
from lms.confirmations.actions.counting import with_confirmed
from lms.confirmations.queries.results import valid_confirmations
from lms.errors import Refused
from lms.people.actions.caring import move as move_membership
from lms.people.actions.registering import join
from lms.people.models import Membership, Person, SignIn
from lms.people.queries.accounts import sign_in_by_code
from lms.tally.actions import reconsider
from lms.tally.rules import Stage
from lms.units.models import Unit
from lms.units.queries import living_by_id


def hold_school(session: Session, school_id: int) -> None:
    """Wait until nobody else changes who sits at a school, and keep others waiting until this transaction ends.

    Whoever calls compares names afterwards: two lists of one class that are applied at once make nobody twice.
    """
    session.execute(select(Unit.id).where(Unit.id == school_id).with_for_update(key_share=True))


def take_in_by_code(session: Session, origin: Origin, here: ClassAt, typed: str) -> Person:
    """Take somebody into a class by their learner code; whoever sits there already stays.

    Raises Refused, beside field `code`, for an unknown code, for whoever is no pupil, and for a pupil of another
    school, naming that school: it has to let them go first.
    """
    check_in_use(here)
    hold_school(session, here.room.school_id)
    sign_in = sign_in_by_code(session, typed) if typed.strip() else None
    person = sign_in.person if sign_in is not None else None
    if person is None or person.erased_at is not None or person.is_test:
        raise Refused("Chưa thấy mã người học này. Xem lại từng chữ trên thẻ.", field="code")
    check_pupil(person, here)
    seat_person(session, origin, here, person)
    return person


def check_pupil(person: Person, here: ClassAt) -> None:
    """Raises Refused, beside field `code`, for somebody whose age is no pupil's of the class."""
    try:
        check_fits(person.birth_year, Spot("", here.unit.name, here.room.grade), here.room.school_year)
    except Refused as refusal:
        raise Refused("Mã này không phải của học sinh. Xem lại mã trên thẻ của em.", field="code") from refusal


def seat_person(session: Session, origin: Origin, here: ClassAt, person: Person, number: int | None = None) -> None:
    """Have somebody known belong to the class's school and sit in the class. Raises Refused as `belong` does."""
    belong(session, origin, here, person)
    seat_people(session, origin, here, {person.id: number})


def belong(session: Session, origin: Origin, here: ClassAt, person: Person) -> None:
    """Have somebody belong to the class's school as its grade says; a few statements.

    Raises Refused, beside field `code`, when another school has them, naming it.
    """
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    held = memberships_of(session, person.id, PUPILS)
    _check_not_elsewhere(session, here, held)
    audience, band = audience_of(here.room.grade), band_name(here.room.grade)
    unplaced = [one for one in held if one.unit_id is None]
    if unplaced and len(unplaced) == len(held):
        same = next((one for one in unplaced if one.audience is audience), unplaced[0])
        move_membership(session, origin, person, same, here.room.school_id)
    elif not held:
        able = select(SignIn.id).where(SignIn.person_id == person.id, SignIn.secret_hash.is_not(None))
        stage = Stage.REGISTERED if session.scalar(able) is not None else Stage.LISTED
        join(session, person, audience, here.room.school_id, verified=True, band=band, stage=stage)
        confirmed = valid_confirmations(session, person.id)
        reconsider(session, person.id, audience, lambda now: with_confirmed(now, audience, confirmed))
    change_bands(session, origin, here.room.school_id, {person.id: (audience.value, band)})


def _check_not_elsewhere(session: Session, here: ClassAt, held: Sequence[Membership]) -> None:
    away = [one.unit_id for one in held if one.unit_id is not None and one.unit_id != here.room.school_id]
    if away:
        other = next(iter(living_by_id(session, away).values()), None)
        raise Refused(
            "Em đang học ở %(school)s. Nhờ trường ấy bấm “Chuyển trường” cho em trước, rồi nhập lại mã này.",
            field="code",
            school=other.spoken if other is not None else "",
        )
