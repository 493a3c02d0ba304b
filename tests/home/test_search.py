"""Search and the two pages outside the courses."""

import unicodedata

import pytest


def found(page):
    return [link for link in page.links().values() if link.startswith("/hoc/") and link.count("/") == 3]


@pytest.mark.parametrize(
    "typed", ["nộp hồ sơ", "nop ho so", "NOP  HO   SO", unicodedata.normalize("NFD", "nộp hồ sơ"), "ho so nop"]
)
def test_a_lesson_is_found_with_or_without_diacritics(visit, typed):
    page = visit().get("/tim", query_string={"q": typed})

    assert "/hoc/dich-vu-cong/nop-ho-so" in found(page)
    assert page.h1.startswith("Tìm: ")


@pytest.mark.parametrize("typed", ["", " ", "xyzxyz", "%", "_", "' OR 1=1", "<script>alert(1)</script>", "😀",
                                   "a" * 10_000, "\x00", "\u202e", "(", "[", "\\", "*", "٣"])  # fmt: skip
def test_odd_words_find_nothing_or_something_and_never_fail(visit, typed):
    page = visit().get("/tim", query_string={"q": typed})

    assert page.status == 200
    assert len(page.field("q")["value"]) <= 80
    assert "Set-Cookie" not in page.response.headers


def test_what_was_not_found_leads_on(visit):
    page = visit().get("/tim?q=xyzxyz")

    assert "Chưa thấy bài nào" in page.text
    assert "/hoc/" in page.links().values()


@pytest.mark.parametrize(("address", "words"), [("/khan-cap", "lừa"), ("/gioi-thieu", "dữ liệu")])
def test_the_two_pages_are_there_for_everybody(visit, cast, address, words):
    page = visit().get(address)

    assert page.status == 200
    assert words in page.text
    assert "không bao giờ hỏi số căn cước" in page.text
    assert page.response.data == visit(cast.citizen).get(address).response.data


def test_every_link_to_a_part_of_the_two_pages_leads_somewhere(visit):
    for address in ("/", "/dang-ky", "/dang-nhap", "/khan-cap", "/gioi-thieu"):
        for tag in visit().get(address).soup.find_all("a", href=True):
            target, _, part = str(tag["href"]).partition("#")
            if part and target.startswith(("/khan-cap", "/gioi-thieu", "/hoc/")):
                assert visit().get(target).soup.find(id=part), tag["href"]
