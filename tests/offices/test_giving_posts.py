"""Giving posts: to somebody by code, by name, or to somebody new; and every try at more than one may."""

import pytest
from sqlalchemy import func, select

from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.actions.registering import join
from lms.people.models import Invitation, Membership, Person, Post
from lms.skills.rules import Audience
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import rows, someone
from tests.staff import appointed, code_on, give, give_new, posts_of


@pytest.fixture
def newest(database):
    """The person added last."""
    return lambda: rows(database, select(Person).order_by(Person.id.desc()).limit(1))[0]


def test_somebody_new_is_counted_where_they_work_and_gets_an_invitation_once(visit, cast, database, newest):
    visitor = visit(cast.manager)

    page = visitor.follow(give_new(visitor, "77001", Role.DRAFTER))

    person = newest()
    assert (person.name, person.birth_year, person.registered_by_id) == ("Lò Văn Mới", 1990, cast.manager.id)
    (post,) = posts_of(database, person.id)
    assert (post.role, post.unit_id, post.given_by_id) == (Role.DRAFTER, cast.units["77001"].unit_id, cast.manager.id)
    assert post.to_at is None
    (belongs,) = rows(database, select(Membership).where(Membership.person_id == person.id))
    assert (belongs.audience, belongs.unit_id) == (Audience.OFFICIAL, cast.units["77001"].unit_id)
    (standing,) = rows(database, select(PersonStanding).where(PersonStanding.person_id == person.id))
    assert standing.stage is Stage.LISTED
    code = code_on(page)
    (kept,) = rows(database, select(Invitation).where(Invitation.person_id == person.id))
    assert code.replace("-", "") not in kept.code_hash
    assert code not in visitor.get(f"/don-vi/77001/chuc-vu/{post.id}").text
    acts = rows(database, select(AuditEntry.act).where(AuditEntry.subject_person_id == person.id))
    assert {Act.PERSON_REGISTERED_FOR, Act.POST_GIVEN, Act.INVITATION_MADE} <= set(acts)


def test_a_new_facilitator_is_counted_where_they_live(visit, cast, database, newest):
    give_new(visit(cast.manager), "77001-1", Role.FACILITATOR)

    (belongs,) = rows(database, select(Membership).where(Membership.person_id == newest().id))
    assert (belongs.audience, belongs.unit_id) == (Audience.CITIZEN, cast.units["77001-1"].unit_id)


def test_a_new_administrator_is_counted_nowhere(visit, cast, database, newest):
    give_new(visit(cast.admin), "vn", Role.ADMIN)

    assert rows(database, select(Membership).where(Membership.person_id == newest().id)) == []


def test_the_same_form_sent_twice_makes_one_person_one_post_one_code(visit, cast, database, newest):
    visitor = visit(cast.manager)
    told = visitor.get("/don-vi/77001/chuc-vu/moi").hidden() | {"name": "Lò Văn Mới", "birth_year": "1990"}

    first, second = (visitor.post("/don-vi/77001/chuc-vu/moi", told | {"role": "viewer"}) for _ in range(2))

    assert (first.status, first.location) == (303, second.location)
    assert code_on(visitor.follow(first)) == code_on(visitor.follow(second))
    assert len(posts_of(database, newest().id)) == 1
    assert rows(database, select(func.count()).select_from(Person).where(Person.name == "Lò Văn Mới")) == [1]
    assert len(rows(database, select(Invitation))) == 1


def test_another_name_under_the_same_form_is_another_person(visit, cast, database):
    visitor = visit(cast.manager)
    told = visitor.get("/don-vi/77001/chuc-vu/moi").hidden() | {"birth_year": "1990", "role": "viewer"}

    for name in ("Lò Văn Một", "Lò Văn Hai"):
        assert visitor.post("/don-vi/77001/chuc-vu/moi", told | {"name": name}).status == 303

    assert len(rows(database, select(Person).where(Person.name.like("Lò Văn %")))) == 2


def test_a_code_is_shown_to_whoever_made_it_only(visit, cast, database, newest):
    visitor = visit(cast.manager)
    made = give_new(visitor, "77001", Role.DRAFTER)
    other = visit(appointed(database, cast, Role.MANAGER, "77001"))

    assert "Đưa mã này tận tay" in visitor.follow(made).text
    page = other.follow(made)
    assert page.status == 200
    assert "Đưa mã này tận tay" not in page.text


def test_somebody_who_looks_like_somebody_there_is_asked_about_first(visit, cast, database):
    visitor = visit(cast.manager)

    page = give_new(visitor, "77001", Role.VIEWER, name="lo thi mai", birth_year="1958")

    assert page.status == 422
    assert page.error_on("other")
    assert page.links()[f"{cast.citizen.name} sinh năm 1958, đã có trong hệ thống"].endswith(
        f"?nguoi={cast.citizen.id}"
    )
    assert give_new(visitor, "77001", Role.VIEWER, name="lo thi mai", birth_year="1958", other="y").status == 303


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": ""}, "name"), ({"name": "L0"}, "name"), ({"birth_year": "90"}, "birth_year"),
     ({"until": "hôm qua"}, "until"), ({"until": "1/1/2020"}, "until")],
)  # fmt: skip
def test_mistakes_stand_beside_their_fields(visit, cast, database, wrong, field):
    page = give_new(visit(cast.manager), "77001", Role.VIEWER, **wrong)

    assert page.status == 422
    assert page.error_on(field)
    assert rows(database, select(Post.id).where(Post.role == Role.VIEWER)) == []


def test_a_role_must_be_chosen(visit, cast):
    page = visit(cast.manager).post("/don-vi/77001/chuc-vu/giao", {"ma": "CANBO"})

    assert "Chọn một việc" in page.errors


def test_somebody_known_by_code_keeps_their_pin_until_they_set_a_password(visit, cast, database):
    visitor = visit(cast.manager)

    page = visitor.follow(give(visitor, "77001", Role.DRAFTER, cast.official.code))

    assert "Đã giao" in page.text
    assert "Chưa đặt mật khẩu" in page.text
    assert rows(database, select(Invitation)) == []
    official = visit(cast.official)
    assert official.get("/don-vi/77001/").status == 404
    assert "Đặt mật khẩu là bắt đầu được" in official.get("/toi").text


def test_an_account_in_use_is_not_opened_by_an_invitation(visit, cast, database):
    """Whoever gives a learner a post could else read the code themselves and be that learner."""
    visitor = visit(cast.manager)
    give(visitor, "77001", Role.DRAFTER, cast.official.code)
    post = posts_of(database, cast.official.id)[0]

    page = visitor.post(f"/don-vi/77001/chuc-vu/{post.id}/ma-moi", {"once": "x" * 24})

    assert page.status == 422
    assert "vẫn vào được bằng mã PIN" in page.errors
    assert rows(database, select(Invitation)) == []


@pytest.mark.parametrize("above", [(Role.MANAGER, "77"), (Role.MANAGER, "77002"), (Role.ADMIN, "vn")])
def test_giving_a_small_post_does_not_open_the_account_of_somebody_above_or_beside(visit, cast, database, above):
    who = appointed(database, cast, *above)
    visitor = visit(cast.manager)
    made = give(visitor, "77001", Role.VIEWER, who.code)
    post = posts_of(database, who.id)[-1]

    page = visitor.follow(made)
    assert "Tạo mã mời mới" not in page.text
    assert visitor.post(f"/don-vi/77001/chuc-vu/{post.id}/ma-moi", {"once": "x" * 24}).status == 403
    assert rows(database, select(Invitation)) == []


def test_a_manager_opens_a_colleagues_account_anew_and_never_their_own(visit, cast, database):
    other = appointed(database, cast, Role.MANAGER, "77001")
    visitor = visit(cast.manager)

    def invite(who):
        post = posts_of(database, who.id)[0]
        return visitor.post(f"/don-vi/77001/chuc-vu/{post.id}/ma-moi", {"once": "x" * 24})

    assert code_on(visitor.follow(invite(other)))
    assert "Không tự mời mình" in invite(cast.manager).errors


@pytest.mark.parametrize(
    ("who", "at", "role", "status"),
    [
        ("manager", "77001", "admin", 403), ("manager", "77001", "teacher", 403),
        ("manager", "77001-1", "manager", 403), ("manager", "77001", "king", 403),
        ("manager", "77", "manager", 404), ("manager", "77002", "viewer", 404),
        ("stranger", "77001", "viewer", 404), ("facilitator", "77001-1", "facilitator", 403),
        ("admin", "77001", "facilitator", 403), ("admin", "77001", "drafter", 403), ("admin", "77001", "manager", 303),
        ("manager", "77001", "manager", 303), ("manager", "77001-2", "teacher", 303),
    ],
)  # fmt: skip
def test_nobody_gives_more_than_they_may_by_changing_the_form(visit, cast, database, who, at, role, status):
    visitor = visit(getattr(cast, who))

    page = visitor.post(f"/don-vi/{at}/chuc-vu/giao", {"ma": cast.official.code, "role": role, "once": "x" * 24})

    assert page.status == status
    assert len(posts_of(database, cast.official.id)) == (status == 303)


def test_nobody_gives_a_post_to_themselves_or_to_a_child(visit, cast, database):
    visitor = visit(cast.manager)

    assert "Không tự giao việc cho mình" in give(visitor, "77001", Role.VIEWER, cast.manager.code).errors
    assert "chưa đủ 16 tuổi" in give(visitor, "77001", Role.VIEWER, cast.pupil.code).errors
    assert len(posts_of(database, cast.manager.id)) == 1
    assert posts_of(database, cast.pupil.id) == []


def test_a_post_is_held_once(visit, cast, database):
    visitor = visit(cast.manager)
    assert give(visitor, "77001", Role.VIEWER, cast.official.code).status == 303

    assert "đang giữ việc này rồi" in give(visitor, "77001", Role.VIEWER, cast.official.code).errors
    assert give(visitor, "77001", Role.DRAFTER, cast.official.code).status == 303
    assert len(posts_of(database, cast.official.id)) == 2


def test_people_are_found_by_name_where_names_may_be_read_and_each_look_is_kept(visit, cast, database):
    page = visit(cast.manager).get("/don-vi/77001-2/chuc-vu/tim?q=nguyen tu")  # of the whole commune

    assert [link for label, link in page.links().items() if cast.official.name in label] == [
        f"/don-vi/77001-2/chuc-vu/giao?nguoi={cast.official.id}"
    ]
    assert len(rows(database, select(AuditEntry.id).where(AuditEntry.act == Act.PEOPLE_READ))) == 1
    assert cast.pupil.name not in visit(cast.manager).get("/don-vi/77001/chuc-vu/tim?q=h'nhi").text


def test_nobody_is_found_by_number_out_of_sight(visit, cast, database):
    with database.writing() as session:
        far = someone(session, name="Người Xa")
        join(session, far, Audience.CITIZEN, cast.units["77002"].unit_id)
        number = far.id
    visitor = visit(cast.manager)

    for wanted in (number, 0, 2**70, "x", ""):
        assert visitor.get(f"/don-vi/77001/chuc-vu/giao?nguoi={wanted}").status == 404
        sent = {"nguoi": str(wanted), "role": "viewer", "once": "x" * 24}
        assert visitor.post("/don-vi/77001/chuc-vu/giao", sent).status == 404
    assert posts_of(database, number) == []


def test_the_admin_reads_no_name_of_a_learner(visit, cast, database):
    visitor = visit(cast.admin)

    by_name = visitor.get("/don-vi/77001/chuc-vu/tim?q=lo thi mai")
    by_code = visitor.get("/don-vi/77001/chuc-vu/tim?q=dan")
    form = visitor.get("/don-vi/77001/chuc-vu/giao?ma=dan")

    for page in (by_name, by_code, form):
        assert page.status == 200
        assert cast.citizen.name not in page.text
    assert "L. T. M." in by_code.text
    assert "L. T. M." in form.h1
    assert visitor.get(f"/don-vi/77001/chuc-vu/giao?nguoi={cast.citizen.id}").status == 403


def test_a_province_states_a_reason_before_it_looks_for_names(visit, cast, database):
    visitor = visit(appointed(database, cast, Role.MANAGER, "77"))

    page = visitor.get("/don-vi/77001/chuc-vu/tim?q=mai")
    assert page.status == 303
    assert page.location.startswith("/don-vi/77001/ly-do?tiep=")
    assert cast.citizen.name not in visitor.get("/don-vi/77/chuc-vu/tim?q=mai").text
    assert visitor.get(f"/don-vi/77001/chuc-vu/giao?nguoi={cast.citizen.id}").status == 303
    sent = {"nguoi": str(cast.citizen.id), "role": "viewer", "once": "x" * 24}
    assert visitor.post("/don-vi/77001/chuc-vu/giao", sent).status == 303
    assert posts_of(database, cast.citizen.id) == []
