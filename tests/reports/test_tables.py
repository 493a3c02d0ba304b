"""The tables of a report: what its rates are of, what was checked, what the levels of evidence mean."""

import io
import json
from datetime import UTC, datetime, time, timedelta

from docx import Document
from sqlalchemy import select

from lms import clock
from lms.people.models import Person
from lms.reports.models import Report
from lms.tally.actions import restate
from lms.tally.rules import Stage, Standing
from tests.builders import rows
from tests.coverage.steps import use_number
from tests.reports.steps import PERIOD, begin, submit


def test_the_annex_tells_what_was_checked_and_what_the_levels_mean(who, over, database):
    drafter = who("drafter")
    here = begin(drafter)
    submit(drafter, here)
    file = Document(io.BytesIO(drafter.get(f"{here}.docx").response.data))
    told = [one.text for one in file.paragraphs]

    assert "3. Kiểm tra số liệu" in told
    assert "Mức 0: tự học, chưa có người chứng kiến; Mức 1: có người chứng kiến" in " ".join(told)
    cells = {row.cells[0].text: row.cells[1].text for table in file.tables for row in table.rows if len(row.cells) > 1}
    kept = json.loads(rows(database, select(Report.frozen))[0])["tables"]["checks"]["rows"]
    assert {words: str(n) for words, n, *_ in kept}.items() <= cells.items()


def test_a_rate_of_some_units_is_told_under_the_table_with_the_number_it_is_of(who, cast, database):
    """The table in the text shows the number that its rates are of, and says whose people are not in it."""
    with database.writing() as session:
        use_number(session, cast.units["77001-1"].unit_id, "adults", 40)
        unit_id = cast.units["77001"].unit_id
        person = session.scalars(select(Person)).first()
        restate(
            session, person.id, "citizen", Standing("citizen", unit_id, Stage.COMPLETED, 1960, None, "TT02-2025", 2)
        )
    clock.set_now(datetime.combine(PERIOD.last + timedelta(days=3), time(3), UTC))
    drafter = who("drafter")
    page = drafter.get(begin(drafter))
    table = page.soup.find("h4", string="Bảng 1. Kết quả so với chỉ tiêu").find_next("table")

    assert table.find_all("th")[1].get_text() == "Số người thuộc diện để tính"
    assert table.select_one("tbody td").get_text() == "40"
    assert "Người trưởng thành (từ 18 tuổi): người chưa rõ đơn vị bên dưới không tính vào tỷ lệ." in page.text
