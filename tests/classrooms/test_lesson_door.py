"""The class's door: its code typed or scanned, wrong codes, and asking to be let in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.classrooms.actions import asking_in
from lms.classrooms.models.rosters import JoinRequest
from lms.people.models import FailureCounter, Person
from tests.builders import rows
from tests.classrooms.lesson import NINE, change, door, opened, tapped_in
from tests.people.steps import so_many

MAI = {"name": "Lò Thị Mai", "birth_year": "2013"}


pytestmark = pytest.mark.usefixtures("at_nine")


def ask(visitor, schools, **told):
    """Send the form that asks to be let in; the answer to the POST."""
    hidden = visitor.get(f"{door(schools)}/xin-vao").hidden()
    return visitor.post(f"{door(schools)}/xin-vao", {**hidden, **MAI, **told})


def requests(database):
    return rows(database, select(JoinRequest).order_by(JoinRequest.id))


def test_a_code_is_typed_as_people_type(visit, schools):
    code = schools.room.room.join_code
    for typed in (code, code.lower(), f" {code[:4]}-{code[4:]} ", code.replace("0", "O").replace("1", "l")):
        sent = visit().post("/vao-lop/", {"code": typed})
        assert sent.location == f"/vao-lop/{code}"
        assert "Trường THCS An Phú" in visit().follow(sent).text

    assert "Gõ mã lớp" in visit().post("/vao-lop/", {"code": " "}).error_on("code")


def test_without_a_lesson_class_and_school_are_all_that_shows(visit, schools):
    text = visit().get(door(schools)).text

    assert "Lớp 7B" in text
    assert "2026–2027" in text
    assert not any(one.name in text for one in (*schools.pupils, schools.teacher))


def test_an_archived_class_says_so_and_takes_no_request(visit, schools, database):
    visit(schools.head).post(f"/lop/{schools.code}/cat")

    assert "Lớp này đã cất" in visit().get(door(schools)).text
    assert "Lớp này đã cất" in visit().get(f"{door(schools)}/xin-vao").text
    assert "đã cất" in visit().post(f"{door(schools)}/xin-vao", MAI).text
    assert requests(database) == []


@pytest.mark.parametrize("code", ["7K4M2QP9", "x", "%2e%2e", "Ư" * 90, "'or 1=1"])
def test_nobodys_code_is_not_found_and_is_counted(visit, schools, database, code):
    assert visit().get(f"/vao-lop/{code}").status == 404

    (counted,) = rows(database, select(FailureCounter))
    assert (counted.key.partition(":")[0], counted.failures) == ("class-codes", 1)
    assert "203.0.113" not in counted.key


def test_right_codes_are_never_counted(visit, schools, database):
    for _ in range(3):
        visit().get(door(schools))

    assert rows(database, select(FailureCounter)) == []


def test_after_two_hundred_wrong_codes_a_network_waits_a_minute_and_others_do_not(visit, schools, database):
    visit().get("/vao-lop/7K4M2QP9")
    so_many(database, "class-codes", 220)
    visit().get("/vao-lop/7K4M2QP9")

    assert visit().get("/vao-lop/7K4M2QP9").status == 429
    assert "Đợi một phút" in visit().get(door(schools)).text
    elsewhere = visit()
    elsewhere.from_address = "198.51.100.1"
    assert elsewhere.get(door(schools)).status == 200
    clock.set_now(NINE + timedelta(minutes=2))
    assert visit().get(door(schools)).status == 200


def test_somebody_not_known_asks_to_be_let_in(visit, schools, database):
    visitor = visit()

    sent = ask(visitor, schools, name="  lò   thị Mai ")

    assert "Thầy cô sẽ cho em vào" in visitor.follow(sent).text
    (asked,) = requests(database)
    assert (asked.name, asked.birth_year, asked.person_id, asked.let_in) == ("lò thị Mai", 2013, None, None)


def test_in_a_lesson_the_way_to_ask_is_below_the_names(visit, schools):
    opened(visit(schools.teacher), schools)

    page = visit().get(door(schools))

    assert page.links()["Không thấy tên em? Xin vào lớp"] == f"{door(schools)}/xin-vao"


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"name": " "}, "name", "Gõ họ và tên"),
        ({"name": "An 7"}, "name", "chữ cái"),
        ({"name": "x" * 200}, "name", "dài quá"),
        ({"birth_year": "13"}, "birth_year", "4 chữ số"),
        ({"birth_year": "2999"}, "birth_year", "Năm sinh phải"),
        ({"birth_year": ""}, "birth_year", "Gõ đủ 4"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(visit, schools, database, told, field, words):
    page = ask(visit(), schools, **told)

    assert page.status == 422
    assert words in page.error_on(field)
    assert requests(database) == []


def test_sending_twice_or_again_is_asking_once(visit, schools, database):
    visitor = visit()
    form = {**visitor.get(f"{door(schools)}/xin-vao").hidden(), **MAI}
    for _ in range(2):
        assert visitor.post(f"{door(schools)}/xin-vao", form).status == 303
    ask(visit(), schools)

    assert len(requests(database)) == 1


def test_a_signed_in_pupil_asks_with_one_press(visit, cast, schools, database):
    visitor = visit(cast.citizen)
    page = visitor.get(door(schools))
    assert page.field("name") is None

    visitor.post(f"{door(schools)}/xin-vao", page.hidden())
    ask(visitor, schools, name="Ai Khác")

    (asked,) = requests(database)
    assert (asked.person_id, asked.name) == (cast.citizen.id, cast.citizen.name)


def test_who_sits_there_and_who_works_there_do_not_ask(visit, cast, schools, database):
    assert "đã có tên trong lớp này" in ask(visit(schools.pupils[1]), schools).errors
    assert "tài khoản thầy cô" in visit(schools.teacher).get(door(schools)).text
    assert ask(visit(schools.teacher), schools).status < 400

    assert requests(database) == []


def test_a_flood_from_one_network_waits_and_another_class_does_not(visit, schools, database):
    ask(visit(), schools)
    so_many(database, "join-class", 70)
    ask(visit(), schools)

    refused = ask(visit(), schools, name="Hà Văn Ba")

    assert "Có nhiều em xin vào lớp này quá" in refused.errors
    there = door(schools, schools.other)
    assert visit().post(f"{there}/xin-vao", {**visit().get(f"{there}/xin-vao").hidden(), **MAI}).status == 303


def test_a_class_where_too_many_wait_takes_no_more(visit, schools, database, monkeypatch):
    monkeypatch.setattr(asking_in, "MOST_WAITING", 1)
    ask(visit(), schools)

    assert "nhiều em chờ quá" in ask(visit(), schools, name="Hà Văn Ba").errors


def test_a_pupil_in_a_lesson_of_another_class_asks_as_themselves(visit, schools, database):
    opened(visit(schools.teacher), schools)
    pupil, an = visit(), schools.pupils[1]
    tapped_in(pupil, schools, an)
    there = door(schools, schools.other)

    pupil.post(f"{there}/xin-vao", pupil.get(there).hidden())

    assert [one.person_id for one in requests(database)] == [an.id]


def test_primary_classes_get_the_childrens_page(visit, schools, database):
    room = schools.other.room
    change(database, type(room), [room], grade=4)

    assert "kid" in visit().get(door(schools, schools.other)).soup.body["class"]
    assert "class" not in visit().get(door(schools)).soup.body.attrs


def test_a_merged_pupil_is_no_name_to_tap(visit, schools, database):
    opened(visit(schools.teacher), schools)
    an = schools.pupils[1]
    change(database, Person, [an], merged_into_id=schools.pupils[0].id)

    assert an.name not in visit().get(door(schools)).text
    assert visit().get(f"{door(schools)}/{an.id}").status == 404
