"""A phone in somebody's hand: what one reads, types and presses, and every fault that its browser meets on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response

WIDTH, HEIGHT = 360, 740


class Phone:
    """A browser of its own: no cookies, nothing cached. Words find things, as they do for people."""

    def __init__(self, browser: Browser, address: str, *, js: bool = True, width: int = WIDTH, **options: Any) -> None:
        """`js=False` is a phone whose browser runs no script at all."""
        self.browser, self.address, self.js = browser, address, js
        self.faults: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale="vi-VN",
            reduced_motion="reduce",
            java_script_enabled=js,
            **options,
        )
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def open(self, address: str) -> Phone:
        """Type an address of ours."""
        self.page.goto(f"{self.address}{address}")
        return self

    def press(self, words: str) -> Phone:
        """Press the button, or follow the link, of these words; wait for the page it leads to."""
        with self.page.expect_navigation():
            self.named(words).click()
        return self

    def named(self, words: str) -> Locator:
        """The button or link in the page's main part that begins with these words."""
        main = self.page.locator("main")
        return main.locator("button:visible, a:visible, summary:visible").filter(has_text=_begins(words)).first

    def type(self, label: str, text: str) -> Phone:
        """Fill the box whose label begins with these words."""
        self.box(label).fill(text)
        return self

    def box(self, label: str) -> Locator:
        """The text box whose label begins with these words."""
        named = self.page.locator("main label").filter(has_text=_begins(label)).first
        return self.page.locator(f"[id='{named.get_attribute('for')}']")

    def choose(self, label: str) -> Phone:
        """Tap a choice, by its words."""
        self.page.locator("main .opt label").filter(has_text=_begins(label)).first.click()
        return self

    @property
    def h1(self) -> str:
        """The heading."""
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def text(self) -> str:
        """All that can be read in the main part."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def path(self) -> str:
        """Where we are, without the server."""
        return self.page.url.removeprefix(self.address)

    @property
    def cookies(self) -> set[str]:
        """The names of the cookies that this browser holds."""
        return {str(cookie["name"]) for cookie in self.context.cookies()}

    @property
    def too_wide(self) -> int:
        """By how many pixels the page must be moved sideways to be read."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def close(self) -> None:
        """Put it away."""
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        answered_badly = message.text.startswith("Failed to load resource")  # `_response` sees these
        if message.type in ("error", "warning") and not answered_badly:
            self.faults.append(f"{self.page.url}: console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:")):
            self.faults.append(f"{self.page.url}: asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.faults.append(f"{self.page.url}: {response.status} for {response.url}")


def _begins(words: str) -> re.Pattern[str]:
    """A pattern for text that begins with these words, whatever white space comes before."""
    return re.compile(rf"^\s*{re.escape(words)}")
