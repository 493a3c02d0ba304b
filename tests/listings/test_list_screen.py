"""The list as it is read: states in words, counts, filters, pages, the sheet for home visits, and who may see it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from lms.access.rules import Origin, Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.listings.actions.adding import Listed, add_lines
from lms.listings.models import ListingLine
from lms.people.actions.reasons import state_reason
from lms.people.models import Person, Post
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience, Evidence
from lms.tally.actions import restate
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage, Standing
from lms.units.actions import add_unit, close_unit
from lms.units.rules import UnitKind
from tests.builders import PASSWORD, Member, rows, someone
from tests.databases import listen, stop_listening

HERE = "/don-vi/77001/ra-soat"


@pytest.fixture
def fill(database, cast) -> Callable[..., None]:
    """`fill("An", "Mai")` puts new people on the list of the village; `at` names another unit."""

    def put(*names: str, at: str = "77001-1", born: int = 1950, group: str = "") -> None:
        with database.writing() as session:
            people = [Listed(name, born, cast.units[at].unit_id, group) for name in names]
            add_lines(session, Origin(cast.manager.id, None), people)

    return put


def stand(database, cast, name: str, stage: Stage, evidence: int | None = None) -> None:
    """Have somebody on the list come so far."""
    with database.writing() as session:
        line = next(one for one in session.scalars(select(ListingLine)) if _name(session, one) == name)
        standing = Standing(
            Audience.CITIZEN, line.unit_id, stage, 1950, None, "tt02" if evidence is not None else None, evidence
        )
        restate(session, line.person_id, Audience.CITIZEN, standing)


def _name(session, line: ListingLine) -> str:
    return session.get_one(Person, line.person_id).name


def names(page) -> list[str]:
    return [str(link.get_text()) for link in page.soup.select("table.list th a")]


def test_states_are_read_from_what_people_did(visit, cast, database, fill):
    fill("An", "Ba", "Chi", "Dung", "Én")
    stand(database, cast, "Ba", Stage.REGISTERED)
    stand(database, cast, "Chi", Stage.LEARNING)
    stand(database, cast, "Dung", Stage.COMPLETED, Evidence.SELF)
    stand(database, cast, "Én", Stage.COMPLETED, Evidence.SUPERVISED)
    page = visit(cast.manager).get(HERE)

    told = {row.th.get_text(): row.select(".tag")[0].get_text() for row in page.soup.select("table.list tbody tr")}
    assert told == {
        "An": "Chưa tiếp cận", "Ba": "Đang học", "Chi": "Đang học", "Dung": "Đã hoàn thành", "Én": "Đã xác nhận",
    }  # fmt: skip
    assert "Tính ở đây: 5 người" in page.text
    assert "Cần đến nhà: 1 người" in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["An", "Bà Lan", "Én"]),
        ("q=en", ["Én"]),
        ("q=LAN", ["Bà Lan"]),
        ("q=lan 1950", ["Bà Lan"]),
        ("q=1951", []),
        ("q=%25", ["An", "Bà Lan", "Én"]),
        ("q=_n", ["An", "Bà Lan", "Én"]),
        ("muc=chua-tiep-can", ["An", "Bà Lan"]),
        ("muc=da-xac-nhan", ["Én"]),
        ("muc=gi-do", ["An", "Bà Lan", "Én"]),
        ("noi=d:77001-1", ["An", "Én"]),
        ("noi=n:Xóm Trại", ["Bà Lan"]),
        ("noi=d:khong-co", ["An", "Bà Lan", "Én"]),
        ("noi=d:77001-1&muc=da-xac-nhan&q=e", ["Én"]),
        ("trang=9", ["An", "Bà Lan", "Én"]),
        ("trang=x", ["An", "Bà Lan", "Én"]),
    ],
)
def test_the_list_is_filtered(visit, cast, database, fill, asked, found):
    fill("An", "Én")
    fill("Bà Lan", at="77001", group="Xóm Trại")
    stand(database, cast, "Én", Stage.COMPLETED, Evidence.IDENTIFIED)

    assert sorted(names(visit(cast.manager).get(f"{HERE}?{asked}"))) == sorted(found)


def test_fifty_lines_a_page_in_vietnamese_order(visit, cast, fill):
    fill(*(f"Nguyễn Văn {letter}{other}" for letter in "ABCDĐ" for other in "abcdeghiklmn"))
    manager = visit(cast.manager)
    first, second = manager.get(HERE), manager.get(f"{HERE}?trang=2")

    assert (len(names(first)), len(names(second))) == (50, 10)
    assert "60 người, trang 1 trong 2." in first.text
    assert names(second)[-1] == "Nguyễn Văn Đn"
    assert first.links()["Sau"] == f"{HERE}?trang=2"


def test_the_sheet_for_visits_says_no_more_than_it_must(visit, cast, database, fill):
    fill("An", "Én")
    fill("Bà Lan", at="77001")
    stand(database, cast, "Én", Stage.REGISTERED)
    page = visit(cast.manager).get(f"{HERE}/in")

    assert [heading.get_text() for heading in page.soup.select("main h2")] == ["Chưa rõ thôn", "Thôn Đình"]
    cells = [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in page.soup.select("main tbody tr")]
    assert cells == [["", "Bà Lan", "1950", "Chưa rõ thôn"], ["", "An", "1950", "Thôn Đình"]]
    page = visit(cast.facilitator).get("/don-vi/77001-1/ra-soat/in?noi=gi-do")
    assert [row.th.get_text() for row in page.soup.select("main tbody tr")] == ["An"]


def test_a_facilitator_sees_their_village_alone(visit, cast, fill):
    fill("An")
    fill("Bà Lan", at="77001")
    facilitator = visit(cast.facilitator)

    assert names(facilitator.get("/don-vi/77001-1/ra-soat")) == ["An"]
    assert facilitator.get(HERE).status == 404
    assert facilitator.get(f"{HERE}/in").status == 404


def test_from_above_the_commune_nobody_reads_a_list_even_with_a_reason(visit, cast, database, fill):
    fill("An")
    with database.writing() as session:
        person = someone(session, name="Lý Thị Hoa", sign_in="tinhthu", kind=SecretKind.PASSWORD)
        session.add(
            Post(person_id=person.id, role=Role.MANAGER, unit_id=cast.units["77"].unit_id, from_at=person.created_at)
        )
        state_reason(session, Origin(person.id, None), cast.units["77001"], "Kiểm tra danh sách theo kế hoạch quý")
        above = Member(person.id, person.name, "tinhthu", PASSWORD)
    visitor = visit(above)

    for address in ("", "/in", "/them", "/nhap"):
        assert visitor.get(f"{HERE}{address}").status == 403
    assert visitor.get("/don-vi/77/ra-soat").status == 403


def test_schools_keep_lists_of_their_own(visit, cast, fill):
    fill("An")
    fill("Em Bé", at="77001-2", born=2014, group="7B")
    manager = visit(cast.manager)

    page = manager.get(HERE)
    assert names(page) == ["An"]
    assert page.links()["Trường THCS An Phú 1 người"] == "/don-vi/77001-2/ra-soat"
    assert names(manager.get("/don-vi/77001-2/ra-soat")) == ["Em Bé"]


def test_every_look_is_on_record(visit, cast, database, fill):
    fill("An")
    manager = visit(cast.manager)
    manager.get(HERE)
    manager.get(f"{HERE}/in")

    looks = rows(database, select(AuditEntry).where(AuditEntry.act == Act.LISTING_READ))
    assert [(one.person_id, one.unit_id, one.details["count"]) for one in looks] == [
        (cast.manager.id, cast.units["77001"].unit_id, 1)
    ] * 2


@pytest.mark.parametrize("address", ["", "/in"])
def test_a_long_list_asks_as_often_as_a_short_one(visit, cast, database, fill, address):
    def asked() -> int:
        sent: list[str] = []
        note = lambda _connection, _cursor, statement, *_: sent.append(statement)  # noqa: E731
        listen(database, note)
        try:
            assert visitor.get(f"{HERE}{address}").status == 200
        finally:
            stop_listening(database, note)
        return len([one for one in sent if not one.startswith(("BEGIN", "PRAGMA", "SET "))])

    fill("An")
    visitor = visit(cast.manager)
    asked()
    few = asked()
    with database.writing() as session:
        for number in range(3, 9):
            cast.units[f"v{number}"] = add_unit(
                session, kind=UnitKind.VILLAGE, name=f"Thôn {number}", code=f"77001-{number}",
                parent=cast.units["77001"], valid_from=cast.units["77001"].valid_from,
            )  # fmt: skip
    for number in range(3, 9):
        fill(*(f"Nguyễn Văn {letter}" for letter in "ABCDEGHIKLMN"), at=f"v{number}")

    assert asked() == few


def test_people_of_a_village_that_was_merged_are_listed_at_its_heir(visit, cast, database, fill):
    with database.writing() as session:
        old = add_unit(
            session, kind=UnitKind.VILLAGE, name="Thôn Cũ", code="77001-9", parent=cast.units["77001"],
            valid_from=date(2025, 7, 1),
        )  # fmt: skip
        cast.units["77001-9"] = old
    fill("Bà Lan", at="77001-9")
    with database.writing() as session:
        close_unit(session, old.unit_id, date(2026, 8, 1), cast.units["77001-1"].unit_id)
    facilitator = visit(cast.facilitator)

    assert names(facilitator.get("/don-vi/77001-1/ra-soat")) == ["Bà Lan"]
    assert "Bà Lan" in facilitator.get("/don-vi/77001-1/ra-soat/in").text
    page = visit(cast.manager).get(f"{HERE}?noi=d:77001-1")
    assert names(page) == ["Bà Lan"]
    assert "Thôn Cũ" not in page.text
    (line,) = rows(database, select(ListingLine))
    assert facilitator.post(f"/don-vi/77001-1/ra-soat/{line.id}", {"mark": "moved_away"}).status == 303
    assert rows(database, select(PersonStanding).where(PersonStanding.person_id == line.person_id)) == []
