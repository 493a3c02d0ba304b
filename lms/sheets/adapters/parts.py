"""The parts of an .xlsx archive as streams of XML: never more than allowed, no entities, nothing from outside."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from lms.errors import Refused
from lms.sheets.rules.tables import MOST_UNPACKED

_CHUNK = 64 * 1024
BROKEN = (
    expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
    KeyError, ValueError, IndexError, OverflowError,
)  # fmt: skip
"""Whatever reading a broken file may stumble over."""

Begin = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Archive:
    """An .xlsx file, whose parts are read one after the other; `left` is how many bytes may still be unpacked."""

    def __init__(self, body: bytes) -> None:
        """Look at its directory. Raises Refused when that tells of more than 100 MB."""
        self._zip = zipfile.ZipFile(BytesIO(body))
        self.left = MOST_UNPACKED
        if sum(one.file_size for one in self._zip.infolist()) > MOST_UNPACKED:
            raise _too_large()

    def read(self, part: str, begin: Begin, end: End | None = None, text: Text | None = None) -> None:
        """Read one part, calling back for each element, by its name without namespace.

        Raises Refused when it declares a document type: no workbook does, and entities are defined there.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_document_type
        parser.StartElementHandler = lambda name, attributes: begin(
            _local(name), {_local(key): value for key, value in attributes.items()}
        )
        if end is not None:
            parser.EndElementHandler = lambda name: end(_local(name))
        if text is not None:
            parser.CharacterDataHandler = text
        with self._zip.open(part) as file:
            while chunk := file.read(_CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise _too_large()
                parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def related(self, part: str = "xl/workbook.xml") -> dict[str, tuple[str, str]]:
        """What a part refers to: by id, the kind of it (`worksheet`, `styles`) and the part it is."""
        found: dict[str, tuple[str, str]] = {}
        folder, _, file_name = part.rpartition("/")

        def begin(name: str, attributes: Mapping[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes["Type"].rpartition("/")[2]
                found[attributes["Id"]] = (
                    kind,
                    posixpath.normpath(posixpath.join(f"/{folder}", attributes["Target"]))[1:],
                )

        self.read(f"{folder}/_rels/{file_name}.rels", begin)
        return found


@contextmanager
def refusing_broken() -> Iterator[None]:
    """Turn whatever goes wrong with a broken file into one kind sentence."""
    try:
        yield
    except BROKEN as error:
        if "encrypted" in str(error):
            raise Refused("Tệp có mật khẩu. Mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.", field="file") from error
        raise Refused("Tệp bị hỏng. Mở bằng Excel, lưu thành tệp .xlsx mới, rồi tải lên.", field="file") from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _no_document_type(*_about: object) -> NoReturn:
    raise ValueError("a workbook declares no document type")


def _too_large() -> Refused:
    return Refused("Tệp mở ra lớn hơn 100 MB. Chép các cột cần dùng sang một tệp Excel mới rồi tải lên.", field="file")
