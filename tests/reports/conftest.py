"""People who write, sign and receive reports, after a quarter is over."""

from datetime import UTC, datetime, time, timedelta

import pytest

from lms import clock
from lms.access.rules import Role
from tests.coverage.steps import use_number
from tests.reports.steps import PERIOD
from tests.staff import appointed


@pytest.fixture
def people(database, cast):
    """Two drafters and a viewer at the commune, the managers of commune (in the cast) and province."""
    return {
        "drafter": appointed(database, cast, Role.DRAFTER, "77001", name="Bế Văn Soạn", sign_in="soan"),
        "second": appointed(database, cast, Role.DRAFTER, "77001", name="Ma Thị Hai", sign_in="soanhai"),
        "viewer": appointed(database, cast, Role.VIEWER, "77001", name="Hồ Văn Xem", sign_in="xem"),
        "above": appointed(database, cast, Role.MANAGER, "77", name="Đỗ Thị Tỉnh", sign_in="tinh"),
        "manager": cast.manager,
        "stranger": cast.stranger,
        "citizen": cast.citizen,
    }


@pytest.fixture
def over(database, cast):
    """The quarter in which the cast registered is over since three days; its commune has a number."""
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 1234)
        use_number(session, cast.units["77001-1"].unit_id, "adults", 40)
    clock.set_now(datetime.combine(PERIOD.last + timedelta(days=3), time(3), UTC))


@pytest.fixture
def who(visit, people):
    """`who("drafter")` is that person, signed in by now."""
    return lambda name: visit(people[name])
