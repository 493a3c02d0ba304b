"""The library that a worker serves: read from the current build, swapped whole when the pointer moves."""

import re
import threading
import time
from contextlib import suppress
from pathlib import Path

import structlog

from lms.content.adapters.book import load_book, load_questions
from lms.content.adapters.shelf import BOOK, KEYS, PICTURES, build_folder, pointed_at, read_failure
from lms.content.rules.library import Library

_log = structlog.get_logger()

_PICTURE = re.compile(r"[0-9a-f]{10}-[a-z0-9-]+\.svg\Z")
PAUSE = 1.0  # seconds between two looks at the pointer


class LibraryShelf:
    """Hands out the current library. Looks at the pointer at most once a second; a bad build changes nothing."""

    def __init__(self, data: Path) -> None:
        """`data` is the data directory; nothing is read before the first question."""
        self._data = data
        self._lock = threading.Lock()
        self._library: Library | None = None
        self._unreadable: str | None = None
        self._told: str | None = None
        self._looked = float("-inf")

    def library(self) -> Library | None:
        """The current library, the last good one when a newer build cannot be read; None before the first build."""
        first = self._library is None  # whoever comes while the first is being read waits for it
        if (first or time.monotonic() - self._looked >= PAUSE) and self._lock.acquire(blocking=first):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._library

    def problem(self) -> str | None:
        """Why the newest build is not the one served, for /readyz and the log; None when all is well."""
        library = self.library()
        if self._unreadable:
            return f"bản nội dung {self._unreadable} không đọc được"
        failure = read_failure(self._data)
        if failure:
            first = failure.first[0] if failure.first else ""
            return f"bản nội dung dựng lúc {failure.at} có {failure.count} lỗi: {first}"
        return None if library else "chưa có bản nội dung nào: chạy lms content build"

    def picture(self, name: str) -> bytes | None:
        """A compiled picture of the current build, or of one still kept (an older page may name it); else None."""
        if not _PICTURE.match(name):
            return None
        folder, library = build_folder(self._data), self.library()
        builds = [folder / library.version] if library else []
        builds += [path for path in folder.glob("[0-9a-f]*") if path not in builds]
        for build in builds:
            with suppress(OSError):
                return (build / PICTURES / name).read_bytes()
        return None

    def _look(self) -> None:
        self._looked = time.monotonic()
        version = pointed_at(self._data)
        if self._library is not None and version == self._library.version:
            self._unreadable = None
        elif version is not None:
            self._read(version)
        failure = read_failure(self._data)
        if failure and failure.at != self._told:
            self._told = failure.at
            _log.error("content build failed", at=failure.at, count=failure.count, first=failure.first)

    def _read(self, version: str) -> None:
        folder = build_folder(self._data) / version
        try:
            book = load_book((folder / BOOK).read_bytes())
            assessment = load_questions((folder / KEYS).read_bytes())
        except (OSError, ValueError) as reason:
            if self._unreadable != version:
                _log.error("content build unreadable", version=version, reason=str(reason)[:200])
            self._unreadable = version
            return
        self._library, self._unreadable = Library(book, assessment, version), None
        _log.info("content loaded", version=version, lessons=len(book.lessons))
