"""`/toi`: where am I, what is next, what may I do in my posts."""

import pytest

from lms import clock
from lms.access.rules import Role
from lms.home.rules import WORK
from lms.learning.models import LessonDone, PracticeRound
from lms.people.actions.registering import join
from lms.people.models import Person
from lms.skills.rules import Audience
from tests.builders import someone
from tests.databases import listen
from tests.learning.steps import TURN, books, learn, send

ROLES = {
    "facilitator": ("Người hướng dẫn", "/don-vi/77001-1/"),
    "manager": ("Người phụ trách", "/don-vi/77001/"),
    "admin": ("Quản trị", "/don-vi/vn/"),
}


@pytest.mark.parametrize("who", ["citizen", "official", "pupil", "facilitator", "manager", "stranger", "admin"])
def test_everybody_is_greeted_by_name_and_shown_how_they_sign_in(visit, cast, who):
    member = getattr(cast, who)
    page = visit(member).get("/toi")

    assert page.status == 200
    assert page.h1 == f"Chào {member.name}"
    assert member.code in page.text
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert {"/toi/the", "/toi/ma-pin", "/toi/ten", "/toi/moi-may"} <= set(page.links().values())


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("citizen", "Người dân · Thôn Đình, xã An Phú, tỉnh Thử"),
        ("official", "Cán bộ, công chức, viên chức · xã An Phú, tỉnh Thử"),
        ("pupil", "Học sinh THCS · Trường THCS An Phú, xã An Phú, tỉnh Thử"),
    ],
)
def test_everybody_sees_where_they_belong(visit, cast, who, words):
    assert words in visit(getattr(cast, who)).get("/toi").text


@pytest.mark.parametrize("who", ROLES)
def test_a_post_says_what_can_be_done_now_and_leads_to_its_unit(visit, cast, who):
    title, address = ROLES[who]
    visitor = visit(getattr(cast, who))
    page = visitor.get("/toi")

    assert title in page.text
    assert address in page.links().values()
    assert visitor.get(address).status == 200


@pytest.mark.parametrize("who", ["citizen", "official", "pupil"])
def test_whoever_has_no_post_is_shown_none(visit, cast, who):
    page = visit(getattr(cast, who)).get("/toi")

    assert "Việc được giao" not in page.text
    assert not [link for link in page.links().values() if link.startswith("/don-vi/")]


def test_every_role_has_words(visit):
    assert set(WORK) == set(Role)
    assert all(work.title and work.now and work.later for work in WORK.values())


def test_what_is_next_is_a_lesson_for_ones_audience(visit, cast):
    for who, audience in (("citizen", Audience.CITIZEN), ("official", Audience.CITIZEN), ("pupil", Audience.SECONDARY)):
        visitor = visit(getattr(cast, who))
        page = visitor.get("/toi")
        link = page.links()["Học tiếp"]
        lesson = books(visitor).lesson(link.rpartition("/")[2])
        assert set(lesson.audiences) & {audience, Audience.OFFICIAL}
        assert visitor.get(link).status == 200


def test_a_round_under_way_comes_first(visit, cast):
    visitor = visit(cast.citizen)
    send(visitor, 1, turn=TURN)
    page = visitor.get("/toi")

    assert "Đang luyện tập dở" in page.text
    assert page.links()["Luyện tập tiếp"] == "/luyen/dich-vu-cong/nop-ho-so"


def test_what_was_learnt_is_counted_by_course(visit, cast):
    visitor = visit(cast.citizen)
    learn(visitor)
    course = books(visitor).course("dich-vu-cong")
    page = visitor.get("/toi")

    assert f"Đã học 1 trong {len(course.lessons)} bài" in page.text


def test_whoever_has_learnt_everything_is_told_so(visit, cast):
    visitor = visit(cast.citizen)
    for lesson in books(visitor).book.lessons:
        if Audience.CITIZEN in lesson.audiences:
            learn(visitor, code=lesson.code)
    page = visitor.get("/toi")

    assert "Đã học hết các bài hiện có" in page.text
    assert "Học tiếp" not in page.links()


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("known", [True, False], ids=["known where", "not known where"])
def test_every_audience_has_a_page(visit, cast, database, audience, known):
    with database.writing() as session:
        person = someone(session, name="Người Mới", sign_in="nguoimoi")
        join(session, person, audience, cast.units["77001"].unit_id if known else None)
    visitor = visit()
    visitor.sign_in("nguoimoi", "275913")
    page = visitor.get("/toi")

    assert page.status == 200
    assert ("chưa rõ" in page.text) is not known
    assert str(audience) not in page.text


def test_somebody_who_belongs_nowhere_has_a_page(visit, database):
    with database.writing() as session:
        someone(session, name="Người Mới", sign_in="nguoimoi")
    visitor = visit()
    visitor.sign_in("nguoimoi", "275913")

    assert visitor.get("/toi").status == 200


def test_a_name_is_shown_as_words_and_never_as_markup(visit, cast, database):
    with database.writing() as session:
        session.get(Person, cast.citizen.id).name = "<b>Mai</b> & ‘con’"
    page = visit(cast.citizen).get("/toi")

    assert page.h1 == "Chào <b>Mai</b> & ‘con’"


def test_the_page_asks_the_database_no_more_when_there_is_more_to_say(visit, cast, database):
    visitor = visit(cast.citizen)
    asked = []
    listen(database, lambda *told: asked.append(told[2]))

    def questions():
        asked.clear()
        visitor.get("/toi")
        return len(asked)

    lessons = books(visitor).book.lessons
    learn(visitor, code=lessons[0].code)
    few = questions()
    for lesson in lessons[1:8]:
        learn(visitor, code=lesson.code)

    assert questions() == few


def test_a_lesson_that_is_gone_is_passed_over(visit, cast, database):
    with database.writing() as session:
        at = clock.now()
        session.add(LessonDone(person_id=cast.citizen.id, lesson="mat-roi", lesson_version="x", at=at))
        session.add(PracticeRound(person_id=cast.citizen.id, lesson="cung-mat", base=4711, number=0, touched_at=at))
    visitor = visit(cast.citizen)

    assert visitor.get("/toi").status == 200
    assert visitor.get("/").status == 200


def test_the_page_of_mine_tells_who_looked_by_role_and_never_by_name(visit, cast):
    visit(cast.manager).get(f"/don-vi/77001-1/nguoi/{cast.citizen.id}")
    text = visit(cast.citizen).get("/toi").text

    assert "Ai đã xem tên hoặc tình trạng của mình" in text
    assert "xã An Phú, xem tên và tình trạng" in text
    assert cast.manager.name not in text
