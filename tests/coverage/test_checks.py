"""What is checked beside the figures: people counted by `lms tidy`, numbers changed late, numbers that are missing."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Origin
from lms.app.tidying import tidy_up
from lms.coverage.actions.checking import count_checks
from lms.coverage.models.sums import FoldedCheck
from lms.coverage.queries.lines import NOWHERE
from lms.coverage.rules.checks import CheckKind, first_report_closed
from lms.coverage.rules.groups import GROUPS
from lms.dossiers.queries.duplicates import count_by_home, count_likely_duplicates
from lms.listings.models import ListingLine
from lms.listings.rules.states import Mark
from lms.people.actions.caring import move
from lms.people.models import Membership, Person
from lms.skills.rules import Audience
from tests import builders
from tests.coverage.steps import use_number

ORIGIN = Origin(None, "203.0.113.0/24")


@pytest.fixture
def places(cast) -> dict[str, int]:
    return {code: unit.unit_id for code, unit in cast.units.items()}


def counted(database, duplicates=None) -> dict[tuple[int, CheckKind], tuple[int, int | None]]:
    """What the checks say after counting them."""
    count_checks(database, duplicates or {})
    with database.session(write=False) as session:
        return {(one.place_id, one.kind): (one.n, one.out_of) for one in session.scalars(select(FoldedCheck))}


def resident(session, unit_id: int | None, *, verified: bool = False, since: date | None = None, **who) -> Person:
    person = builders.someone(session, **who)
    session.add(
        Membership(person_id=person.id, audience=Audience.CITIZEN, unit_id=unit_id, verified=verified,
                   from_on=since or date(2026, 1, 1))
    )  # fmt: skip
    session.flush()
    return person


def test_self_declared_residents_are_counted_of_all_in_every_subtree(database, places):
    before = counted(database)
    with database.writing() as session:
        resident(session, places["77001-1"])
        resident(session, places["77001-2"], verified=True)
        resident(session, None)
    after = counted(database)

    def grown(place: int) -> tuple[int, int]:
        n, out_of = after[place, CheckKind.SELF_DECLARED]
        was, was_of = before.get((place, CheckKind.SELF_DECLARED), (0, 0))
        return n - was, out_of - was_of

    assert grown(places["77001-1"]) == (1, 1)
    assert grown(places["77001"]) == (1, 2)
    assert grown(places["77"]) == (1, 2)
    assert grown(NOWHERE) == (1, 1)


def test_somebody_who_belongs_nowhere_counts_where_they_belonged_last(database, places):
    before = counted(database).get((places["77001"], CheckKind.NO_MEMBERSHIP), (0, None))[0]
    with database.writing() as session:
        person = resident(session, places["77001-1"])
        session.execute(update(Membership).where(Membership.person_id == person.id).values(to_on=date(2026, 3, 1)))

    assert counted(database)[places["77001"], CheckKind.NO_MEMBERSHIP][0] == before + 1


@pytest.mark.parametrize(("goes_to", "in_commune", "there"), [("77001", 0, 0), ("77002", 0, 1)])
def test_moved_in_confirmed_are_those_who_came_into_the_subtree(house, database, places, goes_to, in_commune, there):
    house.confirm()
    clock.set_now(clock.now() + timedelta(days=2))
    with database.writing() as session:
        person = session.get_one(Person, house.id_of("citizen"))
        (held,) = [one for one in person.memberships if one.to_on is None]
        move(session, ORIGIN, person, held, places[goes_to])
    found = counted(database)

    assert found.get((places["77001"], CheckKind.MOVED_IN_CONFIRMED), (0, None))[0] == in_commune
    assert found.get((places["77002"], CheckKind.MOVED_IN_CONFIRMED), (0, None))[0] == there
    assert found.get((places["77"], CheckKind.MOVED_IN_CONFIRMED), (0, None))[0] == 0


def test_whoever_is_confirmed_after_moving_has_not_moved_in_confirmed(house, database, places):
    with database.writing() as session:
        person = session.get_one(Person, house.id_of("citizen"))
        (held,) = [one for one in person.memberships if one.to_on is None]
        move(session, ORIGIN, person, held, places["77002"])
    clock.set_now(clock.now() + timedelta(days=2))
    house.confirm()

    assert counted(database).get((places["77002"], CheckKind.MOVED_IN_CONFIRMED), (0, None))[0] == 0


def test_recognised_elsewhere_is_each_person_once_on_however_many_lists(database, cast, places):
    with database.writing() as session:
        person = resident(session, places["77001-1"])
        for code in ("77001", "77001-1"):
            session.add(ListingLine(unit_id=places[code], person_id=person.id, mark=Mark.RECOGNISED_ELSEWHERE,
                                    added_at=clock.now(), last_used_at=clock.now()))  # fmt: skip

    assert counted(database)[places["77001"], CheckKind.RECOGNISED_ELSEWHERE] == (1, None)


def test_likely_duplicates_by_home_are_those_of_each_home(database, cast, places):
    with database.writing() as session:
        for code in ("77001-1", "77001-2", "77002"):
            resident(session, places[code], name="Lò Thị Trùng Lặp", born=1961)
    with database.session(write=False) as session:
        found = count_by_home(session)
        for code in ("77001", "77002"):
            assert found.get(places[code], 0) == count_likely_duplicates(session, cast.units[code].path)

    assert found[places["77001"]] == 1
    assert counted(database, found)[places["77"], CheckKind.LIKELY_DUPLICATES][0] == sum(
        n for unit, n in found.items() if unit in {places["77001"], places["77002"]}
    )


def test_tidy_counts_the_checks_and_the_page_says_when(visit, cast, database):
    assert "chưa đếm lần nào" in visit(cast.manager).get("/pho-cap/77001").text
    for _ in tidy_up(database):
        pass
    page = visit(cast.manager).get("/pho-cap/77001")

    assert "đếm lần cuối lúc" in page.text
    assert "Cư dân tự khai nơi ở, chưa đối chiếu" in page.text


def test_a_late_change_is_shown_to_the_unit_above_with_both_numbers(visit, cast, database, places):
    clock.set_now(datetime(2027, 3, 31, 16, 59, tzinfo=UTC))
    with database.writing() as session:
        use_number(session, places["77001"], "adults", 5000)
        use_number(session, places["77001"], "adults", 5100)
    early = visit(cast.admin).get("/pho-cap/77").text
    clock.set_now(clock.now() + timedelta(minutes=2))
    with database.writing() as session:
        use_number(session, places["77001"], "adults", 4321)
    late = visit(cast.admin).get("/pho-cap/77").text

    assert "Các lần đổi số sau khi chốt" not in early
    assert "Các lần đổi số sau khi chốt" in late
    assert "5.100" in late
    assert "4.321" in late


@pytest.mark.parametrize(("code", "closed"), [("adults", date(2026, 4, 1)), ("primary", date(2027, 1, 1))])
def test_the_first_report_of_a_year_is_closed_after_its_first_whole_quarter(code, closed):
    assert first_report_closed(next(one for one in GROUPS if one.code == code), 2026) == closed


def test_units_without_a_number_are_told_with_what_to_do(visit, cast, database, places):
    with database.writing() as session:
        use_number(session, places["77001-1"], "adults", 40)
    page = visit(cast.manager).get("/pho-cap/77001")
    row = next(tr for tr in page.soup.find_all("tr") if "đơn vị bên dưới chưa có số" in tr.get_text())

    assert "1 / 1 (100 %)" in " ".join(row.get_text(" ").split())
    assert row.find("a")["href"] == "/don-vi/77001/so-nguoi/nhap"


def test_every_file_carries_what_the_page_tells_of_late_changes_and_missing_numbers(visit, cast, database, places):
    clock.set_now(datetime(2027, 4, 2, 3, tzinfo=UTC))
    with database.writing() as session:
        use_number(session, places["77001"], "adults", 5100)
        use_number(session, places["77001"], "adults", 4321)
    visitor = visit(cast.admin)
    page = visitor.get("/pho-cap/77")
    told = visitor.get("/pho-cap/77.json").response.json["tables"]
    book = load_workbook(io.BytesIO(visitor.get("/pho-cap/77.xlsx").response.data))

    (late,) = told["late_changes"]
    assert (late["unit_code"], late["before"], late["after"], late["changed_on"]) == ("77001", 5100, 4321, "02/04/2027")
    assert [one["unit_code"] for one in told["missing"] if one["group"].startswith("Người trưởng")] == ["77002"]
    assert "Người trưởng thành: xã Bình Minh" in page.text
    assert [cell.value for cell in book["Số đổi sau khi chốt quý đầu"][2]][:2] == ["77001", "Xã An Phú"]
    assert [cell.value for cell in book["Đơn vị chưa có số"][2]][:2] == ["77002", "Xã Bình Minh"]
    kinds = {one["check"] for one in told["checks"]}
    assert "Nơi mà số người thuộc diện chưa gồm đơn vị mới nhập vào" in kinds
