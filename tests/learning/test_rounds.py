"""Rounds of practice, what comes next, and what a device remembers, as plain values."""

from collections import Counter
from datetime import date

import pytest

from lms.learning.rules import (
    MOST_LESSONS_ON_A_DEVICE,
    MOST_ROUNDS_ON_A_DEVICE,
    ROUND_SIZE,
    Progress,
    Round,
    Turn,
    drawn,
    new_turn,
    next_step,
    read_turn,
)
from tests.learning.books import lesson, library

DAY = date(2026, 7, 1)
LATER = date(2026, 7, 9)


@pytest.mark.parametrize(
    "text",
    [None, "", "4711", "4711-", "-4711-0", "471-0", "47111-0", "4711-1000", "4711-0 ", " 4711-0", "4711-0\n", "4711--1",
     "4711-0-0", "４７１１-0", "٤٧١١-0", "4e11-0", "4711-0\x00", "null", "0042-7", "0000-0",
     "4711-0" * 2000],
)  # fmt: skip
def test_what_is_no_turn_is_read_as_none(text):
    assert read_turn(text) is None


@pytest.mark.parametrize("turn", [Turn(1000, 0), Turn(9999, 999), Turn(4711, 12)])
def test_a_turn_is_read_as_it_was_written(turn):
    assert read_turn(str(turn)) == turn


def test_every_turn_that_is_handed_out_can_be_read_again():
    for _ in range(300):
        turn = new_turn()
        assert turn.number == 0
        assert read_turn(str(turn)) == turn
        assert read_turn(str(turn.next)) == turn.next


def test_a_turn_after_the_last_can_be_read_again():
    assert read_turn(str(Turn(4711, 999).next)) is not None


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 7, 8, 9, 12])
def test_a_round_takes_four_different_questions_or_all_there_are(size):
    practice = lesson("bai", questions=size).practice

    for number in range(2 * size):
        codes = [one.code for one in drawn(practice, Turn(4711, number))]
        assert len(set(codes)) == len(codes) == min(ROUND_SIZE, size)


@pytest.mark.parametrize("size", [5, 6, 7, 8, 9, 12])
def test_the_next_turn_asks_what_this_one_left_out(size):
    practice = lesson("bai", questions=size).practice
    everything = {one.code for one in practice}
    for base in range(1000, 1040):
        first = {one.code for one in drawn(practice, Turn(base, 0))}
        second = {one.code for one in drawn(practice, Turn(base, 1))}
        left_out = everything - first
        assert second >= left_out if len(left_out) <= ROUND_SIZE else second <= left_out


def test_a_turn_is_the_same_for_ever_and_bases_differ():
    practice = lesson("bai", questions=8).practice
    draws = Counter(tuple(one.code for one in drawn(practice, Turn(base, 0))) for base in range(1000, 1100))

    assert drawn(practice, Turn(4711, 2)) == drawn(practice[::-1], Turn(4711, 2))
    assert [one.code for one in drawn(practice, Turn(4711, 0))] == ["bai-3", "bai-2", "bai-4", "bai-5"]
    assert len(draws) > 50


def test_a_round_is_whole_when_each_of_its_questions_was_right():
    bai = lesson("bai")
    held = Round(Turn(4711, 0))
    asked = drawn(bai.practice, held.turn)
    for place, one in enumerate(asked):
        assert not held.is_whole(bai)
        assert held.first_open(bai) == place
        held = held.with_right(one.code)

    assert held.is_whole(bai)
    assert held.first_open(bai) == 0
    assert held.with_right(asked[0].code) == held


def test_answers_to_questions_of_other_rounds_never_make_a_round_whole():
    bai = lesson("bai", questions=8)
    others = {one.code for one in drawn(bai.practice, Turn(4711, 1))}

    assert not Round(Turn(4711, 0), frozenset(others | {"la", ""})).is_whole(bai)


def test_a_device_keeps_the_last_few_rounds_and_lessons():
    progress = Progress()
    for n in range(100):
        progress = progress.with_round(f"bai-{n}", Round(Turn(4711, 0)))
        progress = progress.with_done(f"xong-{n}", DAY)

    assert list(progress.rounds) == [f"bai-{n}" for n in range(100 - MOST_ROUNDS_ON_A_DEVICE, 100)]
    assert list(progress.done) == [f"xong-{n}" for n in range(100 - MOST_LESSONS_ON_A_DEVICE, 100)]


def test_a_lesson_learnt_again_keeps_its_first_day_and_its_round_is_over():
    progress = Progress({"bai": DAY}, {"bai": Round(Turn(4711, 0)), "khac": Round(Turn(4712, 0))})

    again = progress.with_done("bai", LATER)

    assert again.done == {"bai": DAY}
    assert list(again.rounds) == ["khac"]


def test_going_on_with_a_round_makes_it_the_last_one():
    progress = Progress().with_round("a", Round(Turn(1111, 0))).with_round("b", Round(Turn(2222, 0)))

    assert list(progress.with_round("a", Round(Turn(1111, 0), frozenset("x"))).rounds) == ["b", "a"]


BOOKS = library(a="a1 a2 a3", b="b1 b2", c="c1")

STEPS = {
    # what is done, what is under way (oldest first) → what comes next
    "nothing yet: the first lesson": ("", "", "a1"),
    "the next of a course begun": ("b1", "", "b2"),
    "a course begun before one not begun, in the order of courses": ("b1 c1", "", "b2"),
    "two begun: the first of them": ("a1 b1", "", "a2"),
    "a gap is filled": ("a1 a3", "", "a2"),
    "a course that is whole is left": ("a1 a2 a3", "", "b1"),
    "the round under way first": ("a1", "b2", "b2"),
    "the round touched last": ("a1", "c1 b2 a3", "a3"),
    "a round of a lesson learnt is no step": ("a1", "a1", "a2"),
    "a lesson that is gone is no step": ("mat", "mat-roi", "a1"),
    "everything learnt": ("a1 a2 a3 b1 b2 c1", "a1", None),
}


@pytest.mark.parametrize(("done", "rounds", "wanted"), STEPS.values(), ids=STEPS)
def test_what_comes_next(done, rounds, wanted):
    progress = Progress(
        dict.fromkeys(done.split(), DAY), {code: Round(Turn(4711, 0), frozenset("x")) for code in rounds.split()}
    )

    step = next_step(BOOKS, progress, BOOKS.courses)

    assert (step.lesson.code if step else None) == wanted
    if step:
        assert step.begun is (wanted in rounds.split())
        assert step.address.startswith("/luyen/" if step.begun else "/hoc/")
        assert step.lesson.code == step.course.lessons[step.number - 1]


def test_the_next_step_says_how_far_its_course_has_come():
    step = next_step(BOOKS, Progress({"a1": DAY, "a3": DAY, "b1": DAY}), BOOKS.courses)

    assert (step.course.code, step.number, step.done_numbers) == ("a", 2, [1, 3])


def test_no_courses_no_step():
    assert next_step(BOOKS, Progress({"a1": DAY}), []) is None
    assert not Progress()
    assert Progress({"a1": DAY})
