import itertools
import subprocess
import sys
from dataclasses import replace

import pytest

from lms.questions.rules import (
    Difficulty,
    Kind,
    Option,
    Outcome,
    Pair,
    Purpose,
    Question,
    answerable,
    from_shown,
    grade,
    presented,
    public,
)


def question(kind, **parts):
    return Question(
        code="q-1",
        lesson="bai",
        kind=kind,
        purpose=Purpose.ASSESSMENT,
        difficulty=Difficulty.EASY,
        skill="2.3",
        stem="Nên làm gì?",
        **parts,
    )


ONE = question(Kind.ONE, options=(Option("a", False, "va"), Option("b", True, "vb"), Option("c", False, "vc")))
SEVERAL = question(
    Kind.SEVERAL,
    options=(Option("a", True, "1"), Option("b", False, "2"), Option("c", True, "3"), Option("d", False, "4")),
)
TRUE_FALSE = question(Kind.TRUE_FALSE, options=(Option("Đúng", False), Option("Sai", True)), feedback="vì")
ORDERING = question(Kind.ORDERING, steps=("một", "hai", "ba", "bốn"), feedback="vì")
MATCHING = question(
    Kind.MATCHING, pairs=(Pair("a", "1"), Pair("b", "2"), Pair("c", "3")), spare=("4",), feedback="bí mật"
)
ALL = {"one": ONE, "several": SEVERAL, "true/false": TRUE_FALSE, "ordering": ORDERING, "matching": MATCHING}

GRADES = [
    (ONE, (1,), True, (True,)),
    (ONE, (0,), False, (False,)),
    (ONE, (), False, (False,)),
    (ONE, (1, 0), False, (True,)),
    (ONE, (-1,), False, (False,)),
    (SEVERAL, (0, 2), True, (True, True, True, True)),
    (SEVERAL, (2, 0), True, (True, True, True, True)),
    (SEVERAL, (0,), False, (True, True, False, True)),
    (SEVERAL, (0, 1, 2, 3), False, (True, False, True, False)),
    (SEVERAL, (), False, (False, True, False, True)),
    (TRUE_FALSE, (1,), True, (True,)),
    (TRUE_FALSE, (0,), False, (False,)),
    (ORDERING, (0, 1, 2, 3), True, (True, True, True, True)),
    (ORDERING, (1, 0, 2, 3), False, (False, False, True, True)),
    (ORDERING, (0, 1, 2), False, (True, True, True, False)),
    (ORDERING, (0, 1, 2, 3, 3), False, (True, True, True, True)),
    (MATCHING, (0, 1, 2), True, (True, True, True)),
    (MATCHING, (0, 1, 3), False, (True, True, False)),
    (MATCHING, (2, 1, 0), False, (False, True, False)),
    (MATCHING, (), False, (False, False, False)),
]


@pytest.mark.parametrize(("asked", "answer", "right", "parts"), GRADES)
def test_an_answer_is_graded_as_a_whole_and_by_part(asked, answer, right, parts):
    assert grade(asked, answer) == Outcome(right, parts)


@pytest.mark.parametrize("name", ALL)
def test_only_the_key_is_right_among_all_possible_answers(name):
    asked = ALL[name]
    indexes = range(len(asked.choices))
    answers = [a for n in range(len(indexes) + 1) for a in itertools.permutations(indexes, n) if answerable(asked, a)]

    right = [answer for answer in answers if grade(asked, answer).right]

    wanted = set(itertools.permutations(asked.key)) if asked.kind is Kind.SEVERAL else {asked.key}
    assert set(right) == wanted


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (ONE, ()),
        (ONE, (0, 1)),
        (ONE, (3,)),
        (ONE, (-1,)),
        (SEVERAL, ()),
        (SEVERAL, (0, 0)),
        (TRUE_FALSE, (2,)),
        (ORDERING, (0, 1, 2)),
        (ORDERING, (0, 1, 2, 2)),
        (MATCHING, (0, 1)),
        (MATCHING, (0, 1, 4)),
    ],
)
def test_what_cannot_be_an_answer_is_told_apart(asked, answer):
    assert not answerable(asked, answer)


@pytest.mark.parametrize("name", ALL)
def test_the_order_shown_is_a_shuffle_that_depends_on_the_seed_alone(name):
    asked = ALL[name]
    orders = [presented(asked, seed) for seed in range(200)]

    assert all(sorted(order) == list(range(len(asked.choices))) for order in orders)
    assert orders == [presented(asked, seed) for seed in range(200)]
    assert (len(set(orders)) == 1) == (asked.kind is Kind.TRUE_FALSE)


@pytest.mark.parametrize("asked", [ORDERING, MATCHING])
def test_steps_and_right_sides_never_stand_in_the_right_order(asked):
    canonical = tuple(range(len(asked.choices)))

    assert all(presented(asked, seed) != canonical for seed in range(2000))


def test_each_place_is_as_likely_for_the_right_option():
    firsts = [presented(ONE, seed).index(1) for seed in range(3000)]

    assert all(900 < firsts.count(place) < 1100 for place in range(3))


def test_the_order_is_the_same_in_another_process():
    code = (
        "from lms.questions.rules import *\n"
        "q = Question('q-1','bai',Kind.ORDERING,Purpose.PRACTICE,Difficulty.EASY,'2.3','x',steps=('a','b','c','d'))\n"
        "print(presented(q, 7))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.strip() == str(presented(ORDERING, 7))


def test_positions_on_the_screen_become_canonical_indexes():
    for seed in range(50):
        order = presented(ORDERING, seed)
        shown = tuple(order.index(step) for step in range(4))  # where step 0, 1, 2, 3 stand on the screen

        assert grade(ORDERING, from_shown(ORDERING, seed, shown)).right


def test_a_position_that_was_not_shown_is_never_right():
    assert from_shown(ONE, 1, (9, -1)) == (-1, -1)
    assert not grade(ONE, from_shown(ONE, 1, (9,))).right


@pytest.mark.parametrize("name", ALL)
def test_what_a_browser_sees_holds_no_feedback_and_no_key(name):
    asked = ALL[name]
    said = repr(public(asked, 5))

    assert "vb" not in said
    assert "bí mật" not in said
    assert "True" not in said
    assert asked.version not in said
    assert sorted(public(asked, 5).choices) == sorted(asked.choices)


def test_the_version_changes_with_what_is_asked_and_what_is_right_but_not_with_the_pool():
    assert ONE.version == replace(ONE, purpose=Purpose.PRACTICE, family="x").version
    changed = [
        replace(ONE, stem="Khác?"),
        replace(ONE, options=(Option("a", True, "va"), *ONE.options[1:])),
        replace(ONE, options=(Option("a", False, "khác"), *ONE.options[1:])),
        replace(ONE, skill="4.1"),
        replace(ORDERING, steps=("hai", "một", "ba", "bốn")),
        replace(MATCHING, spare=("5",)),
    ]
    assert len({ONE.version, ORDERING.version, MATCHING.version, *(one.version for one in changed)}) == 9
