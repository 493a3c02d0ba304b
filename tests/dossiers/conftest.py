"""The house with its rules and confirmations, as the tests of confirmations know it; two records of one person."""

import pytest

from tests.confirmations.conftest import house  # noqa: F401 - a fixture
from tests.dossiers.steps import Twice


@pytest.fixture
def twice(house, database, cast) -> Twice:  # noqa: F811
    """Lò Thị Mai, and a second record of her, made by somebody who did not find the first."""
    return Twice(house, database, cast)
