"""The static files as they are, and pages drawn with a bare Jinja."""

from collections.abc import Callable

import pytest

from lms.ui.adapters import Assets, read_assets
from tests.ui.checks import SITE, STATIC, bare_jinja


@pytest.fixture(scope="session")
def assets() -> Assets:
    return read_assets(STATIC)


@pytest.fixture
def draw(assets: Assets) -> Callable[..., str]:
    """Renders a page that extends the base: `draw(blocks, **context)`."""

    def drawn(blocks: str, **context: object) -> str:
        page = {"site": SITE, "asset": assets.url, "section": "", "kid": False, **context}
        return bare_jinja(page='{% extends "ui/base.html" %}' + blocks).get_template("t/page").render(page)

    return drawn
