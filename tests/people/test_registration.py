"""The first page of registering: who somebody is and where they live."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.people.models import Person
from lms.units.actions import add_unit
from lms.units.models import Unit, UnitVersion
from lms.units.queries import CURRENT
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.people.steps import FIRST_PAGE, first_page


def people(database):
    return rows(database, select(func.count(Person.id)))[0]


def test_the_notice_comes_first_and_says_what_why_who_and_how_to_stop(visit):
    page = visit().get("/dang-ky")

    assert page.h1 == "Đăng ký học"
    assert page.text.index("Bốn điều nên biết trước") < page.text.index("Họ và tên")
    for words in ("Giữ họ tên", "tính tỷ lệ", "xem được tên", "ngừng hoặc xóa"):
        assert words in page.text
    assert "không bao giờ hỏi số căn cước" in page.text
    assert "chị Lan" in page.text
    assert "Set-Cookie" not in page.response.headers


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Bình Minh", "xã Bình Minh, tỉnh Thử"),
        ("binh minh", "xã Bình Minh, tỉnh Thử"),
        ("  BINH   MINH ", "xã Bình Minh, tỉnh Thử"),
        ("xã Bình Minh", "xã Bình Minh, tỉnh Thử"),
        ("xa binh minh, thu", "xã Bình Minh, tỉnh Thử"),
        ("xã Bình Minh, tỉnh Thử", "xã Bình Minh, tỉnh Thử"),
        (unicodedata.normalize("NFD", "Bình Minh"), "xã Bình Minh, tỉnh Thử"),
        ("binh", "xã Bình Minh, tỉnh Thử"),
        ("An Phú, Sông Lam", "phường An Phú, thành phố Sông Lam"),
        ("an phu, tp song lam", "phường An Phú, thành phố Sông Lam"),
        ("phuong an phu,song lam", "phường An Phú, thành phố Sông Lam"),
        ("An Phú, tỉnh Thử", "xã An Phú, tỉnh Thử"),
    ],
)
def test_a_place_is_understood_however_it_is_typed(visit, typed, place):
    page = first_page(visit(), home=typed)

    assert page.status == 200, page.errors
    assert page.h1 == "Đăng ký học: một bước nữa"
    assert f"Hoàng Thị Mơ, sinh năm 1958, ở {place}." in page.text


def test_a_name_that_two_provinces_have_is_asked_about_and_the_choice_is_taken(visit):
    visitor = visit()
    page = first_page(visitor, home="An Phú")

    assert page.status == 422
    assert page.error_on("home_code") == "Có mấy nơi tên giống vậy. Chọn một nơi, không thấy thì gõ thêm tên tỉnh."
    choices = {one["value"] for one in page.soup.select("input[name=home_code]")}
    assert choices == {"77001", "78001"}
    assert "phường An Phú, thành phố Sông Lam" in page.text

    chosen = visitor.post("/dang-ky", {**page.hidden(), **FIRST_PAGE, "home": "An Phú", "home_code": "78001"})

    assert chosen.status == 200
    assert "ở phường An Phú, thành phố Sông Lam." in chosen.text


@pytest.mark.parametrize("code", ["77002", "99001", "vn", "77", "77001-1", "", "x", "77001'--", "\x00"])
def test_a_choice_that_was_not_offered_is_not_taken(visit, code):
    page = first_page(visit(), home="An Phú", home_code=code)

    assert page.status == 422
    assert page.error_on("home_code")


def test_typing_another_place_after_the_choices_forgets_the_choice(visit):
    page = first_page(visit(), home="Bình Minh", home_code="77001")

    assert "ở xã Bình Minh, tỉnh Thử." in page.text


@pytest.mark.parametrize("typed", ["Thôn Đình", "tỉnh Thử", "Việt Nam", "vn", "77001", "Trường THCS An Phú", "xyz", "%",
                                   "_", "%%%", "\\", "'", "\x00", "An\u200bPhú", ",", ", Thử", "xã", "😀"])  # fmt: skip
def test_what_is_no_commune_is_not_found(visit, database, typed):
    page = first_page(visit(), home=typed)

    assert page.status == 422
    assert page.error_on("home") or page.error_on("home_code")
    assert people(database) == 7


def test_a_commune_that_was_merged_leads_to_the_one_of_today(visit, database):
    with database.writing() as session:
        today = session.scalars(select(UnitVersion).where(UnitVersion.code == "77002", CURRENT)).one()
        province = session.scalars(select(UnitVersion).where(UnitVersion.code == "77", CURRENT)).one()
        old = add_unit(session, kind=UnitKind.COMMUNE, name="Đồng Xưa", code="77900", parent=province,
                       valid_from=date(2020, 1, 1))  # fmt: skip
        old.valid_to = date(2025, 6, 30)
        unit = session.get(Unit, old.unit_id)
        unit.closed_on, unit.successor_id = date(2025, 6, 30), today.unit_id

    for typed in ("Đồng Xưa", "xa dong xua", "dong xua, thu"):
        page = first_page(visit(), home=typed)
        assert page.status == 200, (typed, page.errors)
        assert "ở xã Bình Minh, tỉnh Thử." in page.text


MISTAKES = {
    # what is typed instead → the field the sentence stands beside
    "no name": ({"name": ""}, "name"),
    "blank name": ({"name": "\u3000 \t"}, "name"),
    "digits for a name": ({"name": "12345"}, "name"),
    "emoji": ({"name": "Mơ 😀"}, "name"),
    "10,000 letters": ({"name": "Mơ" * 5000}, "name"),
    "nothing but control characters": ({"name": "\x07\x00\x1b\x7f"}, "name"),
    "year 2090": ({"birth_year": "2090"}, "birth_year"),
    "year 1900": ({"birth_year": "1900"}, "birth_year"),
    "two digits": ({"birth_year": "68"}, "birth_year"),
    "arabic digits": ({"birth_year": "١٩٦٨"}, "birth_year"),
    "no year": ({"birth_year": ""}, "birth_year"),
    "year of 10,000 digits": ({"birth_year": "1" * 10_000}, "birth_year"),
    "no place": ({"home": ""}, "home"),
    "place of 10,000 letters": ({"home": "x" * 10_000}, "home"),
    "no audience": ({"audience": ""}, "audience"),
    "pupil": ({"audience": "pupil"}, "audience"),
    "secondary": ({"audience": "secondary"}, "audience"),
    "primary": ({"audience": "primary"}, "audience"),
    "not agreed": ({"agreed": ""}, "agreed"),
    "neither first time nor not": ({"before": ""}, "before"),
}


@pytest.mark.parametrize(("typed", "field"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said_beside_its_field_and_above_and_all_else_is_kept(visit, database, typed, field):
    page = first_page(visit(), **typed)

    assert page.status == 422
    assert page.error_on(field)
    assert page.error_on(field) in page.errors
    for name in {"name", "birth_year", "home"} - set(typed):
        assert page.field(name)["value"] == FIRST_PAGE[name]
    assert "Not a valid" not in page.text
    assert people(database) == 7


def test_control_characters_pasted_along_are_left_out(visit):
    page = first_page(visit(), name="Hoàng\x00 Thị\x07 Mơ\x1b", birth_year="19\x0058", home="Bình\x00 Minh")

    assert "Hoàng Thị Mơ, sinh năm 1958, ở xã Bình Minh, tỉnh Thử." in page.text


def test_every_mistake_is_said_at_once(visit):
    page = visit().post("/dang-ky", {"name": "😀", "birth_year": "68", "home": "xyz"})

    for field in ("name", "birth_year", "home", "agreed"):
        assert page.error_on(field), field


def test_what_was_typed_comes_back_as_words_and_never_as_markup(visit):
    hostile = '"><script>alert(1)</script>'
    page = first_page(visit(), name=hostile, birth_year=hostile, home=hostile[:80])

    assert page.field("name")["value"] == hostile
    assert page.field("birth_year")["value"] == hostile


@pytest.mark.parametrize("birth_year", ["2010", "2016", "2026"])
def test_a_child_is_sent_to_the_teacher_and_nothing_is_kept(visit, database, birth_year):
    clock.set_now(datetime(2026, 12, 31, 16, 59, tzinfo=UTC))
    page = first_page(visit(), birth_year=birth_year, name="😀")

    assert page.h1 == "Em học cùng thầy cô nhé"
    assert "Hỏi thầy cô" in page.text
    assert "/hoc/" in page.links().values()
    assert "Set-Cookie" not in page.response.headers
    assert birth_year not in page.response.get_data(as_text=True).replace("2026", "") or birth_year == "2026"
    assert people(database) == 7


def test_a_minute_later_it_is_new_year_and_the_same_person_may_register(visit):
    clock.set_now(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))

    assert first_page(visit(), birth_year="2010").status == 200


@pytest.mark.parametrize("name", ["Lò Thị Mai", "Không Có Ai", "", "😀"])
def test_whoever_has_a_code_is_led_to_sign_in_and_nothing_tells_whether_they_exist(visit, database, name):
    page = first_page(visit(), before="roi", name=name, birth_year="", home="", agreed="")

    assert (page.status, page.location) == (303, "/dang-nhap")
    assert "Set-Cookie" not in page.response.headers
    assert people(database) == 7


def test_whoever_is_signed_in_is_led_to_their_own_page(visit, cast):
    assert visit(cast.citizen).get("/dang-ky").location == "/toi"


def test_a_form_sent_from_elsewhere_is_refused(visit, database):
    page = visit().post("/dang-ky", FIRST_PAGE, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status == 403
    assert people(database) == 7
