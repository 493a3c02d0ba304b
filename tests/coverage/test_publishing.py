"""What everybody may see: totals only, switched on by the manager, no cell under five nor one found by subtraction."""

import random
from datetime import UTC, datetime
from itertools import combinations

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.coverage.models.publishing import PublicPage
from lms.coverage.rules.publishing import FEWEST, Row, shown_cells
from tests.builders import rows
from tests.coverage.steps import use_number
from tests.staff import appointed

PAGE, SWITCH = "/so-lieu/77001", "/don-vi/77001/cong-khai"


@pytest.mark.parametrize(
    ("values", "number", "shown"),
    [
        ((40, 30, 20), None, (40, 30, 20)),
        ((40, 38, 20), None, (40, None, 20)),  # 2 have registered and not completed
        ((40, 40, 4), None, (40, 40, None)),
        ((4, 3, 0), None, (None, None, None)),
        ((40, 30, 30), 43, (None, 30, 30)),  # 3 of the eligible have not registered
        ((40, 30, 30), 40, (40, 30, 30)),
        ((0, 0, 0), 40, (None, None, None)),
    ],
)
def test_a_cell_is_shown_when_it_and_its_differences_tell_of_nobody(values, number, shown):
    assert shown_cells([Row("/1/", values, number)])["/1/"] == shown


def test_what_is_left_when_pages_below_are_taken_off_tells_of_nobody():
    shown = shown_cells([Row("/1/", (20, 12, 10)), Row("/1/2/", (10, 10, 5)), Row("/1/3/", (9, 1, 0))])

    assert shown["/1/2/"] == (10, 10, 5)
    assert shown["/1/3/"] == (9, None, None)
    assert shown["/1/"] == (None, None, 10)  # 20 − 10 − 9 = 1, and 12 − 10 = 2


def _tree(chance: random.Random) -> list[Row]:
    """A made-up tree of public pages with nested counts that add up to more or less than those below."""
    leaves: dict[str, tuple[int, ...]] = {}
    for number in range(chance.randrange(1, 12)):
        top = f"/1/{chance.randrange(2, 4)}/" if chance.random() < 0.8 else "/1/"
        registered = chance.choice([0, 1, 3, 5, 6, 9, 12, 30])
        completed = chance.randint(0, registered)
        leaves[f"{top}{10 + number}/"] = (registered, completed, chance.randint(0, completed))
    found = dict(leaves)
    for top in ("/1/2/", "/1/3/", "/1/"):
        inside = [values for path, values in leaves.items() if path.startswith(top)]
        found[top] = tuple(sum(column) for column in zip(*inside, (0, 0, 0), strict=True))
    return [Row(path, values) for path, values in found.items() if chance.random() < 0.7]


@pytest.mark.parametrize("seed", range(300))
def test_nothing_that_can_be_subtracted_is_a_few_people(seed):
    """Every page and its columns less those of any set of pages below that share nobody."""
    found = shown_cells(_tree(random.Random(seed)))
    for path, cells in found.items():
        assert all(cell is None or cell >= FEWEST for cell in cells)
        below = [one for one in found if one.startswith(path) and one != path]
        for size in range(min(4, len(below)) + 1):
            for some in combinations(below, size):
                if not any(one.startswith(other) for one in some for other in some if one != other):
                    _holds(cells, [found[one] for one in some])


def _holds(cells, parts) -> None:
    def safe(number: int) -> bool:
        return number <= 0 or number >= FEWEST

    for place, cell in enumerate(cells):
        taken = [part[place] for part in parts]
        if cell is not None and None not in taken:
            assert safe(cell - sum(taken))
    for first, second in combinations(range(len(cells)), 2):
        both = [(part[first], part[second]) for part in parts]
        if None not in (cells[first], cells[second]) and not any(None in pair for pair in both):
            gap = cells[first] - cells[second]
            assert safe(gap)
            assert safe(gap - sum(one - other for one, other in both))


def test_it_is_off_until_the_manager_switches_it_on_and_gone_when_it_is_off(visit, cast, database):
    anybody, manager = visit(), visit(cast.manager)
    assert anybody.get(PAGE).status == 404
    for _ in range(2):
        assert manager.post(SWITCH, {"do": "bat"}).status == 303
    assert anybody.get(PAGE).status == 200
    assert "Đang công khai từ ngày" in manager.get(SWITCH).text
    for _ in range(2):
        manager.post(SWITCH, {"do": "tat"})

    assert anybody.get(PAGE).status == 404
    (kept,) = rows(database, select(PublicPage))
    assert kept.off_at is not None
    acts = rows(
        database, select(AuditEntry.act).where(AuditEntry.act.in_([Act.TOTALS_PUBLISHED, Act.TOTALS_WITHDRAWN]))
    )
    assert sorted(acts) == [Act.TOTALS_PUBLISHED, Act.TOTALS_WITHDRAWN]


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.VIEWER, Role.FACILITATOR, Role.TEACHER])
def test_nobody_else_switches_it_on(visit, cast, database, role):
    visitor = visit(appointed(database, cast, role, "77001"))

    assert visitor.post(SWITCH, {"do": "bat"}).status == 403
    assert visit().get(PAGE).status == 404


def test_a_class_and_an_unknown_unit_have_none(visit):
    assert visit().get("/so-lieu/00000").status == 404


def test_everybody_gets_the_same_bytes_and_no_cookie(visit, cast, database):
    visit(cast.manager).post(SWITCH, {"do": "bat"})
    clock.set_now(datetime(2027, 1, 5, 3, tzinfo=UTC))
    one, other = visit().get(PAGE), visit(cast.citizen).get(PAGE)

    assert one.response.data == other.response.data
    assert "Set-Cookie" not in other.response.headers
    assert "Cookie" not in other.response.headers.get("Vary", "")


def test_it_shows_totals_by_the_end_of_the_last_quarter_with_rule_and_document(visit, cast, database, crowd):
    clock.set_now(datetime(2026, 12, 20, 3, tzinfo=UTC))
    crowd("77001-1", completed=7, registered=20)
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 200)
    visit(cast.manager).post(SWITCH, {"do": "bat"})
    assert "không nêu" not in visit().get(PAGE).text  # nothing was recorded by the end of the quarter before
    clock.set_now(datetime(2027, 1, 5, 3, tzinfo=UTC))
    page = visit().get(PAGE)
    row = page.soup.find(id="so-lieu").find("tbody").find("tr").get_text(" ", strip=True)

    assert "hết ngày 31/12/2026 (hết quý IV/2026)" in page.text
    assert "Tính theo quy tắc hoàn thành" in page.text
    assert "12/BC-CAX" in page.text
    assert row.startswith("Người trưởng thành (từ 18 tuổi) 200 ")
    assert "Thôn Đình" not in page.text
