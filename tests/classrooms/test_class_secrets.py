"""Secrets made at printing: at the page, as teachers press; once, for whom they may, kept nowhere."""

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.adapters.hashing import Hasher
from lms.people.models import NoticeGiven, Post, SignIn
from lms.people.rules.pictures import PICTURES, as_secret
from lms.people.rules.secrets import SecretKind, check_pin
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import PEPPER, PIN, rows
from tests.classrooms.secrets_made import account, asking, printed, slips, without_code

HASHER = Hasher(PEPPER, passes=1, memory_kib=8)


def test_a_printed_pin_opens_the_account_and_the_old_one_does_not(visit, schools, database):
    before, pupil = account(database, schools.pupils[1]), schools.pupils[1]
    page = printed(visit(schools.teacher), schools, pupil)

    assert page.status == 200
    (pin,) = slips(page).values()
    check_pin(pin, 2013)
    after = account(database, pupil)
    assert (after.epoch, after.secret_set_by_id) == (before.epoch + 1, schools.teacher.id)
    assert HASHER.fits(after.secret_hash, pin)
    assert visit().sign_in(pupil.code, pin).status == 303
    assert visit().sign_in(pupil.code, PIN).status == 422
    assert "đặt mã cho 1 em" in page.text


def test_a_session_of_a_pupil_whose_secret_is_made_anew_ends(visit, schools):
    pupil = visit(schools.pupils[1])
    assert pupil.get("/toi").status == 200

    printed(visit(schools.teacher), schools, schools.pupils[1])

    assert pupil.get("/toi").status == 303


def test_one_press_makes_them_for_many_also_for_those_without_a_code(visit, schools, database):
    without_code(database, schools.pupils[2])

    page = printed(visit(schools.teacher), schools, *schools.pupils)

    made = slips(page)
    assert set(made) == {one.name for one in schools.pupils}
    assert all(HASHER.fits(account(database, one).secret_hash, made[one.name]) for one in schools.pupils)
    assert account(database, schools.pupils[2]).shown_code in page.text


def test_sent_twice_nothing_is_made_a_second_time(visit, schools, database):
    teacher = visit(schools.teacher)
    address, form = asking(teacher, schools, *schools.pupils[1:])
    first = slips(teacher.post(address, form))

    again = teacher.post(address, form)

    assert (again.status, again.h1) == (409, "Mã vừa đặt đã hiện một lần rồi")
    assert not slips(again)
    assert all(HASHER.fits(account(database, one).secret_hash, first[one.name]) for one in schools.pupils[1:])


def test_whose_secret_changed_meanwhile_is_left_and_the_others_are_made(visit, schools, database):
    teacher = visit(schools.teacher)
    address, form = asking(teacher, schools, *schools.pupils[1:])
    other = slips(printed(visit(schools.head), schools, schools.pupils[1]))

    page = teacher.post(address, form)

    assert list(slips(page)) == [schools.pupils[2].name]
    assert "1 em đã chọn mà không đặt mã nữa" in page.text
    assert HASHER.fits(account(database, schools.pupils[1]).secret_hash, other[schools.pupils[1].name])


def test_pictures_are_asked_for_and_kept_when_nobody_says_otherwise(visit, schools, database):
    pupil, teacher = schools.pupils[1], visit(schools.teacher)
    first = slips(printed(teacher, schools, pupil, wish="pictures"))[pupil.name]
    names = {word: name for name, word in PICTURES.items()}
    chosen = _names_in(first, names)
    assert account(database, pupil).secret_kind is SecretKind.PICTURES
    assert HASHER.fits(account(database, pupil).secret_hash, as_secret(chosen))

    page = printed(teacher, schools, *schools.pupils)

    kinds = {name: text.isdigit() for name, text in slips(page).items()}
    assert kinds == {one.name: one is not pupil for one in schools.pupils}


def _names_in(text: str, names: dict[str, str]) -> list[str]:
    """The pictures whose words stand in a text, one after the other."""
    found = []
    while text:
        word = next(one for one in names if text.startswith(one))
        found.append(names[word])
        text = text.removeprefix(word).strip()
    return found


def test_an_answer_with_secrets_is_kept_nowhere(visit, schools, database, caplog):
    teacher = visit(schools.teacher)
    page = printed(teacher, schools, *schools.pupils)

    pins = slips(page).values()
    assert page.response.headers["Cache-Control"] == "private, no-store"
    said = str([one.details for one in rows(database, select(AuditEntry))]) + caplog.text
    with teacher.client.session_transaction() as kept:
        said += str(dict(kept))
    said += str(rows(database, select(SignIn.secret_hash)))
    assert not [pin for pin in pins if pin in said]
    assert not [pin for pin in pins if pin in teacher.get(f"/lop/{schools.code}/the").response.text]


def test_each_secret_made_is_on_record(visit, schools, database):
    printed(visit(schools.teacher), schools, *schools.pupils[1:])

    found = rows(database, select(AuditEntry).where(AuditEntry.act == Act.PIN_RESET))
    assert {(one.person_id, one.subject_person_id) for one in found} == {
        (schools.teacher.id, one.id) for one in schools.pupils[1:]
    }


def test_the_notice_is_read_out_before_the_first_secret(visit, schools, database):
    teacher, pupil = visit(schools.teacher), schools.pupils[1]

    page = printed(teacher, schools, pupil, agreed="")
    assert (page.status, account(database, pupil).epoch) == (422, 1)
    assert "Đọc bốn điều" in page.error_on("agreed")

    printed(teacher, schools, pupil)
    assert rows(database, select(NoticeGiven.read_out_by_id).where(NoticeGiven.person_id == pupil.id)) == [
        schools.teacher.id
    ]
    assert printed(teacher, schools, pupil, agreed="").status == 200


def test_a_listed_pupil_is_registered_by_the_first_secret(visit, schools, database):
    pupil = schools.pupils[1]
    with database.writing() as session:
        session.execute(update(PersonStanding).where(PersonStanding.person_id == pupil.id).values(stage=Stage.LISTED))

    printed(visit(schools.teacher), schools, pupil)

    assert rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == pupil.id)) == [
        Stage.REGISTERED
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"people": []}, "people"), ({"wish": "password"}, "wish"), ({"people": ["x", "9" * 30]}, "people")],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_made(visit, schools, database, change, field):
    teacher = visit(schools.teacher)
    address, form = asking(teacher, schools, schools.pupils[1])

    page = teacher.post(address, {**form, **change})

    assert page.status == 422
    assert page.soup.find(id=f"{field}-loi")
    assert account(database, schools.pupils[1]).epoch == 1


def test_whoever_is_not_in_the_class_gets_nothing(visit, schools, cast, database):
    teacher = visit(schools.teacher)
    address, form = asking(teacher, schools, schools.pupils[1])
    seen = f"{form['seen']} {cast.citizen.id}:1 {schools.head.id}:1 {'9' * 40}:1 x:y ::"

    page = teacher.post(
        address, {**form, "people": [cast.citizen.id, schools.head.id, schools.pupils[1].id], "seen": seen}
    )

    assert list(slips(page)) == [schools.pupils[1].name]
    assert (account(database, cast.citizen).epoch, account(database, schools.head).epoch) == (1, 1)


def test_whoever_holds_a_post_is_not_offered_a_secret(visit, schools, database):
    pupil = schools.pupils[1]
    with database.writing() as session:
        session.add(
            Post(person_id=pupil.id, role=Role.VIEWER, unit_id=schools.room.school.unit_id, from_at=clock.now())
        )
    teacher = visit(schools.teacher)

    page = teacher.get(f"/lop/{schools.code}/the/ma")
    assert str(pupil.id) not in [one["value"] for one in page.soup.select("input[name=people]")]
    assert printed(teacher, schools, pupil).status == 422
    assert teacher.post(f"/lop/{schools.code}/the/{pupil.id}/mo-khoa").status in (409, 422)
    assert account(database, pupil).epoch == 1


def test_an_archived_class_makes_no_secrets(visit, schools, database):
    teacher = visit(schools.teacher)
    address, form = asking(teacher, schools, schools.pupils[1])
    teacher.post(f"/lop/{schools.code}/cat")

    page = teacher.post(address, form)

    assert page.status == 422
    assert "đã cất" in page.text
    assert account(database, schools.pupils[1]).epoch == 1


def test_a_card_of_one_pupil_says_who_made_the_secret(visit, schools):
    pupil, teacher = schools.pupils[1], visit(schools.teacher)
    assert "người chứng kiến" not in teacher.get(f"/lop/{schools.code}/the/{pupil.id}").text
    printed(teacher, schools, pupil)

    assert "cần thêm một người chứng kiến" in teacher.get(f"/lop/{schools.code}/the/{pupil.id}").text
    assert "cần thêm một người chứng kiến" in teacher.get(f"/lop/{schools.code}/the").text
    assert "do chính thầy cô đặt" not in visit(schools.head).get(f"/lop/{schools.code}/the/{pupil.id}").text
