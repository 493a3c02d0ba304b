"""Rates: of what, over which units, and when there is none."""

import pytest

from lms.coverage.rules.rates import Carrier, Figures, percent, rate_of, still_to_reach, whole


def some(completed: int, levels=(0, 0, 0, 0), registered: int = 0) -> Figures:
    return Figures(0, max(registered, completed), completed, completed, levels)


def test_confirmed_are_those_at_or_above_the_counted_evidence():
    assert some(10, (4, 3, 2, 1)).confirmed == 6
    assert Figures(by_evidence=(4, 3, 2, 1), counted_from=2).confirmed == 3


@pytest.mark.parametrize(
    ("own", "carriers", "number", "confirmed", "left_out"),
    [
        (100, [], 100, 0.06, 0),
        (100, [Carrier(1, 40, some(2, (0, 2, 0, 0)))], 100, 0.06, 0),
        (None, [Carrier(1, 40, some(2, (0, 2, 0, 0)))], 40, 0.05, 4),
        (None, [], None, None, 6),
        (29, [], 29, None, 0),  # too few for a rate
        (9, [], 9, None, 0),
    ],
    ids=["own number", "own number beside those below", "only those that are known", "none", "too few", "impossible"],
)
def test_a_rate_is_taken_of_what_is_known(own, carriers, number, confirmed, left_out):
    rate = rate_of(some(10, (4, 3, 2, 1)), own, carriers, all_units=3, known_units=len(carriers))

    assert rate.number == number
    assert rate.confirmed == confirmed
    assert rate.left_out.confirmed == left_out


def test_more_than_there_are_is_an_error_and_no_rate():
    rate = rate_of(some(105), 100, [], all_units=0, known_units=0)

    assert rate.impossible
    assert rate.completed is None
    assert not rate_of(some(100), 100, [], all_units=0, known_units=0).impossible


def test_those_left_out_and_those_counted_are_everybody():
    everybody = Figures(5, 40, 30, 20, (8, 6, 4, 2))
    part = Figures(1, 10, 8, 6, (3, 2, 1, 0))
    rate = rate_of(everybody, None, [Carrier(1, 50, part)], all_units=4, known_units=1)

    assert rate.figures + rate.left_out == everybody
    assert rate.partial


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.625, "62,5 %"),
        (1.0, "100 %"),
        (0.0, "0 %"),
        (1 / 3, "33,3 %"),
        (0.0005, "0,1 %"),
        (None, "–"),
        (0.9996, "99,9 %"),
        (0.9994, "99,9 %"),
        (0.00001, "< 0,1 %"),
    ],
)
def test_shares_are_written_as_here(share, words):
    assert percent(share) == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (999, "999"), (1204, "1.204"), (1234567, "1.234.567")])
def test_whole_numbers_are_written_as_here(number, words):
    assert whole(number) == words


@pytest.mark.parametrize(
    ("number", "share", "done", "left"),
    [(100, 0.8, 50, 30), (101, 0.8, 50, 31), (100, 0.8, 90, 0), (None, 0.8, 5, None), (10, 0.7, 7, 0)],
)
def test_how_many_more_a_target_asks_for(number, share, done, left):
    assert still_to_reach(number, share, done) == left
