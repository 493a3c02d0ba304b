"""How far somebody has come with work: in time, late, stuck, not begun; with and without a later day of their own."""

from datetime import date, timedelta

import pytest

from lms.classrooms.rules.kinds import WorkKind
from lms.classrooms.rules.standing import (
    STATE_WORDS,
    STILL_DAYS,
    STUCK_TRIES,
    Deeds,
    Go,
    Held,
    Standing,
    State,
    later_of,
    next_address,
    standing,
    tally,
)
from lms.classrooms.rules.things import Thing
from lms.classrooms.rules.work import Grid, GridRow, Own, Phase, Work, in_order

TODAY = date(2026, 11, 20)
ME = 7
LESSON = Thing(WorkKind.LESSON, "a", "A", "/hoc/k/a", ("a",))
COURSE = Thing(WorkKind.COURSE, "k", "K", "/hoc/k/", ("a", "b", "c"))
PAPER = Thing(WorkKind.PAPER, "secondary", "P", "/danh-gia/")
GONE = Thing(WorkKind.LESSON, "x", "x", "", ("x",), there=False)
LOST = Thing(WorkKind.COURSE, "x", "x", "", (), there=False)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def learnt(**days: int) -> Deeds:
    return Deeds({(ME, code): day(number) for code, number in days.items()})


def begun(**rounds: tuple[int, int]) -> Deeds:
    """By lesson: when last touched, the most tries at one question."""
    return Deeds(rounds={(ME, code): Held(day(at), tries) for code, (at, tries) in rounds.items()})


def goes(*told: tuple[int | None, bool], touched: int = 0) -> Deeds:
    """Papers: when each was handed in (None: under way), whether it went well."""
    all_of_them = tuple(
        Go(f"u{n}", day(touched), None if at is None else day(at), well) for n, (at, well) in enumerate(told)
    )
    return Deeds(goes={(ME, WorkKind.PAPER, "secondary"): all_of_them})


@pytest.mark.parametrize(
    ("thing", "deeds", "due", "state", "late"),
    [
        (LESSON, Deeds(), None, State.NONE, 0),
        (LESSON, Deeds(), 0, State.NONE, 0),
        (LESSON, Deeds(), -1, State.NONE, 1),
        (LESSON, learnt(a=0), 0, State.DONE, 0),
        (LESSON, learnt(a=-1), -1, State.DONE, 0),
        (LESSON, learnt(a=0), -1, State.DONE_LATE, 1),
        (LESSON, learnt(a=-300), -1, State.DONE, 0),
        (LESSON, learnt(b=0), None, State.NONE, 0),
        (LESSON, begun(a=(0, 0)), None, State.DOING, 0),
        (LESSON, begun(a=(0, STUCK_TRIES - 1)), 0, State.DOING, 0),
        (LESSON, begun(a=(0, STUCK_TRIES)), 0, State.STUCK, 0),
        (LESSON, begun(a=(0, STUCK_TRIES)), -3, State.STUCK, 3),
        (LESSON, begun(a=(1 - STILL_DAYS, 0)), None, State.DOING, 0),
        (LESSON, begun(a=(-STILL_DAYS, 0)), None, State.STUCK, 0),
        (LESSON, begun(a=(2, 0)), None, State.DOING, 0),  # a clock put right since
        (COURSE, learnt(a=0, b=0), None, State.DOING, 0),
        (COURSE, learnt(a=-20, b=-STILL_DAYS), None, State.STUCK, 0),
        (COURSE, learnt(a=-20, b=-19, c=0), -1, State.DONE_LATE, 1),
        (COURSE, learnt(a=-20, b=-19, c=-2), -1, State.DONE, 0),
        (COURSE, begun(b=(0, 9)), None, State.STUCK, 0),
        (PAPER, Deeds(), -1, State.NONE, 1),
        (PAPER, goes((None, False)), None, State.DOING, 0),
        (PAPER, goes((None, False), touched=-STILL_DAYS), None, State.STUCK, 0),
        (PAPER, goes((0, False)), None, State.DONE, 0),
        (PAPER, goes((0, True), (-1, False)), -1, State.DONE, 0),
        (PAPER, goes((0, False)), -2, State.DONE_LATE, 2),
        (PAPER, goes((-99, False)), None, State.NONE, 0),  # before it was set, and not passed
        (PAPER, goes((-99, True)), None, State.DONE, 0),
        (GONE, Deeds(), -5, State.GONE, 0),
        (GONE, learnt(x=0), -1, State.DONE_LATE, 1),
        (LOST, Deeds(), None, State.GONE, 0),
    ],
)
def test_where_somebody_is_with_work(thing, deeds, due, state, late):
    found = standing(thing, ME, deeds, opens=day(-30), due=None if due is None else day(due), today=TODAY)

    assert (found.state, found.late) == (state, late)
    assert found.is_done == (state in (State.DONE, State.DONE_LATE))
    assert found.overdue == (late > 0 and not found.is_done)


def test_others_deeds_are_not_mine():
    deeds = Deeds({(8, "a"): TODAY}, {(8, "a"): Held(TODAY, 9)})

    assert standing(LESSON, ME, deeds, opens=TODAY, due=None, today=TODAY).state is State.NONE


def test_what_was_begun_long_before_it_was_set_does_not_lie_still_at_once():
    found = standing(LESSON, ME, begun(a=(-90, 1)), opens=day(-1), due=None, today=TODAY)

    assert (found.state, found.still) == (State.DOING, 1)


def test_a_course_tells_how_much_of_it_is_done_and_where_somebody_is_stuck():
    deeds = Deeds({(ME, "a"): TODAY}, {(ME, "b"): Held(TODAY, 1), (ME, "c"): Held(TODAY, 4)})

    found = standing(COURSE, ME, deeds, opens=TODAY, due=None, today=TODAY)

    assert (found.done, found.total, found.at, found.tries) == (1, 3, "c", 4)


def test_a_round_practised_again_after_the_lesson_was_learnt_holds_nobody_up():
    deeds = Deeds({(ME, "a"): day(-50)}, {(ME, "a"): Held(day(-40), 8)})

    assert standing(LESSON, ME, deeds, opens=day(-60), due=None, today=TODAY).state is State.DONE


@pytest.mark.parametrize(
    ("due", "own", "until"), [(None, None, None), (None, 3, None), (2, None, 2), (2, 5, 5), (2, 1, 2)]
)
def test_a_day_of_ones_own_counts_when_it_is_later(due, own, until):
    days = [None if one is None else day(one) for one in (due, own, until)]

    assert later_of(*days[:2]) == days[2]


def test_every_state_has_a_word_in_time_and_late():
    assert set(STATE_WORDS) == set(State)
    assert Standing(State.NONE, late=2).words == "Chưa làm, trễ"


@pytest.mark.parametrize(
    ("opens", "due", "own", "phase"),
    [
        (0, None, None, Phase.OPEN),
        (1, None, None, Phase.TO_COME),
        (-9, 0, None, Phase.OPEN),
        (-9, -1, None, Phase.PAST),
        (-9, -1, 0, Phase.OPEN),
        (-9, None, -3, Phase.OPEN),
    ],
)
def test_work_is_past_when_nobody_has_time_any_more(opens, due, own, phase):
    owns = {ME: Own(chosen=False, due=day(own))} if own is not None else {}
    work = Work(1, LESSON, True, day(opens), None if due is None else day(due), owns=owns)

    assert work.phase(TODAY) is phase


def test_work_for_some_is_asked_of_nobody_else():
    work = Work(1, LESSON, False, TODAY, None, owns={ME: Own(True, None), 8: Own(False, day(3))})

    assert [work.standing_of(one, Deeds(), TODAY) is None for one in (ME, 8, 9)] == [False, True, True]


def test_what_is_due_first_stands_first_and_what_is_past_last():
    told = {1: None, 2: -1, 3: 5, 4: 2, 5: -8}
    works = [Work(n, LESSON, True, day(-30), None if due is None else day(due)) for n, due in told.items()]

    assert [one.id for one in in_order(works, TODAY)] == [4, 3, 1, 2, 5]


@pytest.mark.parametrize(
    ("thing", "deeds", "address"),
    [
        (LESSON, Deeds(), "/hoc/k/a"),
        (LESSON, begun(a=(0, 1)), "/luyen/k/a"),
        (COURSE, learnt(a=0), "/hoc/k/b"),
        (COURSE, begun(c=(0, 1)), "/luyen/k/c"),
        (COURSE, learnt(a=0, b=0, c=0), "/hoc/k/"),
        (PAPER, Deeds(), "/danh-gia/"),
        (PAPER, goes((0, False), (None, False)), "/danh-gia/u1"),
    ],
)
def test_going_on_leads_to_where_somebody_stopped(thing, deeds, address):
    assert next_address(thing, ME, deeds, {code: f"/hoc/k/{code}" for code in "abc"}) == address


def test_totals_leave_out_those_of_whom_it_is_not_asked():
    done, none = Standing(State.DONE), Standing(State.NONE)
    grid = Grid((), (GridRow(1, 1, "A", (done, None)), GridRow(2, 2, "B", (none, none))))

    assert tally([done, None, none]) == (1, 2)
    assert [row.done for row in grid.rows] == [(1, 1), (0, 2)]


def test_those_who_are_stuck_come_before_those_who_are_late():
    stuck, late, fine = Standing(State.STUCK), Standing(State.NONE, late=4), Standing(State.DOING)
    rows = tuple(GridRow(n, n, str(n), told) for n, told in enumerate([(fine,), (late,), (stuck,), (late, late)]))

    assert [row.number for row in Grid((), rows).in_need()] == [2, 3, 1]
