"""`/don-vi/<code>/nguoi/nhieu`: a list, read and looked at, applied once; then its cards."""

from io import BytesIO

import pytest
from sqlalchemy import func, select

from lms.people.models import NoticeGiven, Person, SignIn
from lms.sheets.models import ImportDraft
from lms.tally.rules import Stage
from tests.builders import rows
from tests.offices.people import COMMUNE, VILLAGE, named, places_of, register, settled, stage_of

LIST = """Họ và tên\tNăm sinh
Sùng Thị Dở\t1961
H'Hen Niê\t02/03/1992
Mơ\t1948
Giàng A Nhỏ\t2016
Lò Văn\t50
<b>Xấu</b>\t1960
"""


def brought(visitor, text=LIST, at=VILLAGE):
    """Paste a list and look at the preview."""
    answer = visitor.post(f"{at}/nhieu", {"pasted": text})
    assert answer.status == 303, answer.text
    return answer.location


def apply(visitor, address, **choices):
    """Press the button that registers."""
    return visitor.post(address, {"do": "ghi", **choices})


def test_the_preview_says_what_becomes_of_each_row_and_keeps_nobody(visit, cast, database):
    helper = visit(cast.facilitator)
    before = rows(database, select(func.count(Person.id)))

    page = helper.get(brought(helper))

    assert "Thêm mới: 3 người" in page.text
    assert "Chưa nhận: 3 dòng" in page.text
    assert "nhờ thầy cô" in page.text
    assert rows(database, select(func.count(Person.id))) == before


def test_applied_everybody_has_a_card_no_secret_and_no_notice_yet(visit, cast, database):
    helper = visit(cast.facilitator)
    address = brought(helper)

    done = helper.follow(apply(helper, address))

    mo = named(database, "Mơ")
    assert done.h1 == "Đã thêm 3 người"
    assert rows(database, select(SignIn.secret_hash).where(SignIn.person_id == mo.id)) == [None]
    assert rows(database, select(NoticeGiven).where(NoticeGiven.person_id == mo.id)) == []
    assert stage_of(database, mo.id) == [("citizen", cast.units["77001-1"].unit_id, Stage.LISTED)]
    assert mo.registered_by_id == cast.facilitator.id


def test_applied_twice_is_applied_once(visit, cast, database):
    helper = visit(cast.facilitator)
    address = brought(helper)

    for _ in range(2):
        assert apply(helper, address).status == 303

    assert rows(database, select(func.count()).where(Person.name == "Mơ")) == [1]
    assert rows(database, select(ImportDraft.rows)) == [[]]


def test_the_sheet_of_cards_holds_this_list_alone(visit, cast, database):
    helper = visit(cast.facilitator)
    register(helper, name="Người Khác")
    address = brought(helper)
    apply(helper, address)
    sheet = next(link for link in helper.get(address).links().values() if "/the?lo=" in link)

    cards = helper.get(sheet)

    assert {one.get_text(strip=True) for one in cards.soup.select(".idcard .who")} == {"Sùng Thị Dở", "H’Hen Niê", "Mơ"}
    assert len(cards.soup.select(".idcard .qr")) == 3
    assert "PIN:" not in cards.text
    assert visit(cast.manager).get(sheet).status == 404


def test_somebody_known_is_not_made_twice(visit, cast, database):
    known = settled(database, cast, name="Sùng Thị Dở", born=1961)
    helper = visit(cast.facilitator)
    address = brought(helper)
    assert "Đã có ở đây: 1 người" in helper.get(address).text

    apply(helper, address)

    assert rows(database, select(func.count()).where(Person.search_key == "sung thi do")) == [1]
    assert named(database, "Sùng Thị Dở").id == known


def test_a_namesake_elsewhere_in_the_commune_is_asked_about_and_left_until_then(visit, cast, database):
    settled(database, cast, name="Sùng Thị Dô", born=1961, at="77001")
    helper = visit(cast.facilitator)
    address = brought(helper)
    page = helper.get(address)
    assert "cần chọn: 1 dòng" in page.text
    (field,) = {one["name"] for one in page.soup.select("input[type=radio]")}

    helper.post(address, {"do": "xem", field: "khac"})
    assert "Thêm mới: 3 người" in helper.get(address).text
    apply(helper, address)

    assert named(database, "Sùng Thị Dở").birth_year == 1961


def test_a_choice_that_was_not_offered_is_not_taken(visit, cast, database):
    settled(database, cast, name="Sùng Thị Dô", born=1961, at="77001")
    helper = visit(cast.facilitator)
    address = brought(helper)
    (field,) = {one["name"] for one in helper.get(address).soup.select("input[type=radio]")}

    helper.post(address, {"do": "ghi", field: str(cast.admin.id)})

    assert rows(database, select(SignIn.id).where(SignIn.person_id == cast.admin.id)) != []
    assert rows(database, select(Person.id).where(Person.name == "Sùng Thị Dở")) == []


def test_twins_in_one_list_are_two_and_a_repeated_row_is_asked_about(visit, cast):
    helper = visit(cast.facilitator)
    page = helper.get(brought(helper, "Lò Thị Dung, 1960\nLò Thị Dương, 1960\nLò Thị Dung, 1960\n"))

    assert "Thêm mới: 2 người" in page.text
    assert "cần chọn: 1 dòng" in page.text


def test_an_excel_file_is_read_too(visit, cast):
    helper = visit(cast.facilitator)
    file = (BytesIO("Họ tên;Năm sinh\nMơ;1948\n".encode("utf-8-sig")), "danh sach.csv")

    answer = helper.post(f"{VILLAGE}/nhieu", {"file": file}, content_type="multipart/form-data")

    assert "Thêm mới: 1 người" in helper.follow(answer).text


@pytest.mark.parametrize("text", ["", "   \n", "\x00", "xin chào", "091234567890"])
def test_what_is_no_list_is_said_so(visit, cast, text):
    helper = visit(cast.facilitator)
    answer = helper.post(f"{VILLAGE}/nhieu", {"pasted": text})

    assert answer.status == 422 or "Thêm mới: 0 người" in helper.follow(answer).text


def test_at_a_commune_the_list_says_the_village(visit, cast, database):
    manager = visit(cast.manager)
    address = brought(manager, "Mơ, 1948, Thôn Đình\nSùng Thị Dở, 1961, Thôn Không Có\n", COMMUNE)

    apply(manager, address)

    assert places_of(database, named(database, "Mơ").id)[0][1] == cast.units["77001-1"].unit_id
    assert places_of(database, named(database, "Sùng Thị Dở").id)[0][1] == cast.units["77001"].unit_id


def test_another_helpers_list_is_not_there(visit, cast):
    address = brought(visit(cast.facilitator))

    assert visit(cast.manager).get(address).status == 404
    assert apply(visit(cast.manager), address).status == 404
    assert apply(visit(cast.stranger), address).status == 404


def test_cards_are_made_for_those_who_have_none(visit, cast, database):
    with database.writing() as session:
        session.delete(session.scalars(select(SignIn).where(SignIn.person_id == cast.citizen.id)).one())
    helper = visit(cast.facilitator)
    assert "1 người chưa có thẻ" in helper.get(f"{VILLAGE}/the").text

    for _ in range(2):
        assert helper.post(f"{VILLAGE}/the").status == 303

    page = helper.get(f"{VILLAGE}/the")
    assert [one.get_text(strip=True) for one in page.soup.select(".idcard .who")] == ["Lò Thị Mai"]
    assert "Vàng A Páo" not in helper.get(f"{VILLAGE}/the?tat-ca=1").text  # staff sign in by a name of their own
