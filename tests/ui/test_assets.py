import gzip
import re

import pytest

from lms.errors import Misconfigured
from lms.ui.adapters import join_sheets, read_assets


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "drawings").mkdir()
    (tmp_path / "style").mkdir()
    (tmp_path / "drawings" / "a.svg").write_text("<svg>" + "a" * 500 + "</svg>")
    (tmp_path / "style" / "2-b.css").write_text("b { color: red; }")
    (tmp_path / "style" / "1-a.css").write_text("/* first */\na > i , b { margin: 0 auto; }\n")
    (tmp_path / "app.js").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "p.png").write_bytes(b"\x89PNG" * 100)
    return tmp_path


def test_an_address_carries_ten_hex_of_the_content_and_never_changes_by_itself(folder):
    url = read_assets(folder).url("drawings/a.svg")
    assert re.fullmatch(r"/static/drawings/a\.[0-9a-f]{10}\.svg", url)
    assert url == read_assets(folder).url("drawings/a.svg")
    (folder / "drawings" / "a.svg").write_text("<svg/>")
    assert url != read_assets(folder).url("drawings/a.svg")


def test_the_right_hash_is_immutable_and_any_other_gets_the_current_file(folder):
    assets = read_assets(folder)
    now = assets.lookup(assets.url("drawings/a.svg"))
    assert now.immutable
    for path in ("/static/drawings/a.0123456789.svg", "/static/drawings/a.svg", "drawings/a.svg"):
        old = assets.lookup(path)
        assert (old.body, old.immutable) == (now.body, False)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/static/",
        "/static/none.svg",
        "/static/none.0123456789.svg",
        "/static/../app.js",
        "/static/drawings/../app.js",
        "/static//app.js",
        "/static/.hidden",
        "/static/drawings",
        "/static/drawings/a.012345678.svg",
        "/static/drawings/a.0123456789.svg\n",
        "/static/drawings/a.0123456789.css",
        "/static/style/1-a.css",
        "/static/app.js\0",
    ],
)
def test_unknown_names_are_none(folder, path):
    assert read_assets(folder).lookup(path) is None


def test_a_folder_of_sheets_is_one_file_in_the_order_of_names(folder):
    found = read_assets(folder).lookup("style.css")
    assert found.body.decode() == "a>i,b{margin:0 auto}\nb{color:red}\n"
    assert found.mime == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    ("sheet", "joined"),
    [
        ("a :hover { b: c }", "a :hover{b:c}\n"),
        ("@media (min-width: 30em) { a { b: calc(1px - 2px); } }", "@media (min-width:30em){a{b:calc(1px - 2px)}\n}\n"),
        ("a * + * { b: 0 }", "a * + *{b:0}\n"),
        ("a > :not(b) { c: d }", "a>:not(b){c:d}\n"),
        ("/* x */ a::before { content: counter(l, upper-alpha); }", "a::before{content:counter(l,upper-alpha)}\n"),
    ],
)
def test_joining_changes_spaces_only(sheet, joined):
    assert join_sheets([sheet]) == joined


def test_text_is_gzipped_once_the_same_way_and_only_where_it_saves(folder):
    one, two = read_assets(folder), read_assets(folder)
    squeezed = one.lookup("drawings/a.svg").squeezed
    assert gzip.decompress(squeezed) == one.lookup("drawings/a.svg").body
    assert squeezed == two.lookup("drawings/a.svg").squeezed
    assert squeezed[4:8] == b"\0\0\0\0"
    assert one.lookup("app.js").squeezed is None
    assert one.lookup("p.png").squeezed is None


def test_what_cannot_be_served_stops_the_start(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "app.js").write_text("y")
    with pytest.raises(Misconfigured, match="two static files"):
        read_assets(folder, other)
    (other / "app.js").rename(other / "app.exe")
    with pytest.raises(Misconfigured, match="not served"):
        read_assets(folder, other)
    with pytest.raises(Misconfigured, match="no folder"):
        read_assets(folder / "none")
    with pytest.raises(Misconfigured, match="no static file"):
        read_assets(folder).url("none.css")


def test_assets_do_not_change_after_the_start(folder):
    assets = read_assets(folder)
    with pytest.raises(TypeError):
        assets.files["x"] = None
