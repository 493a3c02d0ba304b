"""The made-up classes 7B and 4A: who sits there, with what they sign in, and the work their teachers set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.app.demo_acts import ONCE, TURN, Scene, practise
from lms.audit.rules import Act
from lms.classrooms.actions.classes import class_for
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.actions.work import Wanted, set_work
from lms.classrooms.models.rosters import Seat
from lms.classrooms.models.work import Assignment
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.pupils import pupils_of
from lms.classrooms.rules.kinds import WorkKind
from lms.classrooms.rules.years import audience_of, band_name, school_year
from lms.content.rules.library import Lesson
from lms.learning.rules import drawn
from lms.people.actions.registering_for import give_cards
from lms.people.actions.registering_many import Newcomer, register_many
from lms.people.adapters.hashing import Hasher
from lms.people.models import SignIn
from lms.people.rules.pictures import as_secret
from lms.people.rules.secrets import SecretKind
from lms.tally.actions import advance
from lms.tally.rules import Stage
from lms.units.queries import unit_by_code

PICTURES = ("mat-troi", "con-ga", "con-trau", "ngoi-nha")
"""What every pupil of 4A without a name of their own taps."""


@dataclass(frozen=True, slots=True)
class DemoClass:
    """A made-up class: its code, grade and teacher, the demo's own people in it, and the others."""

    code: str
    school: str
    grade: int
    teacher: str
    known: tuple[str, ...]
    others: tuple[str, ...]
    born: int
    kind: SecretKind


CLASSES = (
    DemoClass(
        "99001-4-7b", "99001-4", 7, "giaovien", ("DEMO-THCS", "DEMO-EM1", "DEMO-EM2", "DEMO-EM4"),
        ("Bàn Văn Mẫu", "Đinh Thị Mẫu", "H’Rin Mẫu", "Kpă Y Mẫu", "Nguyễn Hoài Mẫu", "Phan Quốc Mẫu", "Rơ Châm Mẫu",
         "Tẩn A Mẫu"),
        2013, SecretKind.PIN,
    ),
    DemoClass(
        "99001-5-4a", "99001-5", 4, "giaovienth", ("DEMO-TH", "DEMO-EM3"),
        ("Bùi Gia Mẫu", "Cao Ngọc Mẫu", "Hờ Thị Mẫu", "Lò An Mẫu", "Mai Khánh Mẫu", "Vừ A Mẫu"),
        2016, SecretKind.PICTURES,
    ),
)  # fmt: skip


def seat(session: Session, people: Mapping[str, SignIn], hasher: Hasher, pin: str) -> None:
    """Have both classes there with their pupils; a class in which anybody has ever sat is left as it is.

    `pin`: what the pupils of 7B sign in with; those of 4A tap `PICTURES`.
    """
    for one in CLASSES:
        by = Origin(people[one.teacher].person_id, None)
        unit, school = unit_by_code(session, one.code), unit_by_code(session, one.school)
        room = class_for(session, by, unit, school, school_year=school_year(clock.today()), grade=one.grade)
        sat = select(Seat.id).where(Seat.classroom_id == room.room.id).limit(1)
        if session.scalar(sat) is None:
            secret = pin if one.kind is SecretKind.PIN else as_secret(PICTURES)
            ids = [people[who].person_id for who in one.known if who in people]
            ids += _others(session, by, one, hasher.hash(secret))
            seat_people(session, by, room, dict.fromkeys(ids))


def set_and_done(scene: Scene) -> None:
    """What the teacher of 7B and of 4A set their classes, and how far their pupils have come with it."""
    for hour, one, course in ((8, CLASSES[0], "thcs-an-toan"), (9, CLASSES[1], "tieu-hoc-an-toan")):
        found = scene.library.course(course)
        here = class_at(scene.session, one.code)
        if found is None or here.archived or scene.session.scalar(_work_of(here)) is not None:
            continue
        lessons, by = scene.library.lessons_of(found), scene.origin(one.teacher)
        with scene.past.on(10, hour):
            for place, (lesson, days) in enumerate(zip(lessons, (2, 4, 9), strict=False)):
                wanted = Wanted(WorkKind.LESSON, lesson.code, clock.today(), scene.past.today + timedelta(days), None)
                set_work(scene.session, by, here, wanted, once=f"{ONCE}:{one.code}:{place}")
        with scene.past.on(2, hour):
            _practise(scene, one, lessons)


def _work_of(here: ClassAt) -> Select[int]:
    return select(Assignment.id).where(Assignment.classroom_id == here.room.id).limit(1)


def _practise(scene: Scene, one: DemoClass, lessons: Sequence[Lesson]) -> None:
    """Of the pupils without a name of their own some have learnt one lesson, some two, and one is stuck."""
    pupils = [found.person for found in pupils_of(scene.session, class_at(scene.session, one.code).room.id)]
    others = [person.id for person in pupils if person.name in one.others]
    half = len(others) // 2
    for place, person_id in enumerate(others[:half]):
        for lesson in lessons[: 2 if place < half // 2 else 1]:
            for question in drawn(lesson.practice, TURN):
                practise(scene.session, person_id, lesson, question, right=True)
    for _ in range(3):
        practise(scene.session, others[half], lessons[0], drawn(lessons[0].practice, TURN)[0], right=False)


def _others(session: Session, by: Origin, one: DemoClass, secret_hash: str) -> list[int]:
    """The pupils without a name of their own, each with a learner code and the class's secret."""
    school, audience = unit_by_code(session, one.school), audience_of(one.grade)
    new = [Newcomer(name, one.born, audience, school.unit_id, band_name(one.grade)) for name in one.others]
    ids = register_many(session, by, new, act=Act.PERSON_REGISTERED_FOR)
    give_cards(session, by, ids)
    for sign_in in session.scalars(select(SignIn).where(SignIn.person_id.in_(ids))):
        sign_in.secret_kind, sign_in.secret_hash = one.kind, secret_hash
        advance(session, sign_in.person_id, Stage.LISTED, Stage.REGISTERED)
    session.flush()
    return ids
