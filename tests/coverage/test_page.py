"""The coverage page: what is said of each group and unit, for whom, and of which day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from lms import clock
from lms.units.actions import add_unit
from lms.units.models import UnitVersion
from lms.units.rules import UnitKind
from lms.web.database import KEY
from tests.coverage.steps import use_number


@pytest.fixture
def known(database, cast):
    """The commune of the cast with a number: seven people of its own have registered there."""
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 200)


def test_staff_are_sent_to_the_unit_of_their_post(visit, cast):
    assert visit(cast.manager).get("/pho-cap/").location == "/pho-cap/77001"
    assert visit(cast.admin).get("/pho-cap/").location == "/pho-cap/vn"
    assert visit(cast.citizen).get("/pho-cap/").status == 403


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("manager", "77001", 200),
        ("manager", "77001-1", 200),
        ("facilitator", "77001-1", 200),
        ("facilitator", "77001", 404),
        ("manager", "77002", 404),
        ("manager", "77", 404),
        ("stranger", "77001", 404),
        ("admin", "77", 200),
        ("admin", "vn", 200),
        ("admin", "99999", 404),
    ],
)
def test_counts_reach_everything_below_a_post_and_nothing_else(visit, cast, who, code, status):
    visitor = visit(getattr(cast, who))

    assert visitor.get(f"/pho-cap/{code}").status == status
    assert visitor.get(f"/pho-cap/{code}.json").status == status


def test_without_a_number_there_is_no_rate(visit, cast):
    page = visit(cast.manager).get("/pho-cap/77001")

    assert "Chưa có số người thuộc diện" in page.text
    assert "chưa có số người thuộc diện nên chưa có tỷ lệ" in page.text


def test_a_number_gives_a_rate_and_says_where_it_is_from(visit, cast, known):
    page = visit(cast.manager).get("/pho-cap/77001")

    assert "0 trên 200 người đã xác nhận" in page.text
    assert "Mẫu số: Công an (cơ sở dữ liệu dân cư), 12/BC-CAX" in page.text
    assert "Chỉ tiêu 2026: 100 % đã hoàn thành" in page.text


def test_the_first_lines_say_what_the_figures_stand_on(visit, cast):
    page = visit(cast.manager).get("/pho-cap/77001")

    assert "Tính theo quy tắc hoàn thành" in page.text
    assert "chưa có văn bản áp dụng tại đơn vị" in page.text


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("nam=2019&quy=1", "nam", "Chọn năm từ 2025"),
        ("nam=x", "nam", "Chọn năm từ 2025"),
        ("nam=2026&quy=7", "quy", "Chọn quý từ I đến IV"),
    ],
)
def test_a_period_there_is_not_is_told_beside_its_field(visit, cast, query, field, sentence):
    page = visit(cast.manager).get(f"/pho-cap/77001?{query}")

    assert page.status == 422
    assert sentence in (page.error_on(field) or "")


def test_a_past_quarter_says_that_it_moves_no_more_and_shows_its_last_day(visit, cast, database):
    clock.set_now(datetime(2027, 2, 1, 3, tzinfo=UTC))
    visitor = visit(cast.manager)
    page = visitor.get("/pho-cap/77001?nam=2026&quy=4")

    assert "Kỳ đã chốt" in page.text
    assert "hết ngày 31/12/2026" in page.text


def test_a_number_decided_on_later_does_not_change_a_past_period(visit, cast, database):
    clock.set_now(datetime(2027, 1, 20, 3, tzinfo=UTC))
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 500, year=2026)
    page = visit(cast.manager).get("/pho-cap/77001?nam=2026&quy=4")

    assert "500" not in page.text


def test_the_last_second_of_a_quarter_belongs_to_it(visit, cast, database):
    clock.set_now(datetime(2026, 12, 31, 16, 59, 58, tzinfo=UTC))  # 23:59:58 in Việt Nam
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 321)
    clock.set_now(clock.now() + timedelta(hours=1))
    page = visit(cast.manager).get("/pho-cap/77001?nam=2026&quy=4")

    assert "321" in page.text


def test_more_than_there_are_is_shown_as_an_error_to_correct(visit, cast, database):
    from lms.tally.actions import restate  # noqa: PLC0415
    from lms.tally.rules import Stage, Standing  # noqa: PLC0415

    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 1)
        for member in (cast.citizen, cast.official):
            unit = cast.units["77001"].unit_id
            restate(session, member.id, "citizen", Standing("citizen", unit, Stage.COMPLETED, 1960, None, "x", 2))
    page = visit(cast.manager).get("/pho-cap/77001")

    assert page.status == 200
    assert "Số chưa khớp" in page.text
    assert "200 %" not in page.text


@pytest.mark.parametrize("few", ["78"])
def test_a_page_asks_no_more_however_many_units_and_people_there_are(visit, cast, database, few):
    visitor = visit(cast.admin)
    visitor.get(f"/pho-cap/{few}")
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    def questions(code: str) -> int:
        asked.clear()
        visitor.get(f"/pho-cap/{code}")
        return len(asked)

    event.listen(visitor.app.extensions[KEY].engine, "before_cursor_execute", note)
    assert questions(few) == questions("77")


def _names(page) -> list[str]:
    table = page.soup.find(id="so-lieu")
    return [one.get_text() for one in table.select("tbody th a")]


def test_units_stand_in_the_offices_order_until_the_reader_asks_for_another(visit, cast, database, crowd):
    with database.writing() as session:
        for number, name in ((3, "Thôn 10"), (4, "Thôn 2")):
            above = session.get(UnitVersion, cast.units["77001"].id)
            unit = add_unit(session, kind=UnitKind.VILLAGE, name=name, code=f"77001-{number}", parent=above,
                            valid_from=above.valid_from)  # fmt: skip
            use_number(session, unit.unit_id, "adults", 30 * number)
            cast.units[unit.code] = unit
        use_number(session, cast.units["77001-1"].unit_id, "adults", 40)
    crowd("77001-3", registered=9, completed=9)
    visitor = visit(cast.manager)

    assert _names(visitor.get("/pho-cap/77001")) == ["Thôn Đình", "Thôn 10", "Thôn 2"]
    assert _names(visitor.get("/pho-cap/77001?xep=ten")) == ["Thôn 2", "Thôn 10", "Thôn Đình"]
    assert _names(visitor.get("/pho-cap/77001?xep=thieu")) == ["Thôn 2", "Thôn 10", "Thôn Đình"]
    assert _names(visitor.get("/pho-cap/77001?xep=ty-le")) == ["Thôn Đình", "Thôn 2", "Thôn 10"]
    assert _names(visitor.get("/pho-cap/77001?xep=bay-ba")) == ["Thôn Đình", "Thôn 10", "Thôn 2"]


def test_numbers_of_smaller_units_are_told_apart_from_those_of_communes(visit, cast, database):
    with database.writing() as session:
        use_number(session, cast.units["77001-1"].unit_id, "adults", 40)
    only_small = visit(cast.admin).get("/pho-cap/77").text
    with database.writing() as session:
        use_number(session, cast.units["77002"].unit_id, "adults", 400)
    both = visit(cast.admin).get("/pho-cap/77").text

    assert "Cộng số của 1 đơn vị nhỏ hơn; cả 2 xã, phường chưa có số của mình" in only_small
    assert "Tính trên 1/2 đơn vị đã có số và 1 đơn vị nhỏ hơn" in both


def test_levels_of_evidence_ages_and_the_target_are_told_in_words(visit, cast, known):
    page = visit(cast.manager).get("/pho-cap/77001")

    assert "Mức 0: tự học, chưa có người chứng kiến." in page.text
    assert "Mức 3: đã kiểm tra lại." in page.text
    assert "Cột cuối so với chỉ tiêu 2026 dùng ở trang này: 100\u00a0% đã hoàn thành." in page.soup.get_text()
    ages = next(one for one in page.soup.find_all("details") if one.summary.get_text() == "Độ tuổi, giới tính")
    file = visit(cast.manager).get("/pho-cap/77001.json").response.json["tables"]["ages"]
    assert len(file) == len(ages.select("tbody tr")) > 0


def test_the_bar_with_the_target_is_that_of_what_the_target_counts(visit, cast, known, crowd):
    """A target of the completed is no line on the bar of the confirmed: the picture says what the words say."""
    crowd("77001", registered=100, completed=50, evidence=0)
    sheet = visit(cast.manager).get("/pho-cap/77001").soup.select_one("ul.rates li")
    confirmed, completed = sheet.select("svg.meter")

    assert confirmed["aria-label"] == "Đã xác nhận 0\u00a0%"
    assert confirmed.select_one(".gap") is None
    assert completed["aria-label"] == "Đã hoàn thành 25\u00a0%"
    assert completed.select_one(".gap") is not None
    assert completed.select_one(".val")["width"] == "25.0"


def test_a_rate_over_some_of_the_units_says_so_in_its_row(visit, database, cast, crowd):
    crowd("77001", registered=3, completed=3)
    with database.writing() as session:
        use_number(session, cast.units["77001-1"].unit_id, "adults", 40)
    page = visit(cast.manager).get("/pho-cap/77001")
    last = page.soup.select("#so-lieu tbody tr")[-1]
    assert "Người chưa rõ đơn vị bên dưới không tính vào tỷ lệ" in last.get_text()
    assert "3 người đã hoàn thành chưa rõ thuộc đơn vị nào bên dưới không tính vào tỷ lệ." in page.text
    assert "(3 người đã hoàn thành chưa rõ đơn vị bên dưới không tính vào)" in page.soup.find(id="cau").get_text()

    with database.writing() as session:
        add_unit(session, kind=UnitKind.VILLAGE, name="Thôn Mới", code="77001-9", parent=cast.units["77001"],
                 valid_from=clock.today())  # fmt: skip
    last = visit(cast.manager).get("/pho-cap/77001").soup.select("#so-lieu tbody tr")[-1]
    assert "Tính trên các đơn vị đã có số" in last.get_text()
