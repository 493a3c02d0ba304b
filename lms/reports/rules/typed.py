"""What is typed into a report: texts, indicators counted by hand, number and signature, names of recipients."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lms.confirmations.rules.adopting import Scan
from lms.errors import Refused
from lms.reports.rules.states import said
from lms.sheets.rules.values import read_count

TEXTS: Mapping[str, str] = {
    "difficulties": said("Khó khăn, vướng mắc"),
    "proposals": said("Đề xuất, kiến nghị"),
    "good_models": said("Mô hình hay, cách làm tốt"),
}
LONGEST_TEXT, LONGEST_WORDS, LONGEST_EVIDENCE, LONGEST_REASON = 5_000, 160, 300, 500
LEAST_REASON = 5
MOST_INDICATORS = 40

SHIPPED: Mapping[str, str] = {
    "classes": said("Số lớp, buổi hướng dẫn trực tiếp"),
    "attendances": said("Số lượt người được hướng dẫn"),
    "dossiers": said("Số hồ sơ dịch vụ công nộp thành công tại điểm hướng dẫn"),
    "articles": said("Số tin, bài, lượt phát thanh"),
    "teams": said("Số Tổ chuyển đổi số cộng đồng đang hoạt động"),
    "ambassadors": said("Số học sinh làm đại sứ số"),
    "vneid": said("Số người đã được xác nhận trên VNeID"),
}
"""Indicators that every unit finds in its draft; what is confirmed on VNeID is never added to our own figures."""


class Capacity(StrEnum):
    """In which capacity somebody signs. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7."""

    HEAD = ""
    DEPUTY = "KT."
    BY_ORDER = "TL."
    BY_PROXY = "TUQ."


CAPACITY_WORDS: Mapping[Capacity, str] = {
    Capacity.HEAD: said("Người đứng đầu tự ký"),
    Capacity.DEPUTY: said("KT. (cấp phó ký thay người đứng đầu)"),
    Capacity.BY_ORDER: said("TL. (ký thừa lệnh người đứng đầu)"),
    Capacity.BY_PROXY: said("TUQ. (ký thừa ủy quyền người đứng đầu)"),
}

BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
"""Bullets of Word, which only its own symbol fonts can draw."""
OWN = "own"
_NUMBER = re.compile(r"\d{1,6}[A-Za-zĐđ]?\s*/\s*[A-ZĐ][A-Za-zĐđ0-9&.-]*\Z")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number counted by hand: its key, what it counts, how many, and what shows it."""

    key: str
    words: str
    value: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Issue:
    """How a report was issued: number and symbol, day, who signed in which capacity, and the signed paper.

    `collective`: the body on whose behalf it is signed (TM.), or empty. `in_place_of`: for whom, with the capacity
    before it (`KT. Chủ tịch`); empty for a head's own signature. `scan` None: signed after it has its number.
    """

    number: str
    issued_on: date
    signer: str
    title: str
    collective: str
    in_place_of: str
    scan: Scan | None


def clean_text(typed: str, field: str) -> str:
    """A text as it is kept: NFC, no spaces at line ends. Raises Refused, beside the field, for an overlong one."""
    lines = [_without_controls(line).rstrip() for line in unicodedata.normalize("NFC", typed).splitlines()]
    text = "\n".join(lines).strip()
    if len(text) > LONGEST_TEXT:
        raise Refused("Dài quá %(most)s ký tự. Viết gọn lại.", field=field, most=f"{LONGEST_TEXT:,}".replace(",", "."))
    return text


def clean_line(typed: str) -> str:
    """A line as it is kept: NFC, single spaces."""
    return " ".join(_without_controls(unicodedata.normalize("NFC", typed)).split())


def _without_controls(line: str) -> str:
    """What a word processor leaves in pasted text: its bullets become `-`, what cannot be seen goes."""
    shown = (" " if one == "\t" else "-" if one in BULLETS else one for one in line)
    return "".join(one for one in shown if unicodedata.category(one) not in ("Cc", "Cf", "Cs"))


def read_indicator(key: str, words: str, value: str, evidence: str) -> Indicator | None:
    """An indicator as typed; None for one left empty.

    Raises Refused, beside `<key>_value` or `<key>_evidence`, for what is no whole number, or one that nothing shows.
    """
    shows = clean_line(evidence)
    if not value.strip():
        if shows:
            raise Refused("Có căn cứ mà chưa có số. Gõ số, hoặc xóa căn cứ.", field=f"{key}_value")
        return None
    number = read_count(value)
    if number is None:
        raise Refused("Gõ số nguyên, ví dụ 1.234 hoặc 1234. Không nhận số lẻ, số âm.", field=f"{key}_value")
    if len(shows) < LEAST_REASON:
        raise Refused("Ghi căn cứ của số này, ví dụ: sổ trực điểm hướng dẫn quý IV.", field=f"{key}_evidence")
    return Indicator(key, words, number, shows[:LONGEST_EVIDENCE])


def own_key(words: str, known: Sequence[str]) -> str:
    """The key of a row of a unit's own. Raises Refused, beside `own_words`, when there are enough rows."""
    if len(known) >= MOST_INDICATORS:
        raise Refused("Đã đủ %(most)s dòng. Gộp bớt rồi thêm.", field="own_words", most=MOST_INDICATORS)
    if len(words) < 3:
        raise Refused("Ghi tên chỉ tiêu, ví dụ: Số điểm Wi-Fi công cộng.", field="own_words")
    numbers = [int(key.removeprefix(OWN)) for key in known if key.startswith(OWN)]
    return f"{OWN}{max(numbers, default=0) + 1}"


def read_number(typed: str) -> str:
    """A document's number and symbol as they are kept: `12/BC-UBND`. Raises Refused, beside `number`."""
    text = clean_line(typed)
    if not _NUMBER.match(text):
        raise Refused("Gõ số và ký hiệu như trên văn bản, ví dụ 12/BC-UBND.", field="number")
    return re.sub(r"\s", "", text)


def read_capacity(typed: str, head: str) -> str:
    """For whom somebody signs, as it is kept: `KT. Chủ tịch`; empty for the head.

    Raises Refused, beside `capacity` or `in_place_of`, for one that is not offered, or without the head's own title.
    """
    if typed not in tuple(Capacity):
        raise Refused("Chọn một cách ký trong danh sách.", field="capacity")
    title = clean_line(head)
    for known in Capacity:
        title = title.removeprefix(known).lstrip() if known else title
    if typed and not title:
        raise Refused("Gõ chức vụ của người đứng đầu, ví dụ Chủ tịch.", field="in_place_of")
    if title and not typed:
        raise Refused("Người đứng đầu tự ký thì xóa ô này; ký thay thì chọn KT., TL. hoặc TUQ.", field="in_place_of")
    return f"{typed} {title}" if typed else ""


def over_signature(kept: str) -> str:
    """The line over the signer's own title: `KT. CHỦ TỊCH`, empty for a head. What was kept without letters is KT."""
    letters, _, title = kept.partition(" ")
    if letters in tuple(Capacity)[1:]:
        return f"{letters} {title.upper()}"
    return f"{Capacity.DEPUTY} {kept.upper()}" if kept else ""


def read_reason(typed: str, field: str) -> str:
    """Why something goes back. Raises Refused, beside the field, for less than a few letters."""
    text = clean_line(typed)
    if len(text) < LEAST_REASON:
        raise Refused("Ghi lý do, để nơi gửi biết phải sửa gì.", field=field)
    return text[:LONGEST_REASON]


def check_issued_day(day: date, last: date) -> None:
    """Raises Refused, beside `signed_on`, for a document signed before its period was over."""
    if day <= last:
        raise Refused("Ngày ban hành phải sau ngày hết kỳ (%(last)s).", field="signed_on", last=f"{last:%d/%m/%Y}")
