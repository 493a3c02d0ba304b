"""Answers: kept as given, by page and by script, whatever is sent how often from where; never somebody else's."""

import uuid
from datetime import timedelta

import pytest

from lms import clock
from lms.assessments.actions.papers import keep_answer
from lms.assessments.models import AttemptItem
from lms.assessments.queries.papers import asked_at
from lms.errors import Refused
from lms.questions.rules import Kind
from tests.assessments.steps import JSON, right, taking, wrong

NOWHERE = str(uuid.UUID(int=7))


@pytest.fixture
def paper(visit, cast, database):
    return taking(visit(cast.citizen), database)


def kept(paper, number) -> list[int] | None:
    return paper.items[number - 1].answer


def test_an_answer_is_kept_and_the_next_question_opens(paper):
    form = right(paper.questions()[1], paper.row.seed)

    page = paper.answer(1, form)

    assert (page.status, page.location) == (303, f"{paper.base}/cau/2")
    assert kept(paper, 1) is not None
    assert kept(paper, 2) is None


def test_the_last_question_leads_to_handing_in(paper):
    last = len(paper.items)

    assert paper.answer(last, right(paper.questions()[last], paper.row.seed)).location == f"{paper.base}/nop"


def test_every_kind_of_answer_is_shown_again_as_it_was_given(all_kinds, paper):
    seed = paper.row.seed
    for number, question in paper.questions().items():
        form = right(question, seed)
        paper.answer(number, form)
        page = paper.see(number)
        chosen = [str(one["value"]) for one in page.soup.select("#lam-bai input[checked]")]
        picked = {
            one["name"]: one.find("option", selected=True)["value"] for one in page.soup.select("#lam-bai select")
        }
        assert picked or chosen
        if question.kind in (Kind.ORDERING, Kind.MATCHING):
            assert picked == form
        else:
            assert set(chosen) == set([form["a"]] if isinstance(form["a"], str) else form["a"])


def test_an_answer_looked_at_before_the_paper_was_handed_in_is_refused_after_it(paper, database, cast):
    with database.single(write=False) as before:
        asked = asked_at(before, paper.uid, cast.citizen.id, 1)
    paper.hand_in()

    with pytest.raises(Refused, match="đã nộp"), database.writing() as session:
        keep_answer(session.connection(), asked, (0,))
    assert kept(paper, 1) is None


def test_a_script_is_told_when_the_answer_was_saved(paper):
    clock.set_now(clock.now().replace(hour=2, minute=41))

    page = paper.answer(1, right(paper.questions()[1], paper.row.seed), by_script=True)

    assert (page.status, page.json) == (200, {"saved": "9:41"})
    assert "Đã lưu lúc 9:41" in paper.see(1).text


def test_a_paper_goes_on_at_the_first_question_without_an_answer_on_any_device(paper, visit, cast):
    seed = paper.row.seed
    for number, question in paper.questions().items():
        if number not in (3, 5):
            paper.answer(number, right(question, seed))
    elsewhere = visit(cast.citizen)

    assert elsewhere.get(paper.base).location == f"{paper.base}/cau/3"
    assert "Câu chưa làm: 3, 5." in elsewhere.get(f"{paper.base}/nop").text
    paper.answer(3, right(paper.questions()[3], seed))
    paper.answer(5, right(paper.questions()[5], seed))
    assert elsewhere.get(paper.base).location == f"{paper.base}/nop"


def test_the_answer_that_arrives_last_is_the_one_that_counts(paper):
    question, seed = paper.questions()[1], paper.row.seed
    good, bad = right(question, seed), wrong(question, seed)

    seen = []
    for form in (good, bad, bad, good, bad):  # replayed, reordered, from two tabs: each is only an answer more
        paper.answer(1, form)
        seen.append(kept(paper, 1))

    assert seen[0] == seen[3] != seen[1] == seen[2] == seen[4]
    assert sum(one.saved_at is not None for one in paper.items) == 1


def test_two_tabs_keep_each_their_own_question(paper, visit, cast):
    seed, questions = paper.row.seed, paper.questions()
    other = visit(cast.citizen)
    paper.answer(2, right(questions[2], seed))
    other.post(f"{paper.base}/cau/1", right(questions[1], seed))

    assert [one.place for one in paper.items if one.saved_at] == [1, 2]


@pytest.mark.parametrize("number", ["0", "99", "999", "1000", "-1", "x", "1.5", "٣", "99999999999999999999"])
def test_an_answer_to_an_unknown_place_is_not_found(paper, number):
    assert paper.visitor.post(f"{paper.base}/cau/{number}", {"a": "0"}).status == 404
    assert paper.visitor.get(f"{paper.base}/cau/{number}").status == 404


@pytest.mark.parametrize("uid", [NOWHERE, "x", "1", "%00", "a" * 300, "../toi"])
def test_an_unknown_paper_is_not_found(visit, cast, uid):
    visitor = visit(cast.citizen)

    for rest in ("", "/cau/1", "/nop", "/ket-qua"):
        assert visitor.get(f"/danh-gia/{uid}{rest}").status == 404
    assert visitor.post(f"/danh-gia/{uid}/cau/1", {"a": "0"}).status == 404
    assert visitor.post(f"/danh-gia/{uid}/nop").status == 404


def test_somebody_elses_paper_is_not_found_and_stays_as_it_is(paper, visit, cast):
    form = right(paper.questions()[1], paper.row.seed)
    for who in (cast.official, cast.manager, cast.admin):
        other = visit(who)
        for rest in ("", "/cau/1", "/nop", "/ket-qua"):
            assert other.get(paper.base + rest).status == 404
        assert other.post(f"{paper.base}/cau/1", form).status == 404
        assert other.post(f"{paper.base}/cau/1", form, headers=JSON).status == 404
        assert other.post(f"{paper.base}/nop").status == 404

    assert paper.row.finished_at is None
    assert not [one for one in paper.items if one.saved_at]


def test_an_answer_to_a_paper_handed_in_gets_a_kind_sentence(paper):
    form = right(paper.questions()[1], paper.row.seed)
    paper.hand_in()

    page, told = paper.answer(1, form), paper.answer(1, form, by_script=True)

    assert (page.status, page.h1) == (422, "Bài này đã nộp rồi")
    assert page.links()["Xem kết quả"] == f"{paper.base}/ket-qua"
    assert (told.status, "đã nộp" in told.json["message"]) == (422, True)
    assert kept(paper, 1) is None


ODD = {
    Kind.ONE: [{}, {"a": "9"}, {"a": "x"}, {"a": ["0", "1"]}, {"a": "-1"}, {"a": "0" * 90}, {"b": "0"}],
    Kind.SEVERAL: [{}, {"a": "77"}, {"a": ["0", "0"]}, {"a": "0,1"}],
    Kind.TRUE_FALSE: [{}, {"a": "0"}, {"a": "true"}, {"a": ["dung", "sai"]}],
    Kind.ORDERING: [{}, {"a-0": "1"}, {f"a-{n}": "1" for n in range(6)}, {f"a-{n}": str(n) for n in range(6)}],
    Kind.MATCHING: [{}, {"a-0": "1"}, {f"a-{n}": "0" for n in range(4)}, {f"a-{n}": "90" for n in range(4)}],
}


def test_what_is_no_answer_is_answered_with_what_is_missing_and_keeps_the_one_before(all_kinds, paper):
    seed, questions = paper.row.seed, paper.questions()
    for number, question in questions.items():
        paper.answer(number, right(question, seed))
        before = kept(paper, number)
        for form in ODD[question.kind]:
            page = paper.answer(number, form)
            assert (page.status, "Chưa lưu" in page.errors) == (422, True), (question.kind, form)
            assert paper.answer(number, form, by_script=True).status == 422
        assert kept(paper, number) == before

    assert {question.kind for question in questions.values()} == set(Kind)


def test_a_half_given_answer_stays_on_the_screen(all_kinds, paper):
    halves = [n for n, q in paper.questions().items() if q.kind in (Kind.ORDERING, Kind.MATCHING)]
    for number in halves:
        page = paper.answer(number, {"a-1": "2"})
        assert page.soup.find(id="a-1").find("option", selected=True)["value"] == "2"

    assert len(halves) == 2


def test_a_session_that_ended_leads_back_to_the_question_with_the_answer_still_chosen(paper, visit, cast):
    number, question = next((n, q) for n, q in paper.questions().items() if q.kind in (Kind.ONE, Kind.TRUE_FALSE))
    form = right(question, paper.row.seed)
    stranger = visit()  # the cookie is gone, the page was still open

    sent = stranger.post(f"{paper.base}/cau/{number}", form)
    asked = stranger.follow(sent)
    after = stranger.sign_in(cast.citizen.code, cast.citizen.secret, **asked.hidden())
    back = stranger.follow(after)

    assert (sent.status, asked.h1) == (303, "Đăng nhập")
    assert back.h1 == f"Bài đánh giá, câu {number}"
    chosen = [str(one["value"]) for one in back.soup.select("#lam-bai input[checked]")]
    assert chosen == ([form["a"]] if isinstance(form["a"], str) else form["a"])
    assert "Câu trả lời này chưa lưu" in back.text
    stranger.read_token()
    assert stranger.post(f"{paper.base}/cau/{number}", form).status == 303
    assert "chưa lưu" not in paper.see(number).text


def test_every_kind_of_answer_survives_signing_in(all_kinds, paper, visit, cast):
    seed = paper.row.seed
    for number, question in paper.questions().items():
        form = right(question, seed)
        where = visit().post(f"{paper.base}/cau/{number}", form).location
        address = paper.visitor.get(where).location  # signed in already: straight on
        page = paper.visitor.get(address)
        shown = [str(one["value"]) for one in page.soup.select("#lam-bai input[checked]")]
        shown += [str(one["value"]) for one in page.soup.select("#lam-bai option[selected]")]
        sent = [value for given in form.values() for value in ([given] if isinstance(given, str) else given)]
        assert sorted(shown) == sorted(sent)
        assert not [one for one in paper.items if one.saved_at]  # looking keeps nothing


def test_a_session_left_alone_too_long_does_the_same(paper):
    question = paper.questions()[1]
    clock.set_now(clock.now() + timedelta(hours=3))

    page = paper.answer(1, right(question, paper.row.seed))

    assert page.status == 303
    assert page.location.startswith("/dang-nhap?tiep=")
    assert f"{paper.base}/cau/1?a" in page.location
    assert kept(paper, 1) is None


def test_a_script_whose_session_ended_is_told_so(paper, visit):
    page = visit().post(f"{paper.base}/cau/1", {"a": "0"}, headers=JSON)

    assert page.status == 401


@pytest.mark.parametrize("form", [{"a": "<script>"}, {"a": "0" * 5000}, {"a-0": "//evil"}, {"x": "1"}])
def test_only_answers_ride_along_through_signing_in(visit, form):
    where = visit().post(f"/danh-gia/{NOWHERE}/cau/1", form).location

    assert where.endswith(f"/danh-gia/{NOWHERE}/cau/1")


def test_a_wrong_form_token_keeps_nothing(paper):
    paper.visitor.token = "x"

    assert paper.answer(1, {"a": "0"}).status == 400
    assert kept(paper, 1) is None
    assert isinstance(paper.items[0], AttemptItem)
