"""Lên lớp: the plan by itself, and the whole act at its pages, done and undone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.classrooms.actions.bands import change_bands, put_bands_back
from lms.classrooms.models.rosters import Classroom, Seat, YearMove
from lms.classrooms.rules.kinds import SeatEnd
from lms.classrooms.rules.moving_on import Going, Step, next_name, plan_of
from lms.classrooms.rules.years import audience_of, band_name
from lms.coverage.queries.recount import differences
from lms.people.models import Membership, Post
from lms.tally.queries import standing_of
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.classrooms.conftest import BY_ITSELF

THCS = UnitKind.LOWER_SECONDARY_SCHOOL
NEXT_SUMMER = datetime(2027, 7, 20, 9, tzinfo=clock.VIETNAM)


@pytest.mark.parametrize(
    ("name", "grade", "after"),
    [("7B", 7, "8B"), ("9A", 9, "10A"), ("Lớp 1 Sen", 1, "Lớp 2 Sen"), ("10A10", 10, "11A10"),
     ("Hoa Mai", 3, "Hoa Mai"), ("17C", 7, "17C")],
)  # fmt: skip
def test_a_class_is_called_by_its_next_grade(name, grade, after):
    assert next_name(name, grade) == after


def test_everybody_goes_somewhere_once():
    classes = [Going(1, "6A", 6, (1, 2, 3)), Going(2, "6B", 6, (4,)), Going(3, "9A", 9, (5, 6, 7))]
    steps = {2: Step.STAY, 3: Step.LEAVE, 6: Step.STAY, 7: Step.TRANSFER}

    plan = plan_of(classes, THCS, steps, {2: "7A"})

    assert [(one.name, one.coming) for one in plan.targets] == [
        ("6A", {SeatEnd.REPEATED: [2]}),
        ("7A", {SeatEnd.PROMOTED: [1, 4]}),
        ("9A", {SeatEnd.REPEATED: [6]}),
    ]
    assert plan.leaving == {Step.LEAVE: (3,), Step.TRANSFER: (7,)}
    assert plan.finishing == (5,)
    assert plan.clashes == ()


def test_two_grades_cannot_share_a_name():
    plan = plan_of([Going(1, "6A", 6, (1,)), Going(2, "7A", 7, (2,))], THCS, {}, {2: "7A"})

    assert plan.clashes == ("7A",)


@pytest.fixture
def head(visit, schools):
    """The head of the school, in the summer after."""
    clock.set_now(NEXT_SUMMER)
    return visit(schools.head)


def prepared(head, schools) -> str:
    """The address of a move being prepared."""
    return head.post(f"/lop/truong/{schools.school}/len-lop", {"nam": "2026"}).location


def seats(database, person_id: int) -> list[Seat]:
    return rows(database, select(Seat).where(Seat.person_id == person_id).order_by(Seat.id))


def room(database, key: str, year: int) -> Classroom:
    query = select(Classroom).where(Classroom.key == key, Classroom.school_year == year).order_by(Classroom.id)
    return rows(database, query)[0]  # the other school's 7B was made later


def test_in_the_middle_of_a_year_it_is_said_that_this_is_early(visit, schools):
    clock.set_now(datetime(2027, 2, 1, 9, tzinfo=clock.VIETNAM))
    visitor = visit(schools.head)

    assert "chưa hết" in visitor.get(prepared(visitor, schools)).text


def test_nothing_changes_before_it_is_done(head, schools, database):
    page = head.get(prepared(head, schools))

    assert "8B" in str(page.soup)
    assert [one.to_on for one in rows(database, select(Seat))] == [None] * 3


def test_a_school_goes_on_with_its_teachers(head, schools, database):
    at = prepared(head, schools)
    done = head.follow(head.post(at, {"do": "ghi", "thay-co": "y"}))

    assert "2 lớp của năm học mới" in done.text
    new = room(database, "8b", 2027)
    for pupil in schools.pupils:
        old, now = seats(database, pupil.id)
        assert (old.ended_as, now.to_on, now.classroom_id) == (SeatEnd.PROMOTED, None, new.id)
    assert room(database, "7b", 2026).archived_at is not None
    assert rows(database, select(Post).where(Post.unit_id == new.unit_id))[0].person_id == schools.teacher.id


def test_doing_it_twice_is_doing_it_once(head, schools, database):
    at = prepared(head, schools)

    for _ in range(2):
        assert head.post(at, {"do": "ghi"}).status == 303

    assert len(rows(database, select(YearMove))) == 1
    assert len(rows(database, select(Seat))) == 6


def test_some_stay_some_leave(head, schools, database):
    at, (stays, leaves, goes) = prepared(head, schools), schools.pupils
    old = room(database, "7b", 2026).id
    head.post(f"{at}/{old}", {f"em-{stays.id}": "o-lai", f"em-{leaves.id}": "chuyen", f"em-{goes.id}": "len"})
    head.post(at, {"do": "ghi"})

    assert [one.ended_as for one in seats(database, stays.id)] == [SeatEnd.REPEATED, None]
    assert seats(database, stays.id)[-1].classroom_id == room(database, "7b", 2027).id
    assert [one.ended_as for one in seats(database, leaves.id)] == [SeatEnd.TRANSFERRED]
    held = rows(database, select(Membership).where(Membership.person_id == leaves.id, Membership.to_on.is_(None)))
    assert [one.unit_id for one in held] == [None]
    with database.session(write=False) as session:
        assert list(differences(session)) == []


def test_undone_it_is_as_before(head, schools, database):
    at, leaves = prepared(head, schools), schools.pupils[1]
    old = room(database, "7b", 2026).id
    head.post(f"{at}/{old}", {f"em-{leaves.id}": "thoi"})
    head.post(at, {"do": "ghi", "thay-co": "y"})
    move = rows(database, select(YearMove))[0]

    for _ in range(2):
        page = head.follow(head.post(f"/lop/truong/{schools.school}/bo-len-lop/{move.id}"))

    assert "Đã bỏ lần lên lớp" in page.text
    for pupil in schools.pupils:
        assert [one.classroom_id for one in seats(database, pupil.id) if one.to_on is None] == [old]
    held = rows(database, select(Membership).where(Membership.person_id == leaves.id, Membership.to_on.is_(None)))
    assert [one.unit_id for one in held] == [schools.room.school.unit_id]
    assert room(database, "7b", 2026).archived_at is None
    assert room(database, "8b", 2027).archived_at is not None
    with database.session(write=False) as session:
        assert list(differences(session)) == []


def test_after_a_month_it_stays_done(head, schools, database):
    head.post(prepared(head, schools), {"do": "ghi"})
    move = rows(database, select(YearMove))[0]
    clock.set_now(NEXT_SUMMER + timedelta(days=31))

    page = head.post(f"/lop/truong/{schools.school}/bo-len-lop/{move.id}")

    assert page.status in (303, 422)
    assert rows(database, select(YearMove))[0].undone_at is None


@pytest.mark.parametrize("sent", [{}, {"nam": "1999"}, {"nam": "x"}])
def test_a_year_without_classes_is_refused(head, schools, sent):
    page = head.post(f"/lop/truong/{schools.school}/len-lop", sent)

    assert page.status == 422
    assert "Chọn năm học" in page.text


def test_a_name_that_clashes_is_said_and_nothing_done(head, schools, database):
    at = prepared(head, schools)
    seven, a = room(database, "7b", 2026), room(database, "7a", 2026)
    head.post(at, {f"ten-{seven.id}": "8A", f"ten-{a.id}": "8A", "do": "ghi"})
    assert room(database, "8a", 2027).grade == 8  # two classes may become one

    page = head.get(f"/lop/truong/{schools.school}/len-lop")
    assert page.status == 200


def test_the_draft_of_one_head_is_no_other_ones(head, schools, visit, cast):
    at = prepared(head, schools)

    assert visit(cast.manager).get(at).status == 404
    assert head.get(f"{at}/999999").status == 404


def test_a_pupil_of_another_class_cannot_be_marked(head, schools, database):
    at = prepared(head, schools)
    empty = room(database, "7a", 2026).id
    head.post(f"{at}/{empty}", {f"em-{schools.pupils[0].id}": "thoi"})
    head.post(at, {"do": "ghi"})

    assert seats(database, schools.pupils[0].id)[0].ended_as is SeatEnd.PROMOTED


def test_a_band_changes_with_the_grade():
    assert [(audience_of(grade).value, band_name(grade)) for grade in (2, 3, 6, 12)] == [
        ("primary", "1-2"), ("primary", "3-5"), ("secondary", "6-9"), ("upper", "10-12"),
    ]  # fmt: skip


def test_a_school_of_two_levels_counts_its_pupils_in_the_next(database, schools):
    pupil, school = schools.pupils[1].id, schools.room.school.unit_id
    with database.writing() as session:
        before = change_bands(session, BY_ITSELF, school, {pupil: ("upper", "10-12")})
        assert list(differences(session)) == []
        assert standing_of(session, pupil, "secondary") is None
        assert standing_of(session, pupil, "upper").unit_id == school

        put_bands_back(session, BY_ITSELF, school, before)
        assert list(differences(session)) == []
        assert standing_of(session, pupil, "upper") is None
        assert change_bands(session, BY_ITSELF, school, {pupil: ("secondary", "6-9")}) == []
