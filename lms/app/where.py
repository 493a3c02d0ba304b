"""`lms where <address>`: from an address to its package, view, door, template and tests."""

import inspect
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException

from lms.config import HERE
from lms.web.guard import guard_of


def describe(app: Flask, address: str, method: str) -> Iterator[tuple[str, str]]:
    """What answers an address, as (label, value) lines; one line saying that nothing does."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(address.partition("?")[0], method=method.upper())
    except HTTPException as error:
        yield "none", f"{error.code} {error.name}"
        return
    package, _, name = str(endpoint).partition(".")
    view = inspect.unwrap(app.view_functions[endpoint])
    path = Path(inspect.getsourcefile(view) or "")
    yield "package", f"lms/{package}"
    yield "view", f"{_short(path)}:{inspect.getsourcelines(view)[1]} {name}"
    yield "guard", str(guard_of(app.view_functions[endpoint]))
    yield "template", _first(f"lms/{package}/templates/{_screen(name)}.html")
    yield "tests", _first(f"tests/{package}/test_{_screen(name)}*.py")


def _screen(name: str) -> str:
    return name.removesuffix("_sent")


def _first(pattern: str) -> str:
    found = sorted(HERE.glob(pattern))
    return ", ".join(_short(path) for path in found) or "-"


def _short(path: Path) -> str:
    return str(path.relative_to(HERE)) if path.is_relative_to(HERE) else path.name
