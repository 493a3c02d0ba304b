"""`/don-vi/<code>/chuc-vu`: who holds which post, taking posts back, and who may not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Person, Post
from lms.people.rules.secrets import SecretKind
from tests.builders import rows
from tests.staff import appointed, give, posts_of, take

START = datetime(2031, 3, 3, 2, 0, tzinfo=UTC)
"""Later than any day on which the cast was made."""


@pytest.fixture(autouse=True)
def _morning():
    clock.set_now(START)


@pytest.fixture
def ended(database):
    """How many posts of somebody were taken back, as the record has it."""
    return lambda who: len(
        rows(
            database,
            select(AuditEntry.id).where(AuditEntry.act == Act.POST_ENDED, AuditEntry.subject_person_id == who.id),
        )
    )


def test_the_list_says_who_holds_what_since_when_until_when_and_by_whom(visit, cast, database):
    visitor = visit(cast.manager)
    give(visitor, "77001", Role.VIEWER, cast.official.code, until="31/12/2031")

    text = visitor.get("/don-vi/77001/chuc-vu").text

    assert "Trần Thị Sáu" in text
    assert (
        f"Nguyễn Văn Tư Chưa đặt mật khẩu Người xem số liệu 03/03/2031 hết hạn ngày 31/12/2031 {cast.manager.name}"
        in text
    )
    assert "Vàng A Páo" in text  # below, folded


def test_the_admin_sees_who_looks_after_places_and_no_learner(visit, cast):
    page = visit(cast.admin).get("/don-vi/vn/chuc-vu")

    assert "Bùi Thị Hạnh" in page.text
    assert "chưa có người phụ trách (2)" in page.text  # both provinces
    assert cast.citizen.name not in page.text


@pytest.mark.parametrize(
    ("who", "at", "status"),
    [
        ("manager", "77001", 200), ("manager", "77001-1", 200), ("manager", "77", 404), ("manager", "77002", 404),
        ("manager", "vn", 404), ("stranger", "77001", 404), ("facilitator", "77001-1", 403), ("citizen", "77001", 404),
        ("admin", "77001-1", 200), ("admin", "vn", 200),
    ],
)  # fmt: skip
def test_who_may_see_the_posts_of_a_unit(visit, cast, who, at, status):
    visitor = visit(getattr(cast, who))

    for page in ("", "/tim", "/moi", "/giao?ma=DAN"):
        expected = 403 if status == 200 and (who, at, page != "") == ("admin", "77001-1", True) else status
        expected = 200 if page == "/tim" and status == 200 else expected
        assert visitor.get(f"/don-vi/{at}/chuc-vu{page}").status == expected, page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DRAFTER, Role.TEACHER, Role.FACILITATOR])
def test_roles_that_give_nothing_are_told_so(visit, cast, database, role):
    visitor = visit(appointed(database, cast, role, "77001"))
    post = posts_of(database, cast.manager.id)[0]

    for address in ("", "/tim", "/giao?ma=DAN", "/moi", f"/{post.id}"):
        assert visitor.get(f"/don-vi/77001/chuc-vu{address}").status == 403
    assert take(visitor, "77001", post).status == 403
    assert visitor.post(f"/don-vi/77001/chuc-vu/{post.id}/ma-moi").status == 403


def test_taking_back_ends_the_post_and_every_session_once(visit, cast, database, ended):
    helper = visit(cast.facilitator)
    post = posts_of(database, cast.facilitator.id)[0]
    visitor = visit(cast.manager)

    page = visitor.follow(take(visitor, "77001-1", post))
    clock.set_now(START + timedelta(hours=1))
    again = take(visitor, "77001-1", post)

    assert "Đã thu lại" in page.text
    assert again.status == 303
    assert ended(cast.facilitator) == 1
    held = posts_of(database, cast.facilitator.id)[0]
    assert held.ended_by_id == cast.manager.id
    assert START <= held.to_at < START + timedelta(minutes=1)
    assert helper.get("/toi").status == 303  # signed out
    back = visit(cast.facilitator)
    assert back.get("/don-vi/77001-1/").status == 404
    assert "Đã thôi giữ việc" in visitor.get("/don-vi/77001-1/chuc-vu").text


def test_a_post_of_one_unit_is_not_found_under_another(visit, cast, database):
    mine, theirs = posts_of(database, cast.facilitator.id)[0], posts_of(database, cast.stranger.id)[0]
    visitor = visit(cast.manager)

    for at, post in (("77001", mine), ("77001-1", theirs), ("77002", theirs)):
        assert visitor.get(f"/don-vi/{at}/chuc-vu/{post.id}").status == 404
        assert take(visitor, at, post).status == 404
    assert visitor.get(f"/don-vi/77001/chuc-vu/{2**70}").status == 404
    assert posts_of(database, cast.stranger.id)[0].to_at is None


def test_the_last_manager_stays_and_is_told_what_to_do(visit, cast, database):
    post = posts_of(database, cast.manager.id)[0]
    for who in (cast.manager, cast.admin):
        page = take(visit(who), "77001", post)
        assert page.status == 422
        assert "Giao cho người khác trước" in page.errors
    assert posts_of(database, cast.manager.id)[0].to_at is None


def test_a_manager_who_cannot_sign_in_yet_does_not_stand_in_for_one_who_can(visit, cast, database):
    waiting = appointed(database, cast, Role.MANAGER, "77001", kind=SecretKind.PIN)
    post = posts_of(database, cast.manager.id)[0]
    visitor = visit(cast.manager)

    assert "chưa vào được tài khoản" in take(visitor, "77001", post).errors
    assert take(visitor, "77001", posts_of(database, waiting.id)[0]).status == 303  # the one given by mistake


def test_one_of_two_managers_may_go_and_stays_signed_in(visit, cast, database):
    appointed(database, cast, Role.MANAGER, "77001")
    here, elsewhere = visit(cast.manager), visit(cast.manager)

    assert take(here, "77001", posts_of(database, cast.manager.id)[0]).location == "/toi"
    assert here.get("/toi").status == 200
    assert elsewhere.get("/toi").status == 303
    assert here.get("/don-vi/77001/chuc-vu").status == 404


def test_a_commune_cannot_touch_the_province_nor_the_admin(visit, cast, database):
    province = appointed(database, cast, Role.MANAGER, "77")
    visitor = visit(cast.manager)

    for at, who in (("77", province), ("vn", cast.admin)):
        assert take(visitor, at, posts_of(database, who.id)[0]).status == 404
    above = visit(province)
    appointed(database, cast, Role.MANAGER, "77001")
    assert take(above, "77001", posts_of(database, cast.manager.id)[0]).status == 303


def test_an_admin_takes_back_what_they_give_and_nothing_else(visit, cast, database):
    visitor = visit(cast.admin)
    post = posts_of(database, cast.facilitator.id)[0]

    assert "Thu lại việc này" not in visitor.get(f"/don-vi/77001-1/chuc-vu/{post.id}").text
    assert take(visitor, "77001-1", post).status == 403
    assert posts_of(database, cast.facilitator.id)[0].to_at is None


def test_a_post_runs_out_by_itself_at_midnight_in_viet_nam(visit, cast, database):
    who = appointed(database, cast, Role.VIEWER, "77001")
    with database.writing() as session:
        session.execute(
            update(Post).where(Post.person_id == who.id).values(to_at=datetime(2031, 3, 30, 17, tzinfo=UTC))
        )

    clock.set_now(datetime(2031, 3, 30, 16, 59, tzinfo=UTC))
    visitor = visit(who)
    assert visitor.get("/don-vi/77001/").status == 200
    clock.set_now(datetime(2031, 3, 30, 17, 1, tzinfo=UTC))
    assert visitor.get("/don-vi/77001/").status == 404
    assert visitor.get("/toi").status == 200  # still a learner
    text = visit(cast.manager).get("/don-vi/77001/chuc-vu").text
    assert "từ 03/03/2031 đến 30/03/2031" in text


def test_a_post_lost_while_its_form_is_open_gives_nothing(visit, cast, database):
    other = appointed(database, cast, Role.MANAGER, "77001")
    losing = visit(other)
    form = losing.get("/don-vi/77001/chuc-vu/giao?ma=DAN")
    take(visit(cast.manager), "77001", posts_of(database, other.id)[0])

    page = losing.post("/don-vi/77001/chuc-vu/giao", {**form.hidden(), "role": "viewer"})

    assert (page.status, page.location) == (303, "/dang-nhap?het=1")
    losing.sign_in(other.code, other.secret)
    losing.read_token()
    assert losing.post("/don-vi/77001/chuc-vu/giao", {"ma": "DAN", "role": "viewer"}).status == 404
    assert posts_of(database, cast.citizen.id) == []


@pytest.mark.parametrize("gone", ["erased_at", "merged_into_id"])
def test_who_is_erased_or_merged_is_not_listed(visit, cast, database, gone):
    post = posts_of(database, cast.facilitator.id)[0]
    with database.writing() as session:
        value = clock.now() if gone == "erased_at" else cast.citizen.id
        session.execute(update(Person).where(Person.id == cast.facilitator.id).values({gone: value}))
    visitor = visit(cast.manager)

    assert cast.facilitator.name not in visitor.get("/don-vi/77001/chuc-vu").text
    assert visitor.get(f"/don-vi/77001-1/chuc-vu/{post.id}").status == 404
