"""What the tests of papers and sittings stand on."""

import pytest

from lms.content.adapters.running import SHELF
from lms.content.rules.library import Library
from tests.assessments.hall import Hall
from tests.assessments.rule import five_kinds


@pytest.fixture
def hall(app, visit, database, cast) -> Hall:
    """A place for a sitting: nothing opened yet."""
    return Hall(visit, database, cast, app.extensions[SHELF].library())


@pytest.fixture
def deploy(app, monkeypatch):
    """`deploy(library)` serves another library from now on, as a newer build does."""

    def now(library: Library) -> None:
        monkeypatch.setattr(app.extensions[SHELF], "library", lambda: library)

    return now


@pytest.fixture
def all_kinds(app, deploy) -> None:
    """A citizen's paper asks one question of each kind."""
    deploy(five_kinds(app.extensions[SHELF].library()))
