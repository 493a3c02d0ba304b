"""`/toi` of a pupil: what is due comes first, in words, with one way to go on; done work leaves the list."""

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.models.rosters import Classroom, Seat
from lms.classrooms.models.work import Assignment
from lms.classrooms.rules.kinds import SeatEnd, WorkKind
from lms.people.actions.registering import join
from lms.people.models import Membership
from lms.questions.adapters.bodies import body_of
from lms.skills.rules import Audience
from tests.builders import Member, someone
from tests.classrooms.conftest import PIN
from tests.classrooms.steps import (
    COURSE,
    LESSON,
    OTHER,
    extended,
    handed_in,
    learnt,
    practised,
    today,
    work_set,
)
from tests.classrooms.test_work import give
from tests.learning.books import question
from tests.learning.steps import learn

SET = "Bài thầy cô giao"


@pytest.fixture
def mine(visit, schools):
    """Open one's own page as the first pupil of 7B."""
    visitor = visit(schools.pupils[0])
    return lambda: visitor.get("/toi")


def main_buttons(page) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.soup.main.select(".btn:not(.quiet)")]


def told(page) -> str:
    """What the section of work set says."""
    found = page.soup.find(id="bai-giao")
    return " ".join(found.parent.get_text(" ").split()) if found else ""


def test_nothing_is_said_where_nothing_is_set(mine, schools):
    assert SET not in mine().text


def test_what_is_due_comes_first_with_one_button(mine, schools, database):
    work_set(database, schools, LESSON, due=2)
    work_set(database, schools, OTHER, due=9)

    page = mine()

    assert page.text.index(SET) < page.text.index("Việc khác")
    assert "còn 2 ngày" in told(page)
    assert "còn 9 ngày" in told(page)
    assert main_buttons(page) == ["Học bài này"]
    assert "Việc tiếp theo" not in page.text
    assert page.links()["Học bài này"] == f"/hoc/{COURSE}/{LESSON}"


@pytest.mark.parametrize(
    ("opens", "due", "words"),
    [
        (0, 0, "hạn hôm nay"),
        (0, 1, "hạn ngày mai"),
        (-9, -3, "trễ 3 ngày, vẫn làm được"),
        (0, None, "Học bài này"),
    ],
)
def test_how_near_it_is_is_said_in_words(mine, schools, database, opens, due, words):
    work_set(database, schools, LESSON, opens=opens, due=due)

    assert words in told(mine())


def test_the_nearest_last_day_stands_first_and_no_last_day_last(mine, schools, database):
    work_set(database, schools, COURSE, kind=WorkKind.COURSE)
    work_set(database, schools, OTHER, due=9)
    work_set(database, schools, LESSON, opens=-9, due=-1)

    text = told(mine())

    assert text.index("Giữ tài khoản" if "Giữ tài khoản" in text else "trễ 1 ngày") < text.index("còn 9 ngày")
    assert text.index("còn 9 ngày") < text.index("Học và chơi trên mạng")


def test_nothing_shows_before_its_opening_day(mine, schools, database):
    work_set(database, schools, LESSON, opens=1, due=5)

    assert SET not in mine().text


def test_what_is_for_others_does_not_show(mine, schools, database):
    work_set(database, schools, LESSON, chosen=frozenset({schools.pupils[1].id}))

    assert SET not in mine().text


def test_what_was_withdrawn_or_is_gone_does_not_show(mine, schools, database):
    work_set(database, schools, "bai-da-bo")
    number = work_set(database, schools, LESSON)
    with database.writing() as session:
        row = session.get(Assignment, number)
        row.withdrawn_at = row.made_at

    assert SET not in mine().text


def test_a_class_put_away_asks_for_nothing(mine, schools, database):
    work_set(database, schools, LESSON)
    with database.writing() as session:
        room = session.get(Classroom, schools.room.room.id)
        room.archived_at = room.made_at

    assert SET not in mine().text


def test_a_class_one_has_left_asks_for_nothing(mine, schools, database):
    work_set(database, schools, LESSON)
    with database.writing() as session:
        seat = session.scalars(select(Seat).where(Seat.person_id == schools.pupils[0].id)).one()
        seat.to_on, seat.ended_as = today(), SeatEnd.LEFT

    assert SET not in mine().text


def test_done_work_leaves_the_list_with_a_short_line(visit, schools, database, mine):
    work_set(database, schools, LESSON, due=3)
    visitor = visit(schools.pupils[0])
    learn(visitor, LESSON)

    page = mine()

    assert "Đã xong 1 bài được giao" in told(page)
    assert "còn 3 ngày" not in told(page)
    assert "Học bài này" not in page.links()


def test_what_was_done_long_ago_is_not_told_any_more(mine, schools, database):
    work_set(database, schools, LESSON, opens=-60, due=-50)
    learnt(database, schools.pupils[0], LESSON, days_ago=15)

    assert SET not in mine().text


def test_a_course_goes_on_with_the_lesson_not_learnt(mine, schools, database):
    work_set(database, schools, COURSE, kind=WorkKind.COURSE, due=3)
    learnt(database, schools.pupils[0], "tim-tai-lieu-hoc")

    page = mine()

    assert "Đã học 1 trong 5 bài" in told(page)
    assert page.links()["Học tiếp"] == f"/hoc/{COURSE}/kiem-mot-trang-web"


def test_practice_under_way_is_gone_on_with(mine, schools, database):
    work_set(database, schools, LESSON, due=3)
    practised(database, schools.pupils[0], LESSON, {"q": {}})

    assert f"/luyen/{COURSE}/{LESSON}" in mine().links().values()


def test_a_paper_is_gone_on_with_and_ends_when_it_is_handed_in(mine, schools, database):
    work_set(database, schools, "secondary", kind=WorkKind.PAPER, due=3)
    assert mine().links()["Làm bài đánh giá"] == "/danh-gia/"

    handed_in(database, schools.pupils[0], "de-nay", days_ago=0)
    assert "Đã xong 1 bài được giao" in told(mine())


def test_a_longer_time_is_ones_own_day(mine, schools, database):
    work = work_set(database, schools, LESSON, opens=-5, due=-1)
    extended(database, schools, work, schools.pupils[0], 4)

    assert "còn 4 ngày" in told(mine())


def test_a_primary_pupil_reads_few_words(visit, schools, database):
    with database.writing() as session:
        person = someone(session, name="Giàng A Sáu", born=2016)
        join(session, person, Audience.PRIMARY, schools.room.school.unit_id, band="3-5")
        session.execute(update(Classroom).where(Classroom.id == schools.room.room.id).values(grade=4))
        session.add(Seat(classroom_id=schools.room.room.id, person_id=person.id, from_on=today()))
        pupil = Member(person.id, person.name, person.sign_in.code, PIN)
    work_set(database, schools, "tieu-hoc-an-toan", kind=WorkKind.COURSE, due=0)

    page = visit(pupil).get("/toi")

    assert page.soup.body["class"] == ["kid", "oly"]
    assert told(page) == "Bài của em Em giữ an toàn hạn hôm nay Học bài này"


def test_whoever_is_in_no_class_sees_no_work(visit, cast, schools, database):
    work_set(database, schools, LESSON)

    assert SET not in visit(cast.citizen).get("/toi").text
    assert SET not in visit(schools.teacher).get("/toi").text


def test_a_pupil_without_membership_still_sees_their_work(mine, schools, database):
    work_set(database, schools, LESSON, due=1)
    with database.writing() as session:
        membership = session.scalars(select(Membership).where(Membership.person_id == schools.pupils[0].id)).one()
        membership.to_on = membership.from_on

    assert "hạn ngày mai" in told(mine())


def test_a_quiz_of_the_school_is_set_opened_and_done(visit, schools, database, mine):
    with database.writing() as session:
        told_once = {"title": "Ôn chương 1", "left_out": [], "questions": [body_of(question("c1"))]}
        by = {"school_id": schools.room.room.school_id, "made_by_id": schools.teacher.id, "made_at": clock.now()}
        quiz = Quiz(uid="K7Q2", **told_once, **by)
        session.add(quiz)
        session.flush()
        number = quiz.id
    give(visit(schools.teacher), schools, "bai-tap", target="K7Q2")

    link = mine().links()["Làm bài tập"]
    assert visit(schools.pupils[0]).get(link).status == 200

    with database.writing() as session:
        session.add(QuizTry(quiz_id=number, person_id=schools.pupils[0].id, number=1, seed=1, answers={}, total=1,
                            started_at=clock.now(), finished_at=clock.now()))  # fmt: skip
    assert "Đã xong 1 bài được giao: Ôn chương 1" in told(mine())
