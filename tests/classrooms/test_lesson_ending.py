"""A lesson's sign-ins end with it: what was done is told once, nothing stays on the machine, nothing sent is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.models.rosters import Seat
from lms.learning.models import PracticeAnswer
from lms.people.models import Person, SignIn
from lms.skills.rules import Audience
from tests.builders import rows
from tests.classrooms.lesson import NINE, beside, change, door, ended, go, learners, opened, tapped_in, visits
from tests.learning.steps import HERE, books, learn, send

OVER = "/vao-lop/xong"


pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def an(schools):
    """The pupil who learns."""
    return schools.pupils[1]


@pytest.fixture
def lesson(visit, schools):
    """A lesson of 7B; its teacher."""
    teacher = visit(schools.teacher)
    opened(teacher, schools)
    return teacher


@pytest.fixture
def pupil(visit, schools, lesson, an):
    """The pupil at a machine, in the lesson."""
    machine = visit()
    assert tapped_in(machine, schools, an).status == 303
    return machine


def after(minutes):
    clock.set_now(NINE + timedelta(minutes=minutes))


def is_signed_out(machine):
    return machine.get("/toi").location.startswith("/dang-nhap")


@pytest.mark.parametrize("by_teacher", [True, False], ids=["closed", "time is up"])
def test_the_next_click_after_the_end_tells_what_was_done_and_signs_out(visit, schools, lesson, pupil, an, by_teacher):
    learn(pupil)
    if by_teacher:
        ended(lesson, schools)
    else:
        after(61)

    turned = pupil.get("/toi")
    assert (turned.status, turned.location) == (303, OVER)
    page = pupil.follow(turned)

    assert page.h1 == "Hôm nay em đã làm được"
    assert an.name in page.text
    assert "Học xong bài" in page.text
    assert "Trả lời đúng 4 câu" in page.text
    assert "Lần sau học tiếp" in page.text
    assert "Hết giờ học" in page.text
    assert page.response.headers["Clear-Site-Data"] == '"cache"'
    assert is_signed_out(pupil)


def test_it_is_told_once_and_no_name_stays_on_the_machine(visit, schools, lesson, pupil, an):
    ended(lesson, schools)
    pupil.follow(pupil.get("/toi"))

    again = pupil.get(OVER)

    assert again.h1 == "Giờ học đã kết thúc"
    assert an.name not in again.text
    with pupil.client.session_transaction() as cookie:
        assert dict(cookie) == {}


def test_whoever_did_nothing_yet_is_told_kindly(visit, schools, lesson, pupil):
    ended(lesson, schools)

    assert "Hôm nay em đã vào học cùng cả lớp" in pupil.follow(pupil.get("/toi")).text


def test_only_what_was_done_in_this_lesson_is_told(visit, schools, database, lesson, pupil, an):
    with database.writing() as session:
        for title, days in (("Bài hôm nay", 0), ("Bài hôm qua", -1)):
            at = NINE + timedelta(days=days, minutes=5)
            quiz = Quiz(uid=title, school_id=schools.room.school.unit_id, title=title, questions=[], left_out=[],
                        made_by_id=schools.teacher.id, made_at=at)  # fmt: skip
            session.add(quiz)
            session.flush()
            session.add(QuizTry(quiz_id=quiz.id, person_id=an.id, number=1, seed=1, answers={}, total=1, started_at=at,
                                finished_at=at))  # fmt: skip
    ended(lesson, schools)

    text = pupil.follow(pupil.get("/toi")).text

    assert "Làm xong bài tập “Bài hôm nay”" in text
    assert "Bài hôm qua" not in text


def test_what_is_sent_after_the_end_is_not_kept_and_that_is_said(visit, schools, lesson, pupil, database):
    send(pupil, 1)
    ended(lesson, schools)

    late = send(pupil, 2)

    assert late.location == f"{OVER}?muon=1"
    page = pupil.follow(late)
    assert "đến sau khi hết giờ nên chưa ghi được" in page.text
    assert "Trả lời đúng 1 câu" in page.text
    assert len(rows(database, select(PracticeAnswer))) == 1
    assert "Set-Cookie" not in pupil.get(HERE).response.headers


def test_a_script_is_told_too(schools, lesson, pupil):
    ended(lesson, schools)

    answer = pupil.post(HERE, headers={"Accept": "application/json"})

    assert (answer.status, answer.json) == (401, {"error": "lesson_over"})


def test_a_tab_left_open_since_yesterday_shows_nobody_elses_day(visit, schools, lesson, pupil, an):
    learn(pupil)
    after(24 * 60)
    opened(visit(schools.teacher), schools)

    turned = pupil.get("/toi")

    assert turned.location == OVER
    page = pupil.follow(turned)
    assert page.h1 == "Giờ học đã kết thúc"
    assert an.name not in page.text
    assert is_signed_out(pupil)


def test_a_machine_left_alone_after_the_end_tells_nobodys_day(visit, schools, lesson, pupil, an):
    ended(lesson, schools)
    pupil.get("/toi")
    after(31)

    assert pupil.get(OVER).h1 == "Giờ học đã kết thúc"


def test_after_the_end_the_next_pupil_taps_in_at_once(visit, schools, lesson, pupil, an):
    ended(lesson, schools)
    opened(visit(schools.teacher), schools)

    assert pupil.get(door(schools)).h1 == "Chạm tên của em"
    assert tapped_in(pupil, schools, schools.pupils[2]).location == "/toi"
    assert schools.pupils[2].name in pupil.get("/toi").h1


def test_after_the_end_the_card_signs_in_at_once(schools, lesson, pupil, an):
    ended(lesson, schools)

    assert pupil.sign_in(an.code, an.secret).location == "/toi"
    assert pupil.get("/toi").status == 200  # no longer the lesson's


def test_other_sessions_of_the_same_pupil_go_on(visit, schools, lesson, pupil, an):
    at_home = visit(an)
    ended(lesson, schools)

    assert at_home.get("/toi").status == 200


def test_a_lesson_put_off_goes_on(schools, lesson, pupil):
    page = lesson.get(f"/lop/{schools.code}/gio-hoc")
    lesson.post(f"/lop/{schools.code}/gio-hoc/keo-dai", page.hidden())
    after(70)

    assert pupil.get("/toi").status == 200


@pytest.mark.parametrize("model", [Seat, Person, SignIn], ids=["moved out", "erased", "secret set anew"])
def test_a_pupil_taken_out_in_mid_lesson_is_told_and_what_they_did_stays(schools, lesson, pupil, an, database, model):
    learn(pupil)
    values = {
        Seat: {"to_on": NINE.date(), "ended_as": "moved"},
        Person: {"erased_at": NINE, "name": ""},
        SignIn: {"epoch": 2},
    }[model]
    change(database, model, [an], **values)

    turned = send(pupil, 1)
    page = pupil.follow(turned)

    assert turned.location.startswith(OVER)
    assert "thầy cô sửa danh sách lớp" in page.text
    assert ("Học xong bài" in page.text) is (model is not Person)
    assert learners(database) == {an.id}
    assert is_signed_out(pupil)


def test_a_class_archived_in_mid_lesson_ends_it(visit, schools, lesson, pupil):
    visit(schools.head).post(f"/lop/{schools.code}/cat")

    page = pupil.follow(pupil.get("/toi"))

    assert "Thầy cô đã cất lớp này" in page.text
    assert "Lớp này đã cất" in pupil.get(door(schools)).text


def test_leaving_signs_out_and_tells(schools, lesson, pupil, an, database):
    left = go(pupil, "het")
    assert (left.status, left.location) == (303, OVER)

    page = pupil.follow(left)
    assert "Bạn khác có thể dùng máy này" in page.text
    assert visits(database)[an.id].left_at is not None
    assert is_signed_out(pupil)
    assert go(pupil, "het").location == OVER  # pressed twice
    assert "đã ra lúc" in lesson.get(f"/lop/{schools.code}/gio-hoc").text


def test_coming_back_after_leaving_is_being_there_again(schools, lesson, pupil, an, database):
    go(pupil, "het")
    tapped_in(pupil, schools, an)

    assert visits(database)[an.id].left_at is None


def test_signing_out_as_everywhere_ends_it_for_both(schools, lesson, pupil):
    beside(pupil, schools.pupils[2])

    pupil.post("/dang-xuat")

    assert is_signed_out(pupil)
    with pupil.client.session_transaction() as cookie:
        assert dict(cookie) == {}


def test_no_one_elses_session_is_asked_about(visit, cast, database, monkeypatch, schools):
    """A session begun elsewhere cannot be made a lesson's by an address, and its pages never mention one."""
    page = visit(cast.citizen).get("/toi")

    assert "may-nay" not in str(page.soup)
    assert visit(cast.citizen).get("/vao-lop/may-nay").location == OVER


def test_the_audience_of_the_next_step_is_the_class_s(visit, schools, lesson, pupil):
    ended(lesson, schools)

    text = pupil.follow(pupil.get("/toi")).text

    first = next(one for one in books(pupil).courses if Audience.SECONDARY in one.audiences)
    assert books(pupil).lessons_of(first)[0].title in text
