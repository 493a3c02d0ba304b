"""Who of a class has come how far: the grid, by work, and the page that follows a lesson."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.models.lessons import LessonPeriod
from lms.classrooms.rules.kinds import WorkKind
from lms.people.models import Person
from tests.builders import rows, someone
from tests.classrooms.conftest import BY_ITSELF
from tests.classrooms.steps import COURSE, LESSON, OTHER, learnt, practised, work_set
from tests.learning.steps import books


@pytest.fixture
def progress(visit, schools):
    """Open the grid of 7B as its teacher."""
    visitor = visit(schools.teacher)
    return lambda more="", **headers: visitor.get(f"/lop/{schools.code}/tien-do{more}", headers=headers)


def lesson_period(database, schools, minutes: int = 60) -> None:
    with database.writing() as session:
        session.add(LessonPeriod(classroom_id=schools.room.room.id, opened_by_id=schools.teacher.id,
                                 opened_at=clock.now(), ends_at=clock.now() + timedelta(minutes=minutes)))  # fmt: skip


def cells(page) -> dict[str, list[str]]:
    """By pupil: what stands in each cell of the grid."""
    table = page.soup.main.find("table")
    told = {}
    for row in table.tbody.find_all("tr"):
        words = [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
        told[row.th.get_text().strip().split(". ", 1)[1]] = words
    return told


def looks(database) -> int:
    return len([one for one in rows(database, select(AuditEntry)) if one.act is Act.CLASS_READ])


def test_each_cell_is_a_word_and_a_shape_and_totals_add_up(progress, schools, database):
    first, second, third = schools.pupils
    work_set(database, schools, LESSON, opens=-9, due=-1)
    work_set(database, schools, COURSE, kind=WorkKind.COURSE, due=3)
    work_set(database, schools, OTHER, due=5, chosen=frozenset({first.id}))
    learnt(database, first, LESSON, days_ago=2)
    learnt(database, second, LESSON)
    practised(database, third, LESSON, {"q": {"tries": 3}})

    page = progress()

    assert cells(page) == {
        first.name: ["Đang làm 1/5", "Chưa làm", "Xong", "Đã xong 1/3"],
        second.name: ["Đang làm 1/5", "không giao", "Xong, trễ", "Đã xong 1/2"],
        third.name: ["Đang vướng", "không giao", "Đang vướng, trễ", "Đã xong 0/2"],
    }
    foot = page.soup.main.tfoot
    assert [one.get_text() for one in foot.find_all("td")][:3] == ["0/3", "0/1", "2/3"]
    assert all(tag.svg is not None for tag in page.soup.main.select("table .tag"))
    assert "Đang cần thầy cô: 1 em" in page.text
    assert "Thử một câu 3 lần chưa được" in page.text


def test_the_shapes_are_explained(progress, schools, database):
    work_set(database, schools, LESSON)

    assert "Đang vướng: thử một câu từ 3 lần" in progress().text


def test_teachers_and_test_accounts_are_never_there(progress, schools, database):
    with database.writing() as session:
        hidden = someone(session, name="Tài khoản thử")
        session.get(Person, hidden.id).is_test = True
        seat_people(session, BY_ITSELF, schools.room, {hidden.id: 9})
    work_set(database, schools, LESSON)

    for more in ("", "/bai"):
        text = progress(more).text
        assert schools.pupils[1].name in text
        assert "Tài khoản thử" not in text
        assert schools.teacher.name not in text


def test_a_class_without_work_or_pupils_says_what_to_do(progress, visit, schools, database):
    assert "Chưa có bài nào đang giao" in progress().text
    work_set(database, schools, LESSON, opens=3)
    assert "Chưa có bài nào đang giao" in progress("/bai").text

    with database.writing() as session:
        for person in schools.pupils:
            session.get(Person, person.id).is_test = True
    work_set(database, schools, OTHER)
    assert "Lớp chưa có em nào" in progress().text
    assert progress("/bai").status == 200


def test_a_long_year_shows_what_is_due_and_the_rest_when_asked(progress, visit, schools, database):
    lessons = books(visit()).book.lessons[:10]
    for number, lesson in enumerate(lessons):
        work_set(database, schools, lesson.code, due=number)

    assert lessons[9].title not in progress().text
    assert "Xem cả 10 bài đã giao" in progress().links()
    assert lessons[9].title in progress("?tat-ca").text
    assert lessons[9].title in progress("/bai?tat-ca").text


def test_what_is_gone_from_the_library_is_no_column(progress, schools, database):
    work_set(database, schools, "bai-da-bo")
    work_set(database, schools, LESSON)

    assert "bai-da-bo" not in progress().text


def test_by_work_the_pupils_stand_under_where_they_are(progress, schools, database):
    first, second, third = schools.pupils
    work_set(database, schools, LESSON, due=3)
    learnt(database, first, LESSON)
    practised(database, second, LESSON, {"q": {}})

    text = progress("/bai").text

    assert re.search(f"Đang làm {second.name}.*Chưa làm {third.name}.*Xong {first.name}", text)
    assert "1 trong 3 em đã xong" in text


def test_outside_a_lesson_the_page_stands_still(progress, schools, database):
    work_set(database, schools, LESSON)

    page = progress()

    assert page.soup.find(attrs={"data-refresh": True}) is None
    assert not [one for one in page.soup.find_all("script") if "refresh" in one["src"]]


@pytest.mark.parametrize("more", ["", "/bai"])
def test_in_a_lesson_the_page_refreshes_itself_and_can_be_reloaded(progress, schools, database, more):
    work_set(database, schools, LESSON)
    lesson_period(database, schools)

    page = progress(more)

    box = page.soup.find(attrs={"data-refresh": True})
    assert box["data-refresh"] == "20"
    assert 3500 < int(box["data-left"]) <= 3600
    assert [one for one in page.soup.find_all("script") if re.search(r"/refresh\.[0-9a-f]+\.js$", one["src"])]
    assert page.links()["Tải lại"] == f"/lop/{schools.code}/tien-do{more}"


def test_asking_again_is_answered_briefly_until_something_changes(progress, schools, database):
    work_set(database, schools, LESSON)
    lesson_period(database, schools)
    tag = progress().soup.find(attrs={"data-refresh": True})["data-tag"]

    again = progress(If_None_Match=f'"{tag}"')
    assert (again.status, again.response.data) == (304, b"")
    assert progress("/bai", If_None_Match='"x"').status == 200

    learnt(database, schools.pupils[0], LESSON)
    changed = progress(If_None_Match=f'"{tag}"')
    assert changed.status == 200
    new = changed.soup.find(attrs={"data-refresh": True})["data-tag"]
    assert new != tag
    assert progress(If_None_Match=f'"{new}"').status == 304


def test_a_page_that_refreshes_itself_is_one_look_an_hour(progress, schools, database):
    work_set(database, schools, LESSON)
    lesson_period(database, schools, minutes=180)
    tag = progress().soup.find(attrs={"data-refresh": True})["data-tag"]
    for person in schools.pupils:
        learnt(database, person, LESSON)
        progress(If_None_Match=f'"{tag}"')
    assert looks(database) == 1

    clock.set_now(clock.now() + timedelta(minutes=61))
    progress(If_None_Match=f'"{tag}"')
    assert looks(database) == 2


@pytest.mark.parametrize("mark", ["", "x", "WzEsMiwzXQ.abc", "é", "a" * 500])
def test_a_made_up_mark_does_not_hide_a_look(progress, schools, database, mark):
    progress(If_None_Match=f'"0123456789abcdef.{mark}"'.encode().decode("latin-1"))

    assert looks(database) == 1


def test_somebody_elses_mark_does_not_hide_a_look(visit, progress, schools, database, cast):
    work_set(database, schools, LESSON)
    lesson_period(database, schools)
    tag = progress().soup.find(attrs={"data-refresh": True})["data-tag"]
    assert visit(schools.colleague).get(f"/lop/{schools.code}/tien-do", headers={"If-None-Match": tag}).status == 403
    before = rows(database, select(func.count(AuditEntry.id)))

    visit(schools.colleague).get(f"/lop/{schools.other.code}/tien-do", headers={"If-None-Match": f'"{tag}"'})

    assert rows(database, select(func.count(AuditEntry.id))) == before  # nobody sits there: no name was read


def test_an_archived_class_can_still_be_read(visit, progress, schools, database):
    work_set(database, schools, LESSON)
    visit(schools.teacher).post(f"/lop/{schools.code}/cat")

    assert [progress(more).status for more in ("", "/bai", "/cau-nham")] == [200] * 3
