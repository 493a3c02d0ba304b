"""The short check: what it draws by its seed, what it is worth, what it lends, and when another may be made."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.assessments.rules.kinds import CheckBy, Presence
from lms.assessments.rules.papers import Snapshot
from lms.assessments.rules.spot_checks import (
    DRAWN,
    PAUSE,
    draw_questions,
    draw_tasks,
    hindrance,
    next_check,
    raises_to,
    task_marks,
    ways,
    worth,
)
from lms.errors import Refused
from lms.questions.rules import Difficulty, Kind, Purpose, Question
from lms.skills.rules import Evidence, Task
from tests.assessments.rule import rule_of

NINE = datetime(2026, 11, 20, 2, tzinfo=UTC)
SKILLS = ("2.3", "4.1", "4.2", "5.1")
TASKS = tuple(Task(f"Việc {n}", (skill,)) for n, skill in enumerate(("2.3", "2.3", "4.1", "4.2", "5.1")))


def question(code: str, skill: str, family: str | None = None) -> Question:
    """A question that only has to be told from others."""
    return Question(
        code, "", Kind.ONE, Purpose.ASSESSMENT, Difficulty.EASY, skill, f"Câu {code}", family=family or code
    )


def pool(count: int = 4, skills: tuple[str, ...] = SKILLS) -> dict[str, list[Question]]:
    return {skill: [question(f"{skill}-{n}", skill) for n in range(count)] for skill in skills}


def test_three_questions_of_three_skills_are_drawn_by_the_seed():
    for seed in range(60):
        drawn = draw_questions(pool(), set(), seed)

        assert len({one.skill for one in drawn}) == len(drawn) == DRAWN
        assert drawn == draw_questions(pool(), set(), seed)
    assert len({draw_questions(pool(), set(), seed) for seed in range(60)}) > 20


def test_every_skill_is_drawn_as_often_however_many_questions_it_has():
    uneven = {**pool(2), "2.3": pool(40)["2.3"]}
    drawn = [one.skill for seed in range(400) for one in draw_questions(uneven, set(), seed)]

    assert all(240 < drawn.count(skill) < 360 for skill in SKILLS)


@pytest.mark.parametrize("fresh", [1, 3])
def test_what_was_asked_lately_is_left_out_while_there_are_others(fresh):
    items = pool()
    lately = {one.code for some in items.values() for one in some[fresh:]}

    for seed in range(40):
        assert not {one.code for one in draw_questions(items, lately, seed)} & lately


def test_what_was_asked_lately_comes_when_there_is_nothing_else():
    items = pool(1)
    lately = {one.code for some in items.values() for one in some}

    assert len(draw_questions(items, lately, 1)) == DRAWN


def test_with_few_skills_two_questions_share_one_and_never_a_family():
    items = pool(3, ("2.3", "4.1"))
    for seed in range(40):
        skills = [one.skill for one in draw_questions(items, set(), seed)]
        assert sorted(map(skills.count, {"2.3", "4.1"})) == [1, 2]
    twins = {"2.3": [question("a", "2.3", "f"), question("b", "2.3", "f"), question("c", "2.3"), question("d", "2.3")]}
    for seed in range(40):
        assert len({one.family for one in draw_questions(twins, set(), seed)}) == DRAWN


@pytest.mark.parametrize(
    "items", [{}, {"2.3": []}, pool(2, ("2.3",)), {"2.3": [question(c, "2.3", "f") for c in "abc"]}]
)
def test_fewer_than_three_questions_are_no_check(items):
    with pytest.raises(Refused, match="Chưa đủ câu hỏi"):
        draw_questions(items, set(), 1)


def test_three_tasks_show_as_many_skills_as_there_are():
    for seed in range(60):
        drawn = draw_tasks(TASKS, seed)
        assert len({one.skills for one in drawn}) == len(set(drawn)) == DRAWN
    assert len({frozenset(draw_tasks(TASKS, seed)) for seed in range(60)}) > 3
    same = [Task(f"Việc {n}", ("2.3",)) for n in range(3)]
    assert set(draw_tasks(same, 5)) == set(same)
    with pytest.raises(Refused, match="Chưa đủ việc"):
        draw_tasks(TASKS[:2], 1)


@pytest.mark.parametrize(
    ("questions", "tasks", "items", "wanted"),
    [
        (4, 5, 4, (CheckBy.QUESTIONS, CheckBy.TASKS)),
        (4, 2, 4, (CheckBy.QUESTIONS,)),
        (0, 5, 4, (CheckBy.TASKS,)),
        (4, 5, 0, (CheckBy.TASKS,)),
        (0, 0, 4, ()),
    ],
)
def test_what_a_rule_can_be_checked_by(questions, tasks, items, wanted):
    rule = replace(rule_of(dict.fromkeys(SKILLS, 1)), questions=questions, tasks=TASKS[:tasks])

    assert ways(rule, pool(items)) == wanted


@pytest.mark.parametrize(
    ("mark", "right", "wanted"),
    [(0.7, 3, True), (0.7, 2, False), (0.7, 0, False), (0.66, 2, True), (0.66, 1, False), (1.0, 3, True)],
)
def test_the_pass_mark_of_the_rule_decides(mark, right, wanted):
    snapshot = Snapshot(replace(rule_of({"4.1": 1}), pass_mark=mark), {})
    marks = [(skill, place < right) for place, skill in enumerate(SKILLS[:DRAWN])]

    assert worth(snapshot, marks).passed is wanted


def test_no_floor_holds_in_a_check_and_nothing_answered_passes_nothing():
    snapshot = Snapshot(replace(rule_of({"4.1": 1}), pass_mark=0.3, area_floor=0.9), dict.fromkeys(SKILLS, "4"))

    found = worth(snapshot, [("4.1", True), ("4.2", False), ("5.1", False)])
    assert (found.passed, found.low) == (True, ())
    assert worth(snapshot, []).passed is False


def test_tasks_are_marked_under_a_skill_they_show():
    assert task_marks(TASKS[:3], [True, False, True]) == [("2.3", True), ("2.3", False), ("4.1", True)]
    with pytest.raises(ValueError, match="zip"):
        task_marks(TASKS[:3], [True])


@pytest.mark.parametrize(
    ("lent", "wanted"),
    [
        (Evidence.SELF, Evidence.SELF),
        (Evidence.SUPERVISED, Evidence.SUPERVISED),
        (Evidence.IDENTIFIED, Evidence.SAMPLED),
    ],
)
def test_a_check_is_sampled_only_where_the_person_is_known(lent, wanted):
    assert raises_to(lent) is wanted


@pytest.mark.parametrize(
    ("state", "lent", "held", "said"),
    [
        (Presence.JOINED, Evidence.SELF, Evidence.SELF, "Điểm danh"),
        (Presence.ABSENT, Evidence.SELF, Evidence.SELF, "Điểm danh"),
        (Presence.PRESENT, Evidence.SELF, Evidence.SELF, "người chứng kiến thứ hai"),
        (Presence.PRESENT, Evidence.SUPERVISED, Evidence.SELF, None),
        (Presence.PRESENT, Evidence.SUPERVISED, Evidence.SUPERVISED, "biết người này"),
        (Presence.PRESENT, Evidence.SUPERVISED, Evidence.IDENTIFIED, "biết người này"),
        (Presence.PRESENT, Evidence.IDENTIFIED, Evidence.SELF, None),
        (Presence.PRESENT, Evidence.IDENTIFIED, Evidence.IDENTIFIED, None),
    ],
)
def test_why_a_check_cannot_be_made(state, lent, held, said):
    found = hindrance(state, lent, held)

    assert found is None if said is None else said in str(found)


@pytest.mark.parametrize(
    ("failed_at", "wanted"),
    [
        (None, None),
        (NINE, NINE + PAUSE),
        (NINE - PAUSE + timedelta(seconds=1), NINE + timedelta(seconds=1)),
        (NINE - PAUSE, None),
        (NINE + timedelta(minutes=1), None),
    ],
)
def test_another_may_be_made_an_hour_after_one_that_was_not_passed(failed_at, wanted):
    assert next_check(failed_at, NINE) == wanted
