"""What a paper is worth: pass mark, floors, skills; and the pauses between papers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.assessments.adapters import kept_score, kept_snapshot, read_score, read_snapshot
from lms.assessments.rules.papers import NextTry, Snapshot, Try, next_try, score
from tests.assessments.rule import rule_of

RULE = rule_of({"4.1": 3, "4.2": 2, "2.3": 4, "5.1": 1})
SNAPSHOT = Snapshot(RULE, {"4.1": "4", "4.2": "4", "2.3": "2", "5.1": "5"})


def given(**right: str) -> list[tuple[str, bool]]:
    """`s41="110"`: of three questions of 4.1 the first two were right."""
    return [(f"{skill[1]}.{skill[2]}", mark == "1") for skill, marks in right.items() for mark in marks]


@pytest.mark.parametrize(
    ("answers", "share", "low", "passed"),
    [
        (given(s41="111", s42="11", s23="1111", s51="1"), 1.0, (), True),
        (given(s41="110", s42="11", s23="1110", s51="0"), 0.7, (), True),  # exactly the mark; one question has no floor
        (given(s41="110", s42="10", s23="1110", s51="0"), 0.6, (), False),
        (given(s41="111", s42="11", s23="1100", s51="1"), 0.8, (), True),  # exactly the floor
        (given(s41="111", s42="11", s23="1000", s51="1"), 0.7, ("2",), False),  # above the mark, below a floor
        (given(s41="100", s42="00", s23="1111", s51="1"), 0.6, ("4",), False),
        (given(s41="000", s42="00", s23="0000", s51="0"), 0.0, ("2", "4"), False),
    ],
)
def test_a_paper_passes_by_its_mark_and_the_floor_of_every_area(answers, share, low, passed):
    worth = score(SNAPSHOT, answers)

    assert (worth.whole.share, worth.low, worth.passed) == (share, low, passed)


@pytest.mark.parametrize("total", range(1, 41))
def test_seventy_per_cent_is_reached_by_counting_not_by_rounding(total):
    rule = rule_of({"4.1": total})
    passing = [n for n in range(total + 1) if score(Snapshot(rule, {}), [("4.1", k < n) for k in range(total)]).passed]

    assert passing == [n for n in range(total + 1) if n * 10 >= total * 7]


def test_an_area_with_fewer_questions_than_the_rule_says_has_no_floor():
    strict = replace(RULE, floor_from_questions=1)
    answers = given(s41="111", s42="11", s23="1111", s51="0")

    assert score(SNAPSHOT, answers).passed
    assert score(replace(SNAPSHOT, rule=strict), answers).low == ("5",)


def test_skills_are_told_apart_within_an_area():
    worth = score(SNAPSHOT, given(s41="111", s42="01", s23="1111", s51="1"))

    assert {one.code: (one.right, one.total) for one in worth.skills} == {
        "2.3": (4, 4), "4.1": (3, 3), "4.2": (1, 2), "5.1": (1, 1),
    }  # fmt: skip
    assert [one.code for one in worth.skills if not one.reaches(RULE.pass_mark)] == ["4.2"]


def test_a_paper_without_a_question_passes_nothing():
    assert not score(SNAPSHOT, []).passed


def test_snapshot_and_score_come_back_as_they_were_kept():
    worth = score(SNAPSHOT, given(s41="110", s23="1111"))

    assert read_snapshot(kept_snapshot(SNAPSHOT)) == SNAPSHOT
    assert read_snapshot(kept_snapshot(SNAPSHOT)).rule.digest == RULE.digest
    assert read_score(kept_score(worth)) == worth


NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
P, F = True, False


@pytest.mark.parametrize(
    ("passed", "ago", "number", "wait", "meet"),
    [
        ([], MINUTE, 1, None, False),
        ([F], 0 * MINUTE, 2, HOUR, False),
        ([F], 59 * MINUTE, 2, MINUTE, False),
        ([F], 60 * MINUTE, 2, None, False),
        ([F, F], MINUTE, 3, 59 * MINUTE, False),
        ([F, F, F], 2 * HOUR, 4, 22 * HOUR, True),  # the fourth: a day, and meet somebody
        ([F, F, F], DAY, 4, None, True),
        ([F] * 9, 23 * HOUR, 10, HOUR, True),
        ([P, F, F, F], MINUTE, 2, 59 * MINUTE, False),  # one passed begins the count afresh
        ([F, P, F, F], 2 * HOUR, 3, None, False),
        ([F], -2 * HOUR, 2, None, False),  # handed in under a clock that was ahead
    ],
)
def test_pauses_grow_with_the_tries(passed, ago, number, wait, meet):
    tries = [Try(NOON - ago - n * DAY, one) for n, one in enumerate(passed)]

    assert next_try(RULE, tries, NOON) == NextTry(number, NOON + wait if wait else None, meet)


def test_pauses_are_the_rules_own():
    rule = replace(RULE, retry_pause_minutes=5, day_pause_from_attempt=2)

    assert next_try(rule, [Try(NOON, False)], NOON).not_before == NOON + DAY
    assert next_try(replace(rule, day_pause_from_attempt=9), [Try(NOON, False)], NOON).not_before == NOON + 5 * MINUTE
