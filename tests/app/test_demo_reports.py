"""The demo's commune has reported on the quarter before, and is writing the next report, whatever the day is."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms import clock
from lms.app import demo
from lms.app.demo_quarters import LEARNT_LATELY, SETTLED, next_period, office_ago, registered_ago, reported_period
from lms.people.models import Person
from lms.reports.models import Report, ReportIndicator
from lms.reports.rules.states import State
from tests.builders import rows
from tests.databases import address_of, fresh, to_be_copied

YEAR = [date(2026, 8, 1) + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize("today", [YEAR[n] for n in range(0, 365, 7)])
def test_what_happened_before_is_told_in_the_order_of_its_days(today):
    period = reported_period(today)
    ago = (today - period.last).days

    assert ago >= SETTLED
    assert next_period(period).first <= today - timedelta(days=2)
    assert registered_ago(today) > office_ago(today) + 7 >= LEARNT_LATELY + 7
    assert registered_ago(today) < 200


@pytest.fixture(scope="module", params=[date(2026, 11, 20), date(2027, 1, 4), date(2027, 1, 12)], ids=str)
def loaded(request, bare, settings, data_dir, tmp_path_factory):
    """A day, and the demo as it was loaded then: in mid-quarter, days after a year's end, and with its report sent."""
    day = datetime.combine(request.param, time(3), UTC)
    with fresh(tmp_path_factory.mktemp("demo"), bare) as made:
        with clock.moved_to(day):
            demo.load(made, replace(settings, database_url=address_of(made)))
        (data_dir / demo.FLAG).unlink()
        yield day, to_be_copied(made)


@pytest.fixture
def told(loaded, tmp_path):
    """The demo on that day."""
    day, address = loaded
    clock.set_now(day + timedelta(minutes=1))
    with fresh(tmp_path, address) as database:
        yield database


def test_one_report_is_received_and_the_next_one_begun(told):
    first, draft = rows(told, select(Report).order_by(Report.id).options(undefer(Report.frozen), undefer(Report.file)))
    today, period = clock.today(), reported_period(clock.today())

    assert (first.year, first.quarter, first.state) == (period.year, period.quarter, State.RECEIVED)
    assert period.last < first.issued_on < clock.day_of(first.issued_at) + timedelta(days=1) <= today
    assert first.file.startswith(b"%PDF")
    following = next_period(period)
    assert (draft.year, draft.quarter, draft.state) == (following.year, following.quarter, State.DRAFT)
    assert draft.difficulties
    names = {one.id: one.name for one in rows(told, select(Person))}
    assert {names[one.drafted_by_id] for one in (first, draft)} == {"Bùi Văn Mẫu"}
    assert names[first.issued_by_id] == "Phạm Văn Mẫu"
    assert len(rows(told, select(ReportIndicator))) == 5


def test_what_was_reported_is_what_stood_there_by_the_end_of_the_quarter(told):
    first = rows(told, select(Report.frozen).where(Report.state == State.RECEIVED))[0]
    table = json.loads(first)["tables"]["figures"]
    place = {one["key"]: n for n, one in enumerate(table["columns"])}
    adults = table["rows"][0]

    assert adults[place["unit_code"]] == "99001"
    assert adults[place["eligible"]] == 68
    assert adults[place["registered"]] >= 7
    assert adults[place["target"]] == 0.8
