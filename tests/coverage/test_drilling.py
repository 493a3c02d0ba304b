"""From a figure to its people: the list behind a number is of exactly those whom the number counts."""

import re

import pytest

from lms.access.rules import Role
from lms.coverage.queries.coverage import coverage_of
from lms.coverage.rules.groups import GROUPS, group_of
from lms.coverage.rules.reaching import STAGES, counted_in
from lms.people.queries.finding import Wanted, count_people
from lms.tally.actions import restate
from lms.tally.rules import Stage, Standing
from tests import builders
from tests.offices.units import province_manager
from tests.staff import appointed

LISTS = re.compile(r"/don-vi/(?P<code>[\w-]+)/nguoi\?nhom=(?P<group>\w+)(&noi=-)?&chang=(?P<column>\w+)\Z")


@pytest.fixture
def people(database, cast):
    """Of every stage and evidence in the commune itself, its village and its school; children too."""
    with database.writing() as session:
        for code in ("77001", "77001-1", "77001-2"):
            unit = cast.units[code].unit_id
            for n, (stage, evidence) in enumerate(
                [(Stage.LISTED, None), (Stage.REGISTERED, None), (Stage.LEARNING, None), (Stage.COMPLETED, 0),
                 (Stage.COMPLETED, 1), (Stage.COMPLETED, 3)]
            ):  # fmt: skip
                for born in (1960, 2012):
                    audience = "official" if code == "77001-2" else "citizen"
                    person = builders.someone(session, name=f"Người {n}", born=born).id
                    framework = None if evidence is None else "TT02-2025"
                    restate(session, person, audience, Standing(audience, unit, stage, born, None, framework, evidence))


def links(page) -> list:
    """The numbers of the table that lead to a list: (address, number)."""
    table = page.soup.find(id="so-lieu")
    cells = table.select("td.n a") if table else []
    return [(one["href"], int(one.get_text().replace(".", ""))) for one in cells]


def count_on(page) -> int:
    found = re.search(r"([\d.]+) người(?:\.|, trang)", page.text)
    assert found, page.text
    return int(found[1].replace(".", ""))


@pytest.mark.parametrize("group", ["adults", "official"])
def test_the_list_behind_every_number_has_as_many_people(visit, cast, people, group):
    visitor = visit(cast.manager)
    found = links(visitor.get(f"/pho-cap/77001?nhom={group}"))

    assert len(found) >= 10
    assert all(LISTS.match(address) for address, _ in found)
    for address, number in found:
        page = visitor.get(address)
        assert (page.status, count_on(page)) == (200, number), address
        assert "Đúng những người được tính ở" in page.text


def test_whatever_column_group_and_unit_the_list_counts_the_same(database, cast, people):
    levels = {group.audience: 1 for group in GROUPS}
    with database.session(write=False) as session:
        for code in ("77001", "77001-1", "77001-2"):
            coverage = coverage_of(session, cast.units[code], levels=levels)
            for line in coverage.lines:
                figures = line.figures
                shown = {
                    "listed": figures.listed, "registered": figures.registered, "learning": figures.learning,
                    "completed": figures.completed, "self": figures.completed - figures.confirmed,
                    "confirmed": figures.confirmed,
                }  # fmt: skip
                for column in STAGES:
                    wanted = Wanted(counted=counted_in(line.group, column, level=1, year=coverage.year))
                    assert count_people(session, cast.units[code].path, wanted) == shown[column], (code, column)


def test_those_at_the_unit_itself_have_a_list_of_their_own(visit, cast, people):
    visitor = visit(cast.manager)
    own = [(address, number) for address, number in links(visitor.get("/pho-cap/77001")) if "noi=-" in address]

    assert own
    for address, number in own:
        assert count_on(visitor.get(address)) == number


def test_a_name_can_be_looked_for_within_the_list(visit, cast, people):
    page = visit(cast.manager).get("/don-vi/77001-1/nguoi?nhom=adults&chang=confirmed&q=nguoi+4")

    assert count_on(page) == 1
    assert page.soup.select_one("input[name=chang]")["value"] == "confirmed"


@pytest.mark.parametrize("query", ["nhom=adults&chang=khac", "nhom=khac&chang=confirmed", "chang=confirmed"])
def test_what_no_figure_counts_is_as_if_it_had_not_been_asked(visit, cast, people, query):
    page = visit(cast.manager).get(f"/don-vi/77001-1/nguoi?{query}")

    assert page.status == 200
    assert "Đúng những người được tính ở" not in page.text


def test_whoever_may_see_no_names_gets_no_link(visit, cast, database, people):
    viewer = appointed(database, cast, Role.VIEWER, "77001", sign_in="xem")
    drafter = appointed(database, cast, Role.DRAFTER, "77001", sign_in="soan", name="Đỗ Văn Soạn")
    for who in (viewer, drafter, cast.admin):
        page = visit(who).get("/pho-cap/77001")
        assert (page.status, links(page)) == (200, [])
        assert "Bấm vào một số" not in page.text


def test_above_the_commune_the_list_asks_for_a_reason_and_then_is_the_same(visit, cast, database, people):
    visitor = visit(province_manager(database, cast))
    page = visitor.get("/pho-cap/77")
    found = links(page)
    assert found
    assert not [address for address, _ in found if address.startswith("/don-vi/77/")]  # no list of a whole province
    address, number = found[0]
    asked = visitor.get(address)
    assert asked.status == 303
    assert "/ly-do" in asked.location
    form = visitor.get(asked.location)
    done = visitor.post("/don-vi/77001/ly-do", {**form.hidden(), "reason": "đối chiếu số liệu quý với xã"})
    assert done.location == address

    assert count_on(visitor.get(done.location)) == number


def test_figures_of_a_past_day_have_no_list(visit, cast, people):
    assert links(visit(cast.manager).get("/pho-cap/77001?nam=2026&quy=3")) == []


def test_children_are_in_no_list_of_adults():
    group = group_of("adults")
    assert group is not None
    wanted = counted_in(group, "confirmed", level=1, year=2026)
    assert wanted is not None
    assert (wanted.born_until, wanted.evidence_from) == (2008, 1)
