"""A practice question on the screen, before and after an answer; answers as forms and addresses bring them."""

import itertools

import pytest
from werkzeug.datastructures import MultiDict

from lms.learning.forms import shown
from lms.questions.forms import canonical, read, sent_answer, written
from lms.questions.rules import Kind, grade, presented
from tests.learning.books import question
from tests.learning.steps import as_sent, right

SEED = 4711000
EACH = {kind: question(f"q-{kind}", kind) for kind in Kind}


def right_answer(kind: Kind) -> tuple[int, ...]:
    """The right answer as places on the screen."""
    return right(EACH[kind], SEED)


@pytest.mark.parametrize("kind", Kind)
def test_the_right_answer_comes_back_right_through_form_and_address(kind):
    asked = EACH[kind]
    answer = right_answer(kind)

    given = sent_answer(asked, MultiDict(as_sent(asked, answer)))
    again = read(asked, written(given))

    assert again == given
    assert grade(asked, canonical(asked, SEED, again)).right
    assert shown(asked, SEED, again).mark == "right"


@pytest.mark.parametrize("kind", Kind)
def test_only_the_right_answer_is_right(kind):
    asked = EACH[kind]
    count = len(asked.choices)
    length = len(right_answer(kind))
    first = 1 if kind is Kind.ORDERING else 0
    wanted = tuple(sorted(right_answer(kind))) if kind is Kind.SEVERAL else right_answer(kind)
    rights = [
        answer
        for answer in itertools.product(range(first, first + count), repeat=length)
        if grade(asked, canonical(asked, SEED, answer)).right
    ]

    assert {tuple(sorted(one)) if kind is Kind.SEVERAL else one for one in rights} == {wanted}


@pytest.mark.parametrize("kind", Kind)
def test_before_an_answer_nothing_tells_what_is_right(kind):
    page = shown(EACH[kind], SEED)

    assert page.mark == ""
    assert page.outcome is None
    assert not any(choice.mark or choice.why or choice.chosen or choice.place for choice in page.choices)
    assert not any(left.mark or left.chosen is not None for left in page.lefts)
    assert {choice.text for choice in page.choices} == set(EACH[kind].choices)


def test_a_wrong_choice_is_explained_and_the_right_one_is_not_given_away():
    order = presented(EACH[Kind.ONE], SEED)
    page = shown(EACH[Kind.ONE], SEED, (order.index(0),))

    assert page.mark == "wrong"
    assert [(choice.text, choice.mark, choice.why) for choice in page.choices if choice.mark] == [
        ("a", "wrong", "vì a")
    ]


def test_the_right_choice_is_explained():
    page = shown(EACH[Kind.ONE], SEED, right_answer(Kind.ONE))

    assert [(choice.text, choice.mark, choice.why) for choice in page.choices if choice.why] == [("b", "right", "vì b")]


def test_several_half_right_is_partly_right_and_gives_nothing_away():
    order = presented(EACH[Kind.SEVERAL], SEED)
    page = shown(EACH[Kind.SEVERAL], SEED, (order.index(0), order.index(1)))

    assert page.mark == "partly"
    assert {choice.text: choice.mark for choice in page.choices} == {"a": "right", "b": "wrong", "c": "", "d": ""}


def test_true_false_shows_what_was_chosen():
    assert [shown(EACH[Kind.TRUE_FALSE], SEED, answer).chosen_true for answer in (None, (0,), (1,))] == [
        None,
        True,
        False,
    ]
    assert [shown(EACH[Kind.TRUE_FALSE], SEED, answer).mark for answer in ((0,), (1,))] == ["wrong", "right"]


def test_an_order_half_right_keeps_the_numbers_given_and_marks_each():
    answer = list(right_answer(Kind.ORDERING))
    answer[0], answer[1] = answer[1], answer[0]
    page = shown(EACH[Kind.ORDERING], SEED, tuple(answer))

    assert page.mark == "partly"
    assert [choice.place for choice in page.choices] == answer
    assert [choice.mark for choice in page.choices] == ["wrong", "wrong", "right", "right"]


def test_pairs_half_right_keep_what_was_given_and_mark_each():
    answer = list(right_answer(Kind.MATCHING))
    answer[0], answer[1] = answer[1], answer[0]
    page = shown(EACH[Kind.MATCHING], SEED, tuple(answer))

    assert page.mark == "partly"
    assert [left.chosen for left in page.lefts] == answer
    assert [left.mark for left in page.lefts] == ["wrong", "wrong", "right"]
    assert len(page.pairs) == 4


GARBAGE = (
    "", "x", "-1", "1.", ".1", "1..2", "1.5.x", " 1", "1,2", "١", "１", "999", "1" * 61, "0." * 40 + "0", "\x00", "nan",
)  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", GARBAGE)
def test_an_address_that_holds_no_answer_is_read_as_none(kind, text):
    assert read(EACH[kind], text) is None


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", ["99", "0", "7.7", "0.0", "99.98.97.96", "0.0.0", "0.1", "5.6.7.8"])
def test_an_answer_that_cannot_be_is_wrong_and_never_an_error(kind, text):
    given = read(EACH[kind], text)
    if given is None:
        return
    page = shown(EACH[kind], SEED, given)

    assert page.mark in ("wrong", "partly") or given == right_answer(kind)


NOTHING_SENT = {
    Kind.ONE: [{}, {"a": ""}, {"a": "x"}, {"a": "-1"}, {"a": "٣"}, {"a": "100"}, {"b": "1"}],
    Kind.SEVERAL: [{}, {"a": ""}, {"a": ["0", "x"]}],
    Kind.TRUE_FALSE: [{}, {"a": ""}, {"a": "0"}, {"a": "Đúng"}, {"a": "DUNG"}],
    Kind.ORDERING: [{}, {"a-0": "1", "a-1": "2", "a-2": "3"}, {"a-0": "", "a-1": "", "a-2": "", "a-3": ""}],
    Kind.MATCHING: [{}, {"a-0": "1", "a-1": "2"}, {"a-0": "1", "a-1": "2", "a-2": "x"}],
}


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, forms in NOTHING_SENT.items() for form in forms])
def test_a_form_with_something_missing_is_no_answer(kind, form):
    assert sent_answer(EACH[kind], MultiDict(form)) is None


def test_a_form_with_everything_ticked_a_hundred_times_is_cut_to_what_there_is():
    given = sent_answer(EACH[Kind.SEVERAL], MultiDict([("a", "0")] * 100))

    assert len(given) <= 4
    assert shown(EACH[Kind.SEVERAL], SEED, given).mark in ("wrong", "partly")


def test_two_answers_to_a_question_with_one_are_wrong_through_and_through():
    twice = (right_answer(Kind.ONE)[0],) * 2

    assert shown(EACH[Kind.ONE], SEED, twice).mark == "wrong"
