import pytest
from bs4 import BeautifulSoup

from lms.content.adapters.markdown_html import Renderer, Setting
from lms.content.rules.library import SectionKind, Term
from lms.content.rules.linking import Known, Picture

KNOWN = Known(lessons={"quet-qr": "thanh-toan"}, pictures={"hinh/a.svg": Picture("0123456789-a.svg", 360, 260)})
TERMS = {
    "ma-otp": Term("ma-otp", "Mã OTP", "Mã dùng một lần.", "Sáu số gửi về máy."),
    "ma-qr": Term("ma-qr", "Mã QR", "Ô vuông có chấm.", "Ở quầy rau."),
}


@pytest.fixture
def page():
    def render(markdown, kind=SectionKind.FREE):
        return BeautifulSoup(Renderer().html(markdown, Setting(KNOWN, TERMS), kind), "html.parser")

    return render


def tags(element):
    return [child.name for child in element.find_all(recursive=False)]


def test_a_numbered_list_becomes_step_cards(page):
    steps = page("1. **Nhìn mã.** Xem kỹ.\n2. **Đọc tên?** Đọc *to*.\n").ol

    assert steps["class"] == ["steps"]
    assert [item.h3.text for item in steps.find_all("li")] == ["Nhìn mã", "Đọc tên?"]
    assert [item.p.text for item in steps.find_all("li")] == ["Xem kỹ.", "Đọc to."]


@pytest.mark.parametrize("gap", ["\n   ", "\n\n   ", "\n\n    "])
def test_a_step_with_its_drawing_shows_command_drawing_words(page, gap):
    steps = page(f"1. **Một.** Hai.{gap}![Ba](hinh/a.svg)\n\n2. **Bốn.** Năm.{gap}![Sáu](hinh/a.svg)\n").ol

    assert steps["class"] == ["steps", "drawn"]
    assert [tags(item) for item in steps.find_all("li")] == [["h3", "img", "p"]] * 2


def test_one_step_without_a_drawing_leaves_the_list_undrawn(page):
    assert page("1. **Một.** Hai.\n   ![Ba](hinh/a.svg)\n2. **Bốn.** Năm.\n").ol["class"] == ["steps"]


def test_a_picture_has_its_size_and_waits_to_be_loaded(page):
    image = page("![Tấm mã](hinh/a.svg)").figure.img

    assert image.attrs == {
        "alt": "Tấm mã",
        "class": ["pic"],
        "height": "260",
        "width": "360",
        "loading": "lazy",
        "src": "/hoc/hinh/0123456789-a.svg",
    }


@pytest.mark.parametrize(
    ("word", "classes"), [("Mẹo.", ["note"]), ("Cẩn thận.", ["note", "warn"]), ("Hỏi ai.", ["note", "ask"])]
)
def test_a_quote_that_begins_with_its_word_is_a_note(page, word, classes):
    note = page(f"> **{word}** Gửi thử.\n").div

    assert note["class"] == classes
    assert (note.div.h3.text, note.div.p.text) == (word.rstrip("."), "Gửi thử.")


def test_another_quote_stays_a_quote(page):
    assert page("> **Ai** nói?\n").blockquote.text.strip() == "Ai nói?"


def test_the_sentence_to_keep_is_marked(page):
    assert str(page("> Đọc **tên** đã.\n", SectionKind.KEEP)) == "<p><mark>Đọc <strong>tên</strong> đã.</mark></p>"


def test_each_cell_of_a_table_knows_its_column(page):
    table = page("| Việc | Ai |\n|---|--:|\n| Gọi | Mẹ |\n| Hỏi | Bố |\n").table

    assert table["class"] == ["tbl", "stack"]
    assert [head["scope"] for head in table.find_all("th")] == ["col", "col"]
    assert [cell["data-l"] for cell in table.find_all("td")] == ["Việc", "Ai", "Việc", "Ai"]


def test_a_term_is_explained_after_its_block_at_its_first_use_only(page):
    soup = page("Có [mã OTP](tu:ma-otp).\n\nLại [mã OTP](tu:ma-otp).\n")

    assert tags(soup) == ["p", "details", "p"]
    assert soup.dfn["class"] == ["term"]
    assert soup.details.summary.text == "Mã OTP là gì?"
    assert [p.text for p in soup.details.find_all("p")] == ["Mã dùng một lần.", "Ví dụ: Sáu số gửi về máy."]
    assert len(soup.find_all("dfn")) == 1
    assert soup.find_all("p")[-1].text == "Lại mã OTP."


PLACES = {
    "a step": ("1. **Một.** [mã](tu:ma-otp) hai.\n", ["h3", "p", "details"], "li"),
    "a step's command": ("1. **Một [mã](tu:ma-otp).** Hai.\n", ["h3", "p", "details"], "li"),
    "a list": ("- **Một** [mã](tu:ma-otp) hai.\n", ["strong", "dfn", "details"], "li"),
    "a note": ("> **Mẹo.** [mã](tu:ma-otp) hai.\n", ["h3", "p", "details"], "div div"),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_term_is_explained_inside_the_item_it_stands_in(page, case):
    markdown, children, parent = PLACES[case]

    assert tags(page(markdown).select_one(parent)) == children


def test_a_term_in_a_table_is_explained_after_the_table(page):
    assert tags(page("| A |\n|---|\n| [mã](tu:ma-otp) |\n")) == ["table", "details"]


def test_two_terms_of_a_block_are_explained_in_their_order(page):
    soup = page("Có [OTP](tu:ma-otp) và [QR](tu:ma-qr).\n")

    assert [summary.text for summary in soup.find_all("summary")] == ["Mã OTP là gì?", "Mã QR là gì?"]


def test_links_lead_where_they_should_or_are_plain_words(page):
    soup = page("[bài](bai:quet-qr) [tập](mo-phong:quet-ma) [cổng](https://dichvucong.gov.vn) [gọi](tel:113)")

    assert [(a.text, a["href"]) for a in soup.find_all("a")] == [
        ("bài", "/hoc/thanh-toan/quet-qr"),
        ("cổng", "https://dichvucong.gov.vn"),
        ("gọi", "tel:113"),
    ]
    assert soup.text == "bài tập cổng gọi"
