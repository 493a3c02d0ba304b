"""Templates compile, import only what they use, and every Vietnamese sentence in them can be translated."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.ext import babel_extract
from jinja2.lexer import TOKEN_DATA

from tests.house import code

TEMPLATES = code.templates()
NAMES = [code.named(path) for path in TEMPLATES]

SPOKEN = re.compile(r"[^\W\d_]", re.UNICODE)
TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
SAID_IN_TAGS = re.compile(r"""(?:\b(?:alt|aria-label|placeholder|title|content)=")([^"]*)""")
ATTRIBUTE = re.compile(r"""[a-z-]+="[^"]*\"""")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
NO_WORDS = frozenset({"width=device-width, initial-scale=1", "light dark", "#9b1c1c", "home", "wide", "noprint"})
"""What the page tells the browser, and class names."""


@pytest.fixture(scope="module")
def environment(whole_app) -> Environment:
    return whole_app.jinja_env


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_a_template_compiles(environment, path):
    package, _, screen = code.named(path).removeprefix("lms/").partition("/templates/")

    assert environment.get_template(f"{package}/{screen}").filename == str(path)


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_what_a_template_imports_it_uses(environment, path):
    parsed = environment.parse(_source(path))
    imported = {
        alias[1] if isinstance(alias, tuple) else alias
        for one in parsed.find_all(nodes.FromImport)
        for alias in one.names
    }
    used = {one.name for one in parsed.find_all(nodes.Name) if one.ctx == "load"}

    assert imported - used == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_every_sentence_of_a_template_can_be_translated(environment, path):
    assert _bare_sentences(environment, _source(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_a_template_has_no_inline_style_or_script(path):
    source = COMMENT.sub("", _source(path))

    assert not re.search(r"<style|\sstyle=|\son(?!ce=)[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", source)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Chào bà con</p>", ["Chào bà con"]),
        ('<img alt="Một con gà">', ["Một con gà"]),
        ("{% if a %}Mời vào{% endif %}", ["Mời vào"]),
        ('<p>{{ _("Chào") }}</p><b>{% trans %}Mời <b>vào</b>{% endtrans %}</p>', []),
        ('<a href="/hoc/">{{ name }}</a> · 12 %', []),
    ],
)
def test_the_search_for_bare_sentences_finds_them(environment, source, found):
    assert _bare_sentences(environment, source) == found


def _bare_sentences(environment: Environment, source: str) -> list[str]:
    """Words that a reader would see and that stand outside `_()` and `trans`."""
    seen = []
    inside = False
    plain = []
    for _, kind, value in environment.lex(source):
        if kind == "name" and value in ("trans", "endtrans"):
            inside = value == "trans"
        plain.append(value if kind == TOKEN_DATA and not inside else " " * bool(kind == TOKEN_DATA))
    text = "".join(plain)
    seen += [words for words in SAID_IN_TAGS.findall(text) if SPOKEN.search(words)]
    read = ATTRIBUTE.sub("\0", TAG.sub("\0", text)).split("\0")
    seen += [" ".join(words.split()) for words in read if SPOKEN.search(words)]
    return [words for words in seen if words not in NO_WORDS]


def test_no_sentence_is_put_together_from_pieces(environment):
    """A value inside a sentence has a name (`%(n)s`), so that other languages may move it."""
    pieces = []
    for path in TEMPLATES:
        with path.open("rb") as file:
            for line, _, message, _ in babel_extract(file, ["_", "gettext", "ngettext"], [], {"trimmed": "true"}):
                texts = message if isinstance(message, tuple) else (message,)
                pieces += [f"{code.named(path)}:{line}" for text in texts if text and re.search(r"%[sd]|\{\d*\}", text)]

    assert pieces == []
