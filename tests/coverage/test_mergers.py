"""Units that become one: people follow at once, numbers never by themselves; what they add up to is offered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.coverage.models.numbers import EligibleNumber, EligibleUse
from lms.coverage.queries.coverage import coverage_of
from lms.coverage.queries.publishing import PublicLine
from lms.coverage.queries.suggestions import suggested
from lms.coverage.rules.kinds import NumberSource
from lms.coverage.rules.mergers import Gone, Merged, Part
from tests.builders import rows
from tests.coverage.steps import use_number
from tests.offices.units import CHANGES, by_code, look_and_do, now, village

DAY = "1/9/2026"
SO_NGUOI = "/don-vi/77001-3/so-nguoi"


def moment(day: int) -> datetime:
    return datetime(2026, 9, day, tzinfo=UTC)


@pytest.fixture
def merged(visit, cast, database, crowd):
    """Thôn Đình (450, used) goes into Thôn Chùa (800, used), by the screen."""
    other = village(database, cast, "Thôn Chùa", "77001-3")
    crowd("77001-1", registered=30, completed=12)
    with database.writing() as session:
        use_number(session, cast.units["77001-1"].unit_id, "adults", 450)
        use_number(session, other, "adults", 800)
    first = cast.units["77001-1"].unit_id
    asked = {"units": [str(first), str(other)], "kept": str(other), "name": "", "day": DAY}
    clock.set_now(clock.now() + timedelta(days=1))
    visitor = visit(cast.manager)
    visitor.seen = visitor.get(CHANGES.format("77001", "sap-nhap"), query_string=asked)
    assert look_and_do(visitor, "77001", "sap-nhap", asked).status == 303
    return visitor


def line_of(database, code: str, until: date | None = None):
    with database.session(write=False) as session:
        line = coverage_of(session, by_code(database, code), until=until).line("adults")
        assert line is not None
        return line


def test_before_it_is_done_the_screen_says_what_does_not_follow(merged):
    assert "Số người thuộc diện, chỉ tiêu không tự chuyển" in merged.seen.text
    assert "Thôn Đình: 1 số người thuộc diện đang dùng, 0 chỉ tiêu" in merged.seen.text
    assert "có sẵn tổng các số cũ để dùng" in merged.seen.text


def test_people_count_at_the_successor_and_the_denominator_says_what_it_stands_on(merged, database):
    line = line_of(database, "77001-3")

    assert (line.figures.completed, line.rate.number) == (12, 800)
    assert [(one.unit.name, one.number) for one in line.lacking] == [("Thôn Đình", 450)]
    page = merged.get("/pho-cap/77001-3")
    assert "Mẫu số chưa gồm số người của nơi mới nhập vào: Thôn Đình 450 người (từ 01/09/2026)" in page.text
    assert "mẫu số chưa gồm nơi mới nhập vào: Thôn Đình" in page.text
    assert PublicLine(line, (12, 12, 12), 800).rate is None
    assert PublicLine(replace(line, lacking=()), (12, 12, 12), 800).rate == line.rate.confirmed
    assert line_of(database, "77001").lacking  # its rate adds up the numbers of its villages


def test_the_sum_is_offered_with_its_sources_and_not_used_until_it_is_taken(merged, database):
    page = merged.get(SO_NGUOI)
    assert "có sẵn tổng 1.250 người" in page.text
    assert "Thôn Đình, nhập vào đây từ ngày 01/09/2026: 450" in page.text
    assert line_of(database, "77001-3").rate.number == 800

    for _ in range(2):
        assert merged.post(f"{SO_NGUOI}/tong", {"group": "adults", "total": "1250", "once": "x"}).status == 303
    line = line_of(database, "77001-3")
    assert (line.rate.number, line.lacking) == (1250, [])
    (row,) = rows(database, select(EligibleNumber).where(EligibleNumber.source == NumberSource.MERGED))
    assert row.counting == "cộng số đang dùng: Thôn Đình 450; Thôn Chùa trước đó 800"
    assert len(rows(database, select(EligibleUse).where(EligibleUse.unit_id == row.unit_id))) == 2
    assert "có sẵn tổng" not in merged.get(SO_NGUOI).text


def test_a_sum_that_is_another_by_now_is_shown_anew(merged, database):
    page = merged.post(f"{SO_NGUOI}/tong", {"group": "adults", "total": "1249", "once": "x"})

    assert page.status == 422
    assert "Số cộng vừa đổi" in page.text
    assert line_of(database, "77001-3").rate.number == 800


def test_who_only_reads_is_not_offered_the_button(merged, visit, cast, database):
    page = visit(cast.admin).get(SO_NGUOI)

    assert "có sẵn tổng 1.250 người" in page.text
    assert "Dùng tổng này" not in page.text


def test_another_number_chosen_after_the_merger_holds_everything(merged, database):
    clock.set_now(clock.now() + timedelta(days=1))
    with database.writing() as session:
        use_number(session, by_code(database, "77001-3").unit_id, "adults", 1300)

    assert line_of(database, "77001-3").lacking == []


def test_before_the_merger_was_entered_nothing_was_lacking(merged, database):
    line = line_of(database, "77001", clock.today() - timedelta(days=1))

    assert (line.rate.number, line.lacking) == (1250, [])


@pytest.mark.parametrize(
    ("change", "asked", "sentence"),
    [
        ("thoi-hoat-dong", {}, "Nơi nhận người giữ nguyên số của mình"),
        ("chia-tach", {"goes_on": "thoi", "parts": "Thôn Một\nThôn Hai"}, "Không chia được một con số ra nhiều nơi"),
        ("chia-tach", {"goes_on": "con", "parts": "Thôn Một"}, "Không chia được một con số ra nhiều nơi"),
    ],
)
def test_a_unit_that_ends_or_is_divided_offers_no_sum(visit, cast, database, change, asked, sentence):
    unit_id = cast.units["77001-1"].unit_id
    with database.writing() as session:
        use_number(session, unit_id, "adults", 450)
    visitor, asked = visit(cast.manager), {"unit": str(unit_id), "day": DAY, **asked}
    assert sentence in visitor.get(CHANGES.format("77001", change), query_string=asked).text
    assert look_and_do(visitor, "77001", change, asked).status == 303

    with database.session(write=False) as session:
        below = [one for one in ("77001-3", "77001-4", "77001") if by_code(database, one)]
        assert [suggested(session, by_code(database, one), 2026) for one in below] == [{}] * len(below)
    assert (now(database, unit_id) is None) == (asked.get("goes_on") != "con")


A, B = Part("A", date(2026, 9, 5), 7), Part("B", date(2026, 9, 10), 5)


@pytest.mark.parametrize(
    ("decided", "second", "parts"),
    [
        (None, None, [A]),
        (None, moment(9), [B]),  # it was counted after it had taken the first up
        (None, moment(1), [B, A]),
        (moment(9), moment(1), [B, A]),
        (moment(11), moment(1), []),
    ],
)
def test_what_a_number_lacks_follows_units_that_merged_again(decided, second, parts):
    first = Gone(1, "A", date(2026, 9, 5), moment(5), {"adults": (7, moment(1))})
    between = Gone(2, "B", date(2026, 9, 10), moment(10), {} if second is None else {"adults": (5, second)})

    assert Merged({2: [first], 3: [between]}).lacking(3, "adults", decided) == parts
