"""Hostile HTML and Markdown: nothing that runs, loads, clobbers or leads astray comes out."""

import html5lib
import pytest

from lms.content.adapters.markdown_html import Renderer, Setting
from lms.content.adapters.sanitiser import sanitise
from lms.content.rules.linking import Known, Picture

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="//vi-du.example">x</a>',
    '<a href="/\\vi-du.example">x</a>',
    '<a href="\\\\vi-du.example">x</a>',
    '<a href="https://gov.vn@vi-du.example">x</a>',
    '<a href="trang-khac">x</a>',
    '<a href="/ok" target="_blank" onclick="alert(1)" style="position:fixed">x</a>',
    '<p id="csrf_token" class="admin btn" name="x">clobber</p>',
    '<a id="b-ok" name="getElementById">x</a>',
    '<form action="/x" id="b-x"><input name="parentNode"><button formaction="javascript:alert(1)">x</button></form>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "<style>@import '//vi-du.example';</style>",
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="//vi-du.example"></object><embed src="//vi-du.example">',
    '<link rel="stylesheet" href="//vi-du.example"><meta http-equiv="refresh" content="0;url=//vi-du.example">',
    '<base href="//vi-du.example/">',
    '<details open ontoggle="alert(1)">x</details>',
    '<img src="/hoc/hinh/a.svg" srcset="javascript:alert(1) 1x" alt="x">',
    '<img src="/dang-xuat" alt="x">',
    '<img src="/hoc/hinh/../../dang-xuat" alt="x">',
    '<video poster="javascript:alert(1)" src="//vi-du.example"></video>',
    '<source srcset="javascript:alert(1)">',
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<td data-l="&quot;><script>alert(1)</script>">x</td>',
    "<template><script>alert(1)</script></template>",
    "<xmp><script>alert(1)</script></xmp>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<isindex action=javascript:alert(1) type=image>",
    "\x00<scr\x00ipt>alert(1)</script>",
]

SAFE_TAGS = {
    *("p", "h3", "h4", "strong", "em", "code", "br", "mark", "ul", "ol", "li", "blockquote", "div", "a", "dfn"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "img", "details", "summary"),
    *("html", "head", "body"),  # html5lib adds these
}
SAFE_ATTRIBUTES = {"href", "rel", "src", "alt", "width", "height", "loading", "decoding", "scope", "data-l", "start"}


def assert_harmless(html):
    """Parsed as a browser would, the fragment holds only what lessons use."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag in SAFE_TAGS, html
        for name, value in element.attrib.items():
            assert name in SAFE_ATTRIBUTES | {"class", "id"}, html
            if name == "id":
                assert value.startswith("b-"), html
            if name == "class":
                assert set(value.split()) <= {
                    "steps",
                    "drawn",
                    "note",
                    "warn",
                    "ask",
                    "tbl",
                    "stack",
                    "pic",
                    "term",
                    "tu",
                }
            if name == "src":
                assert value.startswith("/hoc/hinh/"), html
                assert ".." not in value, html
            if name == "href":
                assert value.startswith(("https://", "http://", "#b-", "tel:", "mailto:")) or (
                    value.startswith("/") and value[1:2] not in {"/", "\\"}
                ), html
                assert "@" not in value or value.startswith("mailto:"), html


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_comes_out_harmless(html):
    assert_harmless(sanitise(html))
    assert_harmless(sanitise(f"<p>trước {html} sau</p>"))


@pytest.mark.parametrize("html", HOSTILE)
def test_cleaning_twice_changes_nothing(html):
    once = sanitise(html)

    assert sanitise(once) == once


def test_programs_and_styles_leave_no_words_behind():
    assert sanitise("<p>a</p><script>alert(1)</script><style>p{}</style>") == "<p>a</p>"


KEPT = [
    '<ol class="steps drawn"><li><h3>a</h3><p>c</p></li></ol>',
    '<img alt="b" class="pic" height="2" loading="lazy" src="/hoc/hinh/a-b.svg" width="1">',
    '<div class="note warn"><div><h3>a</h3><p>b</p></div></div>',
    '<table class="tbl stack"><thead><tr><th scope="col">a</th></tr></thead></table>',
    '<table><tbody><tr><td data-l="a">b</td></tr></tbody></table>',
    '<p><dfn class="term">a</dfn></p><details class="tu"><summary>a</summary><p>b</p></details>',
    '<p><a href="/hoc/a/b">a</a> <a href="https://dichvucong.gov.vn/x?y=z" rel="noopener">b</a></p>',
    '<p><a href="#b-cho">a</a> <a href="tel:113">b</a> <a href="mailto:a@vi-du.example">c</a></p>',
    '<h3 id="b-cho">a</h3><p><mark>b</mark></p>',
]


@pytest.mark.parametrize("html", KEPT)
def test_what_lessons_use_comes_through_unchanged(html):
    assert sanitise(html) == html


MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](//vi-du.example)",
    "[x](data:text/html,a)",
    "![x](//vi-du.example/a.svg)",
    "![x](javascript:alert(1))",
    '![x](hinh/a.svg "a" onerror="alert(1)")',
    "<javascript:alert(1)>",
    "<https://vi-du.example>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <img src=x onerror=alert(1)> |\n|---|\n| <svg onload=alert(1)> |",
    "> **Mẹo.** <b onclick=alert(1)>x</b>",
    "1. **<i onmouseover=alert(1)>x</i>** y",
    '[x](/a"onmouseover="alert(1))',
    "[x](tu:khong-co) [y](bai:khong-co) [z](mo-phong:khong-co)",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03",
    *HOSTILE,
]


@pytest.mark.parametrize("markdown", MARKDOWN)
def test_hostile_markdown_comes_out_harmless(markdown):
    known = Known(pictures={"hinh/a.svg": Picture("0123456789-a.svg", 1, 2)})

    html = Renderer().html(markdown, Setting(known, {}))

    assert_harmless(html)
    assert "vi-du.example/a.svg" not in html.replace("&gt;", ">").split("<img")[-1].split(">")[0]
