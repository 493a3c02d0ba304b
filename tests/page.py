"""Visitors and the pages they read: tests speak of words, fields and links, never of raw HTML.

Every HTML page that any test fetches must be valid HTML5, have one h1 that begins its title, unique ids, a label for
each control, and no inline script or style.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import TYPE_CHECKING

import html5lib
from bs4 import BeautifulSoup, Tag
from sqlalchemy import select

from lms import clock
from lms.people.models import SignIn
from lms.web.database import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.builders import Member

KNOWN_HARMLESS = frozenset({"expected-doctype-but-got-start-tag"})


class Page:
    """One answer: its status, and, when it is HTML, what it says."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 304, 308):
            check_page(response.get_data(as_text=True))

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page as a tree, read when somebody asks for it."""
        return BeautifulSoup(self.response.get_data(as_text=True), "html.parser")

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return words(self.soup.h1) if self.soup.h1 else ""

    @property
    def text(self) -> str:
        """All that can be read in the main part."""
        return words(self.soup.main or self.soup)

    @property
    def json(self) -> object:
        """The answer as data."""
        return self.response.get_json()

    def links(self) -> dict[str, str]:
        """Words of each link in the main part → where it leads."""
        return {words(link): str(link["href"]) for link in (self.soup.main or self.soup).find_all("a", href=True)}

    def field(self, name: str) -> Tag | None:
        """A control by its name."""
        found = self.soup.find(attrs={"name": name})
        return found if isinstance(found, Tag) else None

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms, sign-out apart."""
        found = self.soup.select("main input[type=hidden]")
        return {str(one["name"]): str(one.get("value", "")) for one in found}

    def error_on(self, name: str) -> str | None:
        """The sentence beside a field, or None."""
        control = self.field(name)
        box = control.find_parent(class_="field") if control else None
        message = box.find(class_="msg") if box else None
        return words(message) if message else None

    @property
    def errors(self) -> str:
        """What the summary at the top of a form says."""
        box = self.soup.find(attrs={"data-errors": True})
        return words(box) if box else ""


def words(tag: Tag) -> str:
    """The visible words of an element, single-spaced."""
    return " ".join(tag.get_text(" ").split())


@dataclass
class Visitor:
    """Somebody with a browser of their own: its cookies, its form tokens, its address."""

    app: Flask

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        self.from_address = "203.0.113.7"
        self.token: str | None = None

    def get(self, address: str, **options: object) -> Page:
        """Open an address."""
        return self._page(self.client.get(address, **self._from(options)))  # type: ignore[arg-type]

    def post(self, address: str, data: dict[str, object] | None = None, **options: object) -> Page:
        """Send a form from one of our own pages, with the session's token when signed in."""
        sent = {**({"csrf_token": self.token} if self.token else {}), **(data or {})}
        headers = {"Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}  # type: ignore[dict-item]
        return self._page(self.client.post(address, data=sent, headers=headers, **self._from(options)))  # type: ignore[arg-type]

    def signed_in(self, who: Member, **more: str) -> Visitor:
        """The same visitor after signing in."""
        page = self.sign_in(who.code, who.secret, **more)
        assert page.status == 303, page.text
        self.read_token()
        return self

    def known_as(self, who: Member) -> Visitor:
        """The same visitor with the session that signing in gives; the sign-in screens have tests of their own."""
        with self.app.extensions[KEY].session(write=False) as session:
            epoch = session.scalar(select(SignIn.epoch).where(SignIn.person_id == who.id))
        self.token = secrets.token_hex(20)
        kept = {"_user_id": f"{who.id}:{epoch}", "_fresh": True, "csrf_token": self.token}
        with self.client.session_transaction() as cookie:
            cookie.update(kept, seen=int(clock.now().timestamp()))
        return self

    def sign_in(self, code: str, secret: str, **more: str) -> Page:
        """Send the sign-in form."""
        return self.post("/dang-nhap", {"code": code, "secret": secret, "device": "chung", **more})

    def read_token(self) -> None:
        """Take the form token from a page, as a browser does by loading it."""
        page = self.get("/toi/ten")
        field = page.field("csrf_token")
        self.token = str(field["value"]) if field else None

    def follow(self, page: Page) -> Page:
        """Go where an answer leads."""
        assert page.location, page.status
        return self.get(page.location)

    def _from(self, options: dict[str, object]) -> dict[str, object]:
        return {"environ_base": {"REMOTE_ADDR": self.from_address}, **options}

    def _page(self, response: TestResponse) -> Page:
        return Page(response)


def check_page(source: str) -> None:
    """Raises AssertionError when a page breaks a rule that all pages keep; pages of one shape are read once only."""
    titles, headings = (re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", source, re.DOTALL) for tag in ("title", "h1"))
    assert len(headings) == 1, f"{len(headings)} h1"
    assert titles, "no title"
    assert _said(titles[0]).startswith(_said(headings[0])), (titles[0], headings[0])
    _check_shape(_VALUES.sub(r'\1=""', _TEXTS.sub("", source)))


_TEXTS = re.compile(r"(?<=>)[^<]+(?=<)")
_VALUES = re.compile(r'\b(value|href|content|d|alt|width)="[^"]*"')


def _said(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


@lru_cache(maxsize=4_000)
def _check_shape(source: str) -> None:
    """What does not depend on the words: elements where they may stand, unique ids, a label for each control."""
    parser = html5lib.HTMLParser()
    root = parser.parse(source)
    errors = [error for error in parser.errors if error[1] not in KNOWN_HARMLESS]
    assert not errors, errors[:3]
    found = [(str(one.tag).rpartition("}")[2], one.attrib, inside) for one, inside in _elements(root, inside=False)]
    ids = [told["id"] for _, told, _ in found if "id" in told]
    assert len(ids) == len(set(ids)), sorted(one for one in set(ids) if ids.count(one) > 1)
    labels = {told["for"] for tag, told, _ in found if tag == "label" and told.get("for")}
    for tag, told, inside in found:
        if tag in ("select", "textarea") or (tag == "input" and told.get("type") != "hidden"):
            assert told.get("aria-label") or inside or told.get("id") in labels, f"no label for {tag} {told}"
        assert "style" not in told, "inline style"
        assert tag != "script" or told.get("src"), "inline script"
        assert tag != "style", "inline style sheet"


def _elements(one: Element, *, inside: bool) -> Iterator[tuple[Element, bool]]:
    """An element and all below it, and whether each stands inside a label."""
    yield one, inside
    for below in one:
        yield from _elements(below, inside=inside or str(one.tag).endswith("}label"))
