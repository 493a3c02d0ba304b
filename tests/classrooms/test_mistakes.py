"""Questions that many get wrong at first: what they chose, which lesson to go over; weak skills, never an item."""

import pytest

from lms import clock
from lms.assessments.adapters import kept_score
from lms.assessments.rules.papers import Part, Score
from lms.classrooms.models.quizzes import Quiz, QuizTry
from lms.classrooms.rules.mistakes import MOST_TOLD, First, first_answer, missed
from lms.questions.adapters.bodies import body_of
from lms.questions.rules import Kind
from tests.classrooms.steps import COURSE, LESSON, OTHER, handed_in, practised, work_set
from tests.learning.books import question
from tests.learning.steps import books, the_lesson


def told(kind: Kind, *answers: tuple[int, ...] | None, right_at_once: bool = False):
    one = question("q", kind)
    found = missed([(one, "Bài", "/hoc/k/a", [first_answer(one, given, right_at_once=right_at_once)
                                              for given in answers])])  # fmt: skip
    return [(row.wrong, row.asked, row.chosen and row.chosen.message % row.chosen.values, row.chosen_by)
            for row in found]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "answers", "found"),
    [
        (Kind.ONE, [(1,)], []),
        (Kind.ONE, [(0,), (0,), (2,), (1,)], [(3, 4, "chọn “a”", 2)]),
        (Kind.ONE, [(7,), (-1,)], [(2, 2, None, 0)]),
        (Kind.ONE, [None, None], [(2, 2, None, 0)]),
        (Kind.ONE, [()], [(1, 1, None, 0)]),
        (Kind.TRUE_FALSE, [(0,)], [(1, 1, "chọn “Đúng”", 1)]),
        (Kind.SEVERAL, [(0, 2)], []),
        (Kind.SEVERAL, [(0, 1), (0, 1, 2)], [(2, 2, "chọn “b”", 2)]),
        (Kind.SEVERAL, [(0,), (0,)], [(2, 2, "bỏ sót “c”", 2)]),
        (Kind.ORDERING, [(0, 1, 2, 3)], []),
        (Kind.ORDERING, [(1, 0, 2, 3), (1, 0, 3, 2)], [(2, 2, "đặt “hai” ở bước 1", 2)]),
        (Kind.MATCHING, [(0, 1, 2)], []),
        (Kind.MATCHING, [(3, 1, 2), (3, 0, 2)], [(2, 2, "ghép “a” với “4”", 2)]),
        (Kind.MATCHING, [(0, 1, 99)], [(1, 1, None, 0)]),
    ],
)
def test_what_most_chose_is_told_for_each_kind(kind, answers, found):
    assert told(kind, *answers) == found


def test_an_answer_that_was_not_kept_counts_by_its_tries():
    assert told(Kind.ONE, None, right_at_once=True) == []


def test_the_most_missed_stand_first_and_not_too_many():
    wrong, right = First(None, False), First(None, True)
    rows = [(question(f"q{n}"), "Bài", "", [wrong] * n + [right]) for n in range(20)]

    found = missed(rows)

    assert [one.wrong for one in found] == list(range(19, 19 - MOST_TOLD, -1))


@pytest.fixture
def page(visit, schools):
    """Open the page of mistakes as the teacher of 7B."""
    visitor = visit(schools.teacher)
    return lambda more="": visitor.get(f"/lop/{schools.code}/tien-do/cau-nham{more}")


@pytest.fixture
def asked(visit):
    """A question of the lesson of these tests where one is chosen, and a wrong answer to it."""
    found = next(one for one in the_lesson(visit(), LESSON).practice if one.kind is Kind.ONE)
    return found, next(n for n in range(len(found.options)) if n not in found.key)


def given(one, *answer: int, version: str | None = None, **more) -> dict[str, object]:
    return {"question_version": version or one.version, "first_given": list(answer), "tries": 2, **more}


def test_a_question_many_missed_is_told_with_its_lesson(page, schools, database, asked):
    one, wrong = asked
    work_set(database, schools, LESSON)
    for person in schools.pupils[:2]:
        practised(database, person, LESSON, {one.code: given(one, wrong)})
    practised(database, schools.pupils[2], LESSON, {one.code: given(one, *one.key, tries=1, right_at=clock.now())})

    found = page()

    assert one.stem in found.text
    assert "2 trong 3 em chọn nhầm" in found.text
    assert f"chọn “{one.options[wrong].text}” (2 em)" in found.text
    assert f"/hoc/{COURSE}/{LESSON}" in found.links().values()
    assert all(person.name not in found.text for person in schools.pupils)


def test_an_older_wording_is_counted_and_not_told(page, schools, database, asked):
    one, wrong = asked
    practised(database, schools.pupils[0], LESSON, {one.code: given(one, wrong, version="khac")})
    practised(database, schools.pupils[1], LESSON, {one.code: {"tries": 3, "first_given": None}})

    text = page().text

    assert "2 trong 2 em chọn nhầm" in text
    assert "Nhiều em nhất" not in text


def test_what_is_gone_is_left_out(page, schools, database):
    practised(database, schools.pupils[0], "bai-da-bo", {"cau-da-bo": {"tries": 3}})

    assert "Chưa thấy câu nào" in page().text


def test_what_was_set_is_told_and_everything_when_asked(page, schools, database, visit):
    work_set(database, schools, OTHER)
    one = the_lesson(visit(), LESSON).practice[0]
    practised(database, schools.pupils[0], LESSON, {one.code: {"tries": 3}})

    assert one.stem not in page().text
    assert one.stem in page("?tat-ca").text


def test_those_of_other_classes_do_not_count(page, schools, database, asked, cast):
    one, wrong = asked
    practised(database, cast.citizen, LESSON, {one.code: given(one, wrong)})

    assert "Chưa thấy câu nào" in page().text


def test_the_schools_own_questions_are_told_without_a_lesson(page, schools, database):
    one = question("c1")
    with database.writing() as session:
        quiz = Quiz(uid="q", school_id=schools.room.room.school_id, title="Bài của cô", questions=[body_of(one)],
                    left_out=[], made_by_id=schools.teacher.id, made_at=clock.now())  # fmt: skip
        session.add(quiz)
        session.flush()
        for person in schools.pupils[:2]:
            session.add(QuizTry(quiz_id=quiz.id, person_id=person.id, number=1, seed=1, total=1,
                                answers={"c1": {"given": [0], "shown": [0], "right": False}},
                                started_at=clock.now()))  # fmt: skip

    text = page().text

    assert "Bài tập: Bài của cô" in text
    assert "Nhiều em nhất: chọn “a” (2 em)" in text


def paper(right: int) -> dict[str, object]:
    part = Part("4.1", right, 3)
    return kept_score(Score(part, (part,), (), (), passed=right == 3))


def test_papers_name_skills_and_lessons_and_never_an_item(page, schools, database, visit):
    first, second, third = schools.pupils
    handed_in(database, first, "a", outcome=paper(0), days_ago=3)
    handed_in(database, first, "b", outcome=paper(3), passed=True)  # the last counts
    handed_in(database, second, "c", outcome=paper(1))
    handed_in(database, third, "d", days_ago=None)

    found = page()

    assert "1 trong 2 em chưa vững" in found.text
    section = found.soup.find(id="ky-nang").parent
    assert section.find("a")["href"].startswith("/hoc/")
    assert [item.stem for item in books(visit()).assessment if item.stem in found.text] == []
