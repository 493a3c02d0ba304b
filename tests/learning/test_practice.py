"""Practising signed out: each answer explained, other questions next time, no account and no JavaScript."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.learning.adapters import COOKIE, progress_on_device
from lms.learning.models import LessonDone, PracticeRound
from lms.learning.rules import Turn, drawn
from tests.builders import rows
from tests.learning.steps import COURSE, HERE, LESSON, TURN, as_sent, books, learn, right, send, the_lesson, wrong


def test_a_whole_round_from_the_lesson_to_the_next_lesson(visit):
    visitor = visit()
    for number in (1, 2, 3, 4):
        shown = visitor.get(HERE, query_string={"luot": str(TURN), "cau": number})
        assert f"câu {number}" in shown.h1
        explained = visitor.follow(send(visitor, number))
        assert explained.soup.find(id="nhan-xet")
    finished = visitor.get(f"{HERE}?luot={TURN}")

    assert finished.h1.startswith("Xong bài")
    assert "Đã trả lời đúng cả 4 câu" in finished.text
    following = books(visitor).neighbours(the_lesson(visitor))[1]
    assert following.address in finished.links().values()
    assert "/dang-ky" in finished.links().values()


def test_each_explained_answer_leads_to_the_next_open_question_and_at_the_end_to_the_end(visit):
    visitor = visit()
    send(visitor, 2)
    page = visitor.follow(send(visitor, 1))
    assert page.links()["Câu tiếp theo"] == f"{HERE}?luot={TURN}&cau=3"
    send(visitor, 3)
    page = visitor.follow(send(visitor, 4))

    assert visitor.get(page.links()["Xong bài này"]).h1.startswith("Xong bài")


def all_kinds(visitor):
    """One practice question of each kind that the library has, with its lesson."""
    found = {}
    for lesson in books(visitor).book.lessons:
        for question in lesson.practice:
            found.setdefault(question.kind, (lesson, question))
    return found


def turn_with(lesson, question):
    """A turn that asks the question, and its number there."""
    for base in range(1000, 2000):
        codes = [one.code for one in drawn(lesson.practice, Turn(base, 0))]
        if question.code in codes:
            return Turn(base, 0), codes.index(question.code) + 1
    raise AssertionError


@pytest.mark.parametrize("kind", ["one", "several", "true_false", "ordering", "matching"])
def test_every_kind_is_explained_right_and_wrong(visit, kind):
    visitor = visit()
    lesson, question = all_kinds(visitor)[kind]
    turn, number = turn_with(lesson, question)
    address = f"/luyen/{lesson.course}/{lesson.code}"
    place = {"luot": str(turn), "cau": str(number)}

    missed = visitor.post(address, {**place, **as_sent(question, wrong(question, turn.seed))})
    page = visitor.follow(missed)
    assert COOKIE not in (missed.response.headers.get("Set-Cookie") or "")
    assert page.soup.find(id="nhan-xet")
    assert "Câu tiếp theo" not in page.links()
    assert page.soup.select("main form button")

    found = visitor.follow(visitor.post(address, {**place, **as_sent(question, right(question, turn.seed))}))
    assert "Câu tiếp theo" in found.links()
    told = question.feedback or next(option.feedback for option in question.options if option.right)
    assert " ".join(told.split()) in found.text


def test_a_wrong_answer_gives_the_right_one_not_away_and_can_be_tried_again_at_will(visit):
    visitor = visit()
    lesson, question = all_kinds(visitor)["one"]
    turn, number = turn_with(lesson, question)
    for _ in range(20):
        page = visitor.follow(send(visitor, number, well=False, turn=turn, code=lesson.code))
        assert page.status == 200
    feedback = next(option.feedback for option in question.options if option.right)

    assert " ".join(feedback.split()) not in page.text


def test_nothing_chosen_is_said_and_nothing_is_kept(visit):
    visitor = visit()
    page = visitor.post(HERE, {"luot": str(TURN), "cau": "2"})

    assert page.status == 422
    assert "Chưa chọn xong" in page.errors
    assert "câu 2" in page.h1
    assert page.hidden()["luot"] == str(TURN)
    assert "Set-Cookie" not in page.response.headers


def test_other_questions_come_next_time(visit):
    visitor = visit()
    learn(visitor)
    again = visitor.get(HERE)
    link = next(link for words, link in again.links().items() if "Luyện thêm" in words)

    page = visitor.get(link)

    assert page.status == 200
    assert "câu 1" in page.h1
    assert page.hidden()["luot"] == str(TURN.next)
    first = {one.code for one in drawn(the_lesson(visitor).practice, TURN)}
    assert {one.code for one in drawn(the_lesson(visitor).practice, TURN.next)} != first


def test_the_order_of_choices_stays_while_a_round_lasts(visit):
    pages = [visit().get(HERE, query_string={"luot": str(TURN), "cau": "1"}).text for _ in range(3)]

    assert len(set(pages)) == 1


ODD = ("", "0", "5", "99", "-1", "x", "1.5", "１", "٢", "9" * 400, "\x00", "1 ", "' OR 1=1", "<script>", "😀", "4711-0")


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", ["luot", "cau", "chon"])
def test_odd_values_in_the_address_are_read_as_nothing(visit, name, value):
    sent = {"luot": str(TURN), "cau": "1", name: value}
    page = visit().get(HERE, query_string=sent)

    assert page.status == 200
    assert "Set-Cookie" not in page.response.headers


@pytest.mark.parametrize("value", ODD)
def test_odd_values_in_the_form_are_no_answer_and_no_error(visit, value):
    for sent in ({"luot": value, "cau": "1", "a": "0"}, {"luot": str(TURN), "cau": value, "a": value},
                 {"luot": str(TURN), "cau": "1", "a": value, "a-0": value, "a-1": value}):  # fmt: skip
        page = visit().post(HERE, sent)
        assert page.status in (303, 422)
        if page.status == 303:
            assert visit().get(page.location).status == 200


def test_a_form_without_a_turn_begins_again(visit):
    page = visit().post(HERE, {"a": "0"})

    assert (page.status, page.location) == (303, HERE)


@pytest.mark.parametrize(
    "address",
    ["/luyen/dich-vu-cong/khong-co", "/luyen/vneid/nop-ho-so", "/luyen/x/y", "/luyen/dich-vu-cong/", "/luyen/",
     "/luyen/..%2f..%2fetc/passwd", "/luyen/dich-vu-cong/NOP-HO-SO", "/luyen/dich-vu-cong/%00"],
)  # fmt: skip
def test_a_lesson_that_is_not_there_is_not_found(visit, address):
    assert visit().get(address).status == 404
    assert visit().post(address, {"luot": str(TURN)}).status in (404, 405)


def test_looking_never_writes_and_never_sets_a_cookie(visit, cast, database):
    signed_in = visit(cast.citizen)
    for query in ("", f"?luot={TURN}", f"?luot={TURN}&cau=2&chon=0", "?luot=4711-1&cau=1&chon=0.1"):
        assert "Set-Cookie" not in visit().get(HERE + query).response.headers
        assert "Set-Cookie" not in signed_in.get(HERE + query).response.headers
    assert rows(database, select(func.count(PracticeRound.id))) == [0]


def test_signed_out_nothing_is_written_anywhere_but_on_the_device(visit, database):
    visitor = visit()
    learn(visitor)

    assert rows(database, select(func.count(PracticeRound.id))) == [0]
    assert rows(database, select(func.count(LessonDone.id))) == [0]
    assert visitor.client.get_cookie(COOKIE)


def test_answers_sent_again_and_out_of_order_change_nothing(visit):
    visitor = visit()
    for number in (3, 1, 3, 3, 2, 1):
        send(visitor, number)
    assert not visitor.get(HERE).h1.startswith("Xong bài")
    send(visitor, 4)
    assert visitor.get(HERE).h1.startswith("Xong bài")
    send(visitor, 2, well=False)
    assert visitor.get(HERE).h1.startswith("Xong bài")


def test_an_answer_of_another_turn_begins_that_turn_and_the_lesson_stays_learnt(visit):
    visitor = visit()
    learn(visitor)
    send(visitor, 1, turn=Turn(2222, 0))

    page = visitor.get(HERE)

    assert not page.h1.startswith("Xong bài")
    assert page.hidden()["luot"] == "2222-0"


def test_whoever_comes_back_goes_on_where_they_were(visit):
    visitor = visit()
    send(visitor, 1)
    send(visitor, 2)
    page = visitor.get(HERE)

    assert "câu 3" in page.h1
    assert page.hidden()["luot"] == str(TURN)


def test_midnight_in_viet_nam_decides_the_day_a_lesson_was_learnt(visit, app):
    clock.set_now(datetime(2026, 7, 1, 17, 0, 1, tzinfo=UTC))
    visitor = visit()
    learn(visitor)

    with app.test_request_context(headers={"Cookie": f"{COOKIE}={visitor.client.get_cookie(COOKIE).value}"}):
        assert progress_on_device().done[LESSON].isoformat() == "2026-07-02"


def test_a_form_from_elsewhere_is_refused(visit):
    assert visit().post(HERE, {"luot": str(TURN), "a": "0"}, headers={"Sec-Fetch-Site": "cross-site"}).status == 403


def test_the_page_leads_back_to_the_lesson(visit):
    assert f"/hoc/{COURSE}/{LESSON}" in visit().get(HERE).links().values()
