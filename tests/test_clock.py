"""The time: moments in UTC, days in Việt Nam, moved only by `LMS_NOW` and by tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lms import clock
from lms.app.factory import create_app
from lms.web.database import KEY


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 20, 16, 59, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 17, 0, 0, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 7, 1, 0, 0, 0, tzinfo=clock.VIETNAM), date(2026, 7, 1)),
    ],
)
def test_a_moment_falls_on_a_day_in_viet_nam(moment, day):
    clock.set_now(moment)

    assert clock.day_of(moment) == day
    assert clock.today() == day


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_moved_clock_runs_on():
    clock.set_now(datetime(2030, 1, 1, tzinfo=UTC))
    first = clock.now()

    assert datetime(2030, 1, 1, tzinfo=UTC) <= first <= clock.now()
    clock.set_now(None)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_setting_moves_the_clock_of_the_app(settings, tmp_path):
    app = create_app(
        replace(settings, now=datetime(2031, 5, 1, tzinfo=UTC), database_url=f"sqlite:///{tmp_path / 'none.sqlite3'}")
    )

    assert clock.today() == date(2031, 5, 1)
    app.extensions[KEY].close()


def test_a_clock_moved_for_a_while_shows_what_it_showed_before():
    clock.set_now(datetime(2030, 1, 1, tzinfo=UTC))
    with clock.moved_to(datetime(2029, 5, 1, tzinfo=UTC)):
        assert clock.today() == date(2029, 5, 1)

    assert clock.today() == date(2030, 1, 1)
