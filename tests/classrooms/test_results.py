"""What a class has reached: on the page, in files, in the school's own file; the same as coverage counts."""

import subprocess
from collections import Counter
from io import BytesIO

import openpyxl
import pytest

from lms import clock
from lms.classrooms.queries.results import results_of
from lms.classrooms.rules.filling import Match, Named, match
from lms.classrooms.rules.results import Reached, reached
from lms.coverage.actions.folding import fold_ledger
from lms.sheets.rules.tables import sheet_of
from lms.skills.rules import Audience, Evidence
from lms.tally.rules import Stage, Standing
from tests.confirmations.conftest import house  # noqa: F401 - a fixture
from tests.databases import listen, stop_listening
from tests.tools import needs_poppler


@pytest.mark.parametrize(
    ("standing", "wanted"),
    [
        (None, Reached.NOT_COUNTED),
        (Standing("secondary", 1, Stage.LISTED, 2013), Reached.NOT_BEGUN),
        (Standing("secondary", 1, Stage.REGISTERED, 2013), Reached.NOT_BEGUN),
        (Standing("secondary", 1, Stage.LEARNING, 2013), Reached.LEARNING),
        (Standing("secondary", 1, Stage.COMPLETED, 2013, evidence=0), Reached.COMPLETED),
        (Standing("secondary", 1, Stage.COMPLETED, 2013, evidence=1), Reached.CONFIRMED),
    ],
)
def test_a_standing_says_how_far(standing, wanted):
    assert reached(standing, 1) is wanted


PUPILS = (Named(1, "Nguyễn Văn An", 2013), Named(2, "Nguyễn Văn Ân", 2013), Named(3, "H’Hen Niê", 2013),
          Named(4, "Lò Thị Mai", 2012), Named(5, "Lò Thị Mai", 2012))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "year", "wanted"),
    [
        ("Nguyễn Văn An", "2013", 1),
        ("NGUYỄN VĂN ÂN", "02/03/2013", 2),
        ("Nguyen Van An", "2013", Match.SEVERAL),
        ("H'Hen Niê", "", 3),
        ("H’Hen Niê", "2011", Match.NOBODY),
        ("Lò Thị Mai", "2012", Match.SEVERAL),
        ("Người Lạ", "2013", Match.NOBODY),
    ],
)
def test_a_row_names_one_pupil_or_nobody(name, year, wanted):
    sheet = sheet_of("7B", [(1, ["STT", "Họ và tên", "Năm sinh"]), (2, ["1", name, year])])

    assert match(sheet, PUPILS) == {2: wanted}


def test_two_rows_for_one_pupil_are_filled_in_for_neither():
    rows = [(1, ["Họ và tên", "Năm sinh"]), *((n, ["H’Hen Niê", "2013"]) for n in (2, 3))]

    assert match(sheet_of("7B", rows), PUPILS) == {2: Match.SEVERAL, 3: Match.SEVERAL}


@pytest.fixture
def confirmed(house, schools):  # noqa: F811
    """One pupil confirmed before a witness, one by themselves, one not begun."""
    people = dict(zip(("first", "second"), schools.pupils, strict=False))
    house.cast.people.update(people)
    house.confirm("first", Audience.SECONDARY)
    house.confirm("second", Audience.SECONDARY, Evidence.SELF)
    return schools


def rows_of(page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select("main table tbody tr")]


def test_a_teacher_sees_states_and_scores_the_head_states_alone(visit, confirmed):
    teacher, head = (visit(one).get(f"/lop/{confirmed.code}/ket-qua") for one in (confirmed.teacher, confirmed.head))

    assert "Đã xác nhận 1" in head.text
    assert "Bài đánh giá tốt nhất" in teacher.text
    assert "Bài đánh giá tốt nhất" not in head.text
    assert len(rows_of(head)) == 3


def test_figures_are_those_of_coverage(visit, confirmed, house, database):  # noqa: F811
    fold_ledger(database)
    figures = visit(confirmed.head).get(f"/pho-cap/{confirmed.school}.json").json["tables"]["figures"]
    line = next(row for row in figures if row["group"] == "Học sinh THCS" or "6" in str(row["group"]))
    with database.session(write=False) as session:
        rows = results_of(session, confirmed.room, house.library, clock.today())

    told = Counter(one.reached for one in rows)
    assert (told[Reached.CONFIRMED], told[Reached.CONFIRMED] + told[Reached.COMPLETED]) == (1, 2)
    assert (line["confirmed"], line["completed"]) == (1, 2)


def test_excel_says_what_the_page_says(visit, confirmed):
    visitor = visit(confirmed.teacher)
    page = visitor.get(f"/lop/{confirmed.code}/ket-qua")

    book = openpyxl.load_workbook(BytesIO(visitor.get(f"/lop/{confirmed.code}/ket-qua.xlsx").response.data))

    listed = [[str(value) for value in row if value is not None] for row in book.active.iter_rows(values_only=True)]
    assert [row[1] for row in listed[4:]] == [row.split(" 20")[0].partition(" ")[2] for row in rows_of(page)]
    assert any("đã xác nhận 1" in cell for row in listed for cell in row)


def test_both_prints_are_pdf(visit, confirmed):
    visitor = visit(confirmed.teacher)
    for name in ("ket-qua.pdf", "xac-nhan.pdf"):
        answer = visitor.get(f"/lop/{confirmed.code}/{name}").response

        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Cache-Control"] == "no-store"


@needs_poppler
def test_every_paper_of_the_class_is_in_one_file(visit, confirmed, tmp_path):
    body = visit(confirmed.teacher).get(f"/lop/{confirmed.code}/xac-nhan.pdf").response.data
    (tmp_path / "all.pdf").write_bytes(body)

    told = subprocess.run(["pdfinfo", tmp_path / "all.pdf"], capture_output=True, text=True, check=True).stdout
    assert "Pages:           2" in told
    assert "Tagged:          yes" in told


def test_a_class_without_a_paper_says_so(visit, schools):
    page = visit(schools.teacher).get(f"/lop/{schools.code}/xac-nhan.pdf")

    assert page.status == 422
    assert "chưa có em nào" in page.text


def own_file(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in (["SỞ GDĐT"], ["DANH SÁCH LỚP 7B"], [], ["STT", "Họ và tên", "Ngày sinh", "Ghi chú"], *rows):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def sent(visitor, schools, body: bytes, name: str = "7B học kỳ 1.xlsx"):
    return visitor.post(f"/lop/{schools.code}/ket-qua", {"file": (BytesIO(body), name)},
                        content_type="multipart/form-data")  # fmt: skip


def test_the_schools_own_file_comes_back_with_results(visit, confirmed):
    first, *_ = confirmed.pupils
    body = own_file([1, first.name, "01/02/2014", "x"], [2, "Người Lạ", 2013, ""], [3, "Nguyễn Văn An", 2013, "=A1"])

    answer = sent(visit(confirmed.teacher), confirmed, body).response

    page = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert [cell.value for cell in page[4]][4:] == ["Học vụ số: kết quả", "Số xác nhận, số phiếu", "Ngày cấp"]
    told = [[cell.value or "" for cell in page[number]][4:] for number in (5, 6, 7)]
    assert told[0][0] == "Đã xác nhận"
    assert len(told[0][1]) == 16
    assert told[1] == ["chưa thấy em này trong lớp 7B", "", ""]
    assert told[2][0].startswith("Đã hoàn thành")
    assert [page["D5"].value, page["D7"].value] == ["x", "=A1"]
    assert "filename" in answer.headers["Content-Disposition"]

    again = openpyxl.load_workbook(BytesIO(sent(visit(confirmed.teacher), confirmed, answer.data).response.data)).active
    assert again.max_column == page.max_column


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"", "", "Chọn tệp"),
        (b"ho ten,nam sinh\nAn,2013\n", "a.csv", ".xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xlsx", ""),
        (own_file(["1", "Người Lạ", 2013, ""]), "a.xlsx", "Không thấy em nào"),
        (b"PK\x03\x04 broken", "a.xlsx", "hỏng"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(visit, confirmed, body, name, words):
    page = sent(visit(confirmed.teacher), confirmed, body, name)

    assert page.status == 422
    assert page.error_on("file")
    assert words in page.error_on("file")


def test_the_number_of_queries_does_not_grow(confirmed, database, house):  # noqa: F811
    heard: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        heard.append(statement)

    with database.session(write=False) as session:
        listen(database, note)
        rows = results_of(session, confirmed.room, house.library, clock.today())
        stop_listening(database, note)

    assert len(rows) == 3
    assert len(heard) == 6
