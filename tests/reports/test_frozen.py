"""What is frozen is the picture of the period's last day; nothing later moves it, and every file says the same."""

import io
import json
import re
from datetime import UTC, datetime, time, timedelta

import pytest
from docx import Document
from docx.shared import Mm
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Origin
from lms.content.adapters.running import SHELF
from lms.coverage.actions.numbers import NewTarget, set_target
from lms.coverage.forms.tables import tables_of
from lms.coverage.queries.picture import picture_of
from lms.coverage.rules.kinds import TargetCount
from lms.documents.adapters import official
from lms.people.models import Person
from lms.reports.models import Report, ReportCalendar
from lms.reports.queries.decided import period_of_report
from lms.reports.rules.freezing import canonical, digest_of
from lms.reports.rules.states import State
from lms.tally.actions import restate
from lms.tally.rules import Stage, Standing
from tests.builders import rows
from tests.coverage.steps import use_number
from tests.reports.steps import PERIOD, QUARTER, begin, count, report_in, sent, submit, write

WHOLE = re.compile(r"\d{1,3}(\.\d{3})*")


def frozen_in(database, here) -> dict:
    text = rows(database, select(Report.frozen).where(Report.id == report_in(database, here).id))[0]
    return json.loads(text)


def moved(database, cast) -> None:
    """Somebody finishes after all, and another number is used."""
    with database.writing() as session:
        unit = cast.units["77001"].unit_id
        restate(session, cast.citizen.id, "citizen", Standing("citizen", unit, Stage.COMPLETED, 1958, None, "x", 2))
        use_number(session, unit, "adults", 999, year=PERIOD.last.year)


def test_what_is_frozen_is_the_picture_of_the_period(who, over, database, cast, app):
    drafter = who("drafter")
    here = begin(drafter)
    assert submit(drafter, here).status == 303

    report, kept = report_in(database, here), frozen_in(database, here)
    with app.test_request_context(), database.session(write=False) as session:
        period = period_of_report(report, clock.today())
        picture = picture_of(session, cast.units["77001"], period, app.extensions[SHELF].library())
        tables = {one.key: one for one in tables_of(picture)}
    figures = tables["figures"]
    assert kept["tables"]["figures"]["rows"] == [list(row) for row in figures.rows]
    assert [one["key"] for one in kept["tables"]["figures"]["columns"]] == [one.key for one in figures.columns]
    assert set(kept["tables"]) == set(tables) - {"meanings"}
    assert kept["until"] == PERIOD.last.isoformat()


def test_nothing_later_moves_what_is_frozen(who, over, database, cast):
    drafter = who("drafter")
    here = begin(drafter)
    submit(drafter, here)
    before = drafter.get(f"{here}.pdf").response.data
    kept = report_in(database, here)
    moved(database, cast)
    clock.set_now(clock.now() + timedelta(hours=1))

    assert drafter.get(f"{here}.pdf").response.data == before
    assert report_in(database, here).digest == kept.digest
    assert digest_of(canonical(frozen_in(database, here))) == kept.digest


def test_a_draft_moves_with_the_figures_and_with_its_texts(who, over, database, cast):
    drafter = who("drafter")
    here = begin(drafter)
    assert "1.234" in drafter.get(here).text
    write(drafter, here, proposals="Xin thêm hai máy tính bảng.")
    assert "Xin thêm hai máy tính bảng." in drafter.get(here).text


def test_a_frozen_text_that_was_changed_behind_our_back_is_never_shown(who, over, database):
    drafter = who("drafter")
    here = begin(drafter)
    submit(drafter, here)
    with database.writing() as session:
        session.execute(update(Report).values(frozen=canonical({**frozen_in(database, here), "quarter": 1})))

    assert drafter.get(here).status == 500
    assert drafter.get(f"{here}.pdf").status == 500


def _numbers(content: dict) -> set[int]:
    """Each whole number of the frozen table of figures."""
    table = content["tables"]["figures"]
    return {value for row in table["rows"] for value in row if isinstance(value, int)}


def _written(texts) -> set[int]:
    return {int(text.replace(".", "")) for text in texts if WHOLE.fullmatch(text)}


def test_word_and_print_hold_each_number_of_the_frozen_table(who, over, database, monkeypatch):
    drafter = who("drafter")
    count(drafter, begin(drafter), dossiers_value="4.321", dossiers_evidence="sổ một cửa")
    here = sent(who)
    numbers = _numbers(frozen_in(database, here)) | {4321}
    assert {1234, 40} <= numbers

    file = Document(io.BytesIO(drafter.get(f"{here}.docx").response.data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert numbers <= _written(cells)

    given: list[dict] = []
    typeset = official.typeset
    monkeypatch.setattr(official, "typeset", lambda template, data: given.append(data) or typeset(template, data))
    assert drafter.get(f"{here}.pdf").response.data.startswith(b"%PDF")
    tables = [one for one in (*given[0]["blocks"], *given[0]["sheets"]) if one["is"] == "table"]
    assert numbers <= _written(value for table in tables for row in table["rows"] for value in row)


def test_word_is_laid_out_as_an_administrative_document(who, over, database):
    here = sent(who)
    file = Document(io.BytesIO(who("drafter").get(f"{here}.docx").response.data))
    first = file.sections[0]
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    head = "\n".join(cell.text for row in file.tables[0].rows for cell in row.cells)

    assert file.styles["Normal"].font.name == "Times New Roman"
    assert file.styles["Normal"].font.size.pt == 14
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(one / Mm(1)) for one in margins] == [20, 20, 30, 15]
    assert first.different_first_page_header_footer
    for words in (
        "ỦY BAN NHÂN DÂN",
        "XÃ AN PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/BC-UBND",
        "An Phú, ngày",
    ):
        assert words in head
    parts = ["BÁO CÁO", "Kính gửi: Ủy ban nhân dân tỉnh Thử.", "Tính theo quy tắc", "I. KẾT QUẢ", "II. CÁC CHỈ TIÊU",
             "III. KHÓ KHĂN", "IV. ĐỀ XUẤT", "V. MÔ HÌNH HAY", "PHỤ LỤC"]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    close = "\n".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    for words in ("Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Sáu"):
        assert words in close
    digest = report_in(database, here).digest
    assert digest in first.first_page_footer.paragraphs[0].text
    assert digest in first.footer.paragraphs[0].text


def test_a_draft_says_that_it_is_one_and_has_no_hash(who, over):
    drafter = who("drafter")
    here = begin(drafter)
    draft = Document(io.BytesIO(drafter.get(f"{here}.docx").response.data)).sections[0]
    submit(drafter, here)
    frozen = Document(io.BytesIO(drafter.get(f"{here}.docx").response.data)).sections[0]

    heads = ["".join(one.text for one in section.first_page_header.paragraphs) for section in (draft, frozen)]
    feet = [section.footer.paragraphs[0].text for section in (draft, frozen)]
    assert heads == ["DỰ THẢO", ""]
    assert feet[0] == ""
    assert feet[1].startswith("Mã SHA-256")


def test_a_number_counted_by_hand_says_who_and_what_shows_it(who, over, database):
    drafter = who("drafter")
    here = begin(drafter)
    count(drafter, here, classes_value="12", classes_evidence="sổ theo dõi lớp quý này", own_words="Số điểm Wi-Fi",
          own_value="3", own_evidence="biên bản bàn giao")  # fmt: skip
    page = drafter.get(here)

    assert "Số điểm Wi-Fi" in page.text
    assert "Bế Văn Soạn" in page.text
    assert "nhập tay, không lấy từ nền tảng" in page.text
    submit(drafter, here)
    kept = frozen_in(database, here)["indicators"]
    assert [(one["words"], one["value"], one["by"]) for one in kept] == [
        ("Số lớp, buổi hướng dẫn trực tiếp", 12, "Bế Văn Soạn"),
        ("Số điểm Wi-Fi", 3, "Bế Văn Soạn"),
    ]
    name = rows(database, select(Person).where(Person.name == "Bế Văn Soạn"))
    assert len(name) == 1


def test_a_period_that_ends_on_the_14th_is_frozen_as_of_that_day(who, over, database, cast, people):
    last = PERIOD.last.replace(day=14)
    with database.writing() as session:
        session.add(ReportCalendar(unit_id=cast.units["77"].unit_id, from_on=PERIOD.first, ends_day=14,
                                   set_by_id=people["above"].id, at=clock.now()))  # fmt: skip
    drafter = who("drafter")
    here = begin(drafter, quarter=QUARTER)
    assert f"đến {last:%d/%m/%Y}" in drafter.get(here).text
    submit(drafter, here)

    kept = frozen_in(database, here)
    assert (kept["until"], kept["last"]) == (last.isoformat(), last.isoformat())


@pytest.mark.parametrize(("at", "status"), [(time(23, 59), 422), (time(0, 0), 303)])
def test_freezing_waits_until_the_last_day_is_over(who, database, cast, at, status):
    day = PERIOD.last + timedelta(days=at == time(0, 0))
    clock.set_now(datetime.combine(day, at, clock.VIETNAM).astimezone(UTC))
    drafter = who("drafter")
    here = begin(drafter)
    page = drafter.post(f"{here}/trinh", {"version": "1"})

    assert page.status == status
    if status == 422:
        assert "Chưa hết kỳ" in page.text
        assert report_in(database, here).state is State.DRAFT


def test_targets_that_are_no_rate_stand_in_the_report(who, over, database, cast, people):
    unit, signed_on = cast.units["77001"].unit_id, PERIOD.first
    target = NewTarget("adults", PERIOD.year, None, TargetCount.CONFIRMED, "500 người được xác nhận trong năm",
                       "7/KH-UBND", signed_on, amount=500)  # fmt: skip
    clock.set_now(datetime.combine(PERIOD.last, time(4), UTC))
    with database.writing() as session:
        set_target(session, Origin(people["manager"].id, None), unit, target, once="aim")
    clock.set_now(datetime.combine(PERIOD.last + timedelta(days=3), time(3), UTC))
    drafter = who("drafter")
    here = begin(drafter)
    count(drafter, here, classes_value="12", classes_evidence="sổ theo dõi lớp")
    page = drafter.get(here)

    assert "500 người được xác nhận trong năm" in page.text
    titles = [one.get_text() for one in page.soup.select("h4")]
    assert [title.partition(".")[0] for title in titles] == ["Bảng 1", "Bảng 2", "Bảng 3"]
    submit(drafter, here)
    assert drafter.get(f"{here}.pdf").response.data.startswith(b"%PDF")
    file = Document(io.BytesIO(drafter.get(f"{here}.docx").response.data))
    assert "500" in {cell.text for table in file.tables for row in table.rows for cell in row.cells}


def test_a_report_frozen_before_there_were_such_tables_is_still_shown(who, over, database):
    drafter = who("drafter")
    here = begin(drafter)
    submit(drafter, here)
    kept = frozen_in(database, here)
    older = canonical({**kept, "tables": {key: kept["tables"][key] for key in ("figures", "evidence")}, "body": None})
    with database.writing() as session:
        session.execute(update(Report).values(frozen=older, digest=digest_of(older)))

    assert "của xã An Phú./." in drafter.get(here).text
    assert drafter.get(f"{here}.pdf").response.data.startswith(b"%PDF")


def test_numbers_that_changed_late_are_told_in_the_annex(who, over, database):
    drafter = who("drafter")
    here = begin(drafter)
    submit(drafter, here)
    kept = frozen_in(database, here)
    late = kept["tables"]["late_changes"]
    row = {"unit": "Xã An Phú", "group": "Người trưởng thành", "before": 1234, "after": 987, "reason": "rà soát lại"}
    changed = {**late, "rows": [[row.get(one["key"]) for one in late["columns"]]]}
    text = canonical({**kept, "tables": {**kept["tables"], "late_changes": changed}})
    with database.writing() as session:
        session.execute(update(Report).values(frozen=text, digest=digest_of(text)))

    file = Document(io.BytesIO(drafter.get(f"{here}.docx").response.data))
    assert "987" in {cell.text for row in file.tables[-1].rows for cell in row.cells}
    assert drafter.get(f"{here}.pdf").response.data.startswith(b"%PDF")
