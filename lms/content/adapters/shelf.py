"""The folder of builds: `build/<hash>/`, the pointer `build/current`, the notes `failed.json` and `made-of`, the lock.

Whatever is written is written beside, synced, and renamed into place, so that a reader sees all of it or none.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BOOK, KEYS, PICTURES, CURRENT, FAILED = "book.json", "keys.json", "pictures", "current", "failed.json"
MADE_OF = "made-of"
KEPT = 3  # builds, the current one included


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the newest build failed: when (ISO, UTC), how many mistakes, and the first of them."""

    at: str
    count: int
    first: tuple[str, ...]


def build_folder(data: Path) -> Path:
    """Where builds live under a data directory."""
    return data / "build"


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the build lock: one process builds at a time, the others wait."""
    folder = build_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def pointed_at(data: Path) -> str | None:
    """The hash of the current build, or None when there is none."""
    try:
        return (build_folder(data) / CURRENT).read_text(encoding="ascii").strip() or None
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def put(data: Path, version: str, files: Mapping[str, bytes]) -> None:
    """Write a build's files (paths inside the build) and make it the current one. Call it under the lock."""
    folder = build_folder(data)
    if not whole(data, version, files):
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
        for name, raw in files.items():
            target = beside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, raw)
        beside.chmod(0o755)
        shutil.rmtree(folder / version, ignore_errors=True)
        beside.rename(folder / version)
    _replace(folder / CURRENT, version.encode() + b"\n")
    (folder / FAILED).unlink(missing_ok=True)
    _sync(folder)
    _forget_old(folder, version)


def whole(data: Path, version: str, files: Mapping[str, bytes]) -> bool:
    """Whether a build of that hash is already there with every file."""
    folder = build_folder(data) / version
    return folder.is_dir() and all(
        (folder / name).is_file() and (folder / name).read_bytes() == raw for name, raw in files.items()
    )


def files_of(data: Path, version: str) -> dict[str, bytes]:
    """A build's files as they are on disk, by their path inside it; empty when there is no such build."""
    folder = build_folder(data) / version
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def note_origin(data: Path, version: str, origin: str) -> None:
    """Remember what a build was made of, as a hash."""
    _replace(build_folder(data) / MADE_OF, f"{version} {origin}\n".encode())


def comes_from(data: Path, version: str, origin: str) -> bool:
    """Whether `note_origin` said this of that build last."""
    try:
        return (build_folder(data) / MADE_OF).read_bytes() == f"{version} {origin}\n".encode()
    except FileNotFoundError:
        return False


def note_failure(data: Path, failure: Failure) -> None:
    """Say that the newest build failed; the current one stays."""
    raw = json.dumps({"at": failure.at, "count": failure.count, "first": failure.first}, ensure_ascii=False, indent=1)
    _replace(build_folder(data) / FAILED, raw.encode())


def read_failure(data: Path) -> Failure | None:
    """What `note_failure` said, or None when the newest build is good (or nothing readable was said)."""
    try:
        said = json.loads((build_folder(data) / FAILED).read_text(encoding="utf-8"))
        return Failure(str(said["at"]), int(said["count"]), tuple(str(line) for line in said["first"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(raw)
        handle.flush()
        os.fsync(handle.fileno())


def _replace(path: Path, raw: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    _write(beside, raw)
    beside.replace(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget_old(folder: Path, current: str) -> None:
    """Keep the last few builds: a worker may still be serving from one."""
    for path in folder.glob(".new-*"):  # what a build that was killed left behind
        shutil.rmtree(path, ignore_errors=True)
    builds = [path for path in folder.iterdir() if path.is_dir() and path.name != current]
    builds.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in builds[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
