"""Holding a lesson: one at a time, for as long as was chosen, with the code on the wall and who is in."""

import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.classrooms.actions.lessons import open_lesson
from lms.classrooms.queries.classes import class_of
from lms.classrooms.queries.lessons import period_now
from lms.classrooms.rules.lessons import goes_on, minutes_left
from lms.errors import Refused
from lms.people.models import SignIn
from tests.builders import rows
from tests.classrooms.lesson import NINE, beside, change, ended, opened, periods, tapped_in
from tests.learning.steps import learn, send, the_lesson

pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def teacher(visit, schools):
    """The teacher of 7B."""
    return visit(schools.teacher)


@pytest.fixture
def at(schools):
    """Where lessons of 7B are held."""
    return f"/lop/{schools.code}/gio-hoc"


def acts(database):
    wanted = (Act.LESSON_OPENED, Act.LESSON_PROLONGED, Act.LESSON_CLOSED)
    return [one.act for one in rows(database, select(AuditEntry).where(AuditEntry.act.in_(wanted)))]


@pytest.mark.parametrize("minutes", [60, 75, 90])
def test_a_lesson_lasts_as_long_as_was_chosen(teacher, schools, database, at, minutes):
    assert opened(teacher, schools, minutes).location == at

    (period,) = periods(database)
    assert timedelta(0) <= period.ends_at - (NINE + timedelta(minutes=minutes)) < timedelta(seconds=10)
    page = teacher.get(at)
    assert "Đang trong giờ học" in page.h1
    assert f"Còn {minutes} phút" in page.text
    assert acts(database) == [Act.LESSON_OPENED]


@pytest.mark.parametrize("minutes", ["45", "0", "-60", "999", "x"])
def test_other_lengths_are_not_offered(teacher, schools, database, at, minutes):
    assert opened(teacher, schools, minutes).status == 422
    assert periods(database) == []


def test_sending_twice_opens_once_and_an_old_form_opens_nothing_anew(teacher, schools, database, at):
    form = {**teacher.get(at).hidden(), "minutes": "60"}

    for _ in range(2):
        assert teacher.post(at, form).status == 303
    ended(teacher, schools)
    teacher.post(at, form)

    assert len(periods(database)) == 1


def test_a_class_has_one_lesson_at_a_time(teacher, schools, database, at):
    first, second = (teacher.get(at).hidden() for _ in range(2))
    for form in (first, second):
        assert teacher.post(at, {**form, "minutes": "60"}).status == 303

    assert len(periods(database)) == 1


def test_two_teachers_at_once_open_one(schools, database):
    """Each in a transaction of their own, at the same moment."""

    def press(once):
        with database.writing() as session:
            here = class_of(session, schools.room.room.id)
            open_lesson(session, Origin(schools.teacher.id, None), here, minutes=60, once=once)

    threads = [threading.Thread(target=press, args=(once,)) for once in "ab"]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(periods(database)) == 1


def test_one_whose_time_is_over_is_closed_at_its_end_when_another_opens(teacher, schools, database, at):
    opened(teacher, schools)
    clock.set_now(NINE + timedelta(minutes=90))
    assert "Mở giờ học" in teacher.get(at).h1
    opened(teacher, schools)

    first, second = periods(database)
    assert first.closed_at == first.ends_at
    assert second.closed_at is None


def test_it_is_put_off_by_a_quarter_once_per_press_and_not_beyond_three_hours(teacher, schools, database, at):
    opened(teacher, schools, 90)
    hidden = teacher.get(at).hidden()
    for _ in range(2):
        teacher.post(f"{at}/keo-dai", hidden)
    assert "Còn 105 phút" in teacher.get(at).text

    for _ in range(5):
        teacher.post(f"{at}/keo-dai", teacher.get(at).hidden())
    page = teacher.post(f"{at}/keo-dai", teacher.get(at).hidden())

    assert page.status == 422
    assert "dài nhất 3 tiếng" in page.errors
    assert len(acts(database)) == 7


def test_ending_it_twice_is_once_and_putting_off_one_that_is_over_is_nothing(teacher, schools, database, at):
    opened(teacher, schools)
    hidden = teacher.get(at).hidden()
    for _ in range(2):
        assert ended(teacher, schools).location == at
    assert teacher.post(f"{at}/keo-dai", hidden).status == 303

    assert acts(database) == [Act.LESSON_OPENED, Act.LESSON_CLOSED]
    assert "Mở giờ học" in teacher.get(at).h1


def test_an_archived_class_has_no_lesson(visit, teacher, schools, database, at):
    form = {**teacher.get(at).hidden(), "minutes": "60"}
    visit(schools.head).post(f"/lop/{schools.code}/cat")

    page = teacher.post(at, form)

    assert "đã cất" in page.errors
    assert "Lớp này đã cất" in teacher.get(at).text
    assert periods(database) == []


def test_period_now_knows_lessons_of_this_class_that_go_on(teacher, schools, database):
    opened(teacher, schools)
    with database.session(write=False) as session:
        now = clock.now()
        there = period_now(session, schools.room.room.id, now)
        assert there is not None
        assert period_now(session, schools.other.room.id, now) is None
        assert period_now(session, schools.room.room.id, there.ends_at) is None


def test_the_wall_shows_code_and_nobodys_name(teacher, schools, at):
    assert teacher.get(f"{at}/chieu").location == at
    opened(teacher, schools)

    page = teacher.get(f"{at}/chieu")

    code = schools.room.room.join_code
    assert re.sub(r"\s", "", page.soup.select_one(".bigcode").get_text()) == f"{code[:4]}-{code[4:]}"
    assert page.soup.select_one("svg[role=img] title") or page.soup.select_one(".qr svg title")
    assert "/vao-lop/" in page.text
    assert not any(one.name in page.text for one in schools.pupils)


def test_the_teacher_sees_who_is_in_and_what_they_did_last(visit, teacher, schools, at):
    opened(teacher, schools)
    an, hen = schools.pupils[1:]
    machine, alone = visit(), visit()
    tapped_in(machine, schools, an)
    beside(machine, hen)
    tapped_in(alone, schools, schools.pupils[0])
    learn(machine)
    send(alone, 1)

    page = teacher.get(at)

    table = {tr.th.get_text(strip=True): tr.get_text(" ", strip=True) for tr in page.soup.select("tbody tr")}
    title = the_lesson(machine).title
    assert f"{title}, xong bài; đúng 4 câu" in table[an.name]
    assert f"{title}, xong bài; đúng 4 câu" in table[hen.name]
    assert an.name in table[hen.name]
    assert f"{title}; đúng 1 câu" in table[schools.pupils[0].name]
    assert "Đã vào: 3 trong 3 em" in page.text


def test_who_has_not_come_and_who_cannot_are_named(teacher, schools, database, at):
    change(database, SignIn, schools.pupils[2:], secret_hash=None)
    assert f"1 em chưa có hình hoặc mã PIN {schools.pupils[2].name}" in teacher.get(at).text
    opened(teacher, schools)

    page = teacher.get(at)

    assert "Chưa vào: 3 em" in page.text
    assert "Chưa em nào vào" in page.text


def test_reading_the_names_is_on_record(teacher, schools, database, at):
    teacher.get(at)

    entries = rows(database, select(AuditEntry).where(AuditEntry.act == Act.CLASS_READ))
    assert [one.details["count"] for one in entries] == [3]


@pytest.mark.parametrize(("seconds", "left"), [(0, 60), (1, 60), (3_540, 1), (3_599, 1), (3_600, 0), (9_999, 0)])
def test_minutes_left_are_counted_up(teacher, schools, database, seconds, left):
    opened(teacher, schools)
    (period,) = periods(database)
    at = period.opened_at + timedelta(seconds=seconds)

    assert minutes_left(period, at) == left
    assert goes_on(period, at) is (left > 0)


def test_nobody_in_particular_opens_nothing(session, schools):
    here = class_of(session, schools.room.room.id)
    with pytest.raises(Refused):
        open_lesson(session, Origin(schools.teacher.id, None), here, minutes=1, once="x")
