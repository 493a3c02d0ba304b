"""`/don-vi/<code>/?ngay=…`: names, parents and children of that day; closed units say where they went."""

from datetime import date

import pytest

from lms.units.actions import close_unit, move_under, restate
from lms.units.queries import unit_by_code
from tests.offices.units import province_manager, village

HERE = "/don-vi/77001/"


def test_the_tree_of_a_day_bears_the_names_of_that_day(visit, cast, database):
    with database.writing() as session:
        restate(session, cast.units["77001"].unit_id, date(2026, 3, 1), "1/NQ", name="An Khang")
        restate(session, cast.units["77001-1"].unit_id, date(2026, 6, 1), "2/NQ", name="Thôn Đình Cả")
    manager = visit(cast.manager)

    def told(day: str) -> list[str]:
        page = manager.get(f"{HERE}?ngay={day}")
        assert page.status == 200
        return [page.h1, *(name.removesuffix(" 77001-1") for name in page.links() if "77001-1" in name)]

    assert told("2026-02-28") == ["Cây đơn vị ngày 28/02/2026: xã An Phú", "Thôn Đình"]
    assert told("1/3/2026") == ["Cây đơn vị ngày 01/03/2026: xã An Khang", "Thôn Đình"]
    assert told("2026-06-01") == ["Cây đơn vị ngày 01/06/2026: xã An Khang", "Thôn Đình Cả"]
    assert manager.get(HERE).h1 == "Xã An Khang"


def test_before_the_list_begins_there_is_nothing_and_the_page_says_so(visit, cast):
    page = visit(cast.manager).get(f"{HERE}?ngay=2025-06-30")

    assert page.status == 200
    assert page.h1 == "Cây đơn vị ngày 30/06/2025: xã An Phú"
    assert "bắt đầu từ ngày 01/07/2025" in page.text


@pytest.mark.parametrize("typed", ["x", "30/2/2026", "2026-13-01", "1/1/2999", "9" * 400, "٣/٣/2026"])
def test_what_is_no_day_is_said_beside_the_box(visit, cast, typed):
    page = visit(cast.manager).get(HERE, query_string={"ngay": typed})

    assert page.status == 422
    assert page.error_on("ngay")
    assert page.h1 == "Xã An Phú"


def test_today_is_the_page_itself(visit, cast):
    assert visit(cast.manager).get(f"{HERE}?ngay=").h1 == "Xã An Phú"


def test_a_unit_of_then_stood_under_its_parent_of_then(visit, cast, database):
    with database.writing() as session:
        move_under(session, cast.units["77001-1"].unit_id, unit_by_code(session, "77002"), date(2026, 6, 1), "3/NQ")
    leader = visit(province_manager(database, cast))

    then, later = (leader.get(f"/don-vi/77001-1/?ngay={day}") for day in ("2026-05-31", "2026-06-01"))

    above = [{name for name, link in page.links().items() if "?ngay=" in link} for page in (then, later)]
    assert above == [{"xã An Phú"}, {"xã Bình Minh"}]
    assert "Thôn Đình" in leader.get(f"{HERE}?ngay=2026-05-31").text
    assert "Thôn Đình" not in leader.get(f"{HERE}?ngay=2026-06-01").text


def test_no_link_of_a_past_day_leads_out_of_reach_or_to_another_unit(visit, cast, database):
    """The village went to a neighbour, the school was closed, and another unit took its code."""
    with database.writing() as session:
        move_under(session, cast.units["77001-1"].unit_id, unit_by_code(session, "77002"), date(2026, 6, 1), "")
        close_unit(session, cast.units["77001-2"].unit_id, date(2026, 6, 1), cast.units["77001"].unit_id)
    village(database, cast, "Thôn Lấy Mã", "77001-2")
    manager = visit(cast.manager)
    page = manager.get(f"{HERE}?ngay=2026-05-01")

    assert "Thôn Đình (mã 77001-1)" in page.text
    assert "Trường THCS An Phú (mã 77001-2)" in page.text
    dated = {name: link for name, link in page.links().items() if "?ngay=" in link and "77001-" in link}
    assert dated == {"Thôn Lấy Mã 77001-2": "/don-vi/77001-2/?ngay=2026-05-01"}


def test_a_closed_unit_of_a_past_day_is_still_to_be_read(visit, cast, database):
    other = village(database, cast, "Thôn Chùa", "77001-3")
    with database.writing() as session:
        close_unit(session, cast.units["77001-1"].unit_id, date(2026, 6, 1), other)
    manager = visit(cast.manager)

    page = manager.get(f"{HERE}?ngay=2026-05-31")
    assert "/don-vi/77001-1/?ngay=2026-05-31" in page.links().values()
    assert "Thôn Đình" in manager.get("/don-vi/77001-1/?ngay=2026-05-31").h1
    assert "Đã nhập vào Thôn Chùa từ ngày 01/06/2026" in manager.get("/don-vi/77001-1/").text
    assert "không còn" in manager.get("/don-vi/77001-1/?ngay=2026-06-01").text


def test_a_unit_merged_twice_over_leads_to_the_last(visit, cast, database):
    second = village(database, cast, "Thôn Hai", "77001-3")
    third = village(database, cast, "Thôn Ba", "77001-4")
    with database.writing() as session:
        close_unit(session, cast.units["77001-1"].unit_id, date(2026, 6, 1), second)
        close_unit(session, second, date(2026, 7, 1), third)

    page = visit(cast.manager).get("/don-vi/77001-1/")

    assert "Đã nhập vào Thôn Ba" in page.text
    assert "/don-vi/77001-4/" in page.links().values()
