"""What the made-up communes count: the list of a village, eligible numbers, one target of its own."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.app.demo_acts import ONCE, Scene
from lms.app.demo_quarters import counted_ago, reported_period
from lms.coverage.actions.numbers import NewNumber, NewTarget, enter_number, set_target
from lms.coverage.models.numbers import EligibleNumber
from lms.coverage.rules.groups import group_of
from lms.coverage.rules.kinds import NumberSource, TargetCount
from lms.listings.actions.adding import Listed, add_lines
from lms.listings.models import ListingLine
from lms.units.queries import unit_by_code

NUMBERS = (
    ("99001", "adults", 68, NumberSource.POLICE, "nhân khẩu thường trú từ 18 tuổi", "31/BC-CAX"),
    ("99001", "adults", 74, NumberSource.STATISTICS, "kể cả người tạm trú", "05/TK"),
    ("99001-1", "adults", 34, NumberSource.SURVEY, "trưởng thôn đi từng nhà", ""),
    ("99001-2", "adults", 32, NumberSource.SURVEY, "trưởng thôn đi từng nhà", ""),
    ("99001-4", "official", 31, NumberSource.EMPLOYER, "biên chế và hợp đồng có mặt", "02/TB-THCS"),
    ("99001-4", "secondary", 42, NumberSource.SCHOOL, "học sinh có mặt đầu năm học", "02/TB-THCS"),
    ("99001-5", "primary", 36, NumberSource.SCHOOL, "học sinh lớp 3 đến lớp 5 có mặt", "01/TB-TH"),
)
TARGET = ("adults", 0.8, "80% người trưởng thành của xã được xác nhận", "20/KH-UBND (dữ liệu mẫu)")

VILLAGERS = (
    ("Lò Thị Lan", 1947), ("Quàng Văn Bun", 1951), ("Cà Thị Hặc", 1956), ("Tòng Văn Pản", 1962),
    ("Nguyễn Thị Sen", 1965), ("Hoàng Văn Cậy", 1968), ("Sùng A Dế", 1974), ("Giàng Thị Mỷ", 1979),
    ("Ksor H’Lưk", 1984), ("Trần Văn Đoàn", 1990), ("Vì Thị Xuân", 1999), ("Lường Văn Tới", 2005),
)  # fmt: skip


def count(scene: Scene) -> None:
    """Put villagers on their list who have not held a phone yet, and enter what offices have counted.

    The numbers and the target are those of the quarter that is reported on; a later year's are entered today.
    """
    with scene.past.on(counted_ago(scene.past.today), 9):
        _enter(scene, reported_period(scene.past.today).last, "")
    _list(scene.session, scene.origin("tocongnghe"))
    _enter(scene, scene.past.today, f":{scene.past.today.year}")


def _enter(scene: Scene, day: date, mark: str) -> None:
    """Every number and the target for the years that a day is in; what is there already stays the only one."""
    session, by = scene.session, scene.origin("canbo")
    for place, (code, name, number, source, counting, document) in enumerate(NUMBERS):
        group, unit_id = group_of(name), unit_by_code(session, code).unit_id
        year = group.number_year(day) if group else day.year
        if not mark or not _entered(session, unit_id, name, year):
            dated = clock.today() - timedelta(days=5) if document else None
            new = NewNumber(name, year, number, source, counting, document, dated)
            enter_number(session, by, unit_id, new, once=f"{ONCE}:{place}{mark}")
    group_code, share, words, document = TARGET
    unit_id = unit_by_code(session, "99001").unit_id
    if not mark or day.year != reported_period(day).last.year:
        target = NewTarget(
            group_code, day.year, share, TargetCount.CONFIRMED, words, document, clock.today() - timedelta(days=20)
        )
        set_target(session, by, unit_id, target, once=f"{ONCE}{mark}")


def _entered(session: Session, unit_id: int, group: str, year: int) -> bool:
    known = select(EligibleNumber.id).where(
        EligibleNumber.unit_id == unit_id, EligibleNumber.group_code == group, EligibleNumber.year == year
    )
    return session.scalar(known.limit(1)) is not None


def _list(session: Session, by: Origin) -> None:
    village = unit_by_code(session, "99001-1").unit_id
    if session.scalar(select(ListingLine.id).where(ListingLine.unit_id == village).limit(1)) is None:
        add_lines(session, by, [Listed(name, born, village) for name, born in VILLAGERS])
