"""`/don-vi/<code>/`: who reaches a unit, and what it says."""

from datetime import date

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.people.models import Post
from lms.people.rules.secrets import SecretKind
from lms.units.actions import add_unit
from lms.units.models import Unit, UnitVersion
from lms.units.rules import UnitKind
from tests.builders import PASSWORD, rows, someone

CODES = ("vn", "77", "77001", "77001-1", "77001-2", "77002", "78", "78001")

REACH = {
    "citizen": "",
    "official": "",
    "pupil": "",
    "facilitator": "77001-1",
    "manager": "77001 77001-1 77001-2",
    "stranger": "77002",
    "admin": "vn 77 77001 77001-1 77001-2 77002 78 78001",
}


@pytest.mark.parametrize("who", REACH)
def test_a_post_reaches_its_unit_and_what_stands_below_and_elsewhere_is_nothing(visit, cast, who):
    visitor = visit(getattr(cast, who))

    statuses = {code: visitor.get(f"/don-vi/{code}/").status for code in CODES}

    assert {code for code, status in statuses.items() if status == 200} == set(REACH[who].split())
    assert set(statuses.values()) <= {200, 404}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("at", ["77", "77001", "77001-1"])
def test_every_role_sees_its_own_units_page_and_is_never_told_403(visit, cast, database, role, at):
    with database.writing() as session:
        person = someone(session, name="Người Mới", sign_in="nguoimoi", kind=SecretKind.PASSWORD)
        session.add(Post(person_id=person.id, role=role, unit_id=cast.units[at].unit_id, from_at=clock.now()))
    visitor = visit()
    visitor.sign_in("nguoimoi", PASSWORD)

    assert visitor.get(f"/don-vi/{at}/").status == 200
    assert visitor.get("/don-vi/78/").status == 404
    assert visitor.get("/toi").status == 200
    assert {visitor.get(f"/don-vi/{code}/").status for code in CODES} <= {200, 404}


def test_a_page_out_of_reach_looks_like_one_that_is_not_there(visit, cast):
    visitor = visit(cast.stranger)

    assert visitor.get("/don-vi/77001/").text == visitor.get("/don-vi/00000/").text


def test_the_page_says_what_the_unit_is_where_it_stands_and_what_is_below(visit, cast):
    page = visit(cast.manager).get("/don-vi/77001/")

    assert page.h1 == "Xã An Phú"
    assert "77001" in page.text
    assert "01/07/2025" in page.text
    assert {"/don-vi/77001-1/", "/don-vi/77001-2/"} <= set(page.links().values())
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_no_link_on_the_page_leads_out_of_reach(visit, cast):
    for who in ("facilitator", "manager", "admin"):
        visitor = visit(getattr(cast, who))
        for code in REACH[who].split():
            for link in visitor.get(f"/don-vi/{code}/").links().values():
                if link.startswith("/don-vi/"):
                    assert visitor.get(link).status == 200, (who, code, link)


def test_villages_stand_in_the_order_people_count(visit, cast, database):
    with database.writing() as session:
        commune = session.get(UnitVersion, cast.units["77002"].id)
        for n in (10, 9, 2, 1):
            add_unit(session, kind=UnitKind.VILLAGE, name=f"Thôn {n}", code=f"77002-{n}", parent=commune,
                     valid_from=date(2025, 7, 1))  # fmt: skip
    links = [link for link in visit(cast.stranger).get("/don-vi/77002/").links().values() if "77002-" in link]

    assert links == [f"/don-vi/77002-{n}/" for n in (1, 2, 9, 10)]


@pytest.mark.parametrize(
    "code",
    ["00000", "%00", "77001%00", "77001'", "%25", "..", "VN", "٧٧", " 77001", "x" * 3000, "77001-1-1", "%F0%9F%98%80"],
)
def test_a_code_nobody_holds_is_not_found(visit, cast, code):
    assert visit(cast.admin).get(f"/don-vi/{code}/").status == 404


def test_a_unit_that_was_closed_is_not_found_under_its_code(visit, cast, database):
    with database.writing() as session:
        version = session.get(UnitVersion, cast.units["77001-2"].id)
        version.valid_to = date(2026, 6, 30)
        session.get(Unit, version.unit_id).closed_on = date(2026, 6, 30)

    assert visit(cast.manager).get("/don-vi/77001-2/").status == 404


def test_a_post_that_has_ended_or_not_begun_opens_nothing(visit, cast, database):
    visitor = visit(cast.manager)
    with database.writing() as session:
        post = session.scalars(select(Post).where(Post.person_id == cast.manager.id)).one()
        post.to_at = clock.now()
    assert visitor.get("/don-vi/77001/").status == 404
    assert "Việc được giao" not in visitor.get("/toi").text


def test_whoever_is_not_signed_in_is_asked_to_whether_the_unit_is_there_or_not(visit):
    for code in ("77001", "00000"):
        page = visit().get(f"/don-vi/{code}/")
        assert (page.status, page.location) == (303, f"/dang-nhap?tiep=/don-vi/{code}/")


def test_looking_at_a_unit_writes_nothing(visit, cast, database):
    visitor = visit(cast.manager)
    before = rows(database, select(func.count(AuditEntry.id)))
    visitor.get("/don-vi/77001/")
    visitor.get("/don-vi/78/")

    assert rows(database, select(func.count(AuditEntry.id))) == before


def test_somebody_whose_unit_was_closed_still_has_a_page(visit, cast, database):
    with database.writing() as session:
        version = session.get(UnitVersion, cast.units["77002"].id)
        version.valid_to = date(2026, 6, 30)
        session.get(Unit, version.unit_id).closed_on = date(2026, 6, 30)
    page = visit(cast.stranger).get("/toi")

    assert page.status == 200
