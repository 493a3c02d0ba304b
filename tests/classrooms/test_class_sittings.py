"""A sitting of a class: all are expected, ticked at once, witnessed; what is under way when something happens."""

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.assessments.models import Attempt, Sitting, SittingPresence
from lms.assessments.rules.kinds import AttemptState, KnownBy, Presence
from lms.people.models import Person, SignIn
from lms.skills.rules import Evidence
from tests.assessments.steps import taking
from tests.builders import rows
from tests.classrooms.rooms import seated

PRESENT, ABSENT, EXPECTED = Presence.PRESENT, Presence.ABSENT, Presence.EXPECTED


@pytest.fixture
def opened(visit, schools):
    """`opened()` opens a sitting as the teacher: the visitor, and its address."""

    def now(who=None):
        visitor = visit(who or schools.teacher)
        address = f"/lop/{schools.code}/buoi"
        done = visitor.post(address, {**visitor.get(address).hidden(), "place": "Phòng máy", "hours": "1"})
        assert done.status == 303, done.text
        return visitor, done.location

    return now


def states(database) -> dict[int, Presence]:
    """Each person on the list and their state."""
    return {one.person_id: one.state for one in rows(database, select(SittingPresence))}


def listed(visitor, at) -> dict[str, str]:
    """The hidden fields of the roll."""
    return visitor.get(at).hidden()


def test_the_whole_class_is_on_the_list_and_expected(opened, schools, database):
    visitor, at = opened()

    page = visitor.get(at)
    assert "Chưa điểm danh: 3" in page.text
    assert states(database) == {one.id: EXPECTED for one in schools.pupils}
    assert rows(database, select(Sitting.unit_id)) == [schools.room.unit.unit_id]


def test_opening_twice_opens_one(opened, database):
    assert opened()[1] == opened()[1]
    assert len(rows(database, select(Sitting))) == 1


def test_a_pupil_who_came_later_is_put_on_the_list_of_the_open_one(opened, visit, schools, database):
    visitor, at = opened()
    visitor.post(f"{at}/diem-danh", {**listed(visitor, at), "all": "1"})
    (late,) = seated(database, schools, 1)
    assert "Thêm cả lớp vào danh sách" in visitor.get(f"/lop/{schools.code}/buoi").text

    assert visitor.post(f"/lop/{schools.code}/buoi").location == at

    assert states(database) == {**{one.id: PRESENT for one in schools.pupils}, late.id: EXPECTED}


def test_the_head_opens_one_as_well_and_a_colleague_does_not(opened, visit, schools, database):
    visitor, at = opened(schools.head)

    assert visitor.get(at).status == 200
    assert visit(schools.teacher).post(f"{at}/diem-danh", {"listed": "1", "all": "1"}).status == 403
    assert visit(schools.colleague).get(f"/lop/{schools.code}/buoi").status == 403
    assert at in visit(schools.teacher).get(f"/lop/{schools.code}/buoi").links().values()


def test_all_are_present_and_known_with_one_press(opened, schools, database):
    visitor, at = opened()

    assert visitor.post(f"{at}/diem-danh", {**listed(visitor, at), "all": "1", "known": "y"}).status == 303

    assert set(states(database).values()) == {PRESENT}
    assert set(rows(database, select(SittingPresence.known_by))) == {KnownBy.FACE}


def test_those_chosen_are_absent_and_the_rest_present(opened, schools, database):
    visitor, at = opened()
    away = schools.pupils[1].id

    assert visitor.post(f"{at}/diem-danh", {**listed(visitor, at), "people": [away], "rest": "1"}).status == 303

    assert states(database) == {one.id: ABSENT if one.id == away else PRESENT for one in schools.pupils}


@pytest.mark.parametrize("people", [[], "all"])
def test_the_rest_needs_some_chosen_and_some_left(opened, schools, database, people):
    visitor, at = opened()
    chosen = [one.id for one in schools.pupils] if people == "all" else []

    assert visitor.post(f"{at}/diem-danh", {**listed(visitor, at), "people": chosen, "rest": "1"}).status == 422
    assert set(states(database).values()) == {EXPECTED}


def test_a_paper_begun_while_expected_carries_what_the_tick_says(opened, visit, schools, database):
    visitor, at = opened()
    present, away = schools.pupils[1:]
    papers = [taking(visit(one), database, "secondary") for one in (present, away)]
    visitor.post(f"{at}/diem-danh", {"people": [present.id], "state": "present", "known": "y"})

    for paper in papers:
        paper.answer_all()
        paper.hand_in()

    assert [paper.row.evidence for paper in papers] == [Evidence.IDENTIFIED, Evidence.SELF]


def test_whoever_arrives_with_the_code_is_expected_no_longer(opened, visit, schools, database):
    _, at = opened()
    pupil = visit(schools.pupils[1])

    assert "Có mặt ở buổi này" in pupil.get(at).text
    assert [pupil.post(at).status for _ in range(2)] == [303, 303]

    assert states(database)[schools.pupils[1].id] is Presence.JOINED
    assert "chờ điểm danh" in pupil.get(at).text


def test_a_sitting_joined_with_its_code_goes_before_one_where_somebody_is_expected(
    opened, visit, schools, cast, database
):
    other = visit(cast.manager)
    made = other.post("/buoi/mo", {"unit": "77001", "place": "Ủy ban", "hours": "2", "once": "x"})
    pupil = visit(schools.pupils[1])
    pupil.post(made.location)
    opened()

    paper = taking(pupil, database, "secondary")

    joined = rows(database, select(Sitting.id).where(Sitting.opened_by_id == cast.manager.id))
    assert [paper.row.sitting_id] == joined


def test_a_second_witness_is_named_for_all_who_want_one(opened, schools, database):
    with database.writing() as session:
        set_by = {"secret_set_by_id": schools.teacher.id}
        session.execute(
            update(SignIn).where(SignIn.person_id.in_([one.id for one in schools.pupils[1:]])).values(set_by)
        )
    visitor, at = opened()
    visitor.post(f"{at}/diem-danh", {**listed(visitor, at), "all": "1"})
    assert "2 người cần người chứng kiến thứ hai" in visitor.get(at).text

    assert visitor.post(f"{at}/chung-kien", {"witness": schools.teacher.id}).status == 422
    assert visitor.post(f"{at}/chung-kien", {"witness": "x"}).status == 422
    assert visitor.post(f"{at}/chung-kien", {"witness": schools.head.id}).status == 303

    named = dict(_pairs(database))
    assert named == {one.id: schools.head.id if one in schools.pupils[1:] else None for one in schools.pupils}
    assert "người chứng kiến thứ hai" not in visitor.get(at).text


def _pairs(database):
    with database.session(write=False) as session:
        return session.execute(select(SittingPresence.person_id, SittingPresence.witness_id)).all()


def test_a_pupil_erased_in_mid_sitting_breaks_nothing(opened, visit, schools, database):
    visitor, at = opened()
    form = listed(visitor, at)
    gone = schools.pupils[1]
    with database.writing() as session:
        session.execute(SittingPresence.__table__.delete().where(SittingPresence.person_id == gone.id))
        session.execute(update(Person).where(Person.id == gone.id).values(erased_at=clock.now()))

    assert visitor.post(f"{at}/diem-danh", {**form, "all": "1"}).status == 303

    assert set(states(database).values()) == {PRESENT}
    assert visitor.get(at).status == 200
    assert visitor.get(f"{at}/nguoi/{gone.id}").status == 404


def test_somebody_who_was_never_on_the_list_is_not_ticked(opened, schools, cast, database):
    visitor, at = opened()

    sent = {"people": [cast.citizen.id, schools.pupils[1].id], "state": "present"}
    assert visitor.post(f"{at}/diem-danh", sent).status == 404
    assert visitor.post(f"{at}/nguoi/{schools.pupils[1].id}/diem-danh", {"state": "expected"}).status == 404
    assert set(states(database).values()) == {EXPECTED}


def test_a_class_archived_while_a_paper_is_open_keeps_the_answers(opened, visit, schools, database):
    visitor, at = opened()
    visitor.post(f"{at}/diem-danh", {**listed(visitor, at), "all": "1"})
    paper = taking(visit(schools.pupils[1]), database, "secondary")
    visitor.post(f"/lop/{schools.code}/cat")

    paper.answer_all()
    assert paper.hand_in().status == 303

    assert (paper.row.state, paper.row.evidence) == (AttemptState.FINISHED, Evidence.SUPERVISED)
    assert "Lớp này đã cất" in visitor.get(f"/lop/{schools.code}/buoi").text
    assert visitor.get(at).status == 200


@pytest.mark.parametrize(("change", "words"), [({"place": " "}, "Ghi nơi tổ chức"), ({"hours": "9"}, "Chọn một ý")])
def test_what_is_wrong_is_said_and_nothing_is_opened(visit, schools, database, change, words):
    visitor, address = visit(schools.teacher), f"/lop/{schools.code}/buoi"

    page = visitor.post(address, {**visitor.get(address).hidden(), "place": "Phòng máy", "hours": "1", **change})

    assert page.status == 422
    assert words in page.text
    assert rows(database, select(Sitting)) == []


def test_an_archived_or_empty_class_opens_none(visit, schools, database):
    empty = f"/lop/{schools.other.code}/buoi"
    assert "Lớp chưa có em nào" in visit(schools.colleague).post(empty, {"place": "x", "hours": "1"}).text

    teacher = visit(schools.teacher)
    teacher.post(f"/lop/{schools.code}/cat")
    assert teacher.post(f"/lop/{schools.code}/buoi", {"place": "x", "hours": "1"}).status == 422
    assert rows(database, select(Sitting)) == []
    assert rows(database, select(Attempt)) == []
