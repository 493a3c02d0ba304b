"""`/don-vi/<code>/thay-doi`: looked at, then done: tree, posts, documents; people stay where they were."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Adoption
from lms.confirmations.queries.results import paths_of
from lms.coverage.queries.sums import counted
from lms.people.models import Membership, Post, SignIn
from lms.units.models import Unit, UnitVersion
from lms.units.queries import living_successor
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.offices.units import CHANGES, by_code, look_and_do, now, province_manager, village

DAY = "1/9/2026"


def _id(cast, code: str) -> str:
    return str(cast.units[code].unit_id)


def test_a_village_gets_another_name_from_a_day_on(visit, cast, database):
    asked = {"unit": _id(cast, "77001-1"), "name": "Thôn Đình Cả", "kind": "", "day": DAY, "decision": "12/NQ-HĐND"}
    manager = visit(cast.manager)
    page = manager.get(CHANGES.format("77001", "doi-ten"), query_string=asked)
    assert "Thành Thôn Đình Cả" in page.text
    assert "2" in page.text  # the citizen and the facilitator live there
    assert by_code(database, "77001-1").name == "Thôn Đình"

    assert look_and_do(manager, "77001", "doi-ten", asked).location == "/don-vi/77001/?da-doi=1"

    new = by_code(database, "77001-1")
    assert (new.name, new.valid_from, new.decision) == ("Thôn Đình Cả", date(2026, 9, 1), "12/NQ-HĐND")
    assert "Thôn Đình (mã 77001-1), từ 01/07/2025 đến hết 31/08/2026" in manager.get("/don-vi/77001-1/").text
    then = manager.get("/don-vi/77001/?ngay=2026-08-31")
    assert "Thôn Đình" in then.text
    assert "Thôn Đình Cả" not in then.text
    (entry,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.UNIT_CHANGED))
    assert (entry.person_id, entry.unit_id, entry.details["day"]) == (cast.manager.id, new.unit_id, "2026-09-01")


def test_a_merged_village_stays_closed_under_its_successor_and_nobody_is_rewritten(visit, cast, database):
    other = village(database, cast, "Thôn Chùa", "77001-3")
    before = rows(database, select(Membership.unit_id).order_by(Membership.id))
    asked = {"units": [_id(cast, "77001-1"), str(other)], "kept": str(other), "name": "Thôn Đình Chùa", "day": DAY}
    manager = visit(cast.manager)
    seen = manager.get(CHANGES.format("77001", "sap-nhap"), query_string=asked)
    assert "Nhập vào Thôn Đình Chùa" in seen.text
    assert "Vàng A Páo, Người hướng dẫn" in seen.text

    assert look_and_do(manager, "77001", "sap-nhap", asked).status == 303

    closed = rows(database, select(Unit).where(Unit.id == int(_id(cast, "77001-1"))))[0]
    assert (closed.successor_id, closed.closed_on) == (other, date(2026, 9, 1))
    assert rows(database, select(Membership.unit_id).order_by(Membership.id)) == before
    with database.session(write=False) as session:
        assert paths_of(session, cast.citizen.id) == [now(database, other).path]
        assert living_successor(session, closed.id).unit_id == other
    page = manager.get("/don-vi/77001-1/")
    assert "Đã nhập vào Thôn Đình Chùa từ ngày 01/09/2026" in page.text
    assert "/don-vi/77001-3/" in page.links().values()
    assert visit(cast.stranger).get("/don-vi/77001-1/").status == 404
    assert "Thôn Đình: từ ngày 01/09/2026 nhập vào Thôn Đình Chùa" in manager.get("/don-vi/77001/").text
    assert "Thôn Đình (mã 77001-1), từ 01/09/2026" in manager.get("/don-vi/77001-3/").text


def test_figures_follow_the_tree_at_once_and_stay_as_they_were_for_the_days_before(visit, cast, database):
    other = village(database, cast, "Thôn Chùa", "77001-3")
    asked = {"units": [_id(cast, "77001-1"), str(other)], "kept": str(other), "name": "Thôn Đình Chùa", "day": DAY}
    yesterday, then = clock.today(), _adults(database, int(_id(cast, "77001-1")))
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert look_and_do(visit(cast.manager), "77001", "sap-nhap", asked).status == 303

        assert then == _adults(database, other) > 0
        assert _adults(database, other, until=yesterday) == 0
        assert _adults(database, int(_id(cast, "77001-1")), until=yesterday) == then
        assert _adults(database, cast.units["77001"].unit_id) == _adults(
            database, cast.units["77001"].unit_id, until=yesterday
        )


def _adults(database, unit_id: int, until: date | None = None) -> int:
    with database.session(write=False) as session:
        found = counted(session, clock.today().year, [unit_id], until=until)
    return sum(n for key, n in found.items() if key.audience == "citizen")


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_post_at_a_merged_unit_ends_unless_it_is_ticked_to_go_on(visit, cast, database, goes_on):
    other = village(database, cast, "Thôn Chùa", "77001-3")
    (post,) = rows(database, select(Post).where(Post.person_id == cast.facilitator.id))
    (epoch,) = rows(database, select(SignIn.epoch).where(SignIn.person_id == cast.facilitator.id))
    helper = visit(cast.facilitator)
    asked = {"units": [_id(cast, "77001-1"), str(other)], "kept": str(other), "day": DAY}
    also = {"posts": str(post.id)} if goes_on else {}

    look_and_do(visit(cast.manager), "77001", "sap-nhap", asked, **also)

    held = rows(database, select(Post).where(Post.person_id == cast.facilitator.id).order_by(Post.id))
    assert (held[0].to_at is not None, held[0].ended_by_id) == (True, cast.manager.id)
    assert [(one.unit_id, one.to_at) for one in held[1:]] == ([(other, None)] if goes_on else [])
    assert rows(database, select(SignIn.epoch).where(SignIn.person_id == cast.facilitator.id)) == [epoch + 1]
    assert helper.get("/don-vi/77001-3/").status == 303
    assert visit(cast.facilitator).get("/don-vi/77001-3/").status == (200 if goes_on else 404)
    assert "Vàng A Páo, Người hướng dẫn" in visit(cast.manager).get("/don-vi/77001-1/").text
    acts = [entry.act for entry in rows(database, select(AuditEntry)) if entry.subject_person_id == post.person_id]
    assert (Act.POST_ENDED in acts, Act.POST_GIVEN in acts) == (True, goes_on)


def test_somebody_who_may_not_give_a_post_does_not_make_it_go_on(visit, cast, database):
    """An administrator knows no names and appoints managers only: a facilitator's post ends, whatever is sent."""
    other = village(database, cast, "Thôn Chùa", "77001-3")
    (post,) = rows(database, select(Post.id).where(Post.person_id == cast.facilitator.id))
    asked = {"units": [_id(cast, "77001-1"), str(other)], "kept": str(other), "day": DAY}
    admin = visit(cast.admin)
    assert "1 việc sẽ kết thúc" in admin.get(CHANGES.format("77001", "sap-nhap"), query_string=asked).text

    look_and_do(admin, "77001", "sap-nhap", asked, posts=str(post))

    assert [one.to_at is None for one in rows(database, select(Post).where(Post.person_id == cast.facilitator.id))] == [
        False
    ]


def test_communes_merge_into_a_new_one_with_all_that_stands_below(visit, cast, database, house):
    house.adopt("77001")
    asked = {
        "units": [_id(cast, "77001"), _id(cast, "77002")], "kept": "moi", "name": "Phường An Bình", "kind": "ward",
        "code": "77009", "day": DAY, "decision": "99/NQ-UBTVQH16",
    }  # fmt: skip
    leader = visit(province_manager(database, cast))
    seen = leader.get(CHANGES.format("77", "sap-nhap"), query_string=asked)
    assert "Lập mới (Phường)" in seen.text
    assert "2 đơn vị bên dưới chuyển theo" in seen.text
    assert "Văn bản áp dụng quy tắc thôi hiệu lực" in seen.text

    assert look_and_do(leader, "77", "sap-nhap", asked).status == 303

    new = by_code(database, "77009")
    assert (new.kind, new.name) == (UnitKind.WARD, "An Bình")
    moved = by_code(database, "77001-1")
    assert (moved.parent_id, moved.path) == (new.unit_id, f"{new.path}{moved.unit_id}/")
    assert by_code(database, "77001") is None
    assert rows(database, select(Adoption.withdrawn_at)) != [None]
    assert leader.get("/don-vi/77001-1/").status == 200
    then = leader.get("/don-vi/77001/?ngay=2026-08-31")
    assert {"Thôn Đình", "Trường THCS An Phú"} <= {word.rsplit(" 77", 1)[0] for word in then.links()}
    assert visit(cast.manager).get("/don-vi/77009/").status == 404  # their post ended with the commune


def test_a_school_divides_and_its_classes_go_where_they_are_sent(visit, cast, database):
    class_id = village(database, cast, "7A", "77001-2-7a", "77001-2", UnitKind.CLASS)
    asked = {"unit": _id(cast, "77001-2"), "goes_on": "thoi", "parts": "Trường THCS Đông\nTrường THCS Tây", "day": DAY}
    manager = visit(cast.manager)

    answer = look_and_do(manager, "77001", "chia-tach", asked, **{f"noi-{class_id}": "-2", "heir": "-2"})

    assert answer.status == 303
    west = by_code(database, "77001-4")
    assert west.name == "Trường THCS Tây"
    assert now(database, class_id).parent_id == west.unit_id
    with database.session(write=False) as session:
        assert paths_of(session, cast.pupil.id) == [west.path]
    page = manager.get("/don-vi/77001-2/")
    assert "Đã nhập vào Trường THCS Tây" in page.text


def test_a_village_moves_to_another_commune_by_whoever_reaches_both(visit, cast, database):
    asked = {"unit": _id(cast, "77001-1"), "parent": _id(cast, "77002"), "day": DAY}
    assert visit(cast.manager).get(CHANGES.format("77001", "chuyen"), query_string=asked).status == 422
    leader = visit(province_manager(database, cast))

    assert look_and_do(leader, "77001", "chuyen", asked).status == 303

    moved = by_code(database, "77001-1")
    assert moved.path == f"{cast.units['77002'].path}{moved.unit_id}/"
    assert visit(cast.manager).get("/don-vi/77001-1/").status == 404
    assert visit(cast.stranger).get("/don-vi/77001-1/").status == 200
    assert "Thôn Đình" in visit(cast.manager).get("/don-vi/77001/?ngay=2026-08-31").text


def test_a_school_stops_and_its_people_count_at_the_commune(visit, cast, database):
    asked = {"unit": _id(cast, "77001-2"), "day": DAY}
    manager = visit(cast.manager)

    assert look_and_do(manager, "77001", "thoi-hoat-dong", asked).status == 303

    with database.session(write=False) as session:
        assert paths_of(session, cast.pupil.id) == [cast.units["77001"].path]
    assert "Đã thôi hoạt động từ ngày 01/09/2026" in manager.get("/don-vi/77001-2/").text
    assert "Trường THCS An Phú: thôi hoạt động từ ngày 01/09/2026" in manager.get("/don-vi/77001/").text


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ("doi-ten", {"name": "Thôn Mới"}),
        ("sap-nhap", {}),
        ("chia-tach", {"goes_on": "con", "parts": "Thôn Một"}),
        ("chuyen", {}),
        ("thoi-hoat-dong", {}),
    ],
)
def test_a_form_sent_twice_is_done_once(visit, cast, database, change, asked):
    other = village(database, cast, "Thôn Chùa", "77001-3")
    asked = {"unit": str(other), "day": DAY} | asked
    if change == "sap-nhap":
        asked = {"units": [str(other), _id(cast, "77001-1")], "kept": str(other), "day": DAY}
    if change == "chuyen":
        asked |= {"parent": _id(cast, "77002")}
    leader = visit(province_manager(database, cast))
    seen = leader.get(CHANGES.format("77001", change), query_string=asked)
    form = {**seen.hidden(), **asked, "csrf_token": leader.token}
    first = leader.post(CHANGES.format("77001", change), form)
    versions = rows(database, select(UnitVersion))

    again = leader.post(CHANGES.format("77001", change), form)

    assert (first.status, again.status, first.location) == (303, 303, again.location)
    assert len(rows(database, select(UnitVersion))) == len(versions)
    assert clock.today() >= date(2026, 9, 1)
