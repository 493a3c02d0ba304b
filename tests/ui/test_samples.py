import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import lms.ui
from lms.ui.adapters import Assets, render_samples
from lms.ui.rules.samples import SAMPLES, read_samples
from tests.ui.checks import SITE, bare_jinja, mistakes_in_html

COMPONENTS = Path(lms.ui.__file__).parent / "templates" / "components"
NAMES = sorted(path.stem for path in COMPONENTS.glob("*.html"))


@pytest.fixture(scope="module", params=[True, False], ids=["trimmed", "as written"])
def rendered(request: pytest.FixtureRequest, assets: Assets) -> dict:
    return render_samples(bare_jinja(trim=request.param), site=SITE, asset=assets.url)


def test_every_component_has_samples_and_every_sample_a_component():
    assert sorted(SAMPLES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_file_opens_with_the_signature_of_its_one_macro(name):
    source = (COMPONENTS / f"{name}.html").read_text("utf-8")
    macro = re.search(rf"{{%-? macro ({re.escape(name)}\(.*?\)) -?%}}", source)
    assert macro
    assert source.startswith("{#- " + name + "(")
    signature = re.sub(r"\s+", " ", macro[1])
    assert re.sub(r"\s+", " ", source).startswith("{#- " + signature + ":")


@pytest.mark.parametrize("name", NAMES)
def test_each_state_is_valid_html_with_labels_and_nothing_inline(rendered, name):
    for sample in rendered[name]:
        assert mistakes_in_html(str(sample.html)) == [], (name, sample.state)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_calls_the_component_it_is_for(name):
    words = {"fieldset_opts": "field(", "step": "step(", "cards": "cards("}
    assert all(words.get(name, f"{name}(") in source for _, source in SAMPLES[name])


def test_the_gallery_shows_every_state_once_and_is_valid(assets, rendered):
    page = bare_jinja().get_template("ui/gallery.html")
    markup = page.render(site=SITE, asset=assets.url, section="", kid=False, samples=rendered)
    assert mistakes_in_html(markup) == []
    soup = BeautifulSoup(markup, "html5lib")
    assert len(soup.select(".sample")) == sum(len(states) for states in SAMPLES.values())
    assert [tag.get_text() for tag in soup.select("h1")] == ["Bộ thành phần"]


def test_read_samples_keeps_states_in_order_and_sources_whole():
    text = "== a\n- one\n{{ x }}\n{{ y }}\n- two\n== b\n- three\nz"
    assert read_samples(text) == {"a": (("one", "{{ x }}\n{{ y }}"), ("two", "")), "b": (("three", "z"),)}


@pytest.mark.parametrize(
    ("markup", "mistake"),
    [
        ('<p id="a"></p><p id="a"></p>', "twice"),
        ('<input name="x">', "no label"),
        ('<p style="color:red">x</p>', "style attribute"),
        ('<a href="/"></a>', "no words"),
        ("<ul><div></ul>", "too early"),
        ("<ul><p>x</p></ul>", "may not stand in ul"),
        ('<label for="x">x</label>', "leads nowhere"),
        ("<script>1</script>", "inline script"),
    ],
)
def test_the_check_itself_finds_mistakes(markup, mistake):
    assert any(mistake in found for found in mistakes_in_html(markup))
