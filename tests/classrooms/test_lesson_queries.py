"""What a lesson asks of the database: the same for three pupils as for forty; of other sessions nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lms.access.rules import Origin
from lms.classrooms.actions.lessons import come
from lms.classrooms.actions.seats import seat_people
from lms.learning.actions import answer
from lms.learning.rules import Turn, drawn
from tests.builders import someone
from tests.classrooms.lesson import beside, door, opened, periods, tapped_in
from tests.databases import listen, stop_listening
from tests.learning.steps import HERE, the_lesson

TURN = Turn(4711, 0)


@pytest.fixture
def asked(database):
    """The statements that opening an address sends to the database, transactions' own apart."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA", "SET ", "INSERT INTO audit_entry")):
                sent.append(statement)

        listen(database, note)
        try:
            yield sent
        finally:
            stop_listening(database, note)

    def count(visitor, address: str) -> int:
        visitor.get(address)
        with counting() as sent:
            assert visitor.get(address).status == 200
        return len(sent)

    return count


@pytest.fixture
def teacher(visit, schools):
    """The teacher, holding a lesson."""
    found = visit(schools.teacher)
    opened(found, schools)
    return found


def fill(database, schools, lesson) -> None:
    """Forty more in the class, all in the lesson, each with an answer given."""
    (period,) = periods(database)
    question = drawn(lesson.practice, TURN)[0]
    with database.writing() as session:
        made = [someone(session, name=f"Em {letter}{other}") for letter in "ABCDE" for other in "abcdefgh"]
        seat_people(session, Origin(None, None), schools.room, {one.id: None for one in made})
        for one in made:
            come(session, period.id, one.id)
            answer(session, one.id, lesson, TURN, question, given=[0], right=True)


def test_pages_of_a_lesson_ask_as_much_for_three_as_for_forty(asked, visit, teacher, schools, database):
    pupil = visit()
    tapped_in(pupil, schools, schools.pupils[1])
    pages = [
        (teacher, f"/lop/{schools.code}/gio-hoc"),
        (visit(), door(schools)),
        (pupil, "/vao-lop/ban"),
        (pupil, "/vao-lop/may-nay"),
    ]

    few = [asked(*one) for one in pages]
    fill(database, schools, the_lesson(pupil))

    assert [asked(*one) for one in pages] == few
    assert max(few) <= 9


def test_a_lesson_s_session_asks_one_question_more_and_a_second_pupil_none(asked, visit, teacher, schools):
    an, hen = schools.pupils[1:]
    at_home, machine = asked(visit(an), HERE), visit()
    tapped_in(machine, schools, an)

    assert asked(machine, HERE) == at_home + 1
    beside(machine, hen)
    assert asked(machine, HERE) == at_home + 1


def test_shared_pages_ask_nothing_in_a_lesson_and_show_no_name(asked, visit, teacher, schools):
    machine, an = visit(), schools.pupils[1]
    tapped_in(machine, schools, an)

    for address in ("/hoc/", "/hoc/dich-vu-cong/nop-ho-so", "/khan-cap"):
        assert asked(machine, address) == 0
        assert "may-nay" not in str(machine.get(address).soup)
    assert "may-nay" in str(machine.get("/toi").soup)
