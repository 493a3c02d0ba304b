import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from jinja2.exceptions import TemplateRuntimeError

from tests.ui.checks import SITE, mistakes_in_html

TITLE = "{% block title %}Đăng nhập{% endblock %}"
SENTENCE = "Trang này không bao giờ hỏi số căn cước, mật khẩu, mã OTP, số tài khoản, ảnh khuôn mặt. Ai hỏi là lừa đảo."


def read(markup: str) -> BeautifulSoup:
    assert mistakes_in_html(markup) == []
    return BeautifulSoup(markup, "html5lib")


def test_the_title_is_the_heading(draw):
    page = read(draw(TITLE))
    assert page.title.get_text() == "Đăng nhập – Học vụ số"
    assert [tag.get_text() for tag in page.select("h1")] == ["Đăng nhập"]


def test_another_component_may_hold_the_heading_and_still_agrees(draw):
    hero = '{% from "ui/components/hero.html" import hero %}{% block heading %}{{ hero(self.title()) }}{% endblock %}'
    page = read(draw(hero + "{% block title %}Tiền & mua bán{% endblock %}"))
    assert page.title.get_text() == "Tiền & mua bán – Học vụ số"
    assert [tag.get_text() for tag in page.select("h1")] == ["Tiền & mua bán"]


def test_a_page_without_a_title_fails(draw):
    with pytest.raises(TemplateRuntimeError):
        draw("{% block main %}{% endblock %}")


def test_a_page_asks_for_all_that_the_base_needs(draw):
    with pytest.raises(UndefinedError):
        draw(TITLE + "{% block main %}{{ nobody_gives_this }}{% endblock %}")


def test_the_sentence_the_issuer_and_the_contact_are_on_every_page(draw):
    for kid in (False, True):
        words = read(draw(TITLE, kid=kid)).select_one("footer").get_text(" ")
        assert SENTENCE in words
        assert SITE.issuer in words
        assert SITE.contact in words


@pytest.mark.parametrize(("section", "current"), [("hoc", ["/hoc/"]), ("toi", ["/toi"]), ("", [])])
def test_the_section_is_marked_in_the_bar(draw, section, current):
    page = read(draw(TITLE, section=section))
    assert [tag["href"] for tag in page.select("header nav a")] == ["/hoc/", "/toi"]
    assert [tag["href"] for tag in page.select("header [aria-current]")] == current


def test_the_footer_leads_where_the_design_says(draw):
    page = read(draw(TITLE))
    links = [tag["href"] for tag in page.select("footer a")]
    assert links == ["/khan-cap", "/gioi-thieu", "/gioi-thieu#b-du-lieu-ca-nhan", "/dang-nhap"]


def test_primary_pupils_get_their_own_page_and_no_staff_links(draw):
    page = read(draw(TITLE, kid=True))
    assert page.body["class"] == ["kid", "oly"]
    assert [tag["href"] for tag in page.select("footer a")] == ["/gioi-thieu"]
    assert "Của em" in page.header.get_text()


def test_made_up_data_is_announced(draw):
    assert read(draw(TITLE)).select_one(".demo") is None
    demo = type(SITE)(issuer="x", contact="y", demo=True, version="1")
    assert read(draw(TITLE, site=demo)).select_one(".demo").get_text() == "Dữ liệu mẫu, không có thật"


def test_the_skip_link_is_first_and_leads_to_the_content(draw):
    page = read(draw(TITLE))
    first = page.body.find("a")
    assert page.select_one(first["href"]).name == "main"


def test_text_size_and_theme_are_buttons_of_this_device_on_every_page(draw):
    page = read(draw(TITLE))
    assert [tag["data-size"] for tag in page.select(".device [data-size]")] == ["1", "2", "3"]
    assert [tag["data-theme"] for tag in page.select(".device [data-theme]")] == ["auto", "light", "dark"]
    assert {tag["type"] for tag in page.select(".device button")} == {"button"}


def test_at_most_four_requests_and_no_script_that_blocks(draw):
    page = read(draw(TITLE))
    assert len(page.select("link[href], script[src], img[src]")) <= 3
    assert all(tag.has_attr("defer") for tag in page.select("script"))


def test_notices_are_boxes_above_the_heading(draw):
    page = read(draw(TITLE, notices=[("good", "Đã lưu <xong>")]))
    assert page.select_one("main .note.good[role=status]").get_text(strip=True) == "Đã lưu <xong>"


def test_the_language_may_be_another(draw):
    assert read(draw(TITLE)).html["lang"] == "vi"
    assert read(draw(TITLE, lang="en")).html["lang"] == "en"
