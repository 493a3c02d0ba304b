"""Static files, the two health checks, and the gallery of components (development only)."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms.errors import NotFound
from lms.ui.adapters import Assets, render_samples
from lms.web.database import db
from lms.web.guard import public, shared
from lms.web.pages import ASSETS, Rendered, config, page, send

bp = Blueprint("web", __name__)

CHECKS = "lms.checks"
"""Functions that name what is not in order (None: all well), by what they look at; `app` puts them here."""

YEAR = "public, max-age=31536000, immutable"


@bp.get("/static/<path:name>")
@shared
def static_file(name: str) -> ResponseReturnValue:
    """A static file of the look; under its own hash it never changes, under an old one it is today's, uncached."""
    assets: Assets = current_app.extensions[ASSETS]
    found = assets.lookup(name)
    if found is None:
        raise NotFound
    response = send(Rendered(found.body, found.squeezed, found.hash), found.mime)
    response.headers["Cache-Control"] = YEAR if found.immutable else "no-cache"
    return response


@bp.get("/healthz")
@shared
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Whether requests can be served: the database answers (else 503); what else is not in order is named."""
    try:
        db().execute(text("SELECT 1"))
        answers = True
    except SQLAlchemyError:
        answers = False
    checks: dict[str, Callable[[], str | None]] = current_app.extensions[CHECKS]
    problems = {name: problem for name, check in checks.items() if (problem := check())}
    return jsonify(ready=answers, problems=problems), 200 if answers else 503


@bp.get("/ui")
@public
def gallery() -> ResponseReturnValue:
    """Every component in every state, for whoever builds a screen; not there in production."""
    if config().production:
        raise NotFound
    names = ("site", "asset", "kid", "section")
    everywhere = {name: current_app.jinja_env.globals[name] for name in names}
    return page("ui/gallery.html", samples=render_samples(current_app.jinja_env, **everywhere))
