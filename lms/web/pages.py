"""Rendering: every page through `page`, every shared page once per process through `shared_page`."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, StrictUndefined

from lms.config import Config
from lms.ui.adapters import Assets
from lms.web.forms import Form

ASSETS, CONFIG, RENDERED = "lms.assets", "lms.config", "lms.rendered"
MOST_RENDERED = 2_000


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of who runs it."""

    issuer: str
    contact: str
    demo: bool
    development: bool
    public_url: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A shared page's bytes, plain and packed (None where packing saves nothing), and their tag."""

    body: bytes
    packed: bytes | None
    etag: str


def install(app: Flask, config: Config, packages: tuple[str, ...]) -> None:
    """Have templates found as `package/screen.html` and every template know the site and the static files."""
    app.jinja_loader = ChoiceLoader([PrefixLoader({name: PackageLoader(f"lms.{name}") for name in packages})])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[CONFIG] = config
    app.extensions[RENDERED] = {}
    assets: Assets = app.extensions[ASSETS]
    site = Site(config.issuer, config.contact, config.demo, not config.production, config.public_url)
    app.jinja_env.globals.update(site=site, asset=assets.url, section="", kid=False)


def config() -> Config:
    """The settings of the running app."""
    found: Config = current_app.extensions[CONFIG]
    return found


def page(template: str, *, status: int | None = None, form: Form | None = None, **context: Any) -> Response:
    """A page for this visitor; one whose form has mistakes answers 422, so that nothing of it is kept."""
    if form is not None:
        context["form"] = form
        status = status or (422 if form.errors else None)
    return make_response(render_template(template, **context), status or 200)


def shared_page(key: tuple[str, ...], render: Callable[[], str]) -> Response:
    """A page that is the same for everybody, rendered and packed at its first request.

    `key` names the page and the version of what it shows; only keys of pages that exist may be given.
    """
    pages: dict[tuple[str, ...], Rendered] = current_app.extensions[RENDERED]
    found = pages.get(key)
    if found is None:
        if len(pages) >= MOST_RENDERED:
            pages.clear()
        found = pages[key] = pack(render().encode())
    return send(found)


def pack(body: bytes) -> Rendered:
    """The bytes with their packed twin and tag; the same bytes always pack alike."""
    return Rendered(body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:20])


def send(rendered: Rendered, mimetype: str = "text/html") -> Response:
    """The packed bytes to whoever can unpack them; 304 to whoever has them."""
    packed = rendered.packed if request.accept_encodings["gzip"] else None
    response = Response(packed or rendered.body, mimetype=mimetype)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.set_etag(f"{rendered.etag}{'-g' if packed else ''}")
    return response.make_conditional(request)  # type: ignore[return-value, unused-ignore]
