"""Which quarter the demo's commune has reported on, and how long ago what was in it happened."""

from datetime import date

from lms.coverage.rules.periods import quarter_of
from lms.reports.rules.periods import ReportPeriod, before, period_of

SETTLED = 8
"""So many days after a quarter's end its report has been sent and received."""
LEARNT_LATELY = 26
"""What the demo tells of the running weeks begins after so many days ago; what was before is older than that."""


def reported_period(today: date) -> ReportPeriod:
    """The last quarter whose report has been received by now."""
    year, quarter = today.year, quarter_of(today)
    while (today - (period := period_of([], year, quarter, today)).last).days < SETTLED:
        year, quarter = before(year, quarter)
    return period


def next_period(period: ReportPeriod) -> ReportPeriod:
    """The quarter after one."""
    quarter = period.quarter or 4
    year, following = (period.year, quarter + 1) if quarter < 4 else (period.year + 1, 1)
    return period_of([], year, following, period.today)


def registered_ago(today: date) -> int:
    """How many days ago everybody registered, and the commune entered its document: well before that quarter ended."""
    return _ended_ago(today) + 45


def office_ago(today: date) -> int:
    """How many days ago the commune's office was assessed: within that quarter, or shortly after."""
    return max(_ended_ago(today) + 12, LEARNT_LATELY)


def counted_ago(today: date) -> int:
    """How many days ago the commune entered its numbers and its target."""
    return _ended_ago(today) + 40


def _ended_ago(today: date) -> int:
    return (today - reported_period(today).last).days
