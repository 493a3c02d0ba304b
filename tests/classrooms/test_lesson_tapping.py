"""Tapping one's own name: in within a lesson, by one's own pictures or PIN, and nowhere else."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.classrooms.models.rosters import Seat
from lms.people.models import FailureCounter, Person, SignIn
from lms.people.rules.secrets import SecretKind
from tests.builders import PIN, rows
from tests.classrooms.lesson import (
    FOUR,
    NINE,
    OTHER,
    change,
    door,
    ended,
    opened,
    tap,
    tapped_in,
    visits,
    with_pictures,
)
from tests.people.steps import so_many

pytestmark = pytest.mark.usefixtures("at_nine")


@pytest.fixture
def an(schools):
    """The pupil who taps."""
    return schools.pupils[1]


@pytest.fixture
def lesson(visit, schools):
    """A lesson of 7B; its teacher."""
    teacher = visit(schools.teacher)
    assert opened(teacher, schools).status == 303
    return teacher


def tapped(database, an):
    return rows(database, select(SignIn).where(SignIn.person_id == an.id))[0]


def test_a_pupil_taps_their_name_and_is_in(visit, schools, lesson, an, database):
    pupil = visit()

    names = pupil.get(door(schools))
    assert names.h1 == "Chạm tên của em"
    page = pupil.get(next(href for words, href in names.links().items() if an.name in words))
    assert page.h1 == f"Chào {an.name}"
    sent = tapped_in(pupil, schools, an)

    assert (sent.status, sent.location) == (303, "/toi")
    assert an.name in pupil.get("/toi").h1
    assert set(visits(database)) == {an.id}
    (entry,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.SIGNED_IN))
    assert entry.subject_person_id == an.id


def test_the_list_says_who_is_in_and_leaves_out_teachers_and_test_accounts(visit, schools, lesson, an, database):
    change(database, Person, schools.pupils[2:], is_test=True)
    tapped_in(visit(), schools, an)

    text = visit().get(door(schools)).text

    assert f"{an.name} đã vào" in text
    assert schools.pupils[2].name not in text
    assert schools.teacher.name not in text
    assert visit().get(f"{door(schools)}/{schools.pupils[2].id}").status == 404


@pytest.mark.parametrize("at_once", [False, True], ids=["tap by tap", "as the script sends"])
def test_four_pictures_sign_in(visit, schools, lesson, an, database, at_once):
    with_pictures(database, an)
    at, pupil = f"{door(schools)}/{an.id}", visit()

    sent = pupil.post(at, {"pictures": " ".join(FOUR)}) if at_once else tap(pupil, at, FOUR)

    assert (sent.status, sent.location) == (303, "/toi")


def test_wrong_pictures_begin_again_and_the_fifth_time_they_close(visit, schools, lesson, an, database):
    with_pictures(database, an)
    at, pupil = f"{door(schools)}/{an.id}", visit()

    page = tap(pupil, at, OTHER)
    assert page.status == 422
    assert "Hình chưa đúng" in page.errors
    assert page.hidden()["pictures"] == ""
    for _ in range(4):
        page = tap(pupil, at, OTHER)

    assert "đang khóa" in page.errors
    assert "Hình của em đang khóa" in pupil.get(at).text
    assert pupil.post(at, {"pictures": " ".join(FOUR)}).status == 422


def test_the_teacher_sees_who_is_closed_and_lets_them_try_again(visit, schools, lesson, an, database):
    with_pictures(database, an)
    at = f"{door(schools)}/{an.id}"
    for _ in range(5):
        visit().post(at, {"pictures": " ".join(OTHER)})
    assert f"{an.name} chạm sai hình năm lần" in lesson.get(f"/lop/{schools.code}/gio-hoc").text

    for _ in range(2):
        lesson.post(f"/lop/{schools.code}/gio-hoc/mo-khoa/{an.id}")

    assert visit().post(at, {"pictures": " ".join(FOUR)}).status == 303
    assert len(rows(database, select(AuditEntry).where(AuditEntry.act == Act.UNLOCKED))) == 1


def test_a_wrong_pin_is_told_beside_its_field_and_has_to_wait_after_five(visit, schools, lesson, an):
    pupil = visit()
    assert "Mã PIN chưa đúng" in tapped_in(pupil, schools, an, pin="111111").error_on("secret")
    assert "Gõ mã PIN" in tapped_in(pupil, schools, an, pin="").error_on("secret")
    for _ in range(4):
        tapped_in(pupil, schools, an, pin="111111")

    assert "Đợi 1 phút" in tapped_in(pupil, schools, an).errors
    assert tapped_in(pupil, schools, schools.pupils[2]).status == 303  # nobody else waits
    clock.set_now(NINE + timedelta(minutes=2))
    assert tapped_in(pupil, schools, an).status == 303


def test_a_whole_school_behind_one_address_is_not_kept_waiting(visit, schools, lesson, an, database):
    """Others at the school mistype at the common sign-in, and so does this class: whoever is right still gets in."""
    visit().sign_in("DAN", "111111")
    so_many(database, "network", 120)
    visit().sign_in("DAN", "111111")
    for pupil in schools.pupils:
        for _ in range(3):
            tapped_in(visit(), schools, pupil, pin="111111")

    assert "Có nhiều lần gõ sai" in visit().sign_in("DAN", PIN).errors
    assert [tapped_in(visit(), schools, one).status for one in schools.pupils] == [303] * 3


def test_guessing_through_a_whole_lesson_is_stopped_all_the_same(visit, schools, lesson, an, database):
    tapped_in(visit(), schools, an, pin="111111")
    so_many(database, "lesson:", 401)

    tapped_in(visit(), schools, an, pin="111111")

    assert "Đợi 1 phút" in tapped_in(visit(), schools, schools.pupils[2]).errors


def test_coming_in_takes_the_count_back(visit, schools, lesson, an, database):
    tapped_in(visit(), schools, an, pin="111111")
    tapped_in(visit(), schools, an)

    left = {one.key.partition(":")[0]: one.failures for one in rows(database, select(FailureCounter))}
    assert left == {"lesson": 1}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"secret_hash": None}, "Nhờ thầy cô đặt hình cho em"),
        ({"secret_kind": SecretKind.PASSWORD}, "Tài khoản này dùng mật khẩu"),
        ({"closed_at": NINE}, "gọi thầy cô mở giúp"),
    ],
)
def test_who_cannot_tap_in_is_told_what_to_do(visit, schools, lesson, an, database, values, words):
    change(database, SignIn, [an], **values)
    at = f"{door(schools)}/{an.id}"

    assert words in visit().get(at).text
    sent = visit().post(at, {"secret": PIN})
    assert sent.status == 422
    assert words in sent.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_of_the_class_is_not_there(visit, schools, lesson, cast, method):
    for person in (cast.citizen.id, schools.teacher.id, 999_999, 2**70):
        assert getattr(visit(), method)(f"{door(schools)}/{person}").status == 404


def test_between_lessons_there_are_no_names_and_tapping_leads_to_the_door(visit, schools, lesson, an):
    at = f"{door(schools)}/{an.id}"
    ended(lesson, schools)

    assert visit().get(at).location == door(schools)
    assert visit().post(at, {"secret": PIN}).location == door(schools)
    page = visit().get(door(schools))
    assert "chưa vào giờ học" in page.text
    assert an.name not in page.text
    assert page.h1 == "Lớp 7B"


def test_a_lesson_of_another_class_opens_no_door_here(visit, schools, lesson, an):
    elsewhere = door(schools, schools.other)

    assert "chưa vào giờ học" in visit().get(elsewhere).text
    assert visit().post(f"{elsewhere}/{an.id}", {"secret": PIN}).location == elsewhere


def test_the_next_pupil_taps_in_where_the_last_one_still_is(visit, schools, lesson, an, database):
    machine = visit()
    tapped_in(machine, schools, an)

    assert tapped_in(machine, schools, schools.pupils[2]).status == 303
    assert schools.pupils[2].name in machine.get("/toi").h1
    assert set(visits(database)) == {an.id, schools.pupils[2].id}


def test_signing_in_at_two_machines_is_one_visit(visit, schools, lesson, an, database):
    assert [tapped_in(visit(), schools, an).status for _ in range(2)] == [303, 303]
    assert len(visits(database)) == 1


def test_two_machines_at_the_same_moment_are_one_visit_and_both_are_in(visit, schools, lesson, an, database):
    ready, statuses = threading.Barrier(2), []

    def press(machine):
        ready.wait()
        statuses.append(machine.post(f"{door(schools)}/{an.id}", {"secret": PIN}).status)

    threads = [threading.Thread(target=press, args=(visit(),)) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert statuses == [303, 303]
    assert set(visits(database)) == {an.id}
    assert rows(database, select(FailureCounter.failures).where(FailureCounter.failures > 0)) == []


def test_who_wishes_nothing_recorded_may_read_and_leaves_no_row(visit, schools, lesson, an, database):
    change(database, Person, [an], stopped_at=NINE)

    assert tapped_in(visit(), schools, an).status == 303
    assert visits(database) == {}


def test_who_has_left_the_class_is_gone_from_its_list(visit, schools, lesson, an, database):
    change(database, Seat, [an], to_on=NINE.date(), ended_as="left")

    assert an.name not in visit().get(door(schools)).text
    assert visit().get(f"{door(schools)}/{an.id}").status == 404
