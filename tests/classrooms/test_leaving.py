"""`/lop/<code>/roi-lop`: how a place in a class ends, the way back, and being taken in elsewhere by code."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.classrooms.models.rosters import Seat
from lms.classrooms.rules.kinds import SeatEnd
from lms.people.actions.registering import join
from lms.people.models import Membership, Person, SignIn
from lms.skills.rules import Audience
from lms.tally.models import PersonStanding
from tests.builders import rows, someone
from tests.classrooms.bringing import Bringer, belongs, seated

AN = "Nguyễn Văn An"


@pytest.fixture
def teacher(visit, schools):
    """The teacher of 7B."""
    return visit(schools.teacher)


@pytest.fixture
def an(schools) -> str:
    """Where An's place in 7B is ended."""
    return f"/lop/{schools.code}/roi-lop/{schools.pupils[1].id}"


def ends(database, person_id: int) -> list[SeatEnd | None]:
    """How the places of somebody ended, oldest first."""
    return rows(database, select(Seat.ended_as).where(Seat.person_id == person_id).order_by(Seat.id))


def places(database, person_id: int) -> list[int | None]:
    """Where somebody is counted."""
    return rows(database, select(PersonStanding.unit_id).where(PersonStanding.person_id == person_id))


def test_the_list_leads_to_each_pupil(teacher, schools, an):
    assert an in teacher.get(f"/lop/{schools.code}/roi-lop").links().values()


def test_a_pupil_moves_to_another_class(teacher, an, schools, database):
    assert teacher.post(an, {"ended_as": "moved"}).error_on("to") == "Chọn lớp mà em chuyển sang."

    for _ in range(2):
        teacher.post(an, {"ended_as": "moved", "to": str(schools.other.room.id)})

    assert seated(database, schools.other.code) == [(None, AN, 2013)]
    assert ends(database, schools.pupils[1].id) == [SeatEnd.MOVED, None]


def test_a_class_of_another_school_is_not_to_be_chosen(teacher, an, schools, database):
    page = teacher.post(an, {"ended_as": "moved", "to": str(schools.elsewhere.room.id)})

    assert page.status == 422
    assert ends(database, schools.pupils[1].id) == [None]


@pytest.mark.parametrize("sent", ["", "promoted", "x", "MOVED"])
def test_an_end_that_was_not_offered_is_none(teacher, an, schools, database, sent):
    assert teacher.post(an, {"ended_as": sent}).status == 422
    assert ends(database, schools.pupils[1].id) == [None]


def test_a_transferred_pupil_takes_a_code_along_and_is_taken_in_there(teacher, an, schools, database, visit):
    done = teacher.follow(teacher.post(an, {"ended_as": "transferred"}))

    code = schools.pupils[1].code
    assert f"{code[:4]}- {code[4:]}" in done.text or code[:4] in done.text
    assert "Đưa mã này cho trường mới" in done.text
    assert belongs(database, AN)[0][2] is None
    assert places(database, schools.pupils[1].id) == [None]

    taken = visit(schools.stranger).post(f"/lop/{schools.elsewhere.code}/nhan-em", {"code": code})
    assert taken.status == 303
    assert seated(database, schools.elsewhere.code) == [(None, AN, 2013)]
    assert places(database, schools.pupils[1].id) == [schools.elsewhere.school.unit_id]
    assert teacher.post(an, {"do": "lai"}).status == 422
    assert "Trường THCS Bình Minh" in teacher.post(an, {"do": "lai"}).errors


def test_a_transferred_pupil_without_a_card_gets_a_code(teacher, schools, database):
    bring = Bringer(teacher, schools.code)
    bring.paste("Mơ, 2013")
    bring.apply(sure="y")
    mo = rows(database, select(Person.id).where(Person.name == "Mơ"))[0]

    page = teacher.follow(teacher.post(f"/lop/{schools.code}/roi-lop/{mo}", {"ended_as": "transferred"}))

    assert rows(database, select(SignIn.shown_code).where(SignIn.person_id == mo))[0][:4] in page.text


def test_leaving_is_undone(teacher, an, schools, database, cast):
    teacher.post(an, {"ended_as": "left"})
    assert belongs(database, AN)[0][2] is None

    for _ in range(2):
        teacher.post(an, {"do": "lai"})

    assert AN in str(seated(database, schools.code))
    assert belongs(database, AN) == [("secondary", "6-9", cast.units["77001-2"].unit_id)]
    assert ends(database, schools.pupils[1].id) == [SeatEnd.LEFT, None]


def test_a_mistaken_newcomer_is_counted_at_the_school_no_more(teacher, schools, database):
    bring = Bringer(teacher, schools.code)
    bring.paste("Mơ, 2013")
    bring.apply(sure="y")
    mo = rows(database, select(Person.id).where(Person.name == "Mơ"))[0]
    address = f"/lop/{schools.code}/roi-lop/{mo}"
    assert "Em không còn tính ở trường này." in teacher.get(address).text

    teacher.post(address, {"ended_as": "mistake"})

    assert belongs(database, "Mơ")[0][2] is None


def test_after_a_mistaken_move_the_old_place_is_theirs_again(teacher, an, visit, schools, database):
    teacher.post(an, {"ended_as": "moved", "to": str(schools.other.room.id)})
    there = f"/lop/{schools.other.code}/roi-lop/{schools.pupils[1].id}"
    colleague = visit(schools.colleague)
    assert "Em về lại lớp cũ." in colleague.get(there).text

    colleague.post(there, {"ended_as": "mistake"})

    assert AN in str(seated(database, schools.code))
    assert ends(database, schools.pupils[1].id) == [None, SeatEnd.MISTAKE]


def test_a_pupil_of_long_standing_put_in_by_mistake_stays_at_the_school(teacher, an, schools, database, cast):
    with database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == schools.pupils[1].id)).one()
        held.from_on = clock.today() - timedelta(days=400)

    teacher.post(an, {"ended_as": "mistake"})

    assert belongs(database, AN) == [("secondary", "6-9", cast.units["77001-2"].unit_id)]


def test_whoever_left_long_ago_or_never_sat_there_is_not_found(teacher, an, schools, database, cast):
    teacher.post(an, {"ended_as": "left"})
    with database.writing() as session:
        seat = session.scalars(select(Seat).where(Seat.person_id == schools.pupils[1].id)).one()
        seat.from_on = seat.to_on = clock.today() - timedelta(days=31)

    assert teacher.get(an).status == 404
    for person in (cast.citizen.id, 2**70, 0):
        assert teacher.get(f"/lop/{schools.code}/roi-lop/{person}").status == 404


@pytest.mark.parametrize("typed", ["", "7K4M-2QP9", "x" * 300, "' OR 1=1", "phutrach"])
def test_a_code_that_is_no_pupils_takes_nobody_in(teacher, schools, database, typed):
    page = teacher.post(f"/lop/{schools.code}/nhan-em", {"code": typed})

    assert page.status == 422
    assert page.error_on("code")
    assert len(seated(database, schools.code)) == 3


def test_a_pupil_of_another_school_is_let_go_by_that_school_first(teacher, schools, database):
    with database.writing() as session:
        far = someone(session, name="Bé Xa", born=2013)
        join(session, far, Audience.SECONDARY, schools.elsewhere.school.unit_id, band="6-9")
        code = far.sign_in.shown_code

    page = teacher.post(f"/lop/{schools.code}/nhan-em", {"code": code})

    assert "Em đang học ở Trường THCS Bình Minh" in page.error_on("code")
    assert len(seated(database, schools.code)) == 3


def test_a_primary_pupil_whose_school_has_let_go_becomes_a_secondary_one(teacher, schools, database, cast):
    with database.writing() as session:
        small = someone(session, name="Bé Lớn", born=2013)
        join(session, small, Audience.PRIMARY, None, band="3-5")
        code, number = small.sign_in.code, small.id

    assert teacher.post(f"/lop/{schools.code}/nhan-em", {"code": code.lower()}).status == 303

    assert belongs(database, "Bé Lớn") == [("secondary", "6-9", cast.units["77001-2"].unit_id)]
    assert places(database, number) == [cast.units["77001-2"].unit_id]


def test_a_child_who_belongs_nowhere_is_taken_in(teacher, schools, database, cast):
    with database.writing() as session:
        code = someone(session, name="Bé Mới", born=2013).sign_in.code

    assert teacher.post(f"/lop/{schools.code}/nhan-em", {"code": code}).status == 303

    assert belongs(database, "Bé Mới") == [("secondary", "6-9", cast.units["77001-2"].unit_id)]
