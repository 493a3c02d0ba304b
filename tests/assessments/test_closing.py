"""An area passed closes its lessons: by a paper as a whole, by one area of it, by what was seen done."""

from dataclasses import replace

import pytest

from lms.access.rules import Origin
from lms.assessments.actions.handing_in import annul
from lms.assessments.queries.closing import closed_lessons
from lms.assessments.rules.closing import Settled, closed_by, shown_on
from lms.assessments.rules.papers import Snapshot, score
from lms.content.adapters.running import SHELF
from lms.skills.rules import Audience
from tests.assessments.rule import rule_of
from tests.assessments.steps import pass_paper, right, taking, wrong

RULE = rule_of({"4.1": 2, "4.2": 1, "2.3": 4, "5.1": 1})
SNAPSHOT = Snapshot(RULE, {"4.1": "4", "4.2": "4", "2.3": "2", "5.1": "5"})
ALL = {"4.1", "4.2", "2.3", "5.1"}


@pytest.mark.parametrize(
    ("answers", "closed"),
    [
        ({"4.1": "11", "4.2": "1", "2.3": "1111", "5.1": "1"}, ALL),
        ({"4.1": "11", "4.2": "1", "2.3": "1100", "5.1": "1"}, ALL),  # passed as a whole: it proves all that it drew
        ({"4.1": "11", "4.2": "1", "2.3": "0000", "5.1": "1"}, {"4.1", "4.2"}),  # one question of 5 says little
        ({"4.1": "11", "4.2": "0", "2.3": "0000", "5.1": "0"}, set()),  # two of three: below the mark
        ({"4.1": "00", "4.2": "0", "2.3": "1110", "5.1": "0"}, {"2.3"}),
        ({"4.1": "00", "4.2": "0", "2.3": "0000", "5.1": "0"}, set()),
        ({}, set()),
    ],
)
def test_what_a_paper_shows(answers, closed):
    worth = score(SNAPSHOT, [(skill, mark == "1") for skill, marks in answers.items() for mark in marks])

    assert shown_on(Settled(Audience.CITIZEN, SNAPSHOT, worth)) == {(Audience.CITIZEN, one) for one in closed}


def test_a_lesson_is_closed_by_its_main_skill_for_its_own_audience(app):
    lesson = next(one for one in app.extensions[SHELF].library().book.lessons if len(one.skills) > 1)
    mine, main = lesson.audiences[0], lesson.skills[0]
    other = next(one for one in Audience if one not in lesson.audiences)

    assert closed_by({(mine, main)}, [lesson]) == {lesson.code}
    assert closed_by({(other, main), *((mine, one) for one in lesson.skills[1:])}, [lesson]) == frozenset()
    assert closed_by(set(), [replace(lesson, audiences=())]) == frozenset()


def closed_for(database, app, person) -> frozenset[str]:
    with database.session(write=False) as session:
        return closed_lessons(session, person.id, app.extensions[SHELF].library())


def test_a_paper_passed_closes_what_it_drew_and_annulling_it_opens_it_again(visit, cast, database, app):
    library = app.extensions[SHELF].library()
    visitor = visit(cast.citizen)
    first = visitor.get("/toi").links()
    assert any("/hoc/" in address for address in first.values())

    paper = pass_paper(visitor, database)
    closed = closed_for(database, app, cast.citizen)
    page = visitor.get("/toi")

    skills = {one.skill for one in paper.items}
    mine = [one for one in library.book.lessons if Audience.CITIZEN in one.audiences]
    assert closed == {one.code for one in mine if one.skills[0] in skills}
    assert "bài đã làm được khi đánh giá, không cần học" in page.text
    assert "Đã biết rồi: làm bài đánh giá ngay" not in page.text
    if step := page.soup.select_one("#viec ~ .sheet a"):
        assert step["href"].rsplit("/", 1)[1] not in closed

    with database.writing() as session:
        annul(session, Origin(None, None), paper.uid, library, why="Thử hủy bài.")
    assert closed_for(database, app, cast.citizen) == frozenset()
    assert "Đã biết rồi: làm bài đánh giá ngay" in visitor.get("/toi").text


def test_an_area_passed_on_a_paper_that_was_not_closes_its_own_lessons_only(visit, cast, database, app):
    library = app.extensions[SHELF].library()
    paper = taking(visit(cast.citizen), database)
    areas = [library.skill(one.skill).area for one in paper.items]
    area = max(set(areas), key=areas.count)
    for number, question in paper.questions().items():
        paper.answer(number, (right if areas[number - 1] == area else wrong)(question, paper.row.seed))
    paper.hand_in()
    assert not paper.row.passed

    closed = [library.lesson(code) for code in closed_for(database, app, cast.citizen)]
    assert closed
    assert {library.skill(one.skills[0]).area for one in closed} == {area}


def test_who_has_shown_nothing_has_no_lesson_closed(visit, cast, database, app):
    paper = taking(visit(cast.citizen), database)
    paper.answer_all()

    assert closed_for(database, app, cast.citizen) == frozenset()
    assert "không cần học" not in visit(cast.citizen).get("/toi").text
