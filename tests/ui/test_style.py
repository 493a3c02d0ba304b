import re
from itertools import product

import pytest

from tests.ui.checks import STATIC

SOURCES = "\n".join(path.read_text("utf-8") for path in sorted((STATIC / "style").glob("*.css")))
BARE = re.sub(r"/\*.*?\*/", "", SOURCES, flags=re.DOTALL)


def tokens(selector: str) -> dict[str, str]:
    """The custom properties set under one selector."""
    body = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", BARE)[1]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", body))


LIGHT = tokens(":root")
DARK = LIGHT | tokens("html[data-theme=dark]")


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("--paper", "--card", "--sunk")
TEXT = [
    *product(("--ink", "--ink-2", "--violet"), GROUNDS),
    ("--red-ink", "--card"),
    ("--violet", "--violet-soft"),
    ("--on-violet", "--violet"),
    ("--ok", "--ok-soft"),
    ("--ok", "--card"),
    ("--warn", "--warn-soft"),
    ("--warn", "--card"),
    ("--bad", "--bad-soft"),
    *product(("--bad",), GROUNDS),
    *product(("--ink",), ("--ok-soft", "--warn-soft", "--bad-soft", "--violet-soft", "--mark")),
    ("--ink-2", "--violet-soft"),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_seven_to_one_in_both_themes(theme, ink, ground):
    assert contrast(theme[ink], theme[ground]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_white_on_the_red_button_and_dark_on_gold_are_seven_to_one(theme):
    assert contrast("#fff", theme["--red"]) >= 7
    assert contrast("#231a15", theme["--gold"]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_of_controls_and_focus_rings_are_three_to_one(theme, ground):
    assert contrast(theme["--edge"], theme[ground]) >= 3
    assert contrast(theme["--focus"], theme[ground]) >= 3


def test_dark_is_the_same_whether_chosen_or_the_device_asks():
    assert tokens("html[data-theme=dark]") == tokens(":root:not([data-theme=light])")


@pytest.mark.parametrize(
    "newer", [":has(", ":is(", ":where(", "inset:", "aspect-ratio", " & ", "@layer", "@container", "color-mix", "dvh"]
)
def test_nothing_that_a_2018_phone_would_drop_with_harm(newer):
    assert newer not in BARE


def test_gaps_are_grid_gaps_as_flex_gap_is_too_new():
    assert not re.findall(r"(?<!grid-)(?<!column-)\bgap:", BARE)


def test_nothing_comes_from_elsewhere():
    assert not re.findall(r"url\(|@import|https?:", BARE)


def test_strings_hold_nothing_that_joining_would_touch():
    assert not [text for text in re.findall(r'"([^"]*)"', BARE) if re.search(r"[{};>]|: |/\*", text)]


def test_every_custom_property_used_is_defined():
    assert set(re.findall(r"var\((--[\w-]+)", BARE)) <= set(re.findall(r"(--[\w-]+):", BARE))


def test_the_body_is_eighteen_pixels_and_the_smallest_text_sixteen():
    assert "html { font-size: 112.5%" in BARE
    screen = BARE.split("@media print")[0]
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?(?<![\w.])(\d*\.?\d+)rem", screen)]
    assert min(sizes) * 18 >= 16


def test_the_sheet_and_the_scripts_keep_their_budgets(assets):
    assert len(assets.lookup("style.css").body) <= 32 * 1024
    assert len(assets.lookup("style.css").squeezed) <= 9 * 1024
    assert len(assets.lookup("app.js").body) <= 4 * 1024
    assert len(assets.lookup("suggest.js").body) <= 4 * 1024
    assert len(assets.lookup("paper.js").body) <= 3 * 1024
    assert len(assets.lookup("refresh.js").body) <= 3 * 1024


@pytest.mark.parametrize("script", sorted(path.name for path in STATIC.glob("*.js")))
def test_scripts_write_no_html_no_style_and_no_cookie(script):
    source = (STATIC / script).read_text("utf-8")
    banned = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b|eval\(|Function\(|cookie|https?:|\?\.|\?\?"
    )
    assert not re.findall(banned, source)


def test_drawings_hold_no_script_and_nothing_from_elsewhere():
    for path in (STATIC / "drawings").glob("*.svg"):
        source = path.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.findall(r"<script|\bon\w+=|href|http|style=", source), path.name
