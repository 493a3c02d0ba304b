"""A bare Jinja as the components are promised, and what must hold for every piece of HTML that we send."""

import warnings
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import html5lib
from bs4 import BeautifulSoup
from html5lib.constants import E
from jinja2 import DictLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

import lms.ui

STATIC = Path(lms.ui.__file__).parent / "static"
SITE = SimpleNamespace(issuer="UBND xã Minh Họa", contact="bà Lò Thị Mẫu", demo=False, version="1")


def bare_jinja(*, trim: bool = True, **pages: str) -> Environment:
    """Jinja with the components, and `pages` as "t/<name>"; trimmed as in the app, or not."""
    templates = Environment(
        loader=PrefixLoader({"ui": PackageLoader("lms.ui"), "t": DictLoader(pages)}),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=trim,
        lstrip_blocks=trim,
    )
    templates.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return templates


def mistakes_in_html(markup: str) -> list[str]:
    """What is not valid HTML5, has no label, or is against our content policy, as sentences; empty when all is well."""
    parser = html5lib.HTMLParser(strict=False)
    whole = markup if markup.lstrip().startswith("<!DOCTYPE") else f"<!DOCTYPE html><title>x</title><body>{markup}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser.parse(whole)
    soup = BeautifulSoup(whole, "html5lib")
    found = [E[code] % details for _, code, details in parser.errors]
    found += [f"id {name!r} twice" for name, n in Counter(tag["id"] for tag in soup.select("[id]")).items() if n > 1]
    found += [f"style attribute on {tag.name}" for tag in soup.select("[style]")]
    found += [f"inline script: {tag}" for tag in soup.select("script:not([src]), [onclick], [onsubmit], [onload]")]
    found += [f"empty id for {tag}" for tag in soup.select('[id=""], [for=""], [aria-describedby=""]')]
    found += _unlabelled(soup) + _dangling(soup)
    found += [f"no words on {tag}" for tag in soup.select("button, a[href]") if not tag.get_text(strip=True)]
    found += [f"{tag.name} may not stand in {tag.parent.name}" for tag in soup.select("ul > :not(li), ol > :not(li)")]
    found += [f"no alt on {tag}" for tag in soup.select("img:not([alt])")]
    return found


def _unlabelled(soup: BeautifulSoup) -> list[str]:
    """Controls that no label names."""
    labels = {tag.get("for") for tag in soup.select("label")}
    controls = soup.select("input:not([type=hidden]), select, textarea")
    return [f"no label for {tag.get('name')}" for tag in controls if tag.get("id") not in labels]


def _dangling(soup: BeautifulSoup) -> list[str]:
    """References to ids that are not there."""
    ids = {tag["id"] for tag in soup.select("[id]")}
    return [
        f"{name}={tag[name]!r} leads nowhere"
        for name in ("for", "aria-labelledby", "aria-controls")
        for tag in soup.select(f"[{name}]")
        if not set(tag[name].split()) <= ids
    ]
