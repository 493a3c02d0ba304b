"""Somebody like the new person is known already: shown side by side before anything is kept."""

from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Person
from tests.builders import rows
from tests.offices.people import COMMUNE, VILLAGE, named, register, settled, typed


def _again(visitor, shown, at=VILLAGE):
    """Press "another person" on the page that compares."""
    return visitor.post(f"{at}/moi", shown.hidden())


def test_a_namesake_of_the_same_year_is_shown_and_nothing_is_kept(visit, cast, database):
    known = settled(database, cast, name="Nguyễn Thị Lan", born=1950)

    shown = register(visit(cast.facilitator), name="nguyen thi LAN")

    assert (shown.status, shown.h1) == (200, "Có phải cùng một người không?")
    assert shown.links()["Đúng là người này"] == f"{VILLAGE}/{known}"
    assert rows(database, select(func.count()).where(Person.search_key == "nguyen thi lan")) == [1]
    assert Act.PEOPLE_READ in rows(database, select(AuditEntry.act))


def test_another_person_of_that_name_is_added_all_the_same(visit, cast, database):
    settled(database, cast, name="Nguyễn Thị Lan", born=1950)
    helper = visit(cast.facilitator)

    assert _again(helper, register(helper)).status == 303
    assert rows(database, select(func.count()).where(Person.name == "Nguyễn Thị Lan")) == [2]


def test_three_of_one_name_year_and_village_can_live_there(visit, cast, database):
    helper = visit(cast.facilitator)
    assert register(helper).status == 303
    for expected in (2, 3):
        assert _again(helper, register(helper)).status == 303
        assert rows(database, select(func.count()).where(Person.name == "Nguyễn Thị Lan")) == [expected]


def test_twins_are_two_people_and_nobody_is_asked(visit, cast, database):
    helper = visit(cast.facilitator)

    assert register(helper, name="Lò Thị Ánh").status == 303
    assert register(helper, name="Lò Thị Ảnh").status == 200  # one letter key: asked
    assert register(helper, name="Lò Thị Dung").status == 303


def test_somebody_who_came_meanwhile_is_asked_about_again(visit, cast, database):
    settled(database, cast, name="Nguyễn Thị Lan", born=1950)
    helper = visit(cast.facilitator)
    shown = register(helper)
    settled(database, cast, name="Nguyễn Thị Lan", born=1950)

    again = _again(helper, shown)

    assert (again.status, again.h1) == (200, "Có phải cùng một người không?")


def test_saving_twice_is_not_taken_for_a_namesake(visit, cast, database):
    helper = visit(cast.facilitator)
    form = {**helper.get(f"{VILLAGE}/moi").hidden(), **typed()}
    helper.post(f"{VILLAGE}/moi", form)

    assert helper.post(f"{VILLAGE}/moi", form).status == 303


def test_a_facilitator_is_not_led_to_a_person_of_another_village(visit, cast, database):
    settled(database, cast, name="Nguyễn Thị Lan", born=1950, at="77001")

    shown = register(visit(cast.facilitator))

    assert shown.status == 200
    assert "Đúng là người này" not in shown.links()
    assert "nhờ xã chuyển" in shown.text


def test_people_of_other_communes_are_not_shown(visit, cast, database):
    settled(database, cast, name="Nguyễn Thị Lan", born=1950, at="77002")

    assert register(visit(cast.facilitator)).status == 303


def test_the_manager_is_led_to_the_person_wherever_in_the_commune(visit, cast, database):
    known = settled(database, cast, name="Nguyễn Thị Lan", born=1950)

    shown = register(visit(cast.manager), COMMUNE, unit="77001")

    assert shown.links()["Đúng là người này"] == f"{COMMUNE}/{known}"
    assert named(database, "Nguyễn Thị Lan").id == known


def test_those_who_were_merged_or_erased_are_nobody(visit, cast, database):
    gone, kept = (settled(database, cast, name="Nguyễn Thị Lan", born=1950) for _ in range(2))
    with database.writing() as session:
        session.get(Person, gone).merged_into_id = kept
        session.get(Person, kept).birth_year = 1951

    assert register(visit(cast.facilitator)).status == 303
