"""Typst and segno, each behind one function."""

import io
import json
import os
import threading
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import segno
import typst

HERE = Path(str(files("lms.documents")))
FONTS, TEMPLATES = HERE / "data", HERE / "templates"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
"""PDF/A-2a, to be kept for decades, and PDF/UA-1, to be read aloud."""

_mine = threading.local()
_began_in: list[int] = []
"""The process that typeset first: typst's threads are in it alone."""


class Unprintable(Exception):
    """What was to be typeset did not come out clean: a letter without a glyph, an unknown font, two pages for one."""


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF that a template makes of some data: the same data gives the same bytes, whatever the clock says.

    Data reaches the template as JSON, so nothing in it is read as markup. Raises Unprintable on any warning, and
    RuntimeError in a process forked from one that has typeset: without typst's threads it would wait for ever.
    """
    if not _began_in:
        _began_in.append(os.getpid())
    if _began_in[0] != os.getpid():
        raise RuntimeError("typeset before this process was forked")
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made, warnings = _compiler(template).compile_with_warnings(sys_inputs=inputs, pdf_standards=[*STANDARDS])
    except typst.TypstError as error:
        raise Unprintable(str(error)) from error
    if warnings or not isinstance(made, bytes):
        raise Unprintable("; ".join(str(one) for one in warnings))
    return made


def qr_picture(text: str) -> str:
    """A QR code as an SVG file of its own, quiet zone included, error correction M."""
    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, border=4, dark="#000", light="#fff", omitsize=True, nl=False)
    return drawn.getvalue().decode()


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler of a template: they are not shared between threads, and keep the fonts read."""
    held: dict[str, typst.Compiler] = _mine.__dict__.setdefault("held", {})
    if template not in held:
        held[template] = typst.Compiler(
            str(TEMPLATES / template), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    return held[template]
