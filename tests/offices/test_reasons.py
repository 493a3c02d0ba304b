"""`/don-vi/<code>/ly-do`: from above the commune names are shown for an hour, with a reason that the commune reads."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import StatedReason
from tests.builders import rows
from tests.offices.people import COMMUNE, VILLAGE, official_of

WHY = "Gọi lại cho người báo quên mã"


@pytest.fixture
def province(visit, database, cast):
    """Somebody in charge of the province."""
    return visit(official_of(database, cast, Role.MANAGER, "77", "tinh"))


def test_without_a_reason_no_name_is_shown(province, cast):
    for address in (COMMUNE, f"{COMMUNE}/{cast.citizen.id}", f"{COMMUNE}/moi", f"{COMMUNE}/the", VILLAGE):
        page = province.get(address)

        assert page.status == 303, address
        assert "/ly-do?tiep=" in page.location


def test_with_a_reason_names_are_shown_for_an_hour_at_that_commune_only(province, cast):
    page = province.post("/don-vi/77001/ly-do", {"reason": WHY, "tiep": f"{COMMUNE}?q=lo"})

    assert (page.status, page.location) == (303, f"{COMMUNE}?q=lo")
    assert "Lò Thị Mai" in province.get(f"{COMMUNE}?q=lo").text
    assert province.get(f"{VILLAGE}/{cast.citizen.id}").status == 200
    assert province.get("/don-vi/77002/nguoi").status == 303
    clock.set_now(clock.now() + timedelta(minutes=61))
    assert province.get(COMMUNE).status == 303


@pytest.mark.parametrize("reason", ["", "   ", "xem", "123456789012", "..........", "x" * 301])
def test_a_reason_that_says_nothing_is_asked_again(province, database, reason):
    assert province.post("/don-vi/77001/ly-do", {"reason": reason}).status == 422
    assert rows(database, select(StatedReason)) == []


def test_it_is_on_record_and_stated_twice_is_once(province, database):
    for _ in range(2):
        assert province.post("/don-vi/77001/ly-do", {"reason": WHY}).status == 303

    assert len(rows(database, select(StatedReason))) == 1
    assert rows(database, select(AuditEntry.act).where(AuditEntry.act == Act.REASON_STATED)) == [Act.REASON_STATED]


def test_those_in_charge_of_the_commune_read_who_looked_and_why(visit, cast, province):
    province.post("/don-vi/77001/ly-do", {"reason": WHY})

    assert WHY in visit(cast.manager).get(COMMUNE).text
    assert WHY not in visit(cast.facilitator).get(VILLAGE).text


@pytest.mark.parametrize("tiep", ["//xau.vn", "https://xau.vn", "javascript:alert(1)", "/\\xau.vn"])
def test_the_way_on_stays_on_this_site(province, tiep):
    assert province.post("/don-vi/77001/ly-do", {"reason": WHY, "tiep": tiep}).location == COMMUNE


def test_a_whole_province_shows_no_list_of_names(province, database):
    page = province.follow(province.get("/don-vi/77/nguoi"))

    assert "/don-vi/77001/nguoi" in page.links().values()
    assert province.post("/don-vi/77/ly-do", {"reason": WHY}).status == 422
    assert rows(database, select(StatedReason)) == []


def test_anothers_reason_opens_nothing(visit, database, cast, province):
    province.post("/don-vi/77001/ly-do", {"reason": WHY})

    assert visit(official_of(database, cast, Role.MANAGER, "77", "tinhhai")).get(COMMUNE).status == 303


def test_near_by_there_is_nothing_to_state_and_without_the_role_nothing_helps(visit, database, cast):
    assert visit(cast.manager).get("/don-vi/77001/ly-do").location == COMMUNE
    viewer = visit(official_of(database, cast, Role.VIEWER, "77", "xem"))
    assert viewer.get(COMMUNE).status == 403
    assert viewer.post("/don-vi/77001/ly-do", {"reason": WHY}).status == 403
    assert visit(cast.stranger).get("/don-vi/77001/ly-do").status == 404


def test_nothing_is_done_from_above_without_a_reason(province, database, cast):
    before = len(rows(database, select(AuditEntry.id).where(AuditEntry.subject_person_id == cast.citizen.id)))

    for part in ("mo-khoa", "doi-chieu", "ten", "chuyen", "dat-ma", "the"):
        assert "/ly-do" in province.post(f"{COMMUNE}/{cast.citizen.id}/{part}", {"name": "Khác", "to": "di"}).location

    after = rows(database, select(AuditEntry.id).where(AuditEntry.subject_person_id == cast.citizen.id))
    assert len(after) == before
