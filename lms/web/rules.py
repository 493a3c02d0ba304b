"""Decisions about requests: which kinds of doors there are, and whether a form was sent from our own page."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlsplit

from lms.access.rules import Permission

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Door(StrEnum):
    """Who a view lets in."""

    SHARED = "shared"
    """Everybody, the same bytes for all: no session is opened, caches may keep it."""
    PUBLIC = "public"
    """Everybody; the page may differ with who is signed in, and is not kept by caches."""
    SIGNED_IN = "signed_in"
    """Whoever is signed in, about themselves."""
    NEEDS = "needs"
    """Whoever's post grants a permission at the thing the address names."""


class Sent(Protocol):
    """The headers of a request, by name."""

    def get(self, key: str) -> str | None:
        """One header's value, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands at a view's door; `load` finds the thing that `permission` is asked about."""

    door: Door
    permission: Permission | None = None
    load: Callable[..., Any] | None = None

    def __str__(self) -> str:
        """The door as `lms where` and the table of doors print it."""
        return self.permission.value if self.permission else self.door.value


def sent_from_here(headers: Sent, host: str) -> bool:
    """Whether a POST came from our own page. Source: design §3, CSRF.

    Browsers since 2020 say so themselves (`Sec-Fetch-Site`); older ones send `Origin` or at least `Referer` with a
    POST. A request with none of the three comes from no browser page; a signed-in one still needs its token.
    """
    site = headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    for name in ("Origin", "Referer"):
        if value := headers.get(name):
            return urlsplit(value).netloc == host
    return True


def safe_next(target: str | None) -> str | None:
    """An address within this site to go on to after signing in, or None: never `//elsewhere` or a scheme."""
    if not target or len(target) > 500 or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    parts = urlsplit(target)
    clean = not parts.scheme and not parts.netloc and target.isprintable() and "\\" not in target
    return target if clean else None
