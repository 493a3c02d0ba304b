"""What the tests of papers and sittings stand on: every table, whatever the migrations have yet."""

import pytest

from lms.app.tables import METADATA
from lms.content.adapters.running import SHELF
from tests.assessments.hall import Hall


@pytest.fixture
def database(database):
    with database.engine.execution_options(lms_write=True).begin() as connection:
        METADATA.create_all(connection)
    return database


@pytest.fixture
def hall(app, visit, database, cast) -> Hall:
    """A place for a sitting: nothing opened yet."""
    return Hall(visit, database, cast, app.extensions[SHELF].library())
