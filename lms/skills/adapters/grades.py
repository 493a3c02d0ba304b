"""School grades as files write them."""

import re

from lms.skills.rules import Grades
from lms.sources.adapters.fields import Fields

_GRADES = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?\Z")


def read_grades(fields: Fields, key: str = "lop", *, required: bool = False) -> Grades | None:
    """Grades written `4-5` or `4`; None when absent or wrong."""
    text = fields.text(key, required=required)
    if not text:
        return None
    match = _GRADES.match(text)
    grades = Grades(int(match[1]), int(match[2] or match[1])) if match else None
    if grades is None or not 1 <= grades.first <= grades.last <= 12:
        fields.mistakes.add(fields.spot_of(key), f"“{text}” không phải lớp: viết 4 hoặc 4-5, từ 1 đến 12.")
        return None
    return grades
