"""Making a class, naming it anew, putting it away."""

import pytest
from sqlalchemy import select

from lms.classrooms.models.rosters import Classroom, Seat
from tests.builders import rows
from tests.classrooms.bringing import Bringer
from tests.staff import posts_of


def make(visitor, schools, **told):
    """Send the form that makes a class of the school."""
    page = visitor.get(f"/lop/truong/{schools.school}/moi")
    return visitor.post(f"/lop/truong/{schools.school}/moi",
                        {**page.hidden(), "name": "7C", "grade": "7", "year": "2026", **told})  # fmt: skip


def test_a_teacher_makes_a_class_and_teaches_it(visit, schools, database):
    visitor = visit(schools.teacher)

    made = make(visitor, schools)

    page = visitor.get(made.location)
    assert page.h1 == "Lớp 7C"
    assert "Đã lập lớp" in page.text
    assert len(posts_of(database, schools.teacher.id)) == 2


def test_a_head_makes_a_class_without_teaching_it(visit, schools, database):
    visitor = visit(schools.head)

    made = make(visitor, schools)

    assert visitor.get(made.location).status == 200
    assert len(posts_of(database, schools.head.id)) == 1


def test_sending_the_form_twice_makes_one_class(visit, schools, database):
    visitor = visit(schools.teacher)
    hidden = visitor.get(f"/lop/truong/{schools.school}/moi").hidden()

    first, second = (make(visitor, schools, **hidden) for _ in range(2))

    assert first.location == second.location
    assert len(rows(database, select(Classroom).where(Classroom.key == "7c"))) == 1


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"name": " "}, "name", "Gõ tên lớp"),
        ({"name": "7b"}, "name", "đã có lớp 7b"),
        ({"name": "LỚP  7B"}, "name", "đã có lớp 7B"),
        ({"name": "=7*B"}, "name", "bắt đầu bằng chữ cái hoặc chữ số"),
        ({"grade": "5"}, "grade", "Chọn một ý"),
        ({"grade": ""}, "grade", "Chọn"),
        ({"year": "1999"}, "year", "Chọn một ý"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(visit, schools, told, field, words):
    page = make(visit(schools.teacher), schools, **told)

    assert page.status == 422
    assert words in page.error_on(field)


def test_d_and_its_barred_sister_are_two_classes(visit, schools):
    visitor = visit(schools.teacher)

    assert make(visitor, schools, name="7D").status == 303
    assert make(visitor, schools, name="7Đ").status == 303
    assert make(visitor, schools, name="7đ").status == 422


def test_the_same_name_in_another_year_is_another_class(visit, schools):
    assert make(visit(schools.teacher), schools, name="7B", year="2027").status == 303


def test_a_class_gets_another_name_and_keeps_its_pupils(visit, schools, database):
    visitor = visit(schools.teacher)

    visitor.post(f"/lop/{schools.code}/sua", {"name": "7D"})

    page = visitor.get(f"/lop/{schools.code}")
    assert page.h1 == "Lớp 7D"
    assert "H’Hen Niê" in page.text
    assert len(rows(database, select(Seat))) == 3


def test_two_classes_of_one_name_are_refused_when_one_is_renamed(visit, schools):
    page = visit(schools.teacher).post(f"/lop/{schools.code}/sua", {"name": "7a"})

    assert page.status == 422
    assert "đã có lớp 7a" in page.error_on("name")


def test_an_archived_class_leaves_the_list_and_comes_back(visit, schools):
    visitor = visit(schools.head)

    visitor.post(f"/lop/{schools.code}/cat")
    visitor.post(f"/lop/{schools.code}/cat")
    assert "Lớp này đã cất" in visitor.get(f"/lop/{schools.code}").text

    visitor.post(f"/lop/{schools.code}/mo-lai")
    assert "Lớp này đã cất" not in visitor.get(f"/lop/{schools.code}").text


def test_a_class_page_lists_pupils_by_given_name_and_not_its_teachers(visit, schools):
    text = visit(schools.teacher).get(f"/lop/{schools.code}").text

    assert text.index("Nguyễn Văn An") < text.index("H’Hen Niê") or text.index("H’Nhi Niê") > 0
    assert schools.teacher.name not in text


def test_a_long_list_of_pupils_is_one_line_each_with_a_way_down_to_it(visit, schools, database):
    teacher = visit(schools.teacher)
    assert "Xuống danh sách" not in teacher.get(f"/lop/{schools.code}").text
    bring = Bringer(teacher, schools.code)
    bring.paste("\n".join(f"Lò Văn {letter}am, 2013" for letter in "BCDGHKLMNT"))
    bring.apply(sure="y")

    page = teacher.get(f"/lop/{schools.code}")

    assert page.links()["Xuống danh sách 13 em"] == "#hoc-sinh"
    lines = [" ".join(one.get_text().split()) for one in page.soup.select("section[aria-labelledby=hoc-sinh] li")]
    assert len(lines) == 13
    assert any(line.endswith("Lò Văn Bam, 2013") for line in lines)
    assert len(page.soup.select("section[aria-labelledby=hoc-sinh] li a")) == 13
    assert visit(schools.head).get(f"/lop/{schools.code}").soup.select("section[aria-labelledby=hoc-sinh] li a") == []
