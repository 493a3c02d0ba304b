"""`…/chuyen` and taking in: one place is left, another begins, and what is counted moves along."""

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.actions.registering import join
from lms.people.models import Membership, Person
from lms.skills.rules import Audience
from lms.tally.models import LedgerRow
from lms.tally.rules import Stage
from lms.units.actions import add_unit
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.offices.people import COMMUNE, VILLAGE, official_of, places_of, settled, sign_in_of, stage_of


@pytest.fixture
def lan(database, cast):
    return settled(database, cast, name="Nguyễn Thị Lan", born=1950)


@pytest.fixture
def other_village(database, cast):
    with database.writing() as session:
        made = add_unit(session, kind=UnitKind.VILLAGE, name="Thôn Chùa", code="77001-8", parent=cast.units["77001"],
                        valid_from=clock.today())  # fmt: skip
        return made.unit_id


def send(visitor, address, **more):
    shown = visitor.get(f"{address}/chuyen")
    return visitor.post(f"{address}/chuyen", {**shown.hidden(), **more})


def test_to_another_village_of_the_commune(visit, cast, database, lan, other_village):
    answer = send(visit(cast.manager), f"{COMMUNE}/{lan}", to="77001-8")

    here = cast.units["77001-1"].unit_id
    assert (answer.status, answer.location) == (303, f"{COMMUNE}/{lan}?xong=chuyen")
    assert places_of(database, lan) == [
        (Audience.CITIZEN, here, False, False),
        (Audience.CITIZEN, other_village, True, True),
    ]
    assert stage_of(database, lan) == [("citizen", other_village, Stage.REGISTERED)]
    left = rows(
        database, select(func.sum(LedgerRow.change)).where(LedgerRow.unit_id == here, LedgerRow.birth_year == 1950)
    )
    assert left == [0]
    assert Act.PERSON_MOVED in rows(database, select(AuditEntry.act).where(AuditEntry.subject_person_id == lan))


def test_out_of_reach_and_in_again_with_the_card(visit, cast, database, lan):
    helper, next_door = visit(cast.facilitator), visit(cast.stranger)
    code = sign_in_of(database, lan).shown_code
    assert "Nhận về đây" not in next_door.get(f"/don-vi/77002/nguoi?q={code}").text

    assert send(helper, f"{VILLAGE}/{lan}", to="di").location == f"{VILLAGE}?xong=di"

    assert places_of(database, lan)[-1] == (Audience.CITIZEN, None, False, True)
    assert stage_of(database, lan) == [("citizen", None, Stage.REGISTERED)]
    assert helper.get(f"{VILLAGE}/{lan}").status == 404
    assert "Nguyễn Thị Lan" in next_door.get(f"/don-vi/77002/nguoi?q={code}").text
    answer = next_door.post("/don-vi/77002/nguoi/nhan", {"code": code.replace("-", "")})
    assert answer.location == f"/don-vi/77002/nguoi/{lan}?xong=nhan"
    assert places_of(database, lan)[-1] == (Audience.CITIZEN, cast.units["77002"].unit_id, True, True)


@pytest.mark.parametrize("code", ["", "7K4M-2QP9", "CANBO", "to", "x" * 300])
def test_nobody_is_taken_in_who_did_not_leave(visit, cast, code):
    assert visit(cast.stranger).post("/don-vi/77002/nguoi/nhan", {"code": code}).status == 404


def test_moving_twice_is_moving_once(visit, cast, database, lan, other_village):
    manager = visit(cast.manager)
    shown = manager.get(f"{COMMUNE}/{lan}/chuyen")
    form = {**shown.hidden(), "to": "77001-8"}

    first, second = manager.post(f"{COMMUNE}/{lan}/chuyen", form), manager.post(f"{COMMUNE}/{lan}/chuyen", form)

    assert (first.status, second.status) == (303, 422)
    assert len(places_of(database, lan)) == 2


WRONG = {"nothing": "", "next door": "77002", "a school": "77001-2", "no unit": "zz", "the province": "77"}


@pytest.mark.parametrize("case", WRONG)
def test_a_place_that_is_not_open_is_refused(visit, cast, database, lan, case):
    assert send(visit(cast.manager), f"{COMMUNE}/{lan}", to=WRONG[case]).status == 422
    assert len(places_of(database, lan)) == 1


def test_a_facilitator_only_lets_people_go(visit, cast, database, lan, other_village):
    helper = visit(cast.facilitator)

    offered = {one["value"] for one in helper.get(f"{VILLAGE}/{lan}/chuyen").soup.select("input[name=to]")}

    assert offered == {"di"}
    assert send(helper, f"{VILLAGE}/{lan}", to="77001-8").status == 422


def test_another_persons_membership_is_not_moved(visit, cast, database, lan):
    held = rows(database, select(Membership.id).where(Membership.person_id == cast.citizen.id))[0]

    send(visit(cast.manager), f"{COMMUNE}/{lan}", membership=str(held), to="di")

    assert [open_ for *_, open_ in places_of(database, cast.citizen.id)] == [True]


def test_whoever_belongs_twice_is_asked_which_place_changes(visit, cast, database, lan):
    with database.writing() as session:
        join(session, session.get(Person, lan), Audience.OFFICIAL, cast.units["77001-2"].unit_id)
    manager = visit(cast.manager)
    page = manager.get(f"{COMMUNE}/{lan}/chuyen")

    choices = {one["value"] for one in page.soup.select("input[name=membership]")}

    assert len(choices) == 2
    assert send(manager, f"{COMMUNE}/{lan}", to="di").status == 422
    assert send(manager, f"{COMMUNE}/{lan}", membership=max(choices, key=int), to="di").status == 303
    assert [(audience, open_) for audience, _, _, open_ in places_of(database, lan)] == [
        (Audience.CITIZEN, True), (Audience.OFFICIAL, False), (Audience.OFFICIAL, True),
    ]  # fmt: skip


def test_from_above_somebody_is_moved_to_another_commune_of_the_province(visit, cast, database, lan):
    visitor = visit(official_of(database, cast, Role.MANAGER, "77", "tinh"))
    visitor.post("/don-vi/77001/ly-do", {"reason": "Chuyển người theo đề nghị của xã"})

    answer = send(visitor, f"{COMMUNE}/{lan}", commune="binh minh")

    assert answer.status == 303
    assert places_of(database, lan)[-1][1] == cast.units["77002"].unit_id
    assert send(visitor, f"{COMMUNE}/{cast.citizen.id}", commune="Sông Lam").status == 422
