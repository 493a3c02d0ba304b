"""Words by which units and columns of their lists are recognised; none is shown to a reader, none is translated."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from lms.sources.rules import fold
from lms.units.rules import RESIDENTIAL, SCHOOLS, UnitKind

UNIT_COLUMNS: Mapping[str, Sequence[str]] = {
    "name": (
        "tên đơn vị", "tên thôn", "tên thôn tổ dân phố", "tên tổ dân phố", "tên trường", "tên cơ quan",
        "tên doanh nghiệp", "tên", "đơn vị", "thôn", "thôn tổ dân phố", "thôn bản", "thôn tdp", "tổ dân phố", "bản",
        "buôn", "ấp", "khóm", "trường", "cơ quan", "doanh nghiệp", "tên gọi",
    ),
    "kind": ("loại", "loại đơn vị", "loại hình", "loại hình đơn vị", "kiểu", "kiểu đơn vị", "cấp học", "cấp"),
}  # fmt: skip
"""What the columns of a list of villages, schools, offices are called."""

LIST_COLUMNS: Mapping[str, Sequence[str]] = {
    "province_code": ("mã tỉnh", "mã tỉnh thành phố", "mã tp", "mã tỉnh tp"),
    "province": ("tên tỉnh", "tỉnh thành phố", "tỉnh", "tên tỉnh thành phố", "tỉnh tp"),
    "code": ("mã xã", "mã phường xã", "mã xã phường", "mã px", "mã đơn vị", "mã"),
    "kind": ("loại", "loại đơn vị", "cấp"),
    "name": ("tên xã", "tên phường xã", "tên xã phường", "phường xã", "xã phường", "tên đơn vị", "tên"),
}
"""What the columns of the official list of provinces and communes are called."""

_SUM = re.compile(r"(?:tong cong|tong so|cong\b(?! ty| an| dong| nghe| vien)|ghi chu|nguoi lap|lap bieu)")
_WORD = re.compile(
    r"(?:khu phố|khối phố|tổ dân phố|tiểu khu|thôn|bản|buôn|ấp|làng|xóm|khóm|khu|khối|plei|bon|phum|sóc)\b"
)
_BEFORE: Mapping[UnitKind, str] = {
    UnitKind.VILLAGE: "Thôn",
    UnitKind.NEIGHBOURHOOD: "Tổ dân phố",
    UnitKind.KINDERGARTEN: "Trường Mầm non",
    UnitKind.PRIMARY_SCHOOL: "Trường Tiểu học",
    UnitKind.LOWER_SECONDARY_SCHOOL: "Trường THCS",
    UnitKind.COMBINED_SCHOOL: "Trường TH&THCS",
    UnitKind.UPPER_SECONDARY_SCHOOL: "Trường THPT",
}
"""What is said before a bare name; it becomes part of the name."""

_SCHOOL = re.compile(r"(?:truong|tr\.|diem truong)\s*")
_SCHOOL_SORT = re.compile(r"(?:(?:ptdt\w*|pho thong|dan toc|noi tru|ban tru)[\s-]+)+")
_COMBINED = re.compile(
    r"(?:th\b.*\bthcs|thcs\b.*\bthpt|tieu hoc\b.*\b(?:thcs|trung hoc)|trung hoc co so\b.*\bpho thong|lien cap|"
    r"nhieu cap)"
)
_SCHOOLS = (
    (re.compile(r"(?:mam non|mau giao|nha tre|mn\b|mg\b)"), UnitKind.KINDERGARTEN),
    (_COMBINED, UnitKind.COMBINED_SCHOOL),
    (re.compile(r"(?:thpt\b|trung hoc pho thong|cap (?:3|iii)\b)"), UnitKind.UPPER_SECONDARY_SCHOOL),
    (re.compile(r"(?:thcs\b|trung hoc co so|cap (?:2|ii)\b)"), UnitKind.LOWER_SECONDARY_SCHOOL),
    (re.compile(r"(?:tieu hoc|th\b|cap (?:1|i)\b)"), UnitKind.PRIMARY_SCHOOL),
)
_PLAIN = (
    (re.compile(r"(?:cong ty|cty|doanh nghiep|dntn|hop tac xa|htx|xi nghiep|nha may|ngan hang|tap doan)\b"),
     UnitKind.ENTERPRISE),
    (re.compile(r"(?:to dan pho|tdp|khu pho|kp|khoi pho|tieu khu)\b"), UnitKind.NEIGHBOURHOOD),
    (re.compile(r"(?:thon|buon|xom|plei|ploi|phum|khu dan cu)\b"), UnitKind.VILLAGE),
    (re.compile(r"(?:ubnd|hdnd|uy ban|van phong|co quan|cong an|tram y te|trung tam|mat tran|dang uy|chi cuc|benh vien|"
                r"don vi su nghiep|thu vien|hat kiem lam)\b"), UnitKind.OFFICE),
)  # fmt: skip
_MARKED = (
    (re.compile(r"(?:bản|ấp|làng|bon|bôn|sóc)\b"), UnitKind.VILLAGE),
    (re.compile(r"(?:sở|ban|phòng|cục|hội (?:nông|liên|cựu|chữ|người|phụ|đồng)|đoàn (?:thanh|tn)|đài truyền)\b"),
     UnitKind.OFFICE),
)  # fmt: skip
"""Words that only their marks tell apart: `bản` is a village, `ban` a board; `phòng` an office, `Phong` a name."""
_EITHER = re.compile(r"(?:khóm|khu|khối|tổ)\b")
"""Words for a village in one place and a neighbourhood in another: a ward has neighbourhoods."""


def guess_kind(words: str, parent: UnitKind) -> UnitKind | None:
    """The kind that a name or the word in a column speaks of (`Trường TH`, `TDP 3`, `Bản Mới`); None when unclear.

    Only the beginning counts: `Thôn Trường Thịnh` is a village, `Trường Tiểu học Bản Mới` a school.
    """
    marked = " ".join(unicodedata.normalize("NFC", words).lower().split())
    key = fold(marked)
    school = _SCHOOL.match(key)
    rest = key[school.end() :] if school else key
    rest = _SCHOOL_SORT.sub("", rest, count=1)
    found = next((kind for pattern, kind in _SCHOOLS if pattern.match(rest)), None)
    if school or found:
        return found
    found = next((kind for pattern, kind in _MARKED if pattern.match(marked)), None)
    found = found or next((kind for pattern, kind in _PLAIN if pattern.match(key)), None)
    if found is None and _EITHER.match(marked):
        return UnitKind.NEIGHBOURHOOD if parent is UnitKind.WARD else UnitKind.VILLAGE
    return found


def is_sum(words: str) -> bool:
    """Whether a row sums up others, or signs the list: no unit."""
    return _SUM.match(fold(words)) is not None


def whole_name(name: str, kind_written: str, kind: UnitKind) -> str:
    """A bare name with the word that is said with it: `Đình` of kind `bản` is `Bản Đình`, `5` of none `Thôn 5`."""
    name = " ".join(name.split())
    if not name or not name[0].isalnum() or kind not in RESIDENTIAL | SCHOOLS:
        return name
    word = _WORD.match(" ".join(kind_written.lower().split()))
    return f"{word[0].capitalize() if word and kind in RESIDENTIAL else _BEFORE[kind]} {name}"
