"""What a paper draws: so many of each skill, one of a family, 4:5:1, little that was asked lately, always the same."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from lms.assessments.rules.drawing import aims, draw, pool_of, spread
from lms.errors import Refused
from lms.questions.rules import Difficulty, Kind, Option, Purpose, Question
from lms.skills.rules import Audience, Grades
from tests.assessments.rule import rule_of

EASY, MEDIUM, HARD = Difficulty


def item(code, skill="4.1", family=None, difficulty=MEDIUM, audience=Audience.CITIZEN, grades=None) -> Question:
    return Question(
        code=code,
        lesson="bai",
        kind=Kind.ONE,
        purpose=Purpose.ASSESSMENT,
        difficulty=difficulty,
        skill=skill,
        stem="?",
        options=(Option("a", True), Option("b", False)),
        family=family or code,
        audiences=(audience,),
        grades=grades,
    )


def bank(skill, families, variants=3) -> list[Question]:
    """Families of a skill, each with an easy, a medium and a hard variant."""
    return [
        item(f"{skill}-{family}-{n}", skill, f"{skill}-{family}", list(Difficulty)[n % 3])
        for family in range(families)
        for n in range(variants)
    ]


RULE = rule_of({"4.1": 3, "2.3": 4, "5.1": 1, "2.6": 2})
BANK = [*bank("4.1", 8), *bank("2.3", 8), *bank("5.1", 4), *bank("2.6", 6)]


def papers(rule, items, how_many, first_seed=0):
    """Papers drawn one after the other for one person."""
    ages: dict[str, int] = {}
    for seed in range(first_seed, first_seed + how_many):
        drawn = draw(rule, pool_of(rule, items), ages, seed)
        yield drawn, ages
        ages = {code: age + 1 for code, age in ages.items()} | {one.code: 1 for one in drawn}


@pytest.mark.parametrize("seed", range(20))
def test_a_paper_has_what_the_rule_asks_of_each_skill_and_one_of_a_family(seed):
    drawn = draw(RULE, pool_of(RULE, BANK), {}, seed)

    assert Counter(one.skill for one in drawn) == {"4.1": 3, "2.3": 4, "5.1": 1, "2.6": 2}
    assert len({one.family for one in drawn}) == len(drawn) == 10


def test_the_same_seed_is_the_same_paper_and_another_is_not():
    pool = pool_of(RULE, BANK)

    assert draw(RULE, pool, {}, 7) == draw(RULE, pool, {}, 7)
    assert len({draw(RULE, pool, {}, seed) for seed in range(30)}) == 30


def test_a_seed_draws_the_same_paper_in_every_process():
    """Neither the order of sets nor Python's own random numbers may have a hand in it."""
    codes = [one.code for one in draw(RULE, pool_of(RULE, BANK), {}, 4711)]

    assert " ".join(codes) == "2.3-0-1 4.1-0-0 2.3-4-0 4.1-7-1 2.3-7-1 2.6-1-0 5.1-1-1 4.1-5-2 2.6-4-1 2.3-1-0"


@pytest.mark.parametrize(
    ("total", "aim"),
    [
        (0, (0, 0, 0)), (1, (0, 1, 0)), (5, (2, 3, 0)), (8, (3, 4, 1)), (10, (4, 5, 1)), (11, (4, 6, 1)),
        (16, (6, 8, 2)), (25, (10, 13, 2)),
    ],
)  # fmt: skip
def test_difficulty_is_aimed_at_four_five_one(total, aim):
    assert tuple(aims(total)[one] for one in (EASY, MEDIUM, HARD)) == aim


@pytest.mark.parametrize("seed", range(20))
def test_difficulty_is_met_where_the_pool_lets(seed):
    drawn = draw(RULE, pool_of(RULE, BANK), {}, seed)

    assert Counter(one.difficulty for one in drawn) == {EASY: 4, MEDIUM: 5, HARD: 1}


def test_difficulty_gives_way_to_what_there_is():
    only_hard = [item(f"k{n}", "4.1", difficulty=HARD) for n in range(5)]

    assert len(draw(rule_of({"4.1": 3}), pool_of(rule_of({"4.1": 3}), only_hard), {}, 1)) == 3


def test_two_papers_in_a_row_share_nothing_where_the_pool_is_large_enough():
    for drawn, ages in papers(RULE, BANK, 8):
        assert not [one.code for one in drawn if ages.get(one.code) in (1, 2)]


@pytest.mark.parametrize("first_seed", [0, 100, 200])
def test_no_paper_shares_more_than_half_with_the_last_two(first_seed):
    small = [*bank("4.1", 4, 2), *bank("2.3", 5, 2), *bank("5.1", 2, 2), *bank("2.6", 3, 2)]
    for drawn, ages in papers(RULE, small, 10, first_seed):
        assert sum(ages.get(one.code) in (1, 2) for one in drawn) <= 5


def test_what_is_asked_again_in_a_small_pool_was_asked_longest_ago():
    rule = rule_of({"4.1": 2})
    items = [item(f"k{n}") for n in range(5)]
    ages = {"k0": 1, "k1": 2, "k2": 3, "k3": 2, "k4": 1}

    codes = {one.code for one in draw(rule, pool_of(rule, items), ages, 1)}

    assert "k2" in codes
    assert codes < {"k2", "k1", "k3"}


def test_a_pool_smaller_than_what_is_asked_gives_what_it_has():
    rule = rule_of({"4.1": 3, "2.3": 2})
    items = [*bank("4.1", 2), *bank("2.3", 3)]

    assert Counter(one.skill for one in draw(rule, pool_of(rule, items), {}, 1)) == {"4.1": 2, "2.3": 2}


def test_a_skill_without_any_question_is_told_in_a_sentence():
    rule = rule_of({"4.1": 3, "2.3": 2})

    with pytest.raises(Refused, match="chưa đủ câu hỏi"):
        draw(rule, pool_of(rule, bank("4.1", 8)), {}, 1)


def test_where_no_paper_is_set_that_is_told_in_a_sentence():
    rule = replace(rule_of({"4.1": 0}), questions=0)

    with pytest.raises(Refused, match="không làm bài đánh giá trên máy"):
        draw(rule, pool_of(rule, BANK), {}, 1)


def test_only_items_of_the_audience_and_its_grades_are_drawn():
    rule = replace(rule_of({"4.1": 2}), audience=Audience.PRIMARY, grades=Grades(3, 5))
    fits = [item("a", audience=Audience.PRIMARY), item("b", audience=Audience.PRIMARY, grades=Grades(4, 5))]
    others = [item("c"), item("d", audience=Audience.PRIMARY, grades=Grades(1, 2)), item("e", "2.3")]

    assert pool_of(rule, [*fits, *others]) == {"4.1": fits}


@pytest.mark.parametrize("seed", range(20))
def test_no_skill_stands_in_a_block(seed):
    drawn = draw(RULE, pool_of(RULE, BANK), {}, seed)

    assert all(one.skill != after.skill for one, after in pairwise(drawn))


def test_a_skill_that_is_most_of_the_paper_is_spread_as_far_as_it_goes():
    picks = [item(f"a{n}", "4.1") for n in range(5)] + [item("b", "2.3"), item("c", "2.3")]

    skills = [one.skill for one in spread(picks, 3)]

    assert skills == ["4.1", "2.3", "4.1", "2.3", "4.1", "4.1", "4.1"]
