"""Building the app: no network, no migration, no question asked."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import clock
from lms.access.rules import Actor
from lms.assessments.views import bp as assessments
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.queries.lessons import who_is_at
from lms.classrooms.views import bp as classrooms
from lms.config import PRODUCTION, Config
from lms.confirmations.views import bp as confirmations
from lms.content.adapters.running import SHELF
from lms.content.queries import LibraryShelf
from lms.content.views import bp as content
from lms.coverage.views import bp as coverage
from lms.db import Database
from lms.home.views import bp as home
from lms.learning.views import bp as learning
from lms.offices.views import bp as offices
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.running import HASHER
from lms.people.queries.accounts import actor_of
from lms.people.views import bp as people
from lms.reports.views import bp as reports
from lms.ui.adapters import read_assets
from lms.web import csrf, errors, headers, identity, lessons, logs, pages, requests, stopping
from lms.web import database as transactions
from lms.web.database import aside, single
from lms.web.guard import check_every_view_is_guarded
from lms.web.identity import AtScreen, origin
from lms.web.sessions import Sessions
from lms.web.views import CHECKS
from lms.web.views import bp as web

SCREENS: Mapping[str, Blueprint] = {
    "": home,
    "bai-tap": classrooms,
    "bao-cao": reports,
    "buoi": assessments,
    "dang-ky": people,
    "dang-nhap": people,
    "dang-xuat": people,
    "danh-gia": assessments,
    "don-vi": offices,
    "gioi-thieu": home,
    "healthz": web,
    "hoc": content,
    "khan-cap": home,
    "lop": classrooms,
    "luyen": learning,
    "pho-cap": coverage,
    "moi": people,
    "readyz": web,
    "so-lieu": coverage,
    "static": web,
    "tim": home,
    "toi": home,
    "ui": web,
    "vao-lop": classrooms,
    "xac-nhan": confirmations,
}
"""The first segment of an address → the package that answers it. `lms where` reads it, a house test keeps it true."""

TEMPLATED = (
    "assessments",
    "classrooms",
    "confirmations",
    "content",
    "dossiers",
    "coverage",
    "home",
    "learning",
    "offices",
    "people",
    "reports",
    "ui",
    "web",
)
MIXED_SEGMENTS = frozenset({"xac-nhan"})
"""Where some views are shared and some are not: the check of a serial is everybody's, its paper its owner's."""

RECORDING = ("/bai-tap/", "/buoi/", "/danh-gia/", "/luyen/", "/toi/bai-vua-hoc")
"""Where what is sent is kept of the person who sends it: closed to whoever has stopped."""

LESSON_OVER = "/vao-lop/xong"
"""Where a machine is led whose lesson has ended."""

LONGEST_REQUEST = 6 * 1024 * 1024
RECORDED_REFUSALS = frozenset({403})


def create_app(config: Config) -> Flask:
    """The whole app for one deployment. Raises Misconfigured when a view has no guard."""
    if config.now is not None:
        clock.set_now(config.now)
    app = Flask("lms", static_folder=None)
    app.secret_key = config.secret_key
    _configure(app, config)
    app.extensions[pages.ASSETS] = read_assets(Path(str(files("lms.ui").joinpath("static"))))
    pages.install(app, config, TEMPLATED)
    Babel(app, default_locale="vi", default_timezone="Asia/Ho_Chi_Minh")
    logs.install(app)
    identity.install(app, _find_actor)
    lessons.install(app, _at_screen, LESSON_OVER)
    csrf.install(app)
    stopping.install(app, RECORDING)
    headers.install(app, config)
    errors.install(app, _record_refusal)
    transactions.install(app, Database(config.database_url))  # the last ends first: nothing else waits in a transaction
    shelf = LibraryShelf(config.data_dir)
    app.extensions[SHELF] = shelf
    app.extensions[HASHER] = Hasher(config.pepper)
    app.extensions[CHECKS] = {"content": shelf.problem}
    for blueprint in dict.fromkeys(SCREENS.values()):
        app.register_blueprint(blueprint)
    check_every_view_is_guarded(app, MIXED_SEGMENTS)
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, config: Config) -> None:
    secure = config.env == PRODUCTION
    app.config.update(
        MAX_CONTENT_LENGTH=LONGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=512 * 1024,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_NAME="__Host-hvs" if secure else "hvs",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=60 * 60 * 24 * 30,
        LMS_SHARED_SEGMENTS=frozenset(),
    )
    app.session_interface = Sessions()
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]  # no view of ours is async
    requests.install(app)


def _find_actor(person_id: int, epoch: int) -> Actor | None:
    """Read beside the request's transaction: knowing who asks must not hold the writing lock."""
    return actor_of(single(), person_id, epoch, clock.now())


def _at_screen(lesson: int, kept: Sequence[tuple[int, int]]) -> AtScreen:
    """Who is at one machine in a lesson, by the names they are called; two of one name by their whole names."""
    here = who_is_at(single(), lesson, kept, clock.now())
    called = {one.given_name for one in here}
    return AtScreen({one.id: one.given_name if len(called) == len(here) else one.name for one in here})


def _record_refusal(status: int) -> None:
    """Keep on record that somebody signed in was refused; it outlives the refused request."""
    if status not in RECORDED_REFUSALS or origin().person_id is None:
        return
    with aside() as session:
        record(session, origin(), Act.REFUSED, status=status)
