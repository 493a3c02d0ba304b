"""Pages about work ask the database as often for a class of 45 with 30 pieces of work as for a small one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lms import clock
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.rules.kinds import WorkKind
from tests.builders import Member, someone
from tests.classrooms.conftest import BY_ITSELF
from tests.classrooms.steps import COURSE, LESSON, extended, handed_in, learnt, practised, work_set
from tests.databases import listen, stop_listening
from tests.learning.steps import books

PAGES = ("tien-do?tat-ca", "tien-do/bai?tat-ca", "tien-do/cau-nham", "bai-giao", "bai-giao/{work}", "em/{pupil}")


@contextmanager
def counted(database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
            sent.append(statement)

    listen(database, note)
    try:
        yield sent
    finally:
        stop_listening(database, note)


def asked(database, visitor, address: str) -> int:
    visitor.get(address)
    with counted(database) as sent:
        assert visitor.get(address).status == 200
    return len(sent)


def some_work(database, schools, lessons: list[str], pupils: list[Member]) -> int:
    """A course, a paper, a quiz and lessons set for everybody, and something done of each by each."""
    numbers = [work_set(database, schools, code, due=3) for code in lessons]
    work_set(database, schools, COURSE, kind=WorkKind.COURSE, due=5)
    work_set(database, schools, "secondary", kind=WorkKind.PAPER, due=6)
    work_set(database, schools, f"q{len(lessons)}", kind=WorkKind.QUIZ)
    with database.writing() as session:
        quiz = Quiz(uid=f"q{len(lessons)}", school_id=schools.room.room.school_id, title="Bài", questions=[],
                    left_out=[], made_by_id=schools.teacher.id, made_at=clock.now())  # fmt: skip
        session.add(quiz)
        session.flush()
        session.add(QuizTry(quiz_id=quiz.id, person_id=pupils[0].id, number=1, seed=1, answers={}, total=1,
                            started_at=clock.now()))  # fmt: skip
    for place, pupil in enumerate(pupils):
        learnt(database, pupil, lessons[place % len(lessons)])
        practised(database, pupil, f"{COURSE}-{place}", {"q": {"tries": place + 1}})
        handed_in(database, pupil, f"{len(lessons)}-{place}")
    extended(database, schools, numbers[0], pupils[0], 9)
    return numbers[0]


def more_pupils(database, schools, how_many: int) -> list[Member]:
    with database.writing() as session:
        made = [someone(session, name=f"Em thứ {n}", born=2013) for n in range(how_many)]
        seat_people(session, BY_ITSELF, schools.room, {one.id: None for one in made})
        return [Member(one.id, one.name, one.sign_in.code, "") for one in made]


@pytest.fixture
def lessons(visit) -> list[str]:
    """Codes of thirty lessons, the one of these tests first."""
    return [LESSON, *(one.code for one in books(visit()).book.lessons if one.code != LESSON)][:27]


def test_pages_of_a_class_ask_as_often_with_many_rows_as_with_few(visit, schools, database, lessons):
    visitor, pupil = visit(schools.teacher), schools.pupils[0]
    work = some_work(database, schools, lessons[:2], [pupil])
    there = [f"/lop/{schools.code}/{one.format(work=work, pupil=pupil.id)}" for one in PAGES]
    few = {address: asked(database, visitor, address) for address in there}

    some_work(database, schools, lessons, more_pupils(database, schools, 42))

    assert {address: asked(database, visitor, address) for address in there} == few
    assert max(few.values()) <= 20


def test_ones_own_page_asks_as_often_with_much_work_as_with_little(visit, schools, database, lessons):
    visitor, pupil = visit(schools.pupils[0]), schools.pupils[0]
    some_work(database, schools, lessons[:2], [pupil])
    few = asked(database, visitor, "/toi")

    some_work(database, schools, lessons, [schools.pupils[1]])

    assert asked(database, visitor, "/toi") == few


def test_whoever_is_in_no_class_pays_one_query(visit, cast, database, schools, monkeypatch):
    work_set(database, schools, LESSON)
    with_it = asked(database, visit(cast.citizen), "/toi")
    monkeypatch.setattr("lms.home.views.doing.due_for", lambda *_: [])

    assert with_it - asked(database, visit(cast.citizen), "/toi") == 1
