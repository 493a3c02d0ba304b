"""The app with two more addresses, answered by a test's own view: `/thu` for anybody, `/thu-chung` shared."""

from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from lms import config
from lms.app import factory
from lms.db import Database
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.running import HASHER
from lms.web.guard import public, shared

View = Callable[[], ResponseReturnValue]

VIEWS: dict[str, View] = {}


@public
def thu() -> ResponseReturnValue:
    """What the test says."""
    return VIEWS["public"]()


@shared
def thu_chung() -> ResponseReturnValue:
    """What the test says, for everybody alike."""
    return VIEWS["shared"]()


@pytest.fixture(scope="session")
def web_app(settings: config.Config) -> Flask:
    """The app with the two addresses more."""
    extra = Blueprint("extra", __name__)
    extra.add_url_rule("/thu", view_func=thu, methods=["GET", "POST"])
    extra.add_url_rule("/thu-chung", view_func=thu_chung)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(factory, "SCREENS", {**factory.SCREENS, "thu": extra})
        app = factory.create_app(settings)
    app.extensions[HASHER] = Hasher(settings.pepper, passes=1, memory_kib=8)
    return app


@pytest.fixture(scope="session")
def whole_app(web_app: Flask) -> Flask:
    """Every test of this folder visits the app with the addresses more."""
    return web_app


@pytest.fixture
def act() -> Iterator[Callable[..., None]]:
    """`act(view)` answers `/thu` with the test's view; `act(view, "shared")` answers `/thu-chung`."""
    yield lambda view, door="public": VIEWS.__setitem__(door, view)
    VIEWS.clear()


@pytest.fixture
def away() -> Iterator[Database]:
    """A database that does not answer."""
    found = Database("postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    yield found
    found.close()
