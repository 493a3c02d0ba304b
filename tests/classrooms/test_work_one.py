"""One piece of work: who has done it; other days, other pupils, longer for some, withdrawing; whose it is."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.classrooms.models.work import Assignment, AssignmentPupil
from lms.classrooms.rules.kinds import WorkKind
from lms.learning.models import LessonDone
from tests.builders import rows
from tests.classrooms.steps import COURSE, LESSON, extended, in_days, learnt, practised, work_set
from tests.classrooms.test_work import typed

CHANGES = ("sua", "cho-em", "gia-han", "rut")


@pytest.fixture
def work(database, schools) -> int:
    """A lesson set for the class, for a week."""
    return work_set(database, schools, LESSON, due=7)


@pytest.fixture
def here(schools, work) -> str:
    return f"/lop/{schools.code}/bai-giao/{work}"


def the_work(database, work) -> Assignment:
    (found,) = rows(database, select(Assignment).where(Assignment.id == work))
    return found


def parts(database) -> dict[int, AssignmentPupil]:
    return {part.person_id: part for part in rows(database, select(AssignmentPupil))}


def test_each_pupil_is_told_with_how_far_they_have_come(visit, schools, database, here):
    done, stuck, none = schools.pupils
    learnt(database, done, LESSON)
    practised(database, stuck, LESSON, {"q": {"tries": 4}})

    page = visit(schools.teacher).get(here)

    told = {row.th.get_text(): row.td.get_text() for row in page.soup.main.tbody.find_all("tr")}
    assert {name.split(". ")[1]: text.split()[0] for name, text in told.items()} == {
        done.name: "Xong", stuck.name: "Đang", none.name: "Chưa",
    }  # fmt: skip
    assert "Thử một câu 4 lần chưa được" in page.text
    assert "1 trong 3 em" in page.text
    assert schools.teacher.name not in page.text


def test_a_look_at_the_names_is_on_record(visit, schools, database, here):
    visit(schools.teacher).get(here)

    (entry,) = [one for one in rows(database, select(AuditEntry)) if one.act is Act.CLASS_READ]
    assert (entry.person_id, entry.details["count"]) == (schools.teacher.id, 3)


@pytest.mark.parametrize(("who", "status"), [("colleague", 403), ("head", 403), ("stranger", 404), ("teacher", 200)])
def test_work_is_its_teachers_alone(visit, schools, here, who, status):
    visitor = visit(getattr(schools, who))

    assert [visitor.get(here + more).status for more in ("", "/sua")] == [status] * 2
    if status != 200:
        assert [visitor.post(f"{here}/{change}").status for change in CHANGES] == [status] * 4


@pytest.mark.parametrize("number", [999_999, 2**63, 10**30])
def test_work_that_is_not_there_is_not_found(visit, schools, number):
    assert visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/{number}").status == 404


def test_another_classs_work_is_not_found_at_ones_own(visit, schools, database, work):
    with database.writing() as session:
        session.get(Assignment, work).classroom_id = schools.other.room.id
    visitor = visit(schools.teacher)

    assert visitor.get(f"/lop/{schools.code}/bai-giao/{work}").status == 404
    assert [visitor.post(f"/lop/{schools.code}/bai-giao/{work}/{one}").status for one in CHANGES] == [404] * 4
    assert the_work(database, work).withdrawn_at is None


def test_days_are_changed_and_twice_is_once(visit, schools, database, work, here):
    visitor = visit(schools.teacher)

    pages = [visitor.post(f"{here}/sua", {"opens": typed(1), "due": "  "}) for _ in range(2)]

    assert [page.status for page in pages] == [303, 303]
    found = the_work(database, work)
    assert (found.opens_on, found.due_on) == (in_days(1), None)
    assert [one.act for one in rows(database, select(AuditEntry))].count(Act.WORK_CHANGED) == 1
    assert "Đã đổi" in visitor.follow(pages[0]).text


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"opens": "31/2", "due": ""}, "opens", "Không có ngày này"),
        ({"opens": typed(9), "due": typed(8)}, "due", "từ ngày bắt đầu"),
        ({"opens": "", "due": ""}, "opens", "Gõ ngày"),
    ],
)
def test_days_that_are_wrong_stand_beside_their_fields(visit, schools, database, work, here, told, field, words):
    page = visit(schools.teacher).post(f"{here}/sua", told)

    assert page.status == 422
    assert words in page.error_on(field)
    assert the_work(database, work).due_on == in_days(7)


def test_pupils_are_added_and_taken_out_again(visit, schools, database, work, here):
    visitor, (first, second, _) = visit(schools.teacher), schools.pupils

    visitor.post(f"{here}/cho-em", {"who": "mot-so", "pupils": [str(first.id), str(second.id)]})
    assert "2 em" in visitor.get(here).text
    visitor.post(f"{here}/cho-em", {"who": "mot-so", "pupils": [str(second.id)]})

    assert {one: part.chosen for one, part in parts(database).items()} == {first.id: False, second.id: True}
    assert first.name not in visitor.get(here).text

    visitor.post(f"{here}/cho-em", {"who": "ca-lop"})
    assert the_work(database, work).for_all
    assert first.name in visitor.get(here).text


@pytest.mark.parametrize("pupils", [[], ["999999"], ["x"]])
def test_nobody_and_strangers_cannot_be_chosen(visit, schools, database, work, here, pupils):
    page = visit(schools.teacher).post(f"{here}/cho-em", {"who": "mot-so", "pupils": pupils})

    assert page.status == 422
    assert the_work(database, work).for_all


def test_one_pupil_gets_longer_and_keeps_it(visit, schools, database, here):
    visitor, one = visit(schools.teacher), schools.pupils[1]

    sent = [visitor.post(f"{here}/gia-han", {"until": typed(12), "people": [str(one.id)]}) for _ in range(2)]

    assert [page.status for page in sent] == [303, 303]
    assert {who: (part.chosen, part.due_on) for who, part in parts(database).items()} == {one.id: (False, in_days(12))}
    assert in_days(12).strftime("%d/%m") in visitor.get(here).text
    assert [e.subject_person_id for e in rows(database, select(AuditEntry)) if e.act is Act.WORK_CHANGED] == [one.id]


@pytest.mark.parametrize(
    ("until", "people", "field", "words"),
    [
        (typed(7), 1, "until", "sau hạn của cả lớp"),
        ("31/2", 1, "until", "Không có ngày này"),
        ("", 1, "until", "Gõ ngày gia hạn"),
        (typed(9), 0, "people", "ít nhất một em"),
    ],
)
def test_a_longer_time_that_is_wrong_is_told(visit, schools, database, here, until, people, field, words):
    chosen = [str(one.id) for one in schools.pupils[:people]]

    page = visit(schools.teacher).post(f"{here}/gia-han", {"until": until, "people": chosen})

    assert page.status == 422
    assert words in page.error_on(field)
    assert parts(database) == {}


def test_whoever_it_is_not_asked_of_gets_no_longer_time(visit, schools, database):
    one, other, _ = schools.pupils
    work = work_set(database, schools, LESSON, due=3, chosen=frozenset({one.id}))

    page = visit(schools.teacher).post(f"/lop/{schools.code}/bai-giao/{work}/gia-han",
                                       {"until": typed(9), "people": [str(other.id)]})  # fmt: skip

    assert page.status == 422


def test_work_without_a_last_day_needs_no_longer_time(visit, schools, database):
    work = work_set(database, schools, LESSON)

    page = visit(schools.teacher).post(f"/lop/{schools.code}/bai-giao/{work}/gia-han",
                                       {"until": typed(9), "people": [str(schools.pupils[0].id)]})  # fmt: skip

    assert page.status == 422
    assert "không có hạn" in page.errors


def test_withdrawing_loses_nothing_that_was_learnt(visit, schools, database, work, here):
    visitor = visit(schools.teacher)
    learnt(database, schools.pupils[0], LESSON)

    sent = [visitor.post(f"{here}/rut") for _ in range(2)]

    assert [page.status for page in sent] == [303, 303]
    page = visitor.follow(sent[0])
    assert "Đã rút bài" in page.text
    assert "Bài đã rút (1)" in page.text
    assert "Bài này đã rút" in visitor.get(here).text
    assert len(rows(database, select(LessonDone))) == 1
    assert [one.act for one in rows(database, select(AuditEntry))].count(Act.WORK_WITHDRAWN) == 1


def test_what_is_withdrawn_is_not_changed_any_more(visit, schools, database, work, here):
    visitor = visit(schools.teacher)
    visitor.post(f"{here}/rut")

    page = visitor.post(f"{here}/sua", {"opens": typed(0), "due": ""})

    assert page.status == 422
    assert "đã rút lại" in page.errors


def test_a_course_tells_how_many_lessons_are_done(visit, schools, database):
    work = work_set(database, schools, COURSE, kind=WorkKind.COURSE, due=2)
    learnt(database, schools.pupils[0], LESSON)

    assert "1 trong 5 bài" in visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/{work}").text


def test_late_work_is_marked_and_an_extension_counts(visit, schools, database):
    work = work_set(database, schools, LESSON, opens=-9, due=-2)
    late, longer, _ = schools.pupils
    extended(database, schools, work, longer, 1)
    learnt(database, late, LESSON)
    learnt(database, longer, LESSON)

    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/{work}")

    told = {row.th.get_text().split(". ")[1]: row.td.get_text() for row in page.soup.main.tbody.find_all("tr")}
    assert [" ".join(told[one.name].split()) for one in (late, longer)] == ["Xong, trễ trễ 2 ngày", "Xong"]


def test_what_is_gone_says_so_and_counts_who_had_done_it(visit, schools, database):
    work = work_set(database, schools, "bai-da-bo")
    learnt(database, schools.pupils[0], "bai-da-bo")

    page = visit(schools.teacher).get(f"/lop/{schools.code}/bai-giao/{work}")

    assert "không còn trong thư viện" in page.text
    assert "1 trong 3 em" in page.text
