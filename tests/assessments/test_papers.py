"""Beginning a paper: what is said beforehand, one open paper, sending twice, pauses, who has none."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from lms import clock
from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.content.adapters.running import SHELF
from lms.content.rules.library import Library
from lms.people.models import Membership, Person
from lms.skills.rules import Audience
from tests.assessments.steps import begin, taking
from tests.builders import rows

COUNT = select(func.count(Attempt.id))


def test_the_rules_are_said_beforehand(visit, cast):
    page = visit(cast.citizen).get("/danh-gia/")

    for said in ("Không tính giờ", "mở lại làm tiếp", "Đạt khi đúng từ 70 % số câu", "nghỉ 60 phút", "Từ lần thứ 4",
                 "không cần học bài trước"):  # fmt: skip
        assert said in page.text, said


def test_somebody_in_two_audiences_sees_a_paper_for_each(visit, cast, database):
    visitor = visit(cast.official)
    page = visitor.get("/danh-gia/")
    assert {one["value"] for one in page.soup.select("input[name=audience]")} == {"citizen", "official"}

    citizen, official = taking(visitor, database, "citizen", "a"), taking(visitor, database, "official", "b")

    assert citizen.uid != official.uid
    assert {one.audience for one in (citizen.row, official.row)} == {Audience.CITIZEN, Audience.OFFICIAL}


def test_the_same_form_sent_twice_begins_one_paper(visit, cast, database):
    visitor = visit(cast.citizen)

    assert begin(visitor).location == begin(visitor).location
    assert rows(database, COUNT) == [1]


def test_a_second_start_is_answered_with_the_open_paper(visit, cast, database):
    first = begin(visit(cast.citizen), once="a")
    second = begin(visit(cast.citizen), once="b")  # from another device

    assert first.location == second.location
    assert rows(database, COUNT) == [1]


def test_the_form_of_a_paper_handed_in_leads_to_it_and_begins_no_other(visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    paper.hand_in()
    clock.set_now(clock.now() + timedelta(hours=2))

    again = begin(visit(cast.citizen))

    assert again.location == paper.base
    assert rows(database, COUNT) == [1]


def test_another_persons_form_never_leads_to_their_paper(visit, cast, database):
    mine = begin(visit(cast.citizen), once="chung")
    other = begin(visit(cast.official), once="chung")

    assert (mine.status, other.status) == (303, 303)
    assert mine.location != other.location


def test_starting_many_times_at_once_begins_one_paper(visit, cast, database):
    visitors = [visit(cast.citizen) for _ in range(5)]
    together, places = threading.Barrier(5), []

    def press(number):
        together.wait()
        places.append(begin(visitors[number], once=f"o{number}").location)

    threads = [threading.Thread(target=press, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(places) == 5
    assert len(set(places)) == 1
    assert rows(database, COUNT) == [1]


def test_the_database_itself_refuses_a_second_open_paper(visit, cast, database):
    held = taking(visit(cast.citizen), database).row

    columns = {name: getattr(held, name) for name in ("person_id", "audience", "framework", "rule_digest", "rule")}
    another = Attempt(uid="khac", seed=1, state=AttemptState.OPEN, started_at=clock.now(), **columns)

    with pytest.raises(IntegrityError, match="attempt"), database.writing() as session:
        session.add(another)


@pytest.mark.parametrize(
    ("failed", "later", "status", "said"),
    [
        (1, timedelta(minutes=59), 422, "Làm lại được từ"),
        (1, timedelta(minutes=61), 303, ""),
        (2, timedelta(minutes=61), 303, ""),
        (3, timedelta(hours=23), 422, "Làm lại được từ"),
        (3, timedelta(hours=25), 303, ""),
    ],
)
def test_a_retake_waits_for_its_pause(visit, cast, database, failed, later, status, said):
    for number in range(failed):
        paper = taking(visit(cast.citizen), database, once=f"lan-{number}")
        paper.hand_in()
        if number < failed - 1:
            clock.set_now(clock.now() + timedelta(hours=2))
    clock.set_now(clock.now() + later)

    page = begin(visit(cast.citizen), once="nua")

    assert page.status == status
    assert said in page.errors


def test_when_the_next_try_is_possible_is_said_in_words(visit, cast, database):
    clock.set_now(clock.now().replace(hour=2, minute=41))  # 9:41 there
    paper = taking(visit(cast.citizen), database)
    paper.hand_in()
    day = clock.today().strftime("%d/%m/%Y")

    assert f"Làm lại được từ 10:41 ngày {day}" in visit(cast.citizen).get("/danh-gia/").text
    assert f"Làm lại được từ 10:41 ngày {day}" in paper.result().text


def test_from_the_fourth_try_people_are_asked_to_meet_somebody(visit, cast, database):
    for number in range(3):
        taking(visit(cast.citizen), database, once=f"lan-{number}").hand_in()
        clock.set_now(clock.now() + timedelta(hours=2))

    page = visit(cast.citizen).get("/danh-gia/")

    assert "Lần tới là lần thứ 4" in page.text
    assert "Mời gặp người hướng dẫn" in page.text
    assert "chị Lan" in page.text


def test_an_annulled_paper_is_no_try(visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    paper.hand_in()
    with database.writing() as session:
        session.execute(update(Attempt).values(state=AttemptState.ANNULLED))

    assert begin(visit(cast.citizen), once="nua").status == 303


@pytest.mark.parametrize(
    "sent", [{}, {"audience": "citizens"}, {"audience": ""}, {"audience": "official", "once": "a"}]
)
def test_a_form_for_no_paper_of_theirs_is_answered_with_a_sentence(visit, cast, database, sent):
    page = visit(cast.citizen).post("/danh-gia/", sent)

    assert page.status == 422
    assert page.errors
    assert rows(database, COUNT) == [0]


@pytest.mark.parametrize("once", ["", "x" * 9000, "😀", "' OR 1=1"])
def test_an_odd_once_key_is_only_a_key(visit, cast, database, once):
    assert begin(visit(cast.citizen), once=once).status == 303
    assert begin(visit(cast.official), once=once).status == 303
    assert rows(database, COUNT) == [2]


def test_somebody_without_an_audience_is_told_so(visit, cast):
    assert "Chưa có bài đánh giá nào" in visit(cast.admin).get("/danh-gia/").text


@pytest.mark.parametrize(("band", "said"), [("3-5", "Bắt đầu làm bài"), (None, "Chưa rõ em học lớp mấy"), ("1-2", "")])
def test_a_primary_pupils_paper_is_that_of_the_band(visit, cast, database, band, said):
    with database.writing() as session:
        values = {"audience": Audience.PRIMARY, "band": band}
        session.execute(update(Membership).where(Membership.person_id == cast.pupil.id).values(**values))

    page = visit(cast.pupil).get("/danh-gia/")

    assert said in page.text
    assert ("Bắt đầu làm bài" in page.text) == (band == "3-5")
    assert begin(visit(cast.pupil), "primary").status == (303 if band == "3-5" else 422)


def test_a_primary_pupil_is_told_the_rules_without_shares(visit, cast, database):
    with database.writing() as session:
        values = {"audience": Audience.PRIMARY, "band": "3-5"}
        session.execute(update(Membership).where(Membership.person_id == cast.pupil.id).values(**values))

    page = visit(cast.pupil).get("/danh-gia/")

    assert "Em đúng từ 9 câu thì đạt. Phần nào có từ 2 câu thì đúng ít nhất một nửa phần ấy." in page.text
    assert [word for word in ("%", "Miền", "Về trang của tôi") if word in page.soup.main.get_text()] == []


def test_an_empty_pool_is_a_sentence_and_leaves_nothing(visit, cast, database, app, deploy):
    deploy(Library(app.extensions[SHELF].library().book, (), "bare"))

    page = begin(visit(cast.citizen))

    assert page.status == 422
    assert "chưa đủ câu hỏi" in page.errors
    assert rows(database, COUNT) == [0]


def test_a_rule_without_a_paper_says_who_looks(visit, cast, app, deploy):
    library = app.extensions[SHELF].library()
    book = replace(library.book, rules=tuple(replace(rule, questions=0) for rule in library.book.rules))
    deploy(Library(book, library.assessment, "none"))

    assert "không làm bài trên máy" in visit(cast.citizen).get("/danh-gia/").text
    assert begin(visit(cast.citizen)).status == 422


def test_the_open_paper_stands_first_on_the_page_of_mine(visit, cast, database):
    assert "Đã biết rồi: làm bài đánh giá ngay" in visit(cast.citizen).get("/toi").links()
    paper = taking(visit(cast.citizen), database)
    paper.answer_all()
    total = len(paper.items)

    page = visit(cast.citizen).get("/toi")

    assert page.links()[f"Làm tiếp bài đánh giá: {total} trong {total} câu"] == paper.base
    assert page.soup.h2.get_text() == "Bài đánh giá đang làm dở"


def test_nothing_is_proved_before_handing_in(visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    paper.answer_all()

    row = paper.row
    assert (row.state, row.evidence, row.passed, row.share, row.outcome) == (AttemptState.OPEN, 0, None, None, None)
    assert rows(database, select(Person.id).where(Person.id == cast.citizen.id))
