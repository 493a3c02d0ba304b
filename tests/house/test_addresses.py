"""Any screen is found from its address: the map of first segments is true, and `lms where` prints the way."""

import re

import pytest
from click.testing import CliRunner

from lms.app.cli import main
from lms.app.factory import SCREENS
from lms.app.where import describe
from lms.config import HERE
from lms.web.sessions import first_segment

WHERE = {
    # address, method: package, start of the view, guard, template, the folder of its tests
    ("/", "GET"): ("lms/home", "lms/home/views/open_to_all.py:", "public", "lms/home/templates/front.html"),
    ("/hoc/", "GET"): ("lms/content", "lms/content/views.py:", "shared", "lms/content/templates/catalogue.html"),
    ("/hoc/x/y", "GET"): ("lms/content", "lms/content/views.py:", "shared", "lms/content/templates/lesson.html"),
    ("/don-vi/77001/", "GET"): ("lms/offices", "lms/offices/views", "unit:see", "lms/offices/templates/unit.html"),
    ("/toi/ten", "POST"): ("lms/home", "lms/home/views/account.py:", "signed_in", "lms/home/templates/name.html"),
    ("/luyen/x/y?luot=1", "POST"): ("lms/learning", "lms/learning/views.py:", "public", "practice.html"),
    ("/dang-nhap", "POST"): ("lms/people", "lms/people/views/signing.py:", "public", "lms/people/templates/sign_in"),
}


@pytest.fixture
def where(monkeypatch, tmp_path):
    """Run `lms where` as somebody at a terminal would."""
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path))

    def run(address: str, method: str = "GET") -> dict[str, str]:
        done = CliRunner().invoke(main, ["where", address, "--method", method], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return dict(line.split(maxsplit=1) for line in done.output.splitlines())

    return run


def test_every_first_segment_leads_to_the_package_of_the_map(app):
    served = {
        first_segment(rule.rule): app.blueprints[rule.endpoint.split(".")[0]] for rule in app.url_map.iter_rules()
    }

    assert served == dict(SCREENS)


def test_a_first_segment_belongs_to_one_package_only(app):
    owners: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        owners.setdefault(first_segment(rule.rule), set()).add(rule.endpoint.split(".")[0])

    assert {segment: names for segment, names in owners.items() if len(names) > 1} == {}


def test_addresses_are_words_without_diacritics_joined_by_hyphens(app):
    parts = {part for rule in app.url_map.iter_rules() for part in rule.rule.split("/") if part and "<" not in part}

    assert {
        part for part in parts if not re.fullmatch("[a-z]+(-[a-z]+)*([.](csv|docx|gift|json|pdf|xlsx))?", part)
    } == set()


@pytest.mark.parametrize(("address", "method"), WHERE)
def test_where_prints_the_way_from_an_address_to_its_files(where, address, method):
    package, view, guard, template = WHERE[address, method]

    found = where(address, method)

    assert found["package"] == package
    assert found["view"].startswith(view)
    assert found["guard"] == guard
    assert template in found["template"]


def test_where_prints_the_line_on_which_the_view_stands(where):
    place, name = where("/toi")["view"].split()
    path, _, line = place.partition(":")
    lines = (HERE / path).read_text().splitlines()

    assert any(f"def {name}(" in text for text in lines[int(line) - 1 : int(line) + 3])


@pytest.mark.parametrize(("address", "method"), [("/khong-co", "GET"), ("/hoc/", "POST"), ("/toi/", "GET")])
def test_where_says_when_nothing_answers(where, address, method):
    assert where(address, method)["none"].startswith(("404", "405"))


def test_every_screen_of_a_package_has_its_template_named_like_its_view(app):
    """A GET view that answers with a page of its own is found by its name; those that do not are named here."""
    no_page = {"/don-vi/<code>/quy-tac/van-ban", "/pho-cap/", *_files(app)}
    no_page |= {"/bao-cao/", "/bao-cao/<code>/<int:number>/ban-ky"}
    no_page |= {"/danh-gia/<uid>", "/dang-ky/noi", "/hoc/hinh/<name>", "/healthz", "/readyz", "/static/<path:name>"}
    other_name = {"/khan-cap", "/gioi-thieu", "/ui"}  # the first two show text.html, the gallery stands in lms/ui
    rules = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]

    lost = {rule for rule in rules if dict(describe(app, _example(rule), "GET"))["template"] == "-"}

    assert lost == no_page | other_name


def _files(app) -> set[str]:
    """The addresses of files to take away."""
    return {
        rule.rule for rule in app.url_map.iter_rules() if re.search(r"[.](csv|docx|gift|json|pdf|xlsx)$", rule.rule)
    }


def _example(rule: str) -> str:
    """An address that a rule answers."""
    return re.sub(r"<[^>]+>", "x", re.sub(r"<int:[^>]+>", "1", rule))
