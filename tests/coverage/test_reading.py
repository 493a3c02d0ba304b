"""“Đọc nhanh”: every number of its sentences stands in the table; who sees the page; rules that change in between."""

import re

import pytest

from lms import clock
from lms.access.rules import Role
from lms.coverage.forms.tables import figures_table
from lms.coverage.queries.coverage import coverage_of
from lms.coverage.queries.picture import picture_of
from lms.coverage.rules.groups import group_of
from lms.coverage.rules.periods import Period, quarter_of
from tests.coverage.steps import use_number
from tests.staff import appointed

NUMBER = re.compile(r"(?<![\d/.,:])\d{1,3}(?:\.\d{3})*(?![\d/:%]|,\d|\s?%|\.\d)")


@pytest.fixture
def counted(database, cast, crowd):
    """A commune with numbers for itself and one village, and people who have come so far."""
    crowd("77001-1", registered=37, completed=23)
    crowd("77001", registered=12, completed=4, evidence=0)
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 1234)
        use_number(session, cast.units["77001-1"].unit_id, "adults", 416)


@pytest.mark.parametrize("code", ["77001", "77001-1"])
def test_every_number_of_the_sentences_is_one_of_the_tables(visit, cast, counted, code):
    visitor = visit(cast.manager)
    page = visitor.get(f"/pho-cap/{code}")
    sentences = page.soup.find(id="cau").get_text(" ")
    file = visitor.get(f"/pho-cap/{code}.json").response.json
    known = {value for row in file["tables"]["figures"] for value in row.values() if isinstance(value, int)}
    gaps = {row["rate_base"] - row["confirmed"] for row in file["tables"]["figures"] if row["rate_base"]}
    said = {int(one.replace(".", "")) for one in NUMBER.findall(re.sub(r"\d\d:\d\d ngày [\d/]+", "", sentences))}

    assert said - {2026} <= known | gaps | {row["change"] for row in file["tables"]["trend"]}, sentences
    assert file["reading"] == [one.get_text() for one in page.soup.find(id="cau").find_all("p")]
    if code == "77001":
        assert {23, 1234, 27} <= said


@pytest.mark.parametrize("groups", [1, 2, 3, 4, 7])
def test_the_sentences_are_at_most_five_and_leave_no_group_out(visit, database, cast, groups):
    named = {
        "adults": "người trưởng thành",
        "official": "cán bộ, công chức, viên chức",
        "primary": "học sinh tiểu học",
        "secondary": "học sinh THCS",
        "upper": "học sinh THPT",
        "student": "sinh viên",
        "enterprise": "người lao động doanh nghiệp",
    }
    wanted = list(named)[:groups]
    with database.writing() as session:
        for code in wanted:
            year = group_of(code).number_year(clock.today())
            use_number(session, cast.units["77001"].unit_id, code, 500, year)
    reading = visit(cast.manager).get("/pho-cap/77001.json").response.json["reading"]

    assert len(reading) <= 5
    standing = " ".join(one for one in reading if one.startswith("Đến "))
    for code in wanted:
        assert named[code] in standing
    assert standing.count("500 người") >= groups


@pytest.mark.parametrize(
    ("role", "at", "code", "status"),
    [
        (Role.MANAGER, "77", "77", 200),
        (Role.MANAGER, "77", "77001", 200),
        (Role.MANAGER, "77", "78", 404),
        (Role.MANAGER, "77", "vn", 404),
        (Role.VIEWER, "77001", "77001", 200),
        (Role.VIEWER, "77001", "77001-1", 200),
        (Role.VIEWER, "77001", "77", 404),
        (Role.DRAFTER, "77001", "77001", 200),
        (Role.TEACHER, "77001-2", "77001-2", 200),
        (Role.TEACHER, "77001-2", "77001", 404),
    ],
)
def test_whoever_holds_a_post_reads_what_is_below_it(visit, cast, database, role, at, code, status):
    assert visit(appointed(database, cast, role, at)).get(f"/pho-cap/{code}").status == status


def test_a_viewer_reads_and_is_offered_nothing_to_change(visit, cast, database, counted):
    page = visit(appointed(database, cast, Role.VIEWER, "77001")).get("/pho-cap/77001")
    addresses = {link["href"] for link in page.soup.find(id="kiem-tra").parent.find_all("a")}

    assert not {one for one in addresses if re.search("/nhap$|/trung$|/nguoi$|/ra-soat$", one)}


def test_rules_that_change_in_mid_quarter_count_what_stands_by_the_new_level(database, cast, counted):
    """Evidence is kept with each result: a rule that counts from another level reads the same results anew."""
    with database.session(write=False) as session:
        before = coverage_of(session, cast.units["77001"], levels={"citizen": 1}).line("adults")
        after = coverage_of(session, cast.units["77001"], levels={"citizen": 3}).line("adults")

    assert before is not None
    assert after is not None
    assert (before.figures.confirmed, after.figures.confirmed) == (23, 0)
    assert before.figures.completed == after.figures.completed == 27


def test_a_line_of_the_table_is_what_the_line_says(database, cast, counted, house):
    period = Period(clock.today().year, quarter_of(clock.today()), clock.today())
    with database.session(write=False) as session:
        picture = picture_of(session, cast.units["77001"], period, house.library)
    first = dict(zip([one.key for one in figures_table(picture).columns], figures_table(picture).rows[0], strict=True))

    assert (first["eligible"], first["confirmed"], first["self"], first["completed"]) == (1234, 23, 4, 27)
    assert first["rate_confirmed"] == pytest.approx(23 / 1234)
