"""Practising signed in: answers are kept with their versions, a lesson is learnt once, and is counted once."""

import threading

import pytest
from sqlalchemy import func, select

from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound
from lms.learning.rules import Turn, drawn
from lms.tally.models import LedgerRow, PersonStanding
from tests.builders import rows
from tests.learning.steps import HERE, LESSON, TURN, learn, send, the_lesson


def held(database, member):
    return rows(database, select(PracticeRound).where(PracticeRound.person_id == member.id))


def answers(database):
    return {one.question: one for one in rows(database, select(PracticeAnswer))}


def stages(database, member):
    found = rows(database, select(PersonStanding).where(PersonStanding.person_id == member.id))
    return {one.audience: str(one.stage) for one in found}


def test_an_answer_is_kept_with_the_question_version_and_its_tries(visit, cast, database):
    visitor = visit(cast.citizen)
    question = drawn(the_lesson(visitor).practice, TURN)[0]
    send(visitor, 1, well=False)
    send(visitor, 1, well=False)
    assert answers(database)[question.code].right_at is None
    page = send(visitor, 1)

    assert "Set-Cookie" not in page.response.headers or "hvs_hoc" not in page.response.headers["Set-Cookie"]
    kept = answers(database)[question.code]
    assert (kept.tries, kept.question_version) == (3, question.version)
    assert kept.right_at is not None
    assert [(one.lesson, one.base, one.number) for one in held(database, cast.citizen)] == [(LESSON, 4711, 0)]


def test_a_wrong_answer_after_a_right_one_takes_nothing_back(visit, cast, database):
    visitor = visit(cast.citizen)
    send(visitor, 1)
    at = next(iter(answers(database).values())).right_at
    send(visitor, 1, well=False)

    assert next(iter(answers(database).values())).right_at == at


def test_a_round_answered_whole_makes_the_lesson_learnt_and_the_person_learning(visit, cast, database):
    visitor = visit(cast.citizen)
    for number in (1, 2, 3):
        send(visitor, number)
    assert rows(database, select(LessonDone)) == []
    assert stages(database, cast.citizen) == {"citizen": "registered"}
    send(visitor, 4)

    done = rows(database, select(LessonDone))
    assert [(one.person_id, one.lesson, one.lesson_version, one.on_device_before) for one in done] == [
        (cast.citizen.id, LESSON, the_lesson(visitor).version, False)
    ]
    assert stages(database, cast.citizen) == {"citizen": "learning"}
    assert visitor.get(HERE).h1.startswith("Xong bài")


def test_whoever_belongs_twice_is_learning_in_both(visit, cast, database):
    learn(visit(cast.official))

    assert stages(database, cast.official) == {"citizen": "learning", "official": "learning"}


def test_a_lesson_is_learnt_once_and_counted_once(visit, cast, database):
    visitor = visit(cast.citizen)
    before = rows(database, select(func.count(LedgerRow.id)))[0]
    learn(visitor)
    learn(visitor, turn=TURN.next)
    learn(visitor, turn=Turn(2222, 0))
    learn(visitor, code="tim-dung-thu-tuc")

    assert rows(database, select(func.count(LessonDone.id))) == [2]
    changes = rows(database, select(LedgerRow).where(LedgerRow.id > before).order_by(LedgerRow.id))
    assert [(str(row.stage), row.change) for row in changes] == [("registered", -1), ("learning", 1)]


def test_the_last_answer_sent_many_times_at_once_makes_it_learnt_once(visit, cast, database):
    phones = [visit(cast.citizen) for _ in range(5)]
    for number in (1, 2, 3):
        send(phones[0], number)
    before = rows(database, select(func.count(LedgerRow.id)))[0]
    start = threading.Barrier(len(phones))
    statuses = []

    def press(phone):
        start.wait()
        statuses.append(send(phone, 4).status)

    threads = [threading.Thread(target=press, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [303] * 5
    assert rows(database, select(func.count(LessonDone.id))) == [1]
    assert rows(database, select(func.count(LedgerRow.id)))[0] == before + 2
    last = drawn(the_lesson(phones[0]).practice, TURN)[3]
    assert answers(database)[last.code].tries == 5


def test_the_first_answer_sent_many_times_at_once_begins_one_round(visit, cast, database):
    phones = [visit(cast.citizen) for _ in range(5)]
    start = threading.Barrier(len(phones))
    statuses = []

    def press(phone, number):
        start.wait()
        statuses.append(send(phone, number).status)

    threads = [threading.Thread(target=press, args=(phone, n % 4 + 1)) for n, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [303] * 5
    assert len(held(database, cast.citizen)) == 1
    assert sum(one.tries for one in answers(database).values()) == 5


def test_another_turn_takes_the_place_of_the_round_and_its_answers(visit, cast, database):
    visitor = visit(cast.citizen)
    send(visitor, 1)
    send(visitor, 2)
    send(visitor, 1, turn=Turn(2222, 0))

    assert [(one.base, one.number) for one in held(database, cast.citizen)] == [(2222, 0)]
    assert len(answers(database)) == 1


def test_a_round_goes_on_on_another_phone(visit, cast):
    first = visit(cast.citizen)
    send(first, 1)
    send(first, 2)

    page = visit(cast.citizen).get(HERE)

    assert "câu 3" in page.h1
    assert page.hidden()["luot"] == str(TURN)


def test_nobody_sees_or_moves_another_persons_round(visit, cast, database):
    send(visit(cast.citizen), 1)
    other = visit(cast.official)
    send(other, 1)
    send(other, 2)

    assert {one.person_id: len(one_answers(database, one)) for one in rows(database, select(PracticeRound))} == {
        cast.citizen.id: 1,
        cast.official.id: 2,
    }


def one_answers(database, row):
    return rows(database, select(PracticeAnswer).where(PracticeAnswer.round_id == row.id))


def test_nothing_chosen_keeps_nothing(visit, cast, database):
    visitor = visit(cast.citizen)

    assert visitor.post(HERE, {"luot": str(TURN), "cau": "1"}).status == 422
    assert held(database, cast.citizen) == []


def test_an_answer_without_the_sessions_token_is_refused(visit, cast, database):
    visitor = visit(cast.citizen)

    assert visitor.post(HERE, {"csrf_token": "x", "luot": str(TURN), "cau": "1", "a": "0"}).status == 400
    assert held(database, cast.citizen) == []


@pytest.mark.parametrize("who", ["citizen", "official", "pupil", "facilitator", "manager", "admin"])
def test_everybody_can_practise_whatever_they_are(visit, cast, who):
    visitor = visit(getattr(cast, who))

    assert visitor.follow(learn(visitor)).status == 200
    assert visitor.get(HERE).h1.startswith("Xong bài")
