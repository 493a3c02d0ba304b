"""`/lop/<code>/nhap`: a class list is read, looked at and put right, then written once."""

import pytest
from sqlalchemy import func, select

from lms.classrooms.models.rosters import Seat
from lms.people.models import Person
from lms.sheets.models import ImportDraft
from tests.builders import rows
from tests.classrooms.bringing import HEAD, PUPILS, Bringer, belongs, book, facts, seated, table


@pytest.fixture
def bring(visit, schools):
    """The teacher of 7B, at 7B."""
    return Bringer(visit(schools.teacher), schools.code)


@pytest.fixture
def bring_a(visit, schools):
    """The teacher of 7A, where nobody sits yet."""
    return Bringer(visit(schools.colleague), schools.other.code)


def test_the_preview_tells_and_keeps_nobody(bring, database):
    before = rows(database, select(func.count(Person.id)))

    page = bring.bring(book(("Sheet1", [HEAD, *PUPILS])))

    told = facts(page)
    assert told["Em mới"] == "2 em"
    assert told["Đã ở đúng lớp, giữ nguyên"] == "1 em"
    assert told["Ở lớp mà không có trong tệp"] == "2 em"
    assert rows(database, select(func.count(Person.id))) == before


def test_applied_the_pupils_sit_there_with_the_schools_numbers(bring, database, schools, cast):
    bring.bring(book(("Sheet1", [HEAD, *PUPILS])))

    done = bring.apply(sure="y")

    assert done.h1 == "Đã ghi 2 em vào lớp"
    assert seated(database, schools.code)[:3] == [
        (1, "Nguyễn Văn An", 2013), (2, "Trần Thị Bình", 2014), (3, "Y Wăn", 2013),
    ]  # fmt: skip
    assert belongs(database, "Y Wăn") == [("secondary", "6-9", cast.units["77001-2"].unit_id)]
    assert rows(database, select(ImportDraft.rows)) == [[]]


def test_applied_twice_and_brought_twice_changes_nothing(bring, database):
    body = book(("Sheet1", [HEAD, *PUPILS]))
    bring.bring(body)
    for _ in range(2):
        bring.apply(sure="y")
    once = rows(database, select(func.count(Seat.id)))

    page = bring.bring(body)
    bring.apply(sure="y")

    assert facts(page)["Đã ở đúng lớp, giữ nguyên"] == "3 em"
    assert rows(database, select(func.count(Seat.id))) == once


def test_a_row_that_cannot_be_taken_says_why_and_comes_back_as_a_file(bring_a):
    wrong = ((2, "Cà 3", "2013", "7A"), (3, "Mơ", "13", "7A"), (4, "Sáu", "1975", "7A"), (5, "Năm", "2013", "7B"),
             (6, "Ba", "2021", ""))  # fmt: skip
    page = bring_a.bring(table([HEAD, (1, "Lò Văn Tám", "2013", "7A"), *wrong]))

    assert facts(page)["Chưa nhận được"] == "5 dòng"
    for why in ("chỉ gồm chữ cái", "đủ 4 chữ số", "1975 không hợp với lớp 7A", "ghi lớp 7B, không phải lớp 7A", "2021"):
        assert why in page.text
    sent_back = bring_a.visitor.get(f"{bring_a.draft}/chua-nhan.xlsx")
    assert sent_back.status == 200
    bring_a.apply()
    assert bring_a.visitor.get(f"{bring_a.draft}/chua-nhan.xlsx").status == 200


def test_the_columns_guessed_are_shown_and_can_be_put_right(bring_a, database, schools):
    page = bring_a.bring(table([("Ghi", "Họ tên cha", "Em nào", "Năm sinh"), ("x", "Lò Văn Ba", "Lò Văn Tám", "2013")]))
    assert "Lò Văn Ba" not in page.text

    bring_a.visitor.post(bring_a.draft, {"do": "cot", "sheet": "", "name": "2", "birth_year": "3"})

    page = bring_a.look()
    assert "Không đọc và không giữ: Ghi, Họ tên cha." in page.text
    bring_a.apply()
    assert seated(database, schools.other.code) == [(None, "Lò Văn Tám", 2013)]


def test_a_class_column_that_says_something_else_can_be_left_out(bring_a):
    page = bring_a.bring(table([("Họ tên", "Năm sinh", "Lớp"), ("Lò Văn Tám", "2013", "Hai buổi")]))
    assert "Hai buổi: 1 dòng" in page.text

    bring_a.visitor.post(bring_a.draft, {"do": "cot", "sheet": "", "name": "0", "birth_year": "1", "group": ""})

    assert facts(bring_a.look())["Em mới"] == "1 em"


@pytest.mark.parametrize("sheet", ["Không có", "", "*"])
def test_a_sheet_that_is_not_there_is_not_read(bring_a, sheet):
    bring_a.bring(book(("DS", [HEAD, *PUPILS])))

    answer = bring_a.visitor.post(bring_a.draft, {"do": "cot", "sheet": sheet, "name": "1"})

    assert answer.status == (303 if sheet == "*" else 404)


def test_rows_without_a_year_wait_until_one_is_told_for_all(bring_a, database, schools):
    page = bring_a.paste("Lò Văn Tám\nCà Thị Chín\nMơ, 2012")
    assert "2 dòng chưa có năm sinh" in page.text
    assert facts(page)["Em mới"] == "1 em"

    assert "Gõ đủ 4 chữ số" in bring_a.put(hoi="nam", year="13").error_on("year")
    assert facts(bring_a.put(hoi="nam", year="2013"))["Em mới"] == "3 em"
    bring_a.apply(hoi="nam", year="2013")

    assert sorted(seated(database, schools.other.code)) == [
        (None, "Cà Thị Chín", 2013), (None, "Lò Văn Tám", 2013), (None, "Mơ", 2012),
    ]  # fmt: skip


def test_a_pupil_twice_in_the_file_is_asked_about_and_twins_are_two(bring_a, database, schools):
    bring_a.paste("Lò Thị Đôi, 2013\nLò Thị Đôi, 2013\nLò Thị Đối, 2013\nLò Thị Ba, 2013")
    page = bring_a.look()
    assert facts(page)["Cần chọn"] == "2 dòng"
    assert "Trùng với dòng 1 của tệp" in page.text

    bring_a.apply(**{"la-0:2": "khac", "la-0:3": "dong"})

    names = [name for _, name, _ in seated(database, schools.other.code)]
    assert sorted(names) == ["Lò Thị Ba", "Lò Thị Đôi", "Lò Thị Đôi"]
    assert facts(bring_a.paste("Lò Thị Đôi, 2013\nLò Thị Đôi, 2013"))["Đã ở đúng lớp, giữ nguyên"] == "2 em"


def test_a_namesake_in_another_class_is_chosen_and_moves_or_is_somebody_else(bring_a, database, schools):
    page = bring_a.paste("Nguyễn Văn An, 2013")
    assert facts(page)["Cần chọn"] == "1 dòng"
    assert "Đang ở lớp 7B" in page.text
    before = rows(database, select(func.count(Person.id)))

    bring_a.apply(**{"la-0:1": str(schools.pupils[1].id)})

    assert rows(database, select(func.count(Person.id))) == before
    assert seated(database, schools.other.code) == [(None, "Nguyễn Văn An", 2013)]
    assert "Nguyễn Văn An" not in str(seated(database, schools.code))


def test_the_same_pupil_with_another_year_or_without_marks_is_not_made_twice(bring, database):
    page = bring.paste("Nguyễn Văn An, 2014\nH'Hen Nie, 2013\nH’Nhi Niê, 2014")

    assert facts(page)["Cần chọn"] == "1 dòng"
    assert facts(page)["Đã ở đúng lớp, giữ nguyên"] == "2 em"
    bring.apply()
    assert rows(database, select(func.count(Person.id)).where(Person.search_key == "h'hen nie")) == [1]
    assert rows(database, select(func.count(Person.id)).where(Person.search_key == "nguyen van an")) == [1]


def test_a_choice_that_was_not_offered_is_not_taken(bring_a, database, cast, schools):
    bring_a.paste("Nguyễn Văn An, 2013")

    bring_a.apply(**{"la-0:1": str(cast.admin.id)})

    assert seated(database, schools.other.code) == []


def test_those_who_are_not_in_the_file_stay_unless_ticked(bring, database, schools):
    bring.bring(table([("Họ tên", "Năm sinh"), ("Nguyễn Văn An", 2013), ("H’Hen Niê", 2013)]), "7b.csv")
    gone = str(schools.pupils[0].id)

    assert "Chọn vì sao" in bring.apply(hoi="roi", leave=gone, sure="y").errors
    bring.apply(hoi="roi", leave=[gone, str(schools.pupils[1].id), "x"], why="left", sure="y")

    assert [name for _, name, _ in seated(database, schools.code)] == ["Nguyễn Văn An", "H’Hen Niê"]
    assert belongs(database, "H’Nhi Niê")[0][2] is None


def test_more_than_half_of_a_class_changing_asks_again(visit, schools, database):
    bring = Bringer(visit(schools.teacher), schools.code)
    bring.paste("\n".join(f"Em Số{letter}, 2013" for letter in "ABCD"))
    bring.apply()
    assert len(seated(database, schools.code)) == 7

    page = bring.bring(table([("Họ tên", "Năm sinh"), *((f"Bé Khác{letter}", 2013) for letter in "ABCD")]), "7a.csv")
    assert "Lớp 7B thay đổi quá nửa" in page.text
    refused = bring.apply()
    assert refused.status == 422
    assert "quá nửa" in refused.errors
    assert len(seated(database, schools.code)) == 7

    bring.apply(sure="y")
    assert len(seated(database, schools.code)) == 11


def test_names_that_are_typed_are_added_and_nobody_is_missing(bring, database, schools):
    bring.paste("\n".join(f"Em Số{letter}, 2013" for letter in "ABCD"))
    bring.apply()

    page = bring.paste("Mơ, 2013")

    assert "không có trong tệp" not in page.text
    assert "quá nửa" not in page.text
    bring.apply()
    assert len(seated(database, schools.code)) == 8
    assert "quá nửa" in bring.paste("\n".join(f"Bé Lạ{letter}, 2013" for letter in "ABCDEGHIK")).text


def test_an_archived_class_takes_nobody(bring, schools):
    page = bring.paste("Mơ, 2013")
    draft = bring.draft
    bring.visitor.post(f"/lop/{schools.code}/cat")

    assert "cất vào kho lưu" in bring.visitor.post(bring.here, {"pasted": "Mơ, 2013"}).text
    assert bring.visitor.post(draft, {"do": "ghi"}).status == 422
    assert page.status == 200


def test_a_draft_is_its_owners_and_its_class_own(bring, visit, schools):
    bring.paste("Mơ, 2013")
    uid = bring.draft.rpartition("/")[2]

    assert visit(schools.head).get(bring.draft).status == 404
    assert visit(schools.stranger).get(bring.draft).status == 404
    assert bring.visitor.get(f"/lop/truong/{schools.school}/nhap/{uid}").status == 404


@pytest.mark.parametrize(
    "text", ["", "  \n", "\x00", "=1+1", "0912345678901", "<script>alert(1)</script>, 2013", "a" * 5000]
)
def test_what_is_no_list_makes_nobody(bring, database, text):
    before = rows(database, select(func.count(Person.id)))
    answer = bring.visitor.post(bring.here, {"pasted": text})

    if answer.status == 303:
        bring.after(answer)
        bring.apply(sure="y")
    assert answer.status in (303, 422)
    assert rows(database, select(func.count(Person.id))) == before
