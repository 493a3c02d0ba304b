"""The app refuses to start when a view has no door, has two, or when a segment is shared by half."""

from dataclasses import replace

import pytest
from flask import Blueprint
from flask.sessions import NullSession

from lms.access.rules import Permission
from lms.app import factory
from lms.errors import Misconfigured
from lms.units.queries import unit_by_code
from lms.web.guard import guard_of, needs, public, shared, signed_in
from lms.web.sessions import MIXED

DECORATORS = (shared, public, signed_in, needs(Permission.UNIT_SEE, on=unit_by_code))


def _view() -> str:
    return "ok"


@pytest.fixture
def start(settings, tmp_path, monkeypatch):
    """Start an app that has, beside everything, these views: address → view."""

    def begin(**views):
        extra = Blueprint("extra", __name__)
        for number, (address, view) in enumerate(views.items()):
            extra.add_url_rule(address.replace("__", "/"), f"view{number}", view)
        monkeypatch.setattr(factory, "SCREENS", {**factory.SCREENS, "extra": extra})
        return factory.create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'none.sqlite3'}"))

    return begin


def test_an_unguarded_view_stops_the_start(start):
    with pytest.raises(Misconfigured, match=r"extra\.view0 \(/extra\) has no guard"):
        start(__extra=_view)


def test_an_unguarded_view_added_in_any_way_stops_the_start(start):
    def hidden() -> str:
        return "ok"

    with pytest.raises(Misconfigured, match="has no guard"):
        start(__extra__open=public(_fresh()), __extra__hidden=hidden)


@pytest.mark.parametrize("first", DECORATORS)
@pytest.mark.parametrize("second", DECORATORS)
def test_a_view_with_two_guards_stops_the_start(first, second):
    with pytest.raises(Misconfigured, match="two guards"):
        second(first(_fresh()))


@pytest.mark.parametrize(
    "views",
    [
        {"__extra__a": shared, "__extra__b": public},
        {"__extra__a": shared, "__extra__b": signed_in},
        {"__hoc__cua-toi": public},  # one visitor's page among shared ones
        {"__toi__chung": shared},  # and the other way round
    ],
)
def test_a_segment_shared_by_half_stops_the_start(start, views):
    with pytest.raises(Misconfigured, match="both shared and other views under"):
        start(**{address: door(_fresh()) for address, door in views.items()})


def test_the_segments_that_may_hold_both_kinds_are_these(app):
    assert dict(app.extensions[MIXED]).keys() == factory.MIXED_SEGMENTS == {"xac-nhan"}
    assert app.extensions[MIXED]["xac-nhan"] == {
        f"confirmations.{name}" for name in ("check", "check_sent", "confirmation", "confirmation_data", "not_me_sent")
    }


def test_a_segment_named_as_mixed_that_is_not_stops_the_start(start, monkeypatch):
    monkeypatch.setattr(factory, "MIXED_SEGMENTS", factory.MIXED_SEGMENTS | {"hoc"})

    with pytest.raises(Misconfigured, match="no longer mixed: hoc"):
        start()


@pytest.mark.parametrize(
    ("address", "method", "opened"),
    [
        ("/xac-nhan/", "GET", False),
        ("/xac-nhan/", "POST", False),
        ("/xac-nhan/x", "GET", False),
        ("/xac-nhan/x.json", "GET", False),
        ("/xac-nhan/x/khong-phai-toi", "POST", False),
        ("/xac-nhan/x/gi-do", "GET", False),  # leads nowhere
        ("/xac-nhan", "GET", False),  # is led on to the slash
        ("/xac-nhan/x.pdf", "GET", True),
        ("/toi", "GET", True),
        ("/hoc/", "GET", False),
    ],
)
def test_the_session_is_opened_for_those_views_only_that_need_it(app, address, method, opened):
    with app.test_request_context(address, method=method) as context:
        found = app.session_interface.open_session(app, context.request)

    assert isinstance(found, NullSession) is not opened


def test_guarded_views_start(start):
    app = start(__extra__a=public(_fresh()), __extra__b=signed_in(_fresh()))

    assert {"/extra/a", "/extra/b"} <= {rule.rule for rule in app.url_map.iter_rules()}


def test_every_view_says_which_door_it_has(app):
    doors = {rule.rule: str(guard_of(app.view_functions[rule.endpoint])) for rule in app.url_map.iter_rules()}

    assert doors["/hoc/"] == "shared"
    assert doors["/"] == "public"
    assert doors["/toi"] == "signed_in"
    assert doors["/don-vi/<code>/"] == "unit:see"


def _fresh():
    """A view that nobody has put a guard on yet."""

    def view() -> str:
        return "ok"

    return view
