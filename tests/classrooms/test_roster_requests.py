"""`/lop/<code>/xin-vao`: the teacher lets in those who ask by the class's code, or turns them down."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.app.tidying import tidy_up
from lms.classrooms.models.rosters import JoinRequest
from lms.people.actions.registering import join
from lms.people.models import Person
from lms.skills.rules import Audience
from tests.builders import rows, someone
from tests.classrooms.bringing import belongs, seated


@pytest.fixture
def ask(database, schools):
    """`ask(name)`: a request at 7A; its number."""

    def asked(name: str, born: int = 2013, person_id: int | None = None, *, days_ago: int = 0) -> int:
        with database.writing() as session:
            made = JoinRequest(classroom_id=schools.other.room.id, person_id=person_id, name=name, birth_year=born,
                               asked_at=clock.now() - timedelta(days=days_ago))  # fmt: skip
            session.add(made)
            session.flush()
            return made.id

    return asked


@pytest.fixture
def door(visit, schools):
    """The colleague who teaches 7A, and the address of its requests."""
    return visit(schools.colleague), f"/lop/{schools.other.code}/xin-vao"


def test_nobody_waits(door):
    visitor, address = door

    assert "Không có em nào đang chờ" in visitor.get(address).text


def test_a_new_pupil_is_let_in_once(door, ask, database, schools, cast):
    visitor, address = door
    number = ask("Lò Văn Tám")
    page = visitor.get(address)
    assert "Lò Văn Tám, sinh năm 2013" in page.text

    for _ in range(2):
        done = visitor.follow(visitor.post(address, {f"xin-{number}": "moi"}))

    assert "Không có em nào đang chờ" in done.text
    assert seated(database, schools.other.code) == [(None, "Lò Văn Tám", 2013)]
    assert belongs(database, "Lò Văn Tám") == [("secondary", "6-9", cast.units["77001-2"].unit_id)]
    assert rows(database, select(JoinRequest.let_in)) == [True]
    assert rows(database, select(func.count()).where(Person.name == "Lò Văn Tám")) == [1]


def test_somebody_known_at_the_school_is_chosen_among_those_who_are_alike(door, ask, database, schools):
    visitor, address = door
    number = ask("Nguyen Van An")
    page = visitor.get(address)
    assert "Đang ở lớp 7B" in page.text

    assert "Đã cho" not in visitor.follow(visitor.post(address, {f"xin-{number}": ""})).text
    visitor.post(address, {f"xin-{number}": str(schools.pupils[1].id)})

    assert seated(database, schools.other.code) == [(None, "Nguyễn Văn An", 2013)]
    assert rows(database, select(JoinRequest.person_id)) == [schools.pupils[1].id]


def test_one_is_turned_down_and_stays_out(door, ask, database, schools):
    visitor, address = door
    number = ask("Lò Văn Tám")

    page = visitor.follow(visitor.post(address, {f"xin-{number}": "khong"}))
    visitor.post(address, {f"xin-{number}": "moi"})

    assert "Không cho vào: 1 em" in page.text
    assert seated(database, schools.other.code) == []


@pytest.mark.parametrize("sent", ["999999", "-1", "moi ", "x" * 300, ""])
def test_an_answer_that_was_not_offered_changes_nothing(door, ask, database, schools, sent):
    visitor, address = door
    number = ask("Lò Văn Tám")

    for name in (f"xin-{number}", "xin-999999", "xin-x", "xin-"):
        assert visitor.post(address, {name: sent}).status == 303

    assert seated(database, schools.other.code) == []
    assert rows(database, select(JoinRequest.settled_at)) == [None]


def test_whoever_was_signed_in_comes_in_as_themselves(door, ask, database, schools):
    visitor, address = door
    number = ask("H’Hen Niê", person_id=schools.pupils[2].id)

    visitor.post(address, {f"xin-{number}": "moi"})
    assert seated(database, schools.other.code) == []
    visitor.post(address, {f"xin-{number}": str(schools.pupils[2].id)})

    assert seated(database, schools.other.code) == [(None, "H’Hen Niê", 2013)]


def test_a_pupil_of_another_school_is_refused_and_the_rest_waits(door, ask, database, schools, cast):
    visitor, address = door
    with database.writing() as session:
        other = someone(session, name="Bé Xa", born=2013)
        join(session, other, Audience.SECONDARY, schools.elsewhere.school.unit_id, band="6-9")
        far = other.id
    numbers = ask("Bé Xa", person_id=far), ask("Lò Văn Tám")

    page = visitor.post(address, {f"xin-{numbers[0]}": str(far), f"xin-{numbers[1]}": "moi"})

    assert page.status == 422
    assert "Trường THCS Bình Minh" in page.errors
    assert seated(database, schools.other.code) == []


def test_a_request_of_another_class_is_not_answered_here(visit, ask, database, schools):
    number = ask("Lò Văn Tám")

    visit(schools.teacher).post(f"/lop/{schools.code}/xin-vao", {f"xin-{number}": "moi"})

    assert rows(database, select(JoinRequest.settled_at)) == [None]


def test_an_archived_class_lets_nobody_in(door, ask, schools):
    visitor, address = door
    number = ask("Lò Văn Tám")
    visitor.post(f"/lop/{schools.other.code}/cat")

    assert visitor.post(address, {f"xin-{number}": "moi"}).status == 422


def test_requests_are_forgotten_after_30_days(database, ask):
    ask("Cũ", days_ago=31)
    ask("Mới", days_ago=29)

    done = dict(tidy_up(database))

    assert done["Lời xin vào lớp quá 30 ngày"] == 1
    assert rows(database, select(JoinRequest.name)) == ["Mới"]
