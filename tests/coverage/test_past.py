"""Past dates as they were: names, the tree, used numbers, targets and documents of that day, as recorded by its end."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from lms import clock
from lms.coverage.actions.folding import fold_ledger, follow_tree
from lms.coverage.queries.coverage import Coverage, coverage_of
from lms.coverage.queries.recount import differences
from lms.units.actions import add_unit, close_unit, move_under, restate
from lms.units.models import UnitVersion
from lms.units.queries import unit_by_code
from lms.units.rules import UnitKind
from tests.coverage.steps import use_number
from tests.databases import listen, stop_listening

LAST = date(2026, 12, 31)
QUARTER = "nam=2026&quy=4"


@pytest.fixture
def change(database) -> Callable[..., None]:
    """Change the tree as the screen does: figures follow in the same transaction."""

    def do(step: Callable[..., object]) -> None:
        with database.writing() as session:
            follow_tree(session)
            step(session)
            follow_tree(session)

    return do


@pytest.fixture
def lived(database, cast, crowd) -> None:
    """A quarter lived through: a commune and its village with numbers, and people; then a month of the next year."""
    clock.set_now(datetime(2026, 12, 1, 3, tzinfo=UTC))
    crowd("77001-1", registered=40, completed=20)
    with database.writing() as session:
        use_number(session, cast.units["77001-1"].unit_id, "adults", 80)
        use_number(session, cast.units["77002"].unit_id, "adults", 1000)
    fold_ledger(database)
    clock.set_now(datetime(2027, 2, 1, 3, tzinfo=UTC))


def then(database, unit: UnitVersion, day: date | None = LAST) -> Coverage:
    with database.session(write=False) as session:
        return coverage_of(session, unit, until=day)


def shown(coverage: Coverage) -> dict[str, tuple[int, int | None]]:
    """By the name of each unit below: how many adults have completed, and of how many."""
    return {
        unit.name: (line.figures.completed, line.rate.number)
        for unit, lines in coverage.below
        for line in lines
        if line.group.code == "adults"
    }


def test_a_name_of_today_is_not_put_on_a_past_day(visit, database, cast, lived, change):
    village = cast.units["77001-1"].unit_id
    change(lambda session: restate(session, village, date(2027, 1, 10), "1/NQ", name="Thôn Mới"))
    page = visit(cast.manager).get(f"/pho-cap/77001?{QUARTER}")

    assert ("Thôn Đình" in page.text, "Thôn Mới" in page.text) == (True, False)
    own = visit(cast.manager).get(f"/pho-cap/77001-1?{QUARTER}")
    assert "Tỷ lệ phổ cập kỹ năng số, Thôn Đình" in own.text
    assert "nay là Thôn Mới" in own.text
    assert "Thôn Mới" in visit(cast.manager).get("/pho-cap/77001").text


def test_a_unit_merged_since_stands_where_it_stood_with_its_number(visit, database, cast, lived, change):
    village, heir = cast.units["77001-1"].unit_id, cast.units["77002"].unit_id
    change(lambda session: close_unit(session, village, date(2027, 1, 10), heir))

    assert shown(then(database, cast.units["77001"])) == {"Thôn Đình": (20, 80)}
    assert shown(then(database, cast.units["77"]))["Bình Minh"] == (0, 1000)
    assert shown(then(database, cast.units["77001"], None)) == {}
    page = visit(cast.manager).get(f"/pho-cap/77001?{QUARTER}")
    assert "Thôn Đình" in page.text
    assert page.soup.find("a", string="Thôn Đình") is None  # nothing to open: it is no more


def test_a_unit_that_moved_since_is_counted_in_the_rate_of_its_old_commune(database, cast, lived, change):
    village, commune = cast.units["77001-1"].unit_id, cast.units["78001"]
    change(lambda session: move_under(session, village, commune, date(2027, 1, 10), "2/NQ"))
    old, new = then(database, cast.units["77001"]), then(database, commune)

    assert (shown(old), shown(new)) == ({"Thôn Đình": (20, 80)}, {})
    line = old.line("adults")
    assert line is not None
    assert (line.rate.number, line.rate.figures.completed) == (80, 20)
    assert shown(then(database, commune, None)) == {"Thôn Đình": (20, None)}  # its number was of last year


def test_a_change_entered_later_and_dated_back_had_not_happened_yet(database, cast, lived, change):
    village, heir = cast.units["77001-1"].unit_id, cast.units["78001"].unit_id
    change(lambda session: close_unit(session, village, date(2026, 12, 10), heir))
    old, new = then(database, cast.units["77001"]), then(database, cast.units["78001"])

    assert shown(old) == {"Thôn Đình": (20, 80)}
    assert all(some.known >= 0 for one in (old, new) for some in one.unplaced.values())
    fold_ledger(database)
    with database.session(write=False) as session:
        assert [one for one in differences(session) if one.check not in ("standing", "ledger")] == []


def test_a_day_before_the_unit_is_told_so(visit, database, cast):
    clock.set_now(datetime(2026, 12, 15, 3, tzinfo=UTC))
    with database.writing() as session:
        above = unit_by_code(session, "77001")
        add_unit(session, kind=UnitKind.VILLAGE, name="Thôn Sau", code="77001-9", parent=above,
                 valid_from=date(2026, 12, 1))  # fmt: skip
    visitor = visit(cast.manager)

    assert "Đơn vị có từ ngày 01/12/2026" in visitor.get("/pho-cap/77001-9?nam=2026&quy=3").text
    assert visitor.get("/pho-cap/77001-9.xlsx?nam=2026&quy=3").status == 200
    assert "Ngày ấy chưa có đơn vị này" not in visitor.get("/pho-cap/77001-9?ngay=5/12/2026").text


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("2026-12-20", 200, "hết ngày 20/12/2026"),
        ("20/12/2026", 200, "hết ngày 20/12/2026"),
        ("1/2/2027", 200, "ngày 01/02/2027"),
        ("30/2/2026", 422, "Gõ ngày theo mẫu"),
        ("2/2/2027", 422, "đến hôm nay"),
        ("31/12/2024", 422, "đến hôm nay"),
        ("hôm qua", 422, "Gõ ngày theo mẫu"),
    ],
)
def test_any_day_can_be_looked_at(visit, cast, lived, typed, status, sentence):
    page = visit(cast.manager).get("/pho-cap/77001", query_string={"ngay": typed})

    assert page.status == status
    assert sentence in page.text
    if status == 422:
        assert page.error_on("ngay")


def test_a_day_within_the_quarter_has_the_number_and_people_of_that_day(visit, database, cast, lived, crowd):
    clock.set_now(datetime(2026, 12, 20, 3, tzinfo=UTC))
    crowd("77001-1", registered=3, completed=3)
    with database.writing() as session:
        use_number(session, cast.units["77001-1"].unit_id, "adults", 90)
    fold_ledger(database)
    clock.set_now(datetime(2027, 2, 1, 3, tzinfo=UTC))

    assert shown(then(database, cast.units["77001"], date(2026, 12, 19))) == {"Thôn Đình": (20, 80)}
    assert shown(then(database, cast.units["77001"], date(2026, 12, 20))) == {"Thôn Đình": (23, 90)}
    json = visit(cast.manager).get("/pho-cap/77001.json?ngay=2026-12-19").response.json
    assert (json["until"], json["quarter"]) == ("2026-12-19", 4)


def test_a_target_and_a_document_of_that_day_still_hold_on_it(visit, cast, lived):
    clock.set_now(datetime(2026, 12, 1, 3, tzinfo=UTC))
    visitor = visit(cast.manager)
    target = {"group": "adults", "share": "92,5", "counts": "confirmed", "words": "92,5 % người trưởng thành",
              "document": "15/KH-UBND", "document_on": "5/1/2026", "once": "b"}  # fmt: skip
    assert visitor.post("/don-vi/77001/chi-tieu?nam=2026", target).status == 303
    clock.set_now(datetime(2027, 2, 1, 3, tzinfo=UTC))
    visitor = visit(cast.manager)
    for one in visitor.get("/don-vi/77001/chi-tieu?nam=2026").soup.select("input[name=target]"):
        assert visitor.post("/don-vi/77001/chi-tieu/thoi?nam=2026", {"target": one["value"]}).status == 303

    assert "Chỉ tiêu 2026: 92,5 %" in visitor.get(f"/pho-cap/77001?{QUARTER}").text
    assert "Chỉ tiêu 2026: 92,5 %" not in visitor.get("/pho-cap/77001?ngay=30/11/2026").text


def test_the_past_asks_no_more_however_many_units_there_are(database, cast, lived, change):
    village, heir = cast.units["77001-1"].unit_id, cast.units["77002"].unit_id
    change(lambda session: close_unit(session, village, date(2027, 1, 10), heir))
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    def questions(code: str) -> int:
        asked.clear()
        then(database, cast.units[code])
        return len(asked)

    listen(database, note)
    assert questions("78001") == questions("77001") == questions("vn")
    stop_listening(database, note)
