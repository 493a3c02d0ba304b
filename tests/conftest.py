"""What every test stands on: a fresh database per test, copied from one made once; the app; visitors who read pages.

`LMS_TEST_DATABASE_URL` (a PostgreSQL server where databases may be made) runs the same tests on PostgreSQL.
"""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from lms import clock, config
from lms.app.factory import create_app
from lms.app.migrating import upgrade
from lms.content.actions.building import build
from lms.db import Database
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.running import HASHER
from lms.web import logs
from lms.web.database import KEY
from tests.builders import Cast, cast_of, fill
from tests.databases import SERVER, emptied, fresh, to_be_copied
from tests.page import Visitor

logs.set_up("CRITICAL")
gc.set_threshold(100_000, 20, 20)  # thousands of short tests leave little behind: looking for it takes longer


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Undo pytest-flask's own: one shared `g` would make Flask-Login remember the first visitor of a test."""


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    yield
    clock.set_now(None)


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped content built in it."""
    folder = tmp_path_factory.mktemp("data")
    content = Path(os.environ.get("LMS_CONTENT_DIR") or config.HERE / "content")
    report = build(content, folder, clock.today(), None)
    assert not report.mistakes.errors, [str(one) for one in report.mistakes.errors]
    return folder


@pytest.fixture(scope="session")
def settings(data_dir: Path) -> config.Config:
    """The settings of a deployment under test."""
    return config.read(
        {
            "LMS_DATA_DIR": str(data_dir),
            "LMS_SECRET_KEY": "k" * 40,
            "LMS_PEPPER": "p" * 40,
            "LMS_ISSUER": "UBND xã Thử",
            "LMS_CONTACT": "chị Lan, Phòng Văn hóa – Xã hội",
            "LMS_DATABASE_URL": "sqlite://",
        }
    )


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the tables only, to be copied."""
    with fresh(tmp_path_factory.mktemp("bare")) as made:
        upgrade(made)
        yield to_be_copied(made)


@pytest.fixture(scope="session")
def peopled(bare: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the tables, the tree and the cast, to be copied."""
    with fresh(tmp_path_factory.mktemp("peopled"), bare) as made:
        with made.writing() as session:
            fill(session)
        yield to_be_copied(made)


@pytest.fixture
def template(peopled: str) -> str:
    """What this test's database is a copy of; a folder whose tests all need more has one of its own."""
    return peopled


@pytest.fixture(scope="session")
def reused(tmp_path_factory: pytest.TempPathFactory) -> Database | None:
    """Where each test finds its database of SQLite, one after the other; None on a server."""
    return None if SERVER else Database(f"sqlite:///{tmp_path_factory.mktemp('reused') / 'lms_test.sqlite3'}")


@pytest.fixture
def database(template: str, reused: Database | None, tmp_path: Path) -> Iterator[Database]:
    """A database of this test's own, with the cast in it; what is committed stays committed."""
    with emptied(reused, template) if reused else fresh(tmp_path, template) as found:
        yield found


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    with fresh(tmp_path) as found:
        yield found


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that may write; the test commits what others must see."""
    with database.session(write=True) as found:
        yield found


@pytest.fixture
def cast(database: Database) -> Cast:
    """The people and places of every test."""
    with database.session(write=False) as session:
        return cast_of(session)


@pytest.fixture(scope="session")
def whole_app(settings: config.Config) -> Flask:
    """The app, made once; cheap hashes, since tests sign in often."""
    app = create_app(settings)
    app.config["TESTING"] = True
    app.extensions[HASHER] = Hasher(settings.pepper, passes=1, memory_kib=8)
    return app


@pytest.fixture
def app(whole_app: Flask, database: Database) -> Flask:
    """The app on this test's own database."""
    whole_app.extensions[KEY].close()
    whole_app.extensions[KEY] = database
    return whole_app


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """`visit()` is somebody with a fresh browser; `visit(cast.citizen)` has signed in."""
    return lambda who=None: Visitor(app).known_as(who) if who else Visitor(app)
