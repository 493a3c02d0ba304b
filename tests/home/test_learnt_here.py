"""What was learnt on this device before signing in: asked about, never taken silently."""

import pytest
from sqlalchemy import func, select

from lms.learning.adapters import COOKIE
from lms.learning.models import LessonDone, PracticeRound
from lms.tally.models import LedgerRow, PersonStanding
from tests.builders import PIN, rows
from tests.learning.steps import LESSON, learn, send, the_lesson
from tests.people.steps import register

QUESTION = "Những bài vừa học trên máy này là của ai?"
ANSWER = "/toi/bai-vua-hoc"


def done(database):
    return [(one.person_id, one.lesson, one.on_device_before) for one in rows(database, select(LessonDone))]


@pytest.fixture
def learnt(visit, cast):
    """Somebody has learnt a lesson on this phone, and the citizen signs in on it."""
    visitor = visit()
    learn(visitor)
    return visitor.signed_in(cast.citizen)


def test_signing_in_takes_nothing_and_asks(learnt, database):
    page = learnt.get("/toi")

    assert QUESTION in page.text
    assert the_lesson(learnt).title in page.text
    assert done(database) == []
    learnt.get("/toi")
    assert done(database) == []
    assert learnt.client.get_cookie(COOKIE)


def test_mine_is_added_once_and_the_device_forgets(learnt, cast, database):
    page = learnt.post(ANSWER, {"cua-ai": "cua-toi"})

    assert (page.status, page.location) == (303, "/toi")
    assert done(database) == [(cast.citizen.id, LESSON, True)]
    assert learnt.client.get_cookie(COOKIE) is None
    stage = rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == cast.citizen.id))
    assert [str(one) for one in stage] == ["learning"]
    assert QUESTION not in learnt.get("/toi").text


def test_somebody_elses_is_left_and_the_device_forgets(learnt, database):
    page = learnt.post(ANSWER, {"cua-ai": "khong"})

    assert (page.status, page.location) == (303, "/toi")
    assert done(database) == []
    assert learnt.client.get_cookie(COOKIE) is None
    assert QUESTION not in learnt.get("/toi").text


@pytest.mark.parametrize("answer", [{}, {"cua-ai": ""}, {"cua-ai": "x"}, {"cua-ai": "CUA-TOI"}, {"cua-ai": "cua-toi "}])
def test_any_other_answer_is_none(learnt, database, answer):
    assert learnt.post(ANSWER, answer).status == 303
    assert done(database) == []
    assert learnt.client.get_cookie(COOKIE)


def test_saying_mine_twice_adds_once(learnt, database):
    cookie = learnt.client.get_cookie(COOKIE).value
    before = rows(database, select(func.count(LedgerRow.id)))[0]
    for _ in range(3):
        learnt.client.set_cookie(COOKIE, cookie)
        learnt.post(ANSWER, {"cua-ai": "cua-toi"})

    assert len(done(database)) == 1
    assert rows(database, select(func.count(LedgerRow.id)))[0] == before + 2


def test_what_one_has_learnt_oneself_stays_as_it_was(visit, cast, database):
    learn(visit(cast.citizen))
    shared = visit()
    learn(shared)
    shared.signed_in(cast.citizen).post(ANSWER, {"cua-ai": "cua-toi"})

    assert done(database) == [(cast.citizen.id, LESSON, False)]


def test_a_cookie_that_is_not_ours_adds_nothing(visit, cast, database):
    visitor = visit(cast.citizen)
    visitor.client.set_cookie(COOKIE, "eyJkIjp7fX0.xxxx")
    visitor.post(ANSWER, {"cua-ai": "cua-toi"})

    assert done(database) == []


def test_whoever_is_not_signed_in_is_asked_to(visit, database):
    visitor = visit()
    learn(visitor)
    page = visitor.post(ANSWER, {"cua-ai": "cua-toi"})

    assert (page.status, page.location) == (303, "/dang-nhap?het=1")
    assert done(database) == []
    assert visitor.client.get_cookie(COOKIE)


def test_a_look_takes_nothing_over(learnt, database):
    assert learnt.get(f"{ANSWER}?cua-ai=cua-toi").status == 405
    assert done(database) == []


def test_without_the_sessions_token_nothing_is_taken(learnt, database):
    assert learnt.post(ANSWER, {"csrf_token": "x", "cua-ai": "cua-toi"}).status == 400
    assert done(database) == []


def test_whoever_has_just_registered_is_asked_too(visit, database):
    visitor = visit()
    learn(visitor)
    assert register(visitor).status == 303

    assert QUESTION in visitor.get("/toi").text
    assert done(database) == []


def test_the_next_person_on_a_lent_phone_is_not_asked_about_what_the_one_before_learnt(learnt, cast):
    learnt.post("/dang-xuat")
    learnt.token = None

    assert QUESTION not in learnt.signed_in(cast.official).get("/toi").text


def test_practising_signed_in_adds_nothing_to_the_device(visit, cast):
    visitor = visit(cast.citizen)
    learn(visitor)

    assert visitor.client.get_cookie(COOKIE) is None


def test_a_round_begun_signed_out_is_not_taken_for_anybodys(visit, cast, database):
    visitor = visit()
    send(visitor, 1)
    visitor.signed_in(cast.citizen)

    assert QUESTION not in visitor.get("/toi").text
    assert rows(database, select(PracticeRound)) == []
    assert visitor.sign_in(cast.citizen.code, PIN).status == 303
