"""Pupils at a quiz: one question at a time, first answers kept, explained at once; another try in another order."""

import threading

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.classrooms.actions.quizzes import answer_try, archive_quiz, begin_try
from lms.classrooms.actions.seats import end_seat
from lms.classrooms.models.quizzes import Quiz
from lms.classrooms.models.rosters import Seat
from lms.classrooms.queries.classes import class_of
from lms.classrooms.queries.quizzes import best_tries, questions_in, quizzes_of
from lms.classrooms.rules.kinds import SeatEnd
from lms.errors import Refused
from tests.builders import rows
from tests.classrooms.quiz_steps import PAPER, answer, begin, in_order, quiz_made, tries

BY_ITSELF = Origin(None, None)


@pytest.fixture
def quiz(visit, schools, database) -> Quiz:
    """Three questions: one answer, several, true or false."""
    return quiz_made(visit(schools.teacher), schools, database)


def archived(database, quiz: Quiz) -> None:
    with database.writing() as session:
        archive_quiz(session, BY_ITSELF, session.get(Quiz, quiz.id), archived=True)


def test_a_pupil_does_it_question_by_question(visit, schools, database, quiz):
    visitor = visit(schools.pupils[0])
    assert "3 câu" in visitor.get(f"/bai-tap/{quiz.uid}").text

    page = visitor.follow(begin(visitor, quiz))
    assert page.h1 == "Câu 1: Tin học 7, bài 3"
    seed = tries(database)[0].seed
    assert "Đúng rồi" in visitor.follow(answer(visitor, quiz, seed, 1, 1)).text
    wrong = visitor.follow(answer(visitor, quiz, seed, 1, 2, well=False)).text
    assert "Đáp án đúng:" in wrong
    assert tries(database)[0].finished_at is None
    visitor.follow(answer(visitor, quiz, seed, 1, 3))

    done = visitor.get(f"/bai-tap/{quiz.uid}")
    assert "Em trả lời đúng 2 trong 3 câu" in done.text
    assert len([link for link in done.links() if link.startswith("Câu ")]) == 1
    (row,) = tries(database)
    assert (row.right_count, row.total, row.number, row.finished_at is not None) == (2, 3, 1, True)


def test_the_key_is_not_in_the_page_before_the_answer(visit, schools, database, quiz):
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)
    questions = in_order(quiz, tries(database)[0].seed)

    for at in range(1, len(questions) + 1):
        source = visitor.get(f"/bai-tap/{quiz.uid}?cau={at}").response.get_data(as_text=True)
        assert "Đây là ý đúng" not in source
        assert "Từ năm 1010" not in source
        assert 'class="opt right"' not in source
        assert " checked" not in source.partition("<main")[2]


def test_the_first_answer_counts_and_is_kept_as_given(visit, schools, database, quiz):
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)
    seed = tries(database)[0].seed
    question = in_order(quiz, seed)[0]

    answer(visitor, quiz, seed, 1, 1, well=False)
    answer(visitor, quiz, seed, 1, 1, well=True)

    (row,) = tries(database)
    assert list(row.answers) == [question.code]
    assert row.answers[question.code]["right"] is False
    assert row.answers[question.code]["given"] != list(question.key)
    assert row.right_count == 0


def test_leaving_and_coming_back_goes_on(visit, schools, database, quiz):
    begin(visit(schools.pupils[0]), quiz)
    answer(visit(schools.pupils[0]), quiz, tries(database)[0].seed, 1, 1)

    page = visit(schools.pupils[0]).get(f"/bai-tap/{quiz.uid}")

    assert page.h1.startswith("Câu 2:")
    assert begin(visit(schools.pupils[0]), quiz).status == 303
    assert len(tries(database)) == 1


def test_again_is_another_try_in_another_order(visit, schools, database, quiz):
    visitor = visit(schools.pupils[0])
    for number in (1, 2):
        begin(visitor, quiz, number)
        begin(visitor, quiz, number)
        seed = tries(database)[-1].seed
        for at in (1, 2, 3):
            answer(visitor, quiz, seed, number, at, well=number == 2)
        begin(visitor, quiz, number)

    first, second = tries(database)
    assert (first.number, second.number) == (1, 2)
    assert first.seed != second.seed
    with database.session(write=False) as session:
        best = best_tries(session, [quiz.id], [schools.pupils[0].id, schools.pupils[1].id])
    assert {key: row.number for key, row in best.items()} == {(quiz.id, schools.pupils[0].id): 2}
    assert "lượt thứ 2" in visitor.get(f"/bai-tap/{quiz.uid}").text
    assert "đúng 0 trong 3" in visitor.get(f"/bai-tap/{quiz.uid}?lan=1").text


@pytest.mark.parametrize(
    "told",
    [{}, {"a": ""}, {"a": "99"}, {"a": "x"}, {"a": ["0", "0"]}, {"a": "-1"}, {"a": "9" * 50}],
)
def test_an_answer_that_is_none_is_asked_for_again(visit, schools, database, quiz, told):
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)
    seed = tries(database)[0].seed
    at = next(n for n, one in enumerate(in_order(quiz, seed), 1) if one.code == "c1")

    page = visitor.post(f"/bai-tap/{quiz.uid}", {"lan": "1", "cau": str(at), **told})

    assert page.status == 422
    assert "Chưa chọn xong" in page.errors
    assert tries(database)[0].answers == {}


@pytest.mark.parametrize("told", [{"cau": "0"}, {"cau": "4"}, {"cau": "x"}, {}])
def test_a_question_that_is_not_there_leads_back(visit, schools, database, quiz, told):
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)

    assert visitor.post(f"/bai-tap/{quiz.uid}", {"lan": "1", "a": "0", **told}).status == 303
    assert visitor.get(f"/bai-tap/{quiz.uid}?cau=99&lan=7").status == 200


def test_an_answer_before_beginning_is_not_kept(visit, schools, database, quiz):
    assert visit(schools.pupils[0]).post(f"/bai-tap/{quiz.uid}", {"lan": "1", "cau": "1", "a": "0"}).status == 303
    assert tries(database) == []


def test_an_answer_to_a_try_that_is_over_changes_nothing(visit, schools, database, quiz):
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)
    seed = tries(database)[0].seed
    for at in (1, 2, 3):
        answer(visitor, quiz, seed, 1, at)
    begin(visitor, quiz, 2)

    answer(visitor, quiz, seed, 1, 1, well=False)

    assert [(row.number, row.right_count, len(row.answers)) for row in tries(database)] == [(1, 3, 3), (2, 0, 0)]


@pytest.mark.parametrize("who", ["stranger", "citizen", "facilitator", "other_pupil", "admin"])
def test_it_is_there_for_nobody_else(visit, schools, cast, database, quiz, who):
    if who == "other_pupil":
        somebody = schools.pupils[1]
        with database.writing() as session:
            seat = session.scalars(select(Seat).where(Seat.person_id == somebody.id)).one()
            end_seat(session, BY_ITSELF, class_of(session, seat.classroom_id), seat, SeatEnd.LEFT)
    else:
        somebody = schools.stranger if who == "stranger" else getattr(cast, who)
    visitor = visit(somebody)

    assert visitor.get(f"/bai-tap/{quiz.uid}").status == 404
    assert begin(visitor, quiz).status == 404
    assert visitor.post(f"/bai-tap/{quiz.uid}", {"lan": "1", "cau": "1", "a": "0"}).status == 404
    assert tries(database) == []


def test_strangers_are_asked_to_sign_in_and_led_back(visit, quiz):
    assert visit().get(f"/bai-tap/{quiz.uid}").location == f"/dang-nhap?tiep=/bai-tap/{quiz.uid}"
    assert f"tiep=/bai-tap/{quiz.uid}" in begin(visit(), quiz).location


@pytest.mark.parametrize("who", ["teacher", "colleague", "head"])
def test_whoever_teaches_there_tries_it_out_and_nothing_is_kept(visit, schools, database, quiz, who):
    visitor = visit(getattr(schools, who))

    assert "không ghi lại gì" in visitor.get(f"/bai-tap/{quiz.uid}").text
    page = visitor.follow(answer(visitor, quiz, 1, 0, 1))
    assert "Đúng rồi" in page.text
    begin(visitor, quiz)

    assert tries(database) == []


def test_a_quiz_put_away_while_it_is_done_is_done_to_its_end(visit, schools, database, quiz):
    visitor, late = visit(schools.pupils[0]), visit(schools.pupils[1])
    begin(visitor, quiz)
    archived(database, quiz)
    seed = tries(database)[0].seed
    for at in (1, 2, 3):
        answer(visitor, quiz, seed, 1, at)

    assert "đúng 3 trong 3" in visitor.get(f"/bai-tap/{quiz.uid}").text
    assert "Làm lại" not in visitor.get(f"/bai-tap/{quiz.uid}").text
    assert begin(visitor, quiz, 2).status == 422
    assert "đã cất" in late.get(f"/bai-tap/{quiz.uid}").text
    assert begin(late, quiz).status == 422
    assert len(tries(database)) == 1


def test_whoever_sits_beside_has_the_answers_too(schools, database, quiz):
    one, two = schools.pupils[0].id, schools.pupils[1].id
    question = questions_in(quiz)[0]
    with database.writing() as session:
        held = session.get(Quiz, quiz.id)
        begin_try(session, held, (one,), 1)
        for _ in range(2):
            answer_try(session, held, (one, two), 1, question, given=(0,), shown=(2,), right=True)

    first, second = tries(database)
    assert (first.person_id, second.person_id) == (one, two)
    assert first.answers == second.answers
    assert (first.right_count, second.right_count, first.seed) == (1, 1, second.seed)


def test_two_taps_at_once_count_once(schools, database, quiz):
    person, questions = schools.pupils[0].id, questions_in(quiz)
    start = threading.Barrier(4)

    def press(question) -> None:
        start.wait()
        with database.writing() as session:
            held = session.get(Quiz, quiz.id)
            begin_try(session, held, (person,), 1)
            answer_try(session, held, (person,), 1, question, given=question.key, shown=(0,), right=True)

    threads = [threading.Thread(target=press, args=(questions[n % 3],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (row,) = tries(database)
    assert (row.right_count, len(row.answers), row.finished_at is not None) == (3, 3, True)


def test_a_quiz_put_away_is_not_begun_by_a_call_either(schools, database, quiz):
    archived(database, quiz)

    with database.writing() as session, pytest.raises(Refused, match="đã cất"):
        begin_try(session, session.get(Quiz, quiz.id), (schools.pupils[0].id,), 1)


def test_primary_pupils_get_few_words(visit, schools, database, quiz):
    with database.writing() as session:
        class_of(session, schools.room.room.id).room.grade = 4

    page = visit(schools.pupils[0]).get(f"/bai-tap/{quiz.uid}")

    assert "kid" in page.soup.body["class"]
    assert "Nghỉ giữa chừng" not in page.text


def test_the_schools_list_is_the_newest_first_without_those_put_away(visit, schools, database, quiz):
    clock.set_now(clock.now())
    newer = quiz_made(visit(schools.colleague), schools, database, PAPER.replace("Thủ đô", "Kinh đô"))
    with database.session(write=False) as session:
        assert [one.uid for one in quizzes_of(session, quiz.school_id)] == [newer.uid, quiz.uid]
    archived(database, quiz)

    page = visit(schools.teacher).get(f"/lop/truong/{schools.school}/bai-tap")

    assert "Đã cất (1)" in page.text
    assert rows(database, select(Quiz.archived_at).where(Quiz.id == newer.id)) == [None]
