"""`/don-vi/<code>/nguoi`: people found by name, by code, by QR and by what is still to be done for them."""

from urllib.parse import quote

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.models import Membership, Person
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from tests.builders import rows
from tests.databases import listen, stop_listening
from tests.offices.people import COMMUNE, VILLAGE, listed, official_of, settled, sign_in_of


def found(page) -> list[str]:
    """The names in the list."""
    return [one.get_text(strip=True) for one in page.soup.select("tbody th")]


@pytest.fixture
def people(database, cast):
    """Four people of the village, one of the school, one next door."""
    ids = {
        "hen": settled(database, cast, name="H’Hen Niê", born=1992),
        "lan": settled(database, cast, name="Nguyễn Thị Lan", born=1950, verified=True),
        "mo": listed(database, cast, name="Mơ", born=1948),
        "tung": settled(database, cast, name="Đặng Thanh Tùng", born=1970, at="77001"),
        "next": settled(database, cast, name="Nguyễn Thị Lan", born=1950, at="77002"),
    }
    with database.writing() as session:
        give_sign_in(session, session.get(Person, ids["mo"]), kind=SecretKind.PIN, secret_hash=None)
    return ids


TYPED = {
    "lan nguyen": ["Nguyễn Thị Lan"],
    "NGUYỄN": ["Nguyễn Thị Lan", "Nguyễn Văn Tư"],
    "h'hen": ["H’Hen Niê"],
    "hen nie": ["H’Hen Niê"],
    "mo": ["Mơ"],
    "dang thanh": ["Đặng Thanh Tùng"],
    "%": [],
    "_": [],
    "lan lan nguyen thi x": [],
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_name_is_found_by_all_of_its_words_without_diacritics(visit, cast, people, typed):
    assert found(visit(cast.manager).get(f"{COMMUNE}?q={quote(typed)}")) == TYPED[typed]


def test_hostile_words_find_nobody_and_break_nothing(visit, cast, people):
    manager = visit(cast.manager)
    for typed in ("' OR 1=1 --", "<script>", "\\", "a" * 5000, "%%%__", "٢٧٥"):
        page = manager.get(f"{COMMUNE}?q={quote(typed)}")

        assert (page.status, found(page)) == (200, []), typed


def test_a_facilitator_sees_the_village_only(visit, cast, people):
    names = found(visit(cast.facilitator).get(VILLAGE))

    assert {"H’Hen Niê", "Nguyễn Thị Lan", "Mơ"} <= set(names)
    assert "Đặng Thanh Tùng" not in names
    assert names.count("Nguyễn Thị Lan") == 1


def test_no_score_and_no_try_is_anywhere(visit, cast, people):
    page = visit(cast.manager).get(COMMUNE)

    assert not {"điểm", "lần làm", "%"} & set(page.text.lower().split())


@pytest.mark.parametrize("shape", ["{0}", "{1}", "  {2} ", "http://x.vn/dang-nhap?ma={0}", "/dang-nhap?ma={0}&may=nha"])
def test_a_code_or_its_qr_leads_straight_to_the_person(visit, cast, database, people, shape):
    sign_in = sign_in_of(database, people["hen"])
    typed = shape.format(sign_in.shown_code, sign_in.code.lower(), sign_in.code.replace("0", "o").replace("1", "l"))

    page = visit(cast.facilitator).get(f"{VILLAGE}?q={quote(typed, safe='')}")

    assert (page.status, page.location) == (302, f"{VILLAGE}/{people['hen']}")


@pytest.mark.parametrize("who", ["tung", "next"])
def test_a_code_of_somebody_elsewhere_is_as_one_of_nobody(visit, cast, database, people, who):
    code = sign_in_of(database, people[who]).shown_code
    helper = visit(cast.facilitator)

    elsewhere, nobody = (helper.get(f"{VILLAGE}?q={one}").text for one in (code, "7K4M-2QP9"))

    assert "Không có ai ở đây có mã này" in elsewhere
    assert elsewhere == nobody


FILTERS = {
    "ma=card_only": {"Mơ"},
    "ma=no_code": set(),
    "chua=y": {"H’Hen Niê", "Mơ", "Lò Thị Mai", "Vàng A Páo"},
    "muc=listed": {"Mơ"},
    "nhom=citizen&q=lan": {"Nguyễn Thị Lan"},
    "nhom=official": set(),
    "nhom=khong-co&muc=x&ma=y&noi=z&q=mo": {"Mơ"},
}


@pytest.mark.parametrize("asked", FILTERS)
def test_filters_narrow_and_what_they_cannot_ask_is_passed_over(visit, cast, people, asked):
    assert set(found(visit(cast.facilitator).get(f"{VILLAGE}?{asked}"))) == FILTERS[asked]


def test_a_commune_is_narrowed_to_a_village(visit, cast, people):
    names = found(visit(cast.manager).get(f"{COMMUNE}?noi=77001-1"))

    assert "Mơ" in names
    assert "Đặng Thanh Tùng" not in names


def test_those_who_are_no_more_are_not_listed(visit, cast, database, people):
    with database.writing() as session:
        session.get(Person, people["hen"]).merged_into_id = people["lan"]

    assert "H’Hen Niê" not in found(visit(cast.manager).get(COMMUNE))
    assert visit(cast.manager).get(f"{COMMUNE}/{people['hen']}").status == 404


def test_a_place_left_behind_is_no_place(visit, cast, database, people):
    with database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == people["hen"])).one()
        held.to_on = held.from_on

    assert "H’Hen Niê" not in found(visit(cast.facilitator).get(VILLAGE))


def test_every_look_is_on_record_with_how_many_were_seen(visit, cast, database, people):
    page = visit(cast.facilitator).get(f"{VILLAGE}?q=nie")

    (look,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.PEOPLE_READ))
    assert (look.person_id, look.unit_id) == (cast.facilitator.id, cast.units["77001-1"].unit_id)
    assert look.details["count"] == len(found(page)) == 1


@pytest.mark.parametrize("role", ["drafter", "viewer", "admin"])
def test_roles_without_people_see_no_names(visit, cast, database, people, role):
    assert visit(official_of(database, cast, role, "77001", "khac")).get(COMMUNE).status == 403


def test_the_neighbours_people_are_not_there(visit, cast, people):
    assert visit(cast.stranger).get(COMMUNE).status == 404
    assert visit(cast.facilitator).get(COMMUNE).status == 404


def test_many_people_come_in_pages_and_ask_no_more_of_the_database(visit, cast, database):
    manager = visit(cast.manager)
    few = _asked(database, lambda: manager.get(f"{COMMUNE}?q=a"))
    with database.writing() as session:
        for number in range(120):
            person = add_person(session, name=f"Trần Văn {'A' * (number % 7 + 1)}", birth_year=1960)
            join(session, person, Audience.CITIZEN, cast.units["77001-1"].unit_id)

    assert _asked(database, lambda: manager.get(f"{COMMUNE}?q=a")) == few
    pages = [found(manager.get(f"{COMMUNE}?q=tran%20van&trang={at}")) for at in (1, 2, 3, 4)]
    assert [len(one) for one in pages] == [50, 50, 20, 0]
    assert manager.get(f"{COMMUNE}?trang=-1&q=a").status == 200
    assert manager.get(f"{COMMUNE}?trang=99999999999999999999").status == 200


def _asked(database, act) -> int:
    """How many statements something sends to the database, the record of the look apart."""
    act()
    sent: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many):
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append(statement)

    listen(database, note)
    try:
        act()
    finally:
        stop_listening(database, note)
    return len(sent)
