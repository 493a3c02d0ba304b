"""Each door opens to the right people and to nobody else; a route without a row in the table fails."""

import re

import pytest
from werkzeug.exceptions import MethodNotAllowed

from tests.house.doors import DOORS, WHO

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def picture(visit):
    """The address of a drawing that some lesson shows."""
    body = visit().get("/hoc/dich-vu-cong/nop-ho-so").response.text
    return re.search(r"/hoc/hinh/[\w.-]+\.svg", body).group()


@pytest.mark.parametrize("who", WHO)
def test_each_door_opens_to_the_right_people(who, visit, cast, picture):
    column, somebody = WHO.index(who), None if who == "nobody" else getattr(cast, who)
    wanted = {(method, address): statuses[column] for method, _, address, statuses in DOORS}
    looks, sends = (sorted(address for method, address in wanted if method == kind) for kind in ("GET", "POST"))

    looking = visit(somebody)
    found = {("GET", address): looking.get(address.format(picture=picture)).status for address in looks}
    found |= {("POST", address): visit(somebody).post(address).status for address in sends}

    assert found == wanted


def test_every_route_and_method_has_a_row(app):
    routes = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}

    assert {(method, route) for method, route, *_ in DOORS} == routes


def test_every_example_leads_to_the_route_of_its_row(app, picture):
    match = app.url_map.bind("localhost").match
    led = {
        (method, address): match(address.format(picture=picture).partition("?")[0], method, return_rule=True)[0].rule
        for method, _, address, _ in DOORS
    }

    assert led == {(method, address): route for method, route, address, _ in DOORS}


def test_a_method_without_a_row_is_refused(visit, cast, picture):
    rows = {(method, route) for method, route, *_ in DOORS}
    client = visit(cast.citizen)
    open_doors = [
        (method, address)
        for _, route, address, _ in DOORS
        for method in METHODS
        if (method, route) not in rows and _status(client, method, address.format(picture=picture)) != 405
    ]

    assert open_doors == []


def test_head_is_answered_as_get_without_a_body(visit):
    for address in ("/", "/hoc/", "/dang-nhap", "/khong-co"):
        got, headed = visit().get(address).response, visit().client.head(address)

        assert (headed.status_code, headed.data) == (got.status_code, b""), address


def test_a_refused_method_names_those_that_are_taken(visit):
    answer = visit().post("/hoc/")

    assert answer.status == MethodNotAllowed.code
    assert set(answer.response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def _status(visitor, method: str, address: str) -> int:
    headers = {"Sec-Fetch-Site": "same-origin", "X-CSRFToken": visitor.token}
    return visitor.client.open(address, method=method, headers=headers).status_code
