"""What the tests of confirmations stand on: the shipped rules, and people who have shown what they ask."""

import pytest

from lms.content.adapters.running import SHELF
from tests.confirmations.steps import House


@pytest.fixture
def house(app, database, cast) -> House:
    """The library, the cast, and short ways to confirm somebody."""
    return House(app.extensions[SHELF].library(), database, cast)
