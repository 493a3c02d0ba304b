"""Each door of a class opens to those who keep or teach it; a colleague is told no, others find nothing there."""

import pytest

from tests.classrooms.doors import DOORS, WHO


@pytest.mark.parametrize("who", WHO)
def test_each_door_opens_to_the_right_people(who, visit, cast, schools):
    column = WHO.index(who)
    somebody = {"commune": cast.manager, "facilitator": cast.facilitator, "admin": cast.admin}.get(who)
    visitor = visit(somebody or getattr(schools, who))
    there = {"code": schools.code, "school": schools.school, "pupil": schools.pupils[1].id}

    found, wanted = {}, {}
    for method, address, statuses in DOORS:
        wanted[(method, address)] = statuses[column]
        found[(method, address)] = getattr(visitor, method.lower())(address.format(**there)).status

    assert found == wanted


def test_every_route_of_a_class_has_a_row(app):
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/lop/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    match = app.url_map.bind("localhost").match
    there = {"code": "77001-2-1", "school": "77001-2", "pupil": 1}
    rows = {
        (method, match(address.format(**there).partition("?")[0], method, return_rule=True)[0].rule)
        for method, address, _ in DOORS
    }

    assert rows == routes


def test_a_signed_out_visitor_is_asked_to_sign_in(visit, schools):
    assert visit().get(f"/lop/{schools.code}").location.startswith("/dang-nhap")


def test_a_class_of_another_school_does_not_exist(visit, schools):
    assert visit(schools.teacher).get(f"/lop/{schools.elsewhere.code}").status == 404
