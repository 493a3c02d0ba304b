"""Short ways to people with posts: appointed as rows, given and taken back through the screens as staff do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select

from lms import clock
from lms.access.rules import Role
from lms.people.models import Post
from lms.people.rules.secrets import SecretKind
from tests.builders import PASSWORD, PIN, Member, rows, someone

if TYPE_CHECKING:
    from lms.db import Database
    from tests.builders import Cast
    from tests.page import Page, Visitor

LONG = "con vịt bơi qua ao"
"""A password that nothing is said against."""


def appointed(
    database: Database,
    cast: Cast,
    role: Role,
    at: str,
    *,
    name: str = "Hà Thị Nết",
    sign_in: str | None = None,
    kind: SecretKind = SecretKind.PASSWORD,
) -> Member:
    """Somebody new who holds a post at a unit of the cast."""
    with database.writing() as session:
        person = someone(session, name=name, born=1980, sign_in=sign_in, kind=kind)
        session.add(Post(person_id=person.id, role=role, unit_id=cast.units[at].unit_id, from_at=clock.now()))
        assert person.sign_in
        return Member(person.id, name, person.sign_in.code, PASSWORD if kind is SecretKind.PASSWORD else PIN)


def posts_of(database: Database, person_id: int) -> list[Post]:
    """Every post that somebody holds or held, oldest first."""
    return rows(database, select(Post).where(Post.person_id == person_id).order_by(Post.id))


def give_new(visitor: Visitor, at: str, role: Role, name: str = "Lò Văn Mới", **more: object) -> Page:
    """Send the form that enters somebody new and gives them a post."""
    page = visitor.get(f"/don-vi/{at}/chuc-vu/moi")
    assert page.status == 200, page.text
    told = {**page.hidden(), "name": name, "birth_year": "1990", "role": role.value, **more}
    return visitor.post(f"/don-vi/{at}/chuc-vu/moi", told)


def give(visitor: Visitor, at: str, role: Role, code: str, **more: object) -> Page:
    """Send the form that gives somebody known by their code a post."""
    page = visitor.get(f"/don-vi/{at}/chuc-vu/giao?ma={code}")
    assert page.status == 200, page.text
    return visitor.post(f"/don-vi/{at}/chuc-vu/giao", {**page.hidden(), "role": role.value, **more})


def take(visitor: Visitor, at: str, post: Post) -> Page:
    """Press the button that takes a post back."""
    return visitor.post(f"/don-vi/{at}/chuc-vu/{post.id}/thu")


def code_on(page: Page) -> str:
    """The invitation that a page shows."""
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text.replace(" ", ""))
    assert found, page.text
    return found.group()


def once_in(page: Page) -> str:
    """The once-key that an address carries on to the page of a post."""
    return parse_qs(urlsplit(page.location or "").query)["moi"][0]
