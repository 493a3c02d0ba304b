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
    MERGED = "merged"
    """Added up from the numbers of units that became one: offered, and entered when somebody takes it."""


SOURCE_WORDS: Mapping[NumberSource, str] = {
    NumberSource.POLICE: said("Công an (cơ sở dữ liệu dân cư)"),
    NumberSource.STATISTICS: said("Thống kê"),
    NumberSource.SCHOOL: said("Nhà trường"),
    NumberSource.SURVEY: said("Rà soát tại thôn, tổ dân phố"),
    NumberSource.EMPLOYER: said("Cơ quan, doanh nghiệp tự đếm"),
    NumberSource.OTHER: said("Nguồn khác"),
    NumberSource.MERGED: said("Cộng số của các đơn vị sáp nhập"),
}
TYPED_SOURCES = tuple(one for one in NumberSource if one is not NumberSource.MERGED)
"""Those that somebody may choose."""


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


class HandCounted(StrEnum):
    """What is counted elsewhere and typed in here, to stand beside a target that no figure of ours answers."""

    VNEID = "vneid"
    GUIDES = "guides"
    SAFETY_COURSE = "safety_course"
    OTHER = "other"


HAND_WORDS: Mapping[HandCounted, str] = {
    HandCounted.VNEID: said("Đã được xác nhận trên VNeID"),
    HandCounted.GUIDES: said("Cán bộ đã học để hướng dẫn lại người dân"),
    HandCounted.SAFETY_COURSE: said("Đã tham gia khóa học an toàn trên nền tảng Bình dân học vụ số"),
    HandCounted.OTHER: said("Số khác, đơn vị tự đếm"),
}
