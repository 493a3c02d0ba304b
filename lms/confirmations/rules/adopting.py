"""What a unit's document must say before a rule binds there, and which files are taken. Source: design §5, Adoption."""

from dataclasses import dataclass
from datetime import date

from lms.errors import Refused
from lms.sheets.rules.values import read_day_in
from lms.units.rules import COMMUNAL, PROVINCIAL, WORKPLACES

ADOPTING_KINDS = PROVINCIAL | COMMUNAL | WORKPLACES
"""The units that issue documents; villages and classes stand under one that does."""

EARLIEST = date(2020, 1, 1)
LARGEST_FILE = 5 * 1024 * 1024
_BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class Scan:
    """The document as a file: its kind is told by its first bytes, never by its name."""

    name: str
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Paper:
    """A unit's document: number, day, signer, and its file (None where none was kept)."""

    number: str
    signed_on: date
    signer: str
    scan: Scan | None


def read_day(typed: str, today: date) -> date:
    """A day as people write it (5/9/2026). Raises Refused, beside field `signed_on`, for none, or one still to come."""
    day = read_day_in(typed, field="signed_on")
    if not EARLIEST <= day <= today:
        raise Refused("Ngày ký phải từ năm 2020 và không sau hôm nay.", field="signed_on")
    return day


def read_scan(body: bytes, unit_code: str) -> Scan:
    """A file sent in, under a name of ours.

    Raises Refused, beside field `file`, for an empty one, one over 5 MB, or one that is neither PDF, PNG nor JPEG.
    """
    if not body:
        raise Refused("Chọn tệp văn bản (PDF hoặc ảnh chụp).", field="file")
    if len(body) > LARGEST_FILE:
        raise Refused("Tệp lớn quá 5 MB. Quét lại ở mức vừa, hoặc chỉ gửi trang có số và chữ ký.", field="file")
    kind = next((kind for start, kind in _BEGINNINGS.items() if body.startswith(start)), None)
    if kind is None:
        raise Refused("Chỉ nhận tệp PDF, hoặc ảnh PNG, JPEG.", field="file")
    return Scan(f"van-ban-{unit_code}.{_ENDINGS[kind]}", kind, body)
