"""Years of birth, and who counts as a child."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms import clock
from lms.errors import Refused
from lms.people.rules.registration import OPEN_TO_ALL, clean_birth_year, is_child

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(("typed", "year"), [("1968", 1968), (" 1968 ", 1968), ("1906", 1906), ("2026", 2026)])
def test_a_year_that_somebody_alive_was_born_in_is_taken(typed, year):
    assert clean_birth_year(typed, TODAY) == year


@pytest.mark.parametrize(
    "typed",
    ["", "68", "968", "19680", "2090", "2027", "1905", "1900", "0000", "9999", "١٩٦٨", "１９６８", "1968.0", "-968",
     "1e03", "1968\x00", "năm 1968", "19 68", "²⁰⁰⁰", "1" * 10_000],
)  # fmt: skip
def test_any_other_year_is_refused_beside_its_field(typed):
    with pytest.raises(Refused) as refusal:
        clean_birth_year(typed, TODAY)

    assert refusal.value.field == "birth_year"
    assert len(str(refusal.value)) < 100


def test_the_first_and_last_year_are_said():
    with pytest.raises(Refused, match="từ 1906 đến 2026"):
        clean_birth_year("2090", TODAY)


@pytest.mark.parametrize(
    ("birth_year", "today", "child"),
    [
        (2010, date(2026, 1, 1), True),
        (2010, date(2026, 12, 31), True),
        (2010, date(2027, 1, 1), False),
        (2009, date(2026, 12, 31), False),
        (2009, date(2025, 12, 31), True),
        (1947, TODAY, False),
        (2026, TODAY, True),
    ],
)
def test_somebody_is_a_child_until_the_end_of_the_year_they_turn_16(birth_year, today, child):
    assert is_child(birth_year, today) is child


def test_the_year_ends_in_viet_nam_and_not_in_greenwich():
    midnight = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)

    assert is_child(2010, clock.day_of(midnight - timedelta(seconds=1)))
    assert not is_child(2010, clock.day_of(midnight))


def test_pupils_do_not_register_alone():
    assert set(OPEN_TO_ALL) == {"citizen", "official"}
