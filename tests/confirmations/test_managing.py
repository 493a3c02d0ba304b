"""`/xac-nhan/<serial>/quan-ly`: reports seen and settled, a confirmation taken back; by whom, once, on record."""

import pytest
from sqlalchemy import func, select, update

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import NotMe, ProofResult
from lms.confirmations.rules.doubts import REVOKING
from lms.confirmations.rules.kinds import Reason, State
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import REASON_WORDS
from lms.people.models import Membership, Post
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience, Evidence
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import PASSWORD, rows, someone

SURE = {"reason": "not_the_person", "sure": "y"}


def at(one, more: str = "") -> str:
    """An address of the confirmation."""
    return f"/xac-nhan/{shown(one.serial)}{more}"


def doubt(visit, one, network: str = "198.51.100.4") -> None:
    """Somebody presses the button on the public page."""
    visitor = visit()
    visitor.from_address = network
    assert visitor.post(at(one, "/khong-phai-toi")).status == 303


def acts(database, *kinds: Act) -> list[tuple[str, int | None]]:
    """What is on record of these kinds: the act and who did it."""
    with database.session(write=False) as session:
        found = session.execute(select(AuditEntry.act, AuditEntry.person_id).where(AuditEntry.act.in_(kinds)))
        return [tuple(row) for row in found]


@pytest.fixture
def held(house):
    """The citizen's confirmation."""
    return house.confirm(evidence=Evidence.SUPERVISED)


def test_it_says_what_the_paper_says_and_what_was_reported_and_no_score(visit, cast, held, database):
    doubt(visit, held)
    page = visit(cast.manager).get(at(held, "/quan-ly"))

    for words in ("Lò Thị Mai", "PHIẾU KẾT QUẢ", "Còn hiệu lực", "Có người chứng kiến", "Bài đánh giá, ngày",
                  "Báo “Không phải tôi”: 1 đang chờ xem", "Chưa ai xem."):  # fmt: skip
        assert words in page.text, words
    assert "198.51.100" not in page.response.text
    assert "90" not in page.text
    assert "0.9" not in page.response.text
    assert acts(database, Act.CONFIRMATION_READ) == [(Act.CONFIRMATION_READ, cast.manager.id)]


DOORS = {"citizen": 404, "official": 404, "facilitator": 403, "manager": 200, "stranger": 404, "admin": 403}


@pytest.mark.parametrize("who", DOORS)
@pytest.mark.parametrize("more", ["/quan-ly", "/quan-ly/thu-hoi", "/quan-ly/dung"])
def test_who_may_look_and_act(visit, cast, held, database, who, more):
    doubt(visit, held)
    visitor = visit(getattr(cast, who))
    wanted = DOORS[who]

    if more != "/quan-ly/dung":
        assert visitor.get(at(held, more)).status == wanted
    if more != "/quan-ly" and wanted != 200:
        assert visitor.post(at(held, more), SURE).status == wanted
        assert rows(database, select(NotMe.settled_at)) == [None]
    assert acts(database, Act.CONFIRMATION_REVOKED, Act.CONFIRMATION_CLEARED) == []


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.MANAGER, "77001-1", 200),
        (Role.MANAGER, "77", 403),
        (Role.MANAGER, "77001-2", 404),
        (Role.TEACHER, "77001-1", 403),
        (Role.DRAFTER, "77001", 403),
        (Role.VIEWER, "77001", 403),
    ],
)
def test_names_reach_managers_from_the_commune_down(visit, cast, held, database, role, unit, status):
    with database.writing() as session:
        person = someone(session, name="Người Mới", sign_in="nguoimoi", kind=SecretKind.PASSWORD)
        session.add(Post(person_id=person.id, role=role, unit_id=cast.units[unit].unit_id, from_at=clock.now()))
    visitor = visit()
    visitor.sign_in("nguoimoi", PASSWORD)

    assert visitor.get(at(held, "/quan-ly")).status == status


def test_nobody_signed_in_is_asked_to(visit, held):
    assert visit().get(at(held, "/quan-ly")).location.startswith("/dang-nhap")


def test_nobody_settles_what_is_said_of_their_own(visit, cast, house, database):
    own = house.confirm("manager", Audience.OFFICIAL)
    doubt(visit, own)
    manager = visit(cast.manager)

    assert manager.get(at(own, "/quan-ly")).status == 403
    assert manager.post(at(own, "/quan-ly/dung")).status == 403
    assert manager.post(at(own, "/quan-ly/thu-hoi"), SURE).status == 403
    assert "đang chờ xem" not in manager.get("/toi").text
    assert house.valid("manager")


def test_looked_at_and_right_settles_all_reports_once(visit, cast, held, database):
    doubt(visit, held)
    doubt(visit, held, "203.0.113.90")
    manager = visit(cast.manager)

    assert [manager.post(at(held, "/quan-ly/dung")).status for _ in range(2)] == [303, 303]

    assert rows(database, select(NotMe.settled_by_id)) == [cast.manager.id] * 2
    assert None not in rows(database, select(NotMe.settled_at))
    (entry,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.CONFIRMATION_CLEARED))
    assert (entry.subject_person_id, entry.details["reports"]) == (cast.citizen.id, 2)
    page = manager.get(at(held, "/quan-ly"))
    assert "Trần Thị Sáu đã xem ngày" in page.text
    assert page.soup.select("form[action$='/dung']") == []


def test_the_public_page_accuses_nobody(visit, held):
    before = visit().get(at(held)).text.split("Kiểm tra lúc")[0]
    doubt(visit, held)
    after = visit().get(at(held))

    assert after.text.split("Kiểm tra lúc")[0] == before
    assert "đang chờ" not in after.text


@pytest.mark.parametrize("reason", REVOKING)
def test_a_confirmation_is_taken_back_with_its_results(visit, cast, held, database, reason):
    doubt(visit, held)
    manager = visit(cast.manager)
    step = manager.get(at(held, "/quan-ly/thu-hoi"))
    assert "không lấy lại được" in step.text
    assert "làm lại bài" in step.text

    done = manager.post(at(held, "/quan-ly/thu-hoi"), {"reason": reason.value, "sure": "y"})

    assert (done.status, done.location) == (303, at(held, "/quan-ly"))
    page = visit().get(at(held))
    assert page.h1 == "Phiếu không còn giá trị (đã thu hồi)"
    assert REASON_WORDS[reason] in page.text
    assert rows(database, select(func.count(ProofResult.id)).where(ProofResult.annulled_at.is_(None))) == [0]
    assert rows(database, select(NotMe.settled_by_id)) == [cast.manager.id]
    stages = rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == cast.citizen.id))
    assert stages == [Stage.LEARNING]
    assert "Thu hồi giấy này" not in manager.get(at(held, "/quan-ly")).links()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "reason"),
        ({"reason": "mistake"}, "sure"),
        ({"sure": "y"}, "reason"),
        ({"reason": "raised", "sure": "y"}, "reason"),
        ({"reason": "results_annulled", "sure": "y"}, "reason"),
        ({"reason": "x" * 999, "sure": "y"}, "reason"),
    ],
)
def test_a_reason_of_the_list_and_having_read_are_needed(visit, cast, house, held, sent, field):
    page = visit(cast.manager).post(at(held, "/quan-ly/thu-hoi"), sent)

    assert (page.status, page.error_on(field) is not None) == (422, True)
    assert house.valid()


def test_taken_back_twice_is_once(visit, cast, held, database):
    manager = visit(cast.manager)
    assert [manager.post(at(held, "/quan-ly/thu-hoi"), SURE).status for _ in range(2)] == [303, 303]
    other = manager.post(at(held, "/quan-ly/thu-hoi"), {**SURE, "reason": "mistake"})

    assert other.status == 303
    assert acts(database, Act.CONFIRMATION_REVOKED) == [(Act.CONFIRMATION_REVOKED, cast.manager.id)]
    assert rows(database, select(AuditEntry.details).where(AuditEntry.act == Act.CONFIRMATION_REVOKED))[0]["why"] == (
        Reason.NOT_THE_PERSON
    )
    assert manager.get(at(held, "/quan-ly/thu-hoi")).location == at(held, "/quan-ly")


def test_a_report_on_an_older_paper_is_seen_at_the_one_that_holds(visit, cast, house, database):
    old = house.confirm(evidence=Evidence.SELF, source="a:1")
    doubt(visit, old)
    new = house.confirm(evidence=Evidence.SUPERVISED, source="a:2")
    manager = visit(cast.manager)

    page = manager.get(at(old, "/quan-ly"))
    assert page.links()[f"Xem xét bản đang dùng {shown(new.serial)}"] == at(new, "/quan-ly")
    assert "Thu hồi giấy này" not in page.links()
    assert manager.post(at(old, "/quan-ly/thu-hoi"), SURE).status == 303
    assert [one.state for one in house.all()] == [State.SUPERSEDED, State.VALID]
    assert rows(database, select(NotMe.settled_at)) == [None]
    assert "1 đang chờ xem" in manager.get(at(new, "/quan-ly")).text

    manager.post(at(new, "/quan-ly/thu-hoi"), SURE)
    assert [one.state for one in house.all()] == [State.SUPERSEDED, State.REVOKED]
    assert rows(database, select(NotMe.settled_by_id)) == [cast.manager.id]


def test_whoever_moved_away_is_out_of_reach(visit, cast, held, database):
    doubt(visit, held)
    with database.writing() as session:
        moved = update(Membership).where(Membership.person_id == cast.citizen.id)
        session.execute(moved.values(unit_id=cast.units["77002"].unit_id))

    assert visit(cast.manager).get(at(held, "/quan-ly")).status == 404
    assert visit(cast.stranger).get(at(held, "/quan-ly")).status == 200
