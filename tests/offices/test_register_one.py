"""`/don-vi/<code>/nguoi/moi`: one person, registered by somebody with a post."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import NoticeGiven, Person, Post, SignIn
from lms.skills.rules import Audience
from lms.tally.rules import Stage
from lms.units.actions import add_unit
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.offices.people import COMMUNE, VILLAGE, named, official_of, places_of, register, sign_in_of, stage_of, typed

SCHOOL = "/don-vi/77001-2/nguoi"


def test_a_person_is_saved_with_a_card_and_no_secret_yet(visit, cast, database):
    answer = register(visit(cast.facilitator))

    person = named(database, "Nguyễn Thị Lan")
    sign_in = sign_in_of(database, person.id)
    assert (answer.status, answer.location) == (303, f"{VILLAGE}/{person.id}/the")
    assert (person.birth_year, person.registered_by_id) == (1950, cast.facilitator.id)
    assert (sign_in.secret_hash, sign_in.is_learner_code) == (None, True)
    assert places_of(database, person.id) == [(Audience.CITIZEN, cast.units["77001-1"].unit_id, True, True)]
    assert stage_of(database, person.id) == [("citizen", cast.units["77001-1"].unit_id, Stage.LISTED)]


def test_the_notice_was_read_out_by_whoever_registers(visit, cast, database):
    register(visit(cast.facilitator))

    (given,) = rows(database, select(NoticeGiven))
    assert (given.person_id, given.read_out_by_id) == (named(database, "Nguyễn Thị Lan").id, cast.facilitator.id)


def test_what_was_done_is_on_record(visit, cast, database):
    register(visit(cast.facilitator))

    person = named(database, "Nguyễn Thị Lan")
    acts = rows(database, select(AuditEntry.act).where(AuditEntry.subject_person_id == person.id))
    assert {Act.PERSON_REGISTERED_FOR, Act.CARD_PRINTED} <= set(acts)


def test_the_card_shows_the_code_and_leads_to_the_pin(visit, cast, database):
    helper = visit(cast.facilitator)
    card = helper.follow(register(helper))

    sign_in = sign_in_of(database, named(database, "Nguyễn Thị Lan").id)
    assert sign_in.shown_code in card.text.replace("- ", "-")
    assert any(address.endswith("/dat-ma") for address in card.links().values())


def test_save_and_add_one_more_names_the_last_and_keeps_the_village(visit, cast, database):
    manager = visit(cast.manager)
    answer = register(manager, COMMUNE, unit="77001-1", roi="nua")
    shown = manager.follow(answer)

    assert answer.status == 303
    assert "Đã lưu Nguyễn Thị Lan" in shown.text
    assert shown.soup.select_one("select[name=unit] option[selected]")["value"] == "77001-1"


def test_sent_twice_it_is_one_person(visit, cast, database):
    helper = visit(cast.facilitator)
    form = {**helper.get(f"{VILLAGE}/moi").hidden(), **typed()}

    first, second = helper.post(f"{VILLAGE}/moi", form), helper.post(f"{VILLAGE}/moi", form)

    assert first.location == second.location
    assert rows(database, select(func.count()).where(Person.name == "Nguyễn Thị Lan")) == [1]


def test_a_key_taken_from_another_helper_leads_to_nobody_of_theirs(visit, cast, database):
    form = {**visit(cast.facilitator).get(f"{VILLAGE}/moi").hidden(), **typed()}
    del form["csrf_token"]
    visit(cast.facilitator).post(f"{VILLAGE}/moi", form)
    visit(cast.stranger).post("/don-vi/77002/nguoi/moi", {**form, "unit": "77002"})

    assert rows(database, select(func.count()).where(Person.name == "Nguyễn Thị Lan")) == [2]


NAMES = {"Mơ": "Mơ", "H'Hen Niê": "H’Hen Niê", "  Ksor   H'Lưk ": "Ksor H’Lưk", "Y Ơ̆ng Niê ƀ": "Y Ơ̆ng Niê ƀ"}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_kept_as_people_bear_them(visit, cast, database, name):
    assert register(visit(cast.facilitator), name=name).status == 303
    assert named(database, NAMES[name]).registered_by_id == cast.facilitator.id


WRONG = {
    "no name": ("name", ""),
    "markup": ("name", "<script>alert(1)</script>"),
    "digits": ("name", "Lan 2"),
    "signs only": ("name", "''--"),
    "a tower of marks": ("name", "a" + "\u0301" * 40),
    "far too long": ("name", "Nguyễn " * 40),
    "no year": ("birth_year", ""),
    "two digits": ("birth_year", "50"),
    "a year to come": ("birth_year", "2999"),
    "no tick": ("agreed", ""),
    "an audience of schools": ("audience", "primary"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_kept(visit, cast, database, case):
    field, value = WRONG[case]
    before = rows(database, select(func.count(Person.id)))

    answer = register(visit(cast.facilitator), **{field: value})

    assert answer.status == 422
    assert rows(database, select(func.count(Person.id))) == before


def test_a_child_is_sent_to_the_school_with_kind_words(visit, cast, database):
    year = str(clock.today().year - 10)

    answer = register(visit(cast.facilitator), birth_year=year)

    assert answer.status == 422
    assert "nhờ thầy cô" in (answer.error_on("birth_year") or "")


def test_a_school_registers_its_pupil_and_the_class_says_the_band(visit, cast, database):
    answer = register(
        visit(cast.manager), SCHOOL, name="Giàng A Tủa", birth_year="2013", audience="secondary", class_name="7B"
    )

    person = named(database, "Giàng A Tủa")
    assert answer.status == 303
    assert [(one.audience, one.band) for one in _memberships(database, person.id)] == [(Audience.SECONDARY, "6-9")]


@pytest.mark.parametrize("class_name", ["", "lớp chồi", "3A", "12"])
def test_a_class_that_is_none_of_the_schools_is_asked_again(visit, cast, class_name):
    answer = register(visit(cast.manager), SCHOOL, birth_year="2013", audience="secondary", class_name=class_name)

    assert answer.status == 422
    assert answer.error_on("class_name")


def test_a_teacher_at_a_school_is_no_child(visit, cast, database):
    assert register(visit(cast.manager), SCHOOL, birth_year="2013", audience="official").status == 422
    assert register(visit(cast.manager), SCHOOL, birth_year="1990", audience="official").status == 303


def test_at_a_commune_the_village_is_chosen_or_said_to_be_unknown(visit, cast, database):
    manager = visit(cast.manager)

    assert register(manager, COMMUNE).error_on("unit")
    assert register(manager, COMMUNE, unit="77001").status == 303
    assert places_of(database, named(database, "Nguyễn Thị Lan").id)[0][1] == cast.units["77001"].unit_id


def test_a_place_that_is_not_offered_is_not_taken(visit, cast, database):
    assert register(visit(cast.manager), COMMUNE, unit="77002").status == 422
    assert register(visit(cast.facilitator), unit="77002").status == 303
    assert places_of(database, named(database, "Nguyễn Thị Lan").id)[0][1] == cast.units["77001-1"].unit_id


def test_a_neighbours_village_is_not_there(visit, cast, database):
    with database.writing() as session:
        add_unit(session, kind=UnitKind.VILLAGE, name="Thôn Bên", code="77002-9", parent=cast.units["77002"],
                 valid_from=clock.today())  # fmt: skip
    helper = visit(cast.facilitator)

    for code in ("77002-9", "77002", "77001"):
        assert helper.get(f"/don-vi/{code}/nguoi/moi").status == 404
        assert helper.post(f"/don-vi/{code}/nguoi/moi", typed(unit=code, once="x" * 20)).status == 404


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.VIEWER, Role.TEACHER, Role.ADMIN])
def test_other_roles_do_not_register(visit, cast, database, role):
    visitor = visit(official_of(database, cast, role, "77001-1", "khac"))

    assert visitor.get(f"{VILLAGE}/moi").status == 403
    assert visitor.post(f"{VILLAGE}/moi", typed(once="x" * 20)).status == 403
    assert rows(database, select(Person.id).where(Person.name == "Nguyễn Thị Lan")) == []


def test_a_post_lost_in_the_middle_of_the_form_writes_nothing(visit, cast, database):
    helper = visit(cast.facilitator)
    form = {**helper.get(f"{VILLAGE}/moi").hidden(), **typed()}
    with database.writing() as session:
        post = session.scalars(select(Post).where(Post.person_id == cast.facilitator.id)).one()
        post.from_at, post.to_at = post.from_at - timedelta(days=1), clock.now() - timedelta(seconds=1)

    assert helper.post(f"{VILLAGE}/moi", form).status == 404
    with database.writing() as session:
        session.scalars(select(SignIn).where(SignIn.person_id == cast.facilitator.id)).one().epoch += 1
    assert helper.post(f"{VILLAGE}/moi", form).location.startswith("/dang-nhap")
    assert rows(database, select(Person.id).where(Person.name == "Nguyễn Thị Lan")) == []


def _memberships(database, person_id):
    with database.session(write=False) as session:
        return list(session.get(Person, person_id).memberships)
