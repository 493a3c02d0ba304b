"""The whole built-in list in a database that the tests of this folder only read."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from lms.app.migrating import upgrade
from lms.db import Database
from lms.units.actions import take_in
from lms.units.adapters import built_in_list
from tests.databases import fresh


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with every province and commune in it."""
    with fresh(tmp_path_factory.mktemp("country")) as database:
        upgrade(database)
        with database.writing() as session:
            take_in(session, built_in_list())
        yield database


@pytest.fixture
def whole_country(filled: Database) -> Iterator[Session]:
    """A reading session on it."""
    with filled.session(write=False) as session:
        yield session
