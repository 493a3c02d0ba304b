"""Builds the library on disk: content in, `build/<hash>/` out; a bad build never replaces a good one."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lms import clock
from lms.content.actions.compiling import Compiled, compile_content
from lms.content.adapters.book import dump_book, dump_questions
from lms.content.adapters.shelf import BOOK, KEYS, PICTURES, Failure, locked, note_failure, put
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
        compiled = compile_content(content, today, private)
        if compiled.book is None:
            errors = compiled.mistakes.errors
            first = tuple(str(mistake) for mistake in errors[:_SHOWN])
            note_failure(data, Failure(clock.now().isoformat(timespec="seconds"), len(errors), first))
            return BuildReport(compiled.mistakes, None)
        files = _files(compiled, compiled.book)
        version = _hash(files)
        put(data, version, files)
        return BuildReport(compiled.mistakes, version)


def _files(compiled: Compiled, book: Book) -> dict[str, bytes]:
    files = {BOOK: dump_book(book), KEYS: dump_questions(compiled.assessment)}
    return files | {f"{PICTURES}/{name}": raw for name, raw in compiled.pictures.items()}


def _hash(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256(FORMAT)
    for name, raw in sorted(files.items()):
        digest.update(f"{name} {len(raw)}\n".encode())
        digest.update(raw)
    return digest.hexdigest()[:16]
