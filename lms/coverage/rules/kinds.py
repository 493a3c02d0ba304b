"""Where a number comes from, and what a target is compared with."""

from collections.abc import Mapping
from enum import StrEnum

from lms.coverage.rules.groups import said


class NumberSource(StrEnum):
    """Who counted."""

    POLICE = "police"
    STATISTICS = "statistics"
    SCHOOL = "school"
    SURVEY = "survey"
    EMPLOYER = "employer"
    OTHER = "other"


SOURCE_WORDS: Mapping[NumberSource, str] = {
    NumberSource.POLICE: said("Công an (cơ sở dữ liệu dân cư)"),
    NumberSource.STATISTICS: said("Thống kê"),
    NumberSource.SCHOOL: said("Nhà trường"),
    NumberSource.SURVEY: said("Rà soát tại thôn, tổ dân phố"),
    NumberSource.EMPLOYER: said("Cơ quan, doanh nghiệp tự đếm"),
    NumberSource.OTHER: said("Nguồn khác"),
}


class TargetCount(StrEnum):
    """Which figure a target is compared with (design §4): the last is entered by hand and never added to ours."""

    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    BY_HAND = "by_hand"


TARGET_WORDS: Mapping[TargetCount, str] = {
    TargetCount.COMPLETED: said("đã hoàn thành"),
    TargetCount.CONFIRMED: said("đã xác nhận"),
    TargetCount.BY_HAND: said("số nhập tay"),
}
