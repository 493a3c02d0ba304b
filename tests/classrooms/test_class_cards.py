"""Cards of a class, a secret tapped on the teacher's device, accounts that were closed."""

from functools import partial

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.classrooms.models.rosters import Seat
from lms.people.adapters.hashing import Hasher
from lms.people.models import SignIn
from lms.people.rules.pictures import as_secret
from lms.people.rules.secrets import SecretKind
from tests.builders import PEPPER, PIN, rows
from tests.classrooms.rooms import seated, statements
from tests.classrooms.secrets_made import account, asking, without_code

HASHER = Hasher(PEPPER, passes=1, memory_kib=8)


def test_codes_are_made_for_those_who_have_none_and_once(visit, schools, database):
    without_code(database, *schools.pupils[1:])
    teacher = visit(schools.teacher)
    assert "2 em chưa có mã người học" in teacher.get(f"/lop/{schools.code}/the").text

    assert [teacher.post(f"/lop/{schools.code}/the").status for _ in range(2)] == [303, 303]

    codes = rows(database, select(SignIn.code).where(SignIn.person_id.in_([one.id for one in schools.pupils])))
    assert len(set(codes)) == 3
    assert "Chưa đặt mã" in teacher.get(f"/lop/{schools.code}/the").text


def test_cards_carry_name_class_and_code_and_never_a_secret(visit, schools, database):
    teacher = visit(schools.teacher)

    page = teacher.get(f"/lop/{schools.code}/the/in?ai=ca-lop")

    assert {one.text for one in page.soup.select(".idcard .who")} == {one.name for one in schools.pupils}
    card = page.soup.select(".idcard")[0]
    assert "lớp 7B, Trường THCS An Phú" in card.text
    assert account(database, schools.pupils[1]).shown_code in page.text.replace(" ", "")
    assert "?ma=" not in page.text
    assert PIN not in page.response.text


def test_new_cards_are_those_without_a_secret_and_of_the_last_days(visit, schools, database):
    with database.writing() as session:
        session.execute(update(Seat).values(from_on=clock.today().replace(day=1, month=9)))
        fresh = SignIn.person_id == schools.pupils[2].id
        session.execute(update(SignIn).where(fresh).values(secret_hash=None))
    teacher = visit(schools.teacher)

    assert [one.text for one in teacher.get(f"/lop/{schools.code}/the/in").soup.select(".who")] == ["H’Hen Niê"]
    assert len(teacher.get(f"/lop/{schools.code}/the/in?ai=ca-lop").soup.select(".who")) == 3


@pytest.mark.parametrize("address", ["/the/{}/mo-khoa", "/the/mo-khoa"])
def test_pictures_closed_after_five_failures_are_opened_for_one_and_for_all(visit, schools, database, address):
    pupil, teacher = schools.pupils[1], visit(schools.teacher)
    with database.writing() as session:
        told = {"secret_kind": SecretKind.PICTURES, "secret_hash": HASHER.hash("hinh:x")}
        session.execute(update(SignIn).where(SignIn.person_id == pupil.id).values(**told))
    for _ in range(5):
        visit().post("/dang-nhap/hinh", {"code": pupil.code, "pictures": "non-la con-ga xe-dap non-la"})
    assert account(database, pupil).closed_at
    assert "1 em đang bị khóa" in teacher.get(f"/lop/{schools.code}/the").text

    assert teacher.post(f"/lop/{schools.code}{address.format(pupil.id)}").status == 303

    assert account(database, pupil).closed_at is None
    assert account(database, pupil).epoch == 1
    assert "đang bị khóa" not in teacher.get(f"/lop/{schools.code}/the").text


def test_a_pupil_taps_a_secret_on_the_teachers_device(visit, schools, database):
    pupil, teacher = schools.pupils[1], visit(schools.teacher)
    own = f"/lop/{schools.code}/the/{pupil.id}"

    assert teacher.post(f"{own}/dat-ma", {"pin": "482915", "again": "482916", "agreed": "y"}).status == 422
    assert teacher.post(f"{own}/dat-ma", {"pin": "482915", "again": "482915"}).error_on("agreed")
    done = teacher.post(f"{own}/dat-ma", {"pin": "482915", "again": "482915", "agreed": "y"})

    assert "Em đã đặt mã mới" in teacher.follow(done).text
    assert visit().sign_in(pupil.code, "482915").status == 303
    assert account(database, pupil).secret_set_by_id == schools.teacher.id


def test_a_pupil_taps_four_pictures_twice(visit, schools, database):
    pupil, teacher = schools.pupils[1], visit(schools.teacher)
    own, four = f"/lop/{schools.code}/the/{pupil.id}/dat-ma", "non-la con-ga xe-dap mat-troi"
    sent = {"bang": "hinh", "pictures": four, "agreed": "y"}

    assert teacher.get(f"{own}?bang=hinh").status == 200
    assert "Chạm lại đúng bốn hình ấy" in teacher.post(own, sent).h1
    assert teacher.post(own, {**sent, "first": four}).status == 303

    assert HASHER.fits(account(database, pupil).secret_hash, as_secret(four.split()))


@pytest.mark.parametrize("person", ["citizen", "stranger"])
def test_nobody_elses_card_is_reached_through_a_class(visit, schools, cast, person):
    who = getattr(cast, person)

    assert visit(schools.teacher).get(f"/lop/{schools.code}/the/{who.id}").status == 404
    assert visit(schools.teacher).post(f"/lop/{schools.code}/the/{who.id}/dat-ma").status == 404
    assert visit(schools.colleague).get(f"/lop/{schools.code}/the/{schools.pupils[1].id}").status == 403


def test_forty_five_cost_no_more_questions_than_two(visit, schools, database):
    teacher = visit(schools.teacher)
    pages = [f"/lop/{schools.code}/the{part}" for part in ("", "/in?ai=ca-lop", "/ma")]

    def counted() -> list[int]:
        return [statements(database, partial(teacher.get, address)) for address in pages]

    few = counted()
    address, form = asking(teacher, schools, *schools.pupils[:2])
    few_made = statements(database, partial(teacher.post, address, form))
    more = seated(database, schools, 43)

    assert counted() == few
    address, form = asking(teacher, schools, *schools.pupils, *more)
    assert statements(database, partial(teacher.post, address, form)) <= few_made + 6  # codes, and first secrets
