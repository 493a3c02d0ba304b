"""What the tests of papers and sittings stand on: every table, whatever the migrations have yet."""

import pytest

from lms.app.tables import METADATA


@pytest.fixture
def database(database):
    with database.engine.execution_options(lms_write=True).begin() as connection:
        METADATA.create_all(connection)
    return database
