"""Leave to show children's confirmations, kept by a class's teacher: the list, the paper, recording, withdrawing."""

from functools import partial

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Origin
from lms.classrooms.rules.consents import Leave, leave_of
from lms.confirmations.actions.consents import record_child, record_consent
from lms.confirmations.models import ChildConsent
from lms.confirmations.queries.checking import active_consent
from lms.errors import Refused
from lms.people.models import Person
from tests.builders import rows
from tests.classrooms.rooms import seated, statements

PAPER = {"name": "Niê H’Bia", "relation": "mother", "document": "phiếu, cất ở văn phòng", "signed_on": "5/9/2026"}


def at(schools, *more) -> str:
    return "/".join((f"/lop/{schools.code}/dong-y", *map(str, more)))


def recorded(database, who) -> list[ChildConsent]:
    return rows(database, select(ChildConsent).where(ChildConsent.person_id == who.id).order_by(ChildConsent.id))


@pytest.mark.parametrize(
    ("born", "agreed", "leave"),
    [
        (2013, None, Leave.NONE), (2013, False, Leave.CHILD_MISSING), (2013, True, Leave.BOTH),
        (2009, None, Leave.NOT_NEEDED), (2010, None, Leave.NONE),
    ],
)  # fmt: skip
def test_how_far_it_has_come(born, agreed, leave):
    assert leave_of(born, clock.today().replace(year=2026), agreed) is leave


def test_the_list_counts_those_with_both_with_one_and_with_none(visit, schools):
    teacher, (first, second, _) = visit(schools.teacher), schools.pupils
    assert "Đủ hai lời: 0 em. Thiếu một: 0 em. Chưa có: 3 em." in teacher.get(at(schools)).text

    assert teacher.post(at(schools, first.id), {**PAPER, "child_agreed": "y"}).status == 303
    done = teacher.post(at(schools, second.id), PAPER)

    page = teacher.follow(done)
    assert "Đủ hai lời: 1 em. Thiếu một: 1 em. Chưa có: 1 em." in page.text
    assert "vẫn học, làm bài" in page.text
    assert "Ghi tiếp cho em" in page.text


def test_the_representatives_word_alone_opens_nothing_until_the_child_speaks(visit, schools, database):
    teacher, pupil = visit(schools.teacher), schools.pupils[1]
    teacher.post(at(schools, pupil.id), PAPER)
    with database.session(write=False) as session:
        assert active_consent(session, pupil.id) is None

    assert [teacher.post(at(schools, pupil.id), {"em": "1"}).status for _ in range(2)] == [303, 303]

    with database.session(write=False) as session:
        assert active_consent(session, pupil.id).representative == "Niê H’Bia (mẹ)"
    assert [one.child_agreed for one in recorded(database, pupil)] == [False, True]


def test_sending_the_same_paper_twice_is_once(visit, schools, database):
    teacher, pupil = visit(schools.teacher), schools.pupils[1]

    for _ in range(2):
        assert teacher.post(at(schools, pupil.id), {**PAPER, "child_agreed": "y"}).status == 303

    assert len(recorded(database, pupil)) == 1


def test_it_is_withdrawn_at_once_and_twice_is_once(visit, schools, database):
    teacher, pupil = visit(schools.teacher), schools.pupils[1]
    teacher.post(at(schools, pupil.id), {**PAPER, "child_agreed": "y"})

    assert [teacher.post(at(schools, pupil.id), {"rut": "1"}).status for _ in range(2)] == [303, 303]

    with database.session(write=False) as session:
        assert active_consent(session, pupil.id) is None
    assert "Chưa có: 3 em" in teacher.get(at(schools)).text


def test_the_childs_word_needs_a_paper_first(visit, schools, database):
    page = visit(schools.teacher).post(at(schools, schools.pupils[1].id), {"em": "1"})

    assert page.status == 422
    assert "Chưa có giấy đồng ý" in page.errors
    with pytest.raises(Refused), database.writing() as session:
        record_child(session, Origin(schools.teacher.id, None), schools.pupils[1].id)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": ""}, "name"), ({"relation": "aunt"}, "relation"), ({"document": ""}, "document"),
     ({"signed_on": "hôm qua"}, "signed_on"), ({"signed_on": "1/1/2099"}, "signed_on"), ({"name": "1234"}, "name")],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(visit, schools, database, change, field):
    page = visit(schools.teacher).post(at(schools, schools.pupils[1].id), {**PAPER, **change})

    assert page.status == 422
    assert page.soup.find(id=f"{field}-loi"), page.errors
    assert not recorded(database, schools.pupils[1])


def test_the_next_paper_is_filled_in_like_the_last(visit, schools):
    teacher = visit(schools.teacher)
    teacher.post(at(schools, schools.pupils[1].id), PAPER)

    page = teacher.get(at(schools, schools.pupils[2].id))

    assert (page.field("document")["value"], page.field("signed_on")["value"]) == (PAPER["document"], "05/09/2026")
    assert not page.field("name")["value"]


def test_whoever_is_grown_up_needs_none(visit, schools, database):
    with database.writing() as session:
        session.execute(update(Person).where(Person.id == schools.pupils[1].id).values(birth_year=2005))
    teacher = visit(schools.teacher)

    assert "Không cần" in teacher.get(at(schools)).text
    assert teacher.get(at(schools, schools.pupils[1].id)).status == 404
    assert len(teacher.get(at(schools, "phieu?ai=ca-lop")).soup.select("article")) == 2


@pytest.mark.parametrize(("which", "letters"), [("", 2), ("?ai=ca-lop", 3), ("?ai=trong", 1)])
def test_the_paper_is_printed_for_those_who_lack_it_for_all_or_blank(visit, schools, which, letters):
    teacher = visit(schools.teacher)
    teacher.post(at(schools, schools.pupils[1].id), {**PAPER, "child_agreed": "y"})

    page = teacher.get(at(schools, f"phieu{which}"))

    assert len(page.soup.select("article")) == letters
    assert ("Nguyễn Văn An" in page.text) is (which == "?ai=ca-lop")
    assert "xã An Phú" in page.text
    assert "rút lại có hiệu lực ngay" in page.text


def test_the_paper_of_one_pupil_says_what_becomes_public(visit, schools):
    page = visit(schools.teacher).get(at(schools, f"phieu?em={schools.pupils[1].id}"))

    assert "chữ đầu của tên (N. V. A.), tên xã" in page.text
    assert visit(schools.teacher).get(at(schools, "phieu?em=1")).status == 404


def test_of_a_pupil_of_another_class_nothing_is_recorded(visit, schools, cast, database):
    assert visit(schools.teacher).post(at(schools, cast.citizen.id), PAPER).status == 404
    assert visit(schools.colleague).post(at(schools, schools.pupils[1].id), PAPER).status == 403
    assert visit(schools.stranger).post(at(schools, schools.pupils[1].id), PAPER).status == 404
    assert rows(database, select(ChildConsent)) == []


def test_elsewhere_both_are_still_asked_for_at_once(schools, database):
    told = {"representative": "A (mẹ)", "document": "phiếu", "given_on": clock.today(), "child_agreed": False}
    with pytest.raises(Refused), database.writing() as session:
        record_consent(session, Origin(schools.teacher.id, None), schools.pupils[1].id, **told)


def test_forty_five_cost_no_more_questions_than_three(visit, schools, database):
    teacher = visit(schools.teacher)
    pages = [at(schools), at(schools, "phieu?ai=ca-lop")]
    few = [statements(database, partial(teacher.get, one)) for one in pages]
    seated(database, schools, 42)

    assert [statements(database, partial(teacher.get, one)) for one in pages] == few
