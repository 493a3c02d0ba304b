"""PINs that are good enough, and how many wrong tries are borne."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from lms.errors import Refused
from lms.people.rules.secrets import ACCOUNT, NETWORK, REGISTRATIONS, Counter, Limit, check_pin

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

TOO_EASY = (
    "000000", "999999", "123456", "654321", "987654", "012345", "543210", "456789", "890123", "321098", "901234",
    "112233", "121212", "123123", "696969", "868686", "159357", "147258", "789456", "111112", "122222", "100000",
    "195812", "121958", "019581", "581958", "251958",
)  # fmt: skip

NO_PIN = (
    "", "1", "12345", "1234567", "12345a", "27591 ", " 275913", "２７５９１３", "٢٧٥٩١٣", "275\n13", "-27591",
    "2" * 10_000,
)  # fmt: skip


@pytest.mark.parametrize("pin", TOO_EASY)
def test_a_pin_that_others_would_try_first_is_refused(pin):
    with pytest.raises(Refused) as refusal:
        check_pin(pin, 1958)

    assert refusal.value.field == "pin"
    assert pin not in str(refusal.value).replace("123456", "")


@pytest.mark.parametrize("pin", NO_PIN)
def test_a_pin_is_six_plain_digits(pin):
    with pytest.raises(Refused, match="đúng 6 chữ số"):
        check_pin(pin, 1958)


@pytest.mark.parametrize(
    ("pin", "birth_year"), [("195812", 1958), ("120058", 2005), ("200512", 2005), ("022005", 2005)]
)
def test_only_ones_own_birth_year_counts(pin, birth_year):
    if str(birth_year) in pin:
        with pytest.raises(Refused, match="năm sinh"):
            check_pin(pin, birth_year)
    check_pin(pin, 1971)


@pytest.mark.parametrize("pin", ["275913", "135791", "240680", "908172", "100293"])
def test_other_pins_are_taken(pin):
    check_pin(pin, 1958)


def test_hardly_any_pin_drawn_at_random_is_refused():
    draw = random.Random(20260703)
    refused = 0
    for _ in range(2000):
        try:
            check_pin(f"{draw.randrange(10**6):06}", 1958)
        except Refused:
            refused += 1

    assert refused < 40


def failing(limit: Limit, times: int, *, every: timedelta = timedelta(0), counter: Counter | None = None) -> Counter:
    counter = counter or Counter(0, NOON, None)
    for _ in range(times):
        counter = counter.after_failure(limit, counter.last_at + every)
    return counter


@pytest.mark.parametrize(("failures", "minutes"), [(0, 0), (1, 0), (4, 0), (5, 1), (6, 5), (7, 15), (8, 15), (100, 15)])
def test_an_account_waits_one_five_then_fifteen_minutes(failures, minutes):
    assert ACCOUNT.wait_after(failures) == minutes * MINUTE
    assert failing(ACCOUNT, failures).blocked(NOON) is (minutes > 0)


def test_waiting_ends_exactly_when_it_was_said_to():
    counter = failing(ACCOUNT, 5)

    assert counter.blocked(NOON + timedelta(seconds=59))
    assert not counter.blocked(NOON + MINUTE)


def test_failures_of_an_account_fade_within_a_day():
    counter = failing(ACCOUNT, 4)

    assert failing(ACCOUNT, 1, every=timedelta(hours=1), counter=counter).blocked_until
    assert failing(ACCOUNT, 1, every=timedelta(hours=13), counter=counter).failures == 3
    assert failing(ACCOUNT, 1, every=timedelta(hours=25), counter=counter).failures == 1


def test_tries_that_overtake_one_another_count_once_each():
    counter = failing(ACCOUNT, 3)

    assert counter.after_failure(ACCOUNT, NOON - timedelta(seconds=2)).failures == 4


def test_whoever_guesses_on_waits_fifteen_minutes_for_each_try():
    patient = failing(ACCOUNT, 96, every=15 * MINUTE, counter=failing(ACCOUNT, 7))

    assert patient.blocked(patient.last_at + 14 * MINUTE)


def test_a_network_bears_a_school_and_stops_a_guesser():
    assert not failing(NETWORK, 99).blocked(NOON)
    assert failing(NETWORK, 100).blocked(NOON + 14 * MINUTE)


def test_a_few_failures_all_day_long_never_close_a_network():
    busy = failing(NETWORK, 24 * 60, every=MINUTE)
    spread = failing(NETWORK, 500, every=10 * MINUTE)

    assert not busy.blocked(busy.last_at)
    assert not spread.blocked(spread.last_at)


def test_many_registering_all_day_long_never_close_a_network():
    steady = failing(REGISTRATIONS, 1000, every=MINUTE)

    assert not steady.blocked(steady.last_at)
