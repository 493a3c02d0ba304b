"""Builds the library on disk: content in, `build/<hash>/` out; a bad build never replaces a good one."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lms import clock
from lms.config import HERE
from lms.content.actions.compiling import Compiled, compile_content
from lms.content.adapters.book import dump_book, dump_questions
from lms.content.adapters.shelf import (
    BOOK,
    KEYS,
    PICTURES,
    Failure,
    comes_from,
    files_of,
    locked,
    note_failure,
    note_origin,
    pointed_at,
    put,
    read_failure,
)
from lms.content.rules.library import Book
from lms.sources.rules import Mistakes

FORMAT = b"hoc-vu-so book 1\n"
"""Raised when compiled files change their shape, so that the same content gets another hash."""

_SHOWN = 5  # mistakes named where a build failed


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to: its mistakes, and the hash of the new current build (None when it failed)."""

    mistakes: Mistakes
    version: str | None


def build(content: Path, data: Path, today: date, private: Path | None = None) -> BuildReport:
    """Compile `content` (and private assessment files) into `data`; the current build is replaced whole or not at all.

    The same files give the same hash and the same bytes, whoever builds and when.
    """
    with locked(data):
        origin = _origin(content, private)  # read first: what changes while it is compiled is found changed next time
        compiled = compile_content(content, today, private)
        if compiled.book is None:
            errors = compiled.mistakes.errors
            first = tuple(str(mistake) for mistake in errors[:_SHOWN])
            note_failure(data, Failure(clock.now().isoformat(timespec="seconds"), len(errors), first))
            return BuildReport(compiled.mistakes, None)
        files = _files(compiled, compiled.book)
        version = _hash(files)
        put(data, version, files)
        note_origin(data, version, origin)
        return BuildReport(compiled.mistakes, version)


def build_if_changed(content: Path, data: Path, today: date, private: Path | None = None) -> BuildReport:
    """`build`, unless the current build is whole, was made of just these files, and no later one failed.

    Then nothing is compiled, and no warnings are in the report.
    """
    version = pointed_at(data)
    if (
        version is not None
        and read_failure(data) is None
        and comes_from(data, version, _origin(content, private))
        and _hash(files_of(data, version)) == version
    ):
        return BuildReport(Mistakes(), version)
    return build(content, data, today, private)


def _origin(content: Path, private: Path | None) -> str:
    """One hash of all that a build comes from: what authors wrote, this program, the libraries it is pinned to."""
    digest = hashlib.sha256(_raw(HERE / "requirements.txt"))
    for folder, kind in ((content, "*"), (private, "*"), (HERE / "lms", "*.py")):
        digest.update(f"{folder} {folder is not None and folder.is_dir()}\n".encode())
        for path in sorted(folder.rglob(kind)) if folder else ():
            raw = _raw(path)
            digest.update(f"{path} {len(raw)}\n".encode())
            digest.update(raw)
    return digest.hexdigest()


def _raw(path: Path) -> bytes:
    """A file's bytes; none of a folder, or of a file that cannot be read: the build tells of it."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _files(compiled: Compiled, book: Book) -> dict[str, bytes]:
    files = {BOOK: dump_book(book), KEYS: dump_questions(compiled.assessment)}
    return files | {f"{PICTURES}/{name}": raw for name, raw in compiled.pictures.items()}


def _hash(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256(FORMAT)
    for name, raw in sorted(files.items()):
        digest.update(f"{name} {len(raw)}\n".encode())
        digest.update(raw)
    return digest.hexdigest()[:16]
