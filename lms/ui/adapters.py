"""Static files, read once at start: hashed addresses, bytes, gzip made beforehand. And the samples, rendered."""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from lms.errors import Misconfigured
from lms.ui.rules.samples import SAMPLE_CONTEXT, SAMPLES

PREFIX = "/static/"

TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".webmanifest": "application/manifest+json",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".ico": "image/x-icon",
        ".jpg": "image/jpeg",
        ".png": "image/png",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }
)
SQUEEZED = frozenset({".css", ".js", ".json", ".webmanifest", ".svg", ".txt"})

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HASHED = re.compile(r"\A(?P<stem>.+)\.(?P<hash>[0-9a-f]{10})(?P<suffix>\.[a-z0-9]+)\Z")


class Served(NamedTuple):
    """What answers one address: body, body gzipped (None where that saves nothing), type, whether it never changes."""

    body: bytes
    squeezed: bytes | None
    mime: str
    hash: str
    immutable: bool


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One static file as it is now; `name` is what a template calls it ("drawings/trong.svg")."""

    name: str
    body: bytes
    squeezed: bytes | None
    mime: str
    hash: str

    @property
    def url(self) -> str:
        """The address that changes whenever the bytes do."""
        stem, dot, suffix = self.name.rpartition(".")
        return f"{PREFIX}{stem}.{self.hash}{dot}{suffix}"


@dataclass(frozen=True, slots=True)
class Assets:
    """All static files by name. Built by `read_assets`; never changes afterwards."""

    files: Mapping[str, StaticFile]

    def url(self, name: str) -> str:
        """The hashed address of a file, for templates (`asset(name)`).

        Raises Misconfigured when there is no such file: a template names one that was not shipped.
        """
        found = self.files.get(name)
        if found is None:
            raise Misconfigured(f"no static file named {name!r}")
        return found.url

    def lookup(self, path: str) -> Served | None:
        """What answers `path` (with or without /static/ in front), or None for an unknown name.

        A bare name and a hash of other days get the current file, not immutable: a page kept on a phone still finds
        its style.
        """
        name = path.removeprefix(PREFIX)
        found, asked = self.files.get(name), None
        if found is None and (parts := _HASHED.match(name)):
            found, asked = self.files.get(parts["stem"] + parts["suffix"]), parts["hash"]
        if found is None:
            return None
        return Served(found.body, found.squeezed, found.mime, found.hash, immutable=asked == found.hash)


def read_assets(*folders: Path) -> Assets:
    """All files below the folders.

    A folder that holds only .css is served as one sheet: `style/*.css` is "style.css".
    Names that begin with a dot are left out.
    Raises Misconfigured when a folder is missing, two files claim one name, or a type is unknown.
    """
    files: dict[str, StaticFile] = {}
    for folder in folders:
        if not folder.is_dir():
            raise Misconfigured(f"no folder of static files at {folder}")
        for name, body in _read(folder, folder):
            if name in files:
                raise Misconfigured(f"two static files named {name!r}")
            files[name] = _static_file(name, body)
    return Assets(MappingProxyType(files))


def join_sheets(sheets: list[str]) -> str:
    """One style sheet from its parts: comments and needless spaces dropped, nothing else changed.

    Strings in the sheets must not hold braces, semicolons or comments (ours do not; the tests look).
    """
    text = _COMMENT.sub("", "\n".join(sheets))
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    text = re.sub(r":\s+", ":", text).replace(";}", "}")
    return text.replace("}", "}\n").strip() + "\n"


def _read(folder: Path, top: Path) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files below one folder, in the order of their names."""
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    if folder != top and entries and all(entry.suffix == ".css" for entry in entries):
        yield f"{folder.relative_to(top).as_posix()}.css", join_sheets([e.read_text("utf-8") for e in entries]).encode()
        return
    for entry in entries:
        if entry.is_dir():
            yield from _read(entry, top)
        else:
            yield entry.relative_to(top).as_posix(), entry.read_bytes()


def _static_file(name: str, body: bytes) -> StaticFile:
    """One file with its type, hash and gzip; the same bytes always give the same gzip (mtime 0)."""
    suffix = Path(name).suffix
    if suffix not in TYPES:
        raise Misconfigured(f"static file {name!r}: type {suffix!r} is not served")
    squeezed = gzip.compress(body, compresslevel=9, mtime=0) if suffix in SQUEEZED else None
    if squeezed is not None and len(squeezed) >= len(body):
        squeezed = None
    return StaticFile(name, body, squeezed, TYPES[suffix], hashlib.sha256(body).hexdigest()[:10])


@dataclass(frozen=True, slots=True)
class Sample:
    """One state of one component as the gallery shows it."""

    state: str
    source: str
    html: Markup


def render_samples(templates: Environment, **page: object) -> dict[str, list[Sample]]:
    """Every component in every state, rendered; `page` is what each page gets (`site`, `asset`)."""
    context = {**SAMPLE_CONTEXT, **page}

    def rendered(source: str) -> Markup:
        used = [name for name in SAMPLES if name in source]  # to import all of them takes ten times as long
        opening = "".join(f'{{% from "ui/components/{name}.html" import {name} %}}' for name in used)
        return Markup(templates.from_string(opening + source).render(context))  # noqa: S704

    return {
        name: [Sample(state, source, rendered(source)) for state, source in states] for name, states in SAMPLES.items()
    }
