"""Marks set by hand, their undoing, and taking lines off: what each does to who is counted."""

import pytest
from sqlalchemy import func, select

from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.listings.actions.adding import Listed, add_lines
from lms.listings.models import ListingLine
from lms.listings.rules.states import Mark
from lms.people.models import Membership
from lms.skills.rules import Audience
from lms.tally.models import LedgerRow, PersonStanding
from lms.tally.rules import Stage
from tests.builders import rows

HERE = "/don-vi/77001-1/ra-soat"


@pytest.fixture
def listed(database, cast):
    """Bà Lan, never reached, and the citizen, both on the list of the village: their lines."""
    village = cast.units["77001-1"].unit_id
    origin = Origin(cast.manager.id, None)
    with database.writing() as session:
        people = [Listed("Nông Thị Lan", 1948, village), Listed("Lò Thị Mai", 1958, village, person_id=cast.citizen.id)]
        add_lines(session, origin, people)
    lan, citizen = rows(database, select(ListingLine).order_by(ListingLine.person_id.desc()))
    return lan, citizen


def counted(database, person_id: int) -> list[Stage]:
    return rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == person_id))


def ledger(database) -> int:
    return rows(database, select(func.sum(LedgerRow.change)))[0]


def is_open(database, person_id: int) -> bool:
    (ends,) = rows(database, select(Membership).where(Membership.person_id == person_id))
    return ends.to_on is None


def press(visitor, line: ListingLine, what: str = "", **sent: str):
    page = visitor.post(f"{HERE}/{line.id}{what}", sent)
    assert page.status == 303, page.text
    return visitor.follow(page)


@pytest.mark.parametrize(
    ("mark", "words", "stays"),
    [
        (Mark.RECOGNISED_ELSEWHERE, "Công nhận nơi khác", True),
        (Mark.DECLINED, "Không muốn tham gia", True),
        (Mark.MOVED_AWAY, "Chuyển đi", False),
        (Mark.DIED, "Đã mất", False),
    ],
)
def test_a_mark_is_set_shown_and_taken_back(visit, cast, database, listed, mark, words, stays):
    lan, _ = listed
    before = ledger(database)
    facilitator = visit(cast.facilitator)
    page = press(facilitator, lan, mark=mark.value)

    assert f"Đang ghi: {words}" in page.text
    assert (is_open(database, lan.person_id), counted(database, lan.person_id)) == (stays, [Stage.LISTED] * stays)
    assert ledger(database) == before - (not stays)
    assert "Nông Thị Lan" not in facilitator.get(f"{HERE}/in").text

    page = press(facilitator, lan, "/bo-ghi")
    assert "Chưa tiếp cận" in page.text
    assert (is_open(database, lan.person_id), counted(database, lan.person_id)) == (True, [Stage.LISTED])
    assert ledger(database) == before
    assert "Nông Thị Lan" in facilitator.get(f"{HERE}/in").text
    changes = [
        entry.details["change"]
        for entry in rows(database, select(AuditEntry).where(AuditEntry.act == Act.LISTING_CHANGED))
    ]
    assert changes == [mark.value, "unmarked"]


def test_undoing_counts_somebody_as_they_stood(visit, cast, database, listed, house):
    house.confirm()
    _, citizen = listed
    stood = rows(database, select(PersonStanding).where(PersonStanding.person_id == cast.citizen.id))[0].standing
    assert stood.stage is Stage.COMPLETED
    facilitator = visit(cast.facilitator)
    assert "Đã xác nhận" in facilitator.get(f"{HERE}/{citizen.id}").text

    press(facilitator, citizen, mark="moved_away")
    assert counted(database, cast.citizen.id) == []
    press(facilitator, citizen, mark="declined")
    assert (
        rows(database, select(PersonStanding).where(PersonStanding.person_id == cast.citizen.id))[0].standing == stood
    )
    assert "Đã xác nhận" in facilitator.get(f"{HERE}/{citizen.id}").text  # achieved: said before what was said


def test_the_same_mark_twice_is_one_and_gone_stays_gone(visit, cast, database, listed):
    lan, _ = listed
    before = ledger(database)
    facilitator = visit(cast.facilitator)
    for mark in ("died", "died", "moved_away"):
        press(facilitator, lan, mark=mark)

    assert ledger(database) == before - 1
    assert counted(database, lan.person_id) == []


@pytest.mark.parametrize("sent", [{}, {"mark": ""}, {"mark": "old"}])
def test_no_other_mark_can_be_set(visit, cast, database, listed, sent):
    page = visit(cast.facilitator).post(f"{HERE}/{listed[0].id}", sent)

    assert page.status == 422
    assert rows(database, select(ListingLine.mark)) == [None, None]


@pytest.mark.parametrize("sent", [{}, {"why": "old"}, {"why": "ill"}, {"why": "hard_to_teach"}])
def test_nobody_is_taken_off_for_anything_but_a_mistake_or_a_double(visit, cast, database, listed, sent):
    facilitator = visit(cast.facilitator)
    page = facilitator.post(f"{HERE}/{listed[0].id}/bo-ra", sent)

    assert page.status == 422
    assert "Người cao tuổi, ốm đau hay khó dạy vẫn ở trong danh sách" in page.text
    assert rows(database, select(ListingLine.removed_at)) == [None, None]


def test_taken_off_somebody_without_a_sign_in_is_counted_no_more_and_can_be_put_back(visit, cast, database, listed):
    lan, _ = listed
    before = ledger(database)
    facilitator = visit(cast.facilitator)
    page = press(facilitator, lan, "/bo-ra", why="duplicate")

    assert "Đã bỏ một dòng ra khỏi danh sách." in page.text
    assert "Nông Thị Lan" not in page.text
    assert (counted(database, lan.person_id), ledger(database)) == ([], before - 1)
    assert facilitator.get(f"{HERE}/{lan.id}").status == 404

    page = press(facilitator, lan, "/dua-lai")
    assert page.h1 == "Nông Thị Lan"
    assert (counted(database, lan.person_id), ledger(database)) == ([Stage.LISTED], before)


def test_somebody_with_a_sign_in_stays_counted_without_the_line(visit, cast, database, listed):
    _, citizen = listed
    before = ledger(database)
    press(visit(cast.facilitator), citizen, "/bo-ra", why="mistake")

    assert (counted(database, cast.citizen.id), ledger(database)) == ([Stage.REGISTERED], before)
    assert is_open(database, cast.citizen.id)


def test_a_membership_elsewhere_is_not_touched(visit, cast, database, listed):
    _, citizen = listed
    with database.writing() as session:
        held = session.scalars(select(Membership).where(Membership.person_id == cast.citizen.id)).one()
        held.unit_id = cast.units["78001"].unit_id
    press(visit(cast.facilitator), citizen, mark="moved_away")

    assert is_open(database, cast.citizen.id)
    assert rows(database, select(Membership.audience).where(Membership.person_id == cast.citizen.id)) == [
        Audience.CITIZEN
    ]


@pytest.mark.parametrize("who", ["stranger", "citizen", "pupil"])
def test_others_do_not_find_the_line(visit, cast, listed, who):
    visitor = visit(getattr(cast, who))

    assert visitor.get(f"{HERE}/{listed[0].id}").status == 404
    for what in ("", "/bo-ghi", "/bo-ra", "/dua-lai"):
        assert visitor.post(f"{HERE}/{listed[0].id}{what}", {"mark": "died", "why": "mistake"}).status == 404
