"""Static files: under their own hash for ever, under an old one as they are today, and nothing else of the disk."""

import gzip
import re

import pytest

from lms.config import HERE


@pytest.fixture
def hashed(visit) -> str:
    """The address of the style sheet as pages name it."""
    return visit().get("/").soup.find("link", rel="stylesheet")["href"]


def test_under_its_own_hash_a_file_is_kept_for_ever(visit, hashed):
    answer = visit().get(hashed).response

    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("old", ["0123456789", "ffffffffff"])
def test_under_an_old_hash_it_is_todays_and_not_kept(visit, hashed, old):
    address = re.sub(r"\.[0-9a-f]{10}\.", f".{old}.", hashed)
    answer = visit().get(address).response

    assert address != hashed
    assert answer.data == visit().get(hashed).response.data
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_under_its_bare_name_it_is_not_kept_either(visit):
    assert visit().get("/static/style.css").response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "name",
    [
        "khong-co.css",
        "khong-co.0123456789.css",
        "style.0123456789.js",
        "style.012345678.css",
        "style.0123456789ab.css",
        "style.ABCDEF0123.css",
        "style/1-tokens.css",
        "../config.py",
        "..%2fconfig.py",
        "%2e%2e/config.py",
        "....//config.py",
        "etc/passwd",
        "style.css/",
        "style.css%00.js",
        ".hidden",
        "",
    ],
)
def test_an_unknown_name_is_not_there(visit, name):
    assert visit().get(f"/static/{name}").status == 404


def test_whoever_can_unpack_gets_it_packed(visit, hashed):
    packed = visit().get(hashed, headers={"Accept-Encoding": "gzip, br"}).response
    plain = visit().get(hashed).response

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_whoever_has_it_already_is_told_so(visit):
    first = visit().get("/static/style.css").response
    again = visit().get("/static/style.css", headers={"If-None-Match": first.headers["ETag"]}).response

    assert (again.status_code, again.data) == (304, b"")


def test_every_file_that_a_page_names_is_there_and_is_of_its_kind(visit):
    for address in ("/", "/hoc/dich-vu-cong/nop-ho-so", "/dang-ky"):
        source = visit().get(address).response.text
        for name in re.findall(r"/static/[^\"' )]+", source):
            answer = visit().get(name).response
            assert answer.headers["Cache-Control"].endswith("immutable"), name
            assert answer.mimetype in ("text/css", "text/javascript", "image/svg+xml"), name


def test_nothing_of_the_look_names_another_host():
    """A prepaid user pays for what other hosts send, and their pages would not open in a village without them."""
    files = [path for path in (HERE / "lms" / "ui" / "static").rglob("*") if path.suffix in (".css", ".js", ".svg")]
    named = {host for path in files for host in re.findall(r"(?:https?:)?//([\w.-]+\.\w+)", path.read_text())}

    assert named <= {"www.w3.org"}  # the name of the SVG language, never fetched
