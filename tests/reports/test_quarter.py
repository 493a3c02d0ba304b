"""A quarter lived through: a merger inside it, its last minute, two drafters, returned twice, received in the end."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.reports.models import Report, ReportSending
from lms.reports.rules.periods import before, due_on, period_of
from lms.reports.rules.states import State
from lms.tally.actions import restate
from lms.tally.rules import Stage, Standing
from lms.units.actions import close_unit
from tests.builders import rows
from tests.coverage.steps import use_number
from tests.reports.steps import PERIOD, begin, count, issue, report_in, seen, sign, submit, write
from tests.staff import appointed

LIVED = period_of([], *((PERIOD.year, PERIOD.quarter + 1) if PERIOD.quarter < 4 else (PERIOD.year + 1, 1)), date.min)
"""The quarter after the one in which the cast registered."""
QUARTER = f"{LIVED.year}-{LIVED.quarter}"
ADULTS = "Người trưởng thành (từ 18 tuổi)"


def at(day: date, hour: time = time(9)) -> None:
    """The clock in Việt Nam."""
    clock.set_now(datetime.combine(day, hour, clock.VIETNAM).astimezone(UTC))


def confirmed(database, cast, member) -> None:
    """Somebody of the commune completes, in a sitting."""
    unit = cast.units["77001"].unit_id
    with database.writing() as session:
        restate(session, member.id, "citizen", Standing("citizen", unit, Stage.COMPLETED, 1958, None, "x", 2))


def reported(database, here: str) -> int:
    """How many adults the frozen report says are confirmed at the commune."""
    text = rows(database, select(Report.frozen).where(Report.id == report_in(database, here).id))[0]
    table = json.loads(text)["tables"]["figures"]
    place = [one["key"] for one in table["columns"]]
    (found,) = [
        row[place.index("confirmed")]
        for row in table["rows"]
        if (row[place.index("unit_code")], row[place.index("group")]) == ("77001", ADULTS)
    ]
    return int(found)


@pytest.fixture
def merged(database, cast):
    """The other commune is merged into this one within the quarter."""
    at(LIVED.first + timedelta(days=40))
    with database.writing() as session:
        close_unit(session, cast.units["77002"].unit_id, clock.today(), cast.units["77001"].unit_id)
        use_number(session, cast.units["77001"].unit_id, "adults", 1234, year=LIVED.year)


def test_a_quarter_is_lived_through_to_the_end(who, people, merged, database, cast, visit):
    other = appointed(database, cast, Role.FACILITATOR, "77001-1", name="Tô Thị Kế", sign_in="ke")

    # the last day: both draft, nobody can submit yet, somebody is confirmed in the last minute
    at(LIVED.last, time(16))
    first, second = who("drafter"), who("second")
    here = begin(first, quarter=QUARTER)
    assert begin(second, quarter=QUARTER) == here
    assert "nhập vào đơn vị từ ngày" in first.get(here).text
    mark = seen(second.get(f"{here}/soan"), "texts")
    assert write(first, here, difficulties="Sóng yếu.").status == 303
    page = second.post(f"{here}/soan", {"seen": mark, "difficulties": "Thiếu máy.", "proposals": "", "good_models": ""})
    assert page.status == 422
    assert "Sóng yếu." in page.text
    told = {"seen": seen(page, "texts"), "difficulties": "Sóng yếu. Thiếu máy.", "proposals": "", "good_models": ""}
    assert second.post(f"{here}/soan", told).status == 303
    assert count(first, here, classes_value="12", classes_evidence="sổ theo dõi lớp").status == 303
    at(LIVED.last, time(23, 59, 59))
    confirmed(database, cast, cast.citizen)
    assert submit(who("drafter"), here).status == 422
    assert report_in(database, here).state is State.DRAFT

    # a second later the quarter is over: what comes now is the next one's
    at(LIVED.last + timedelta(days=1), time(0))
    confirmed(database, cast, other)
    first = who("drafter")
    assert submit(first, here).status == 303
    assert reported(database, here) == 1
    frozen = report_in(database, here).digest

    # the signer gives it back once, then issues; a day later the signed paper is there and it is sent
    at(LIVED.last + timedelta(days=2))
    manager = who("manager")
    assert manager.post(f"{here}/tra-soan", {"word": "Nêu mô hình hay."}).status == 303
    assert write(who("second"), here, good_models="Tổ liên gia số.").status == 303
    assert submit(who("drafter"), here).status == 303
    assert report_in(database, here).digest != frozen
    assert issue(who("drafter"), here).status == 403
    assert issue(manager, here, file=None).status == 303
    assert manager.post(f"{here}/gui").status == 422
    at(due_on(LIVED.last, 5))
    assert sign(who("second"), here).status == 303
    assert who("drafter").post(f"{here}/gui").status == 303

    # returned twice, each time answered by a numbered correction; the last is received
    papers = [here]
    for number in (1, 2):
        at(clock.today() + timedelta(days=1))
        row = rows(database, select(ReportSending).order_by(ReportSending.id.desc()))[0]
        reason = {"reason": f"Thiếu số liệu, lần {number}."}
        assert who("above").post(f"{papers[-1]}/noi-nhan/{row.id}/tra-lai", reason).status == 303
        assert report_in(database, papers[-1]).state is State.RETURNED
        again = who("drafter").post(f"{papers[-1]}/dinh-chinh").location
        assert write(who("drafter"), again, proposals=f"Đã bổ sung lần {number}.").status == 303
        assert submit(who("drafter"), again).status == 303
        assert issue(who("manager"), again, number=f"{20 + number}/BC-UBND").status == 303
        assert who("manager").post(f"{again}/gui").status == 303
        papers.append(again)
    row = rows(database, select(ReportSending).order_by(ReportSending.id.desc()))[0]
    assert who("above").post(f"{papers[-1]}/noi-nhan/{row.id}/nhan").status == 303

    # three papers of one quarter, none of them changed, all of them as of its last day
    kept = [report_in(database, one) for one in papers]
    assert [(one.correction, one.state) for one in kept] == [
        (0, State.RETURNED),
        (1, State.RETURNED),
        (2, State.RECEIVED),
    ]
    assert [reported(database, one) for one in papers] == [1, 1, 1]
    assert {one.last_on for one in kept} == {LIVED.last}
    assert who("above").get(f"{papers[-1]}.pdf").response.data.startswith(b"%PDF")
    page = who("above").get(f"/bao-cao/77/?ky={QUARTER}")
    assert "1/1 đơn vị đã gửi" in page.text
    assert "đính chính lần 2" in page.text
    assert "xã Bình Minh" not in page.text


def test_the_quarter_before_the_merger_is_still_each_units_own(who, people, merged, database):
    at(LIVED.last + timedelta(days=1))
    year, quarter = before(LIVED.year, LIVED.quarter or 1)
    here = begin(who("drafter"), quarter=f"{year}-{quarter}")

    assert "nhập vào đơn vị" not in who("drafter").get(here).text
    assert submit(who("drafter"), here).status == 303
