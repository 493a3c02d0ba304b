"""`/lop/truong/<code>/nhap`: one file for several classes, those that are not there made on the way."""

import pytest
from sqlalchemy import func, select

from lms.access.rules import Role
from lms.classrooms.models.rosters import Classroom
from lms.people.models import Person
from lms.people.rules.codes import shown
from tests.builders import rows
from tests.classrooms.bringing import Bringer, belongs, book, facts, seated, table
from tests.databases import listen, stop_listening
from tests.staff import appointed

HEAD = ("STT", "Họ và tên", "Năm sinh", "Lớp")
LIST = [
    HEAD, (1, "Lò Văn Tám", 2013, "7A"), (1, "Cà Thị Chín", 2013, "7C"), (2, "Mơ", 2012, "8A1"),
    (3, "Y Wăn", 2013, "7B"), (1, "Năm", 2013, "Chọn"), (2, "Bảy", 2008, "12A"),
]  # fmt: skip


@pytest.fixture
def head(visit, schools):
    """The head, at the school."""
    return Bringer(visit(schools.head), schools.school, school=True)


def test_the_head_brings_the_whole_school_and_classes_are_made(head, database, schools, cast):
    page = head.bring(book(("DS", LIST)))

    assert facts(page)["Em mới"] == "4 em"
    assert facts(page)["Chưa nhận được"] == "2 dòng"
    assert "Chọn: 1 dòng; 12A: 1 dòng." in page.text
    assert "Lớp 7C" in page.text
    done = head.apply()

    assert done.h1 == "Đã ghi 4 em vào lớp"
    assert "Lớp mới lập: 7C, 8A1" in done.text
    assert seated(database, schools.other.code) == [(1, "Lò Văn Tám", 2013)]
    made = rows(database, select(Classroom).where(Classroom.key.in_(["7c", "8a1"])).order_by(Classroom.key))
    assert [(one.grade, one.school_year) for one in made] == [(7, 2026), (8, 2026)]
    assert belongs(database, "Mơ") == [("secondary", "6-9", cast.units["77001-2"].unit_id)]


def test_a_class_that_is_not_ticked_is_not_made(head, database):
    head.bring(book(("DS", LIST)))

    page = head.put(hoi="lop", make="7c")
    assert "chưa chọn lập lớp này" in page.text
    head.apply(hoi="lop", make="7c")

    assert rows(database, select(func.count()).where(Classroom.key == "8a1")) == [0]
    assert rows(database, select(func.count()).where(Person.name == "Mơ")) == [0]


def test_applying_the_whole_school_again_changes_nothing(head, database):
    for _ in range(2):
        head.bring(book(("DS", LIST)))
        head.apply()
        head.apply()

    assert rows(database, select(func.count()).where(Person.name == "Mơ")) == [1]
    assert rows(database, select(func.count(Classroom.id)).where(Classroom.school_year == 2026)) == [5]


def test_a_teacher_of_one_class_fills_that_class_and_makes_none(visit, database, schools):
    bring = Bringer(visit(schools.teacher), schools.school, school=True)

    page = bring.bring(book(("DS", LIST)))

    assert facts(page)["Em mới"] == "1 em"
    assert "Lớp 7A do thầy cô khác phụ trách." in page.text
    assert "Trường chưa có lớp 7C." in page.text
    bring.apply()
    assert seated(database, schools.other.code) == []


def test_somebody_far_above_sees_no_names(visit, database, cast, schools):
    far = appointed(database, cast, Role.MANAGER, "77")

    assert visit(far).get(f"/lop/truong/{schools.school}/nhap").status == 403
    assert visit(far).post(f"/lop/truong/{schools.school}/nhap", {"pasted": "Mơ, 2013"}).status == 403


def test_two_classes_change_places_in_one_file(head, database, schools):
    head.bring(table([HEAD, (1, "Lò Văn Tám", 2013, "7A")]))
    head.apply()
    eight, an = (rows(database, select(Person.id).where(Person.name == name))[0] for name in
                 ("Lò Văn Tám", "Nguyễn Văn An"))  # fmt: skip

    head.bring(table([HEAD, (1, "Nguyễn Văn An", 2013, "7A"), (1, "Lò Văn Tám", 2013, "7B")]))
    head.apply(**{"la-0:2": str(an), "la-0:3": str(eight)})

    assert seated(database, schools.other.code) == [(1, "Nguyễn Văn An", 2013)]
    assert (1, "Lò Văn Tám", 2013) in seated(database, schools.code)


def test_namesakes_in_two_classes_are_two_and_stay_so(head, database):
    lines = [HEAD, (1, "Lò Văn Tám", 2013, "7A"), (1, "Lò Văn Tám", 2013, "7B")]
    for _ in range(2):
        page = head.bring(table(lines))
        assert facts(page)["Cần chọn"] == "0 dòng"
        head.apply()

    assert rows(database, select(func.count()).where(Person.name == "Lò Văn Tám")) == [2]


def test_last_years_pupils_get_a_place_in_this_years_class(head, database, schools, cast):
    head.bring(table([HEAD, (1, "Lò Văn Tám", 2013, "7A")]))
    head.apply()
    with database.writing() as session:
        session.scalars(select(Classroom).where(Classroom.id == schools.other.room.id)).one().school_year = 2025

    page = head.bring(table([HEAD, (4, "Lò Văn Tám", 2013, "8A")]))
    assert "7A (2025–2026)" in page.text
    assert facts(page)["Đã có ở trường, vào lớp khác"] == "1 em"
    head.apply()

    assert rows(database, select(func.count()).where(Person.name == "Lò Văn Tám")) == [1]


def test_the_school_year_is_chosen_when_the_file_is_brought(head, database):
    asked = head.visitor.get(head.here)
    assert [one["value"] for one in asked.field("school_year").select("option")] == ["2026", "2027"]

    sent = head.visitor.post(head.here, {"pasted": "Họ tên\tNăm sinh\tLớp\nMơ\t2015\t7A", "school_year": "2027"})
    page = head.after(sent)

    assert facts(page)["Năm học"] == "2027–2028"
    head.apply()
    made = rows(database, select(Classroom).where(Classroom.school_year == 2027))
    assert [(one.key, one.grade) for one in made] == [("7a", 7)]


@pytest.mark.parametrize("year", ["2025", "2028", "x", "2026 "])
def test_another_school_year_is_refused_beside_its_field(head, year):
    page = head.visitor.post(head.here, {"pasted": "Mơ, 2013", "school_year": year})

    assert (page.status, "Chọn năm học trong danh sách." in page.error_on("school_year")) == (422, True)
    head.bring(table([HEAD, (1, "Mơ", 2013, "7A")]))
    assert head.visitor.post(head.draft, {"do": "cot", "sheet": "", "school_year": year}).status == 422
    assert facts(head.look())["Năm học"] == "2026–2027"


def test_the_school_year_can_be_put_right_and_the_classes_are_that_years(head, database, schools):
    page = head.bring(table([HEAD, (1, "Nguyễn Văn An", 2013, "8A"), (2, "H’Hen Niê", 2013, "8A")]))
    assert facts(page)["Cần chọn"] == "2 dòng"

    columns = {"name": "1", "birth_year": "2", "group": "3", "number": "0"}
    head.visitor.post(head.draft, {"do": "cot", "sheet": "", "school_year": "2027", **columns})

    page = head.look()
    assert (facts(page)["Năm học"], facts(page)["Cần chọn"]) == ("2027–2028", "0 dòng")
    assert "7B (2026–2027)" in page.text
    assert "2 em đang ở lớp của năm học này." in page.text
    assert seated(database, schools.code) != []
    head.apply()
    (made,) = rows(database, select(Classroom).where(Classroom.school_year == 2027))
    assert made.key == "8a"
    assert [name for _, name, _ in seated(database, schools.code)] == ["H’Nhi Niê"]


def test_a_year_of_birth_is_measured_by_the_school_year_of_the_list(head):
    lines = [HEAD, (1, "Mơ", 2018, "6A")]

    assert "2018 không hợp với lớp 6A" in head.bring(table(lines)).text
    head.visitor.post(head.draft, {"do": "cot", "sheet": "", "school_year": "2027", "name": "1", "birth_year": "2",
                                   "group": "3"})  # fmt: skip
    assert facts(head.look())["Em mới"] == "1 em"


def test_a_class_in_two_columns_is_told_and_can_be_put_right(head, database, schools):
    lines = [
        ("Họ và tên", "Năm sinh", "Khối", "Lớp"),
        ("Mơ", 2013, 7, "A"),
        ("Năm", 2013, 7, "A"),
        ("Bé", 2013, 7, "C"),
    ]

    page = head.bring(table(lines))

    assert "A là 7A (2 dòng); C là 7C (1 dòng)." in page.text
    assert facts(page)["Em mới"] == "3 em"
    head.visitor.post(head.draft, {"do": "cot", "sheet": "", "name": "0", "birth_year": "1", "group": "3"})
    page = head.look()
    assert "A: 2 dòng; C: 1 dòng." in page.text
    assert "ghi ở hai cột" not in page.text
    head.visitor.post(
        head.draft, {"do": "cot", "sheet": "", "name": "0", "birth_year": "1", "group": "3", "grade": "2"}
    )
    head.apply()
    assert [name for _, name, _ in seated(database, schools.other.code)] == ["Mơ", "Năm"]


def test_a_row_not_taken_comes_back_with_its_class_in_one_cell(head):
    head.bring(table([("Họ và tên", "Năm sinh", "Khối", "Lớp"), ("Mơ", 1975, 7, "A")]))

    sent_back = head.visitor.get(f"{head.draft}/chua-nhan.xlsx")

    assert facts(head.bring(sent_back.response.data))["Chưa nhận được"] == "1 dòng"
    assert "1975 không hợp với lớp 7A" in head.look().text


def test_learner_codes_in_the_file_name_people(head, database, schools):
    code = shown(schools.pupils[1].code)
    lines = [(*HEAD, "Mã người học"), (1, "Nguyễn Văn An", 2013, "7A", code), (2, "Mơ", 2013, "7A", code),
             (3, "Bé", 2013, "7A", "7K4M-2QP9")]  # fmt: skip

    page = head.bring(table(lines))
    assert page.text.count("không đi với họ tên và năm sinh này") == 2
    head.apply()

    assert seated(database, schools.other.code) == [(1, "Nguyễn Văn An", 2013)]


def test_the_questions_asked_of_the_database_do_not_grow_with_the_file(head, database):
    counts = []
    for rows_in_file in (3, 60):
        names = [f"Lò Văn {letter}{other}" for letter in "BCDGHKLM" for other in "aeioubcd"][:rows_in_file]
        head.bring(table([HEAD, *((n, name, 2013, "7A") for n, name in enumerate(names, 1))]))
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_, sent=sent) -> None:
            if not statement.startswith("INSERT INTO person "):  # SQLite gives back the ids of one row at a time only
                sent.append(statement)

        listen(database, note)
        head.look()
        looked = len(sent)
        head.apply(sure="y")
        stop_listening(database, note)
        counts.append((looked, len(sent)))

    assert counts[1][0] == counts[0][0]
    assert counts[1][1] <= counts[0][1] + 1  # the numbers of those who were there
