"""What columns of files of numbers are called, to be recognised."""

from collections.abc import Mapping, Sequence

WANTED: Mapping[str, Sequence[str]] = {
    "code": ("mã đơn vị", "mã"),
    "group": ("nhóm", "nhóm đối tượng", "đối tượng"),
    "number": ("số người", "số người thuộc diện", "số lượng", "tổng số"),
    "source": ("ai đếm", "nguồn", "nguồn số liệu"),
    "counting": ("cách đếm", "cách tính"),
    "document": ("số, ký hiệu văn bản", "số văn bản", "văn bản", "số ký hiệu"),
    "document_on": ("ngày văn bản", "ngày"),
}
