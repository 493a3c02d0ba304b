"""A pupil's page, for their class's teacher: work, lessons, what holds them up, papers; each look on record."""

import pytest
from sqlalchemy import select

from lms.assessments.adapters import kept_score, kept_snapshot
from lms.assessments.rules.papers import Part, Score, Snapshot
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.classrooms.rules.things import paper_rule
from tests.builders import rows
from tests.classrooms.steps import LESSON, OTHER, handed_in, learnt, practised, work_set
from tests.learning.steps import books, the_lesson


@pytest.fixture
def page(visit, schools):
    """Open the page of the second pupil as the teacher of 7B."""
    visitor = visit(schools.teacher)
    return lambda: visitor.get(f"/lop/{schools.code}/em/{schools.pupils[1].id}")


def test_a_pupil_who_has_done_nothing_yet(page, schools):
    found = page()

    assert found.h1 == schools.pupils[1].name
    for words in ("Chưa có bài nào giao", "Chưa học xong bài nào", "Chưa nộp bài đánh giá", "Chưa có xác nhận"):
        assert words in found.text


def test_work_lessons_and_what_holds_them_up(page, visit, schools, database):
    pupil, lesson = schools.pupils[1], the_lesson(visit(), LESSON)
    work_set(database, schools, LESSON, due=2)
    work_set(database, schools, OTHER, opens=2)
    learnt(database, pupil, OTHER, days_ago=1)
    learnt(database, pupil, "bai-da-bo", days_ago=1)
    practised(database, pupil, LESSON, {lesson.practice[0].code: {"tries": 5}, "cau-da-bo": {"tries": 4}})

    found = page()

    assert "Đang vướng" in found.text
    assert f"{lesson.practice[0].stem} Đã thử 5 lần." in found.text
    assert the_lesson(visit(), OTHER).title in found.text
    assert "bài “bai-da-bo” (không còn)" in found.text


def test_papers_with_each_skill(page, visit, schools, database):
    library = books(visit())
    rule = paper_rule(library, 7)
    part = Part(rule.skills[0].code, 1, 3)
    worth = kept_score(Score(part, (part,), (), (), passed=False))
    handed_in(database, schools.pupils[1], "a", outcome=worth, rule=kept_snapshot(Snapshot(rule, {})))

    text = page().text

    assert "Chưa đạt" in text
    assert "Đúng 1 trong 3 câu" in text
    assert "xem lại:" in text


def test_each_look_is_on_record(page, schools, database):
    page()

    (entry,) = [one for one in rows(database, select(AuditEntry)) if one.act is Act.PERSON_READ]
    assert (entry.person_id, entry.subject_person_id) == (schools.teacher.id, schools.pupils[1].id)


@pytest.mark.parametrize("who", ["head", "colleague"])
def test_scores_are_for_the_classs_teacher_alone(visit, schools, who):
    assert visit(getattr(schools, who)).get(f"/lop/{schools.code}/em/{schools.pupils[1].id}").status == 403


@pytest.mark.parametrize("number", ["999999", "99999999999999999999999", "0"])
def test_nobody_is_not_found(visit, schools, number):
    assert visit(schools.teacher).get(f"/lop/{schools.code}/em/{number}").status == 404


def test_somebody_who_sits_elsewhere_is_not_found(visit, schools, cast):
    assert visit(schools.teacher).get(f"/lop/{schools.code}/em/{cast.citizen.id}").status == 404


def test_only_ways_that_are_there_are_offered(page, app):
    there = {rule.rule for rule in app.url_map.iter_rules()}
    links = set(page().links().values())

    for ending in ("the", "dong-y"):
        offered = any(link.endswith(f"/{ending}") for link in links)
        assert offered == (f"/lop/<code>/{ending}" in there)
