"""Who and what there is in the demo's made-up province, and whether it is all there already.

A start asks only this: what makes the demo is loaded where it is not.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Role
from lms.config import Config
from lms.db import Database
from lms.people.models import SignIn
from lms.people.rules import codes
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.units.rules import UnitKind

PIN, PASSWORD = "275913", "hoc-vu-so-2026"
FLAG = "demo"

SIGN_INS = f"""Đăng nhập mẫu (dữ liệu không có thật):
  DEMO-DAN, DEMO-CB, DEMO-TH, DEMO-THCS                       PIN {PIN}
  DEMO-DAN2 (tự học), DEMO-MOI (mới), DEMO-BAN (xã Minh Họa),
  DEMO-EM1, DEMO-EM2 (đã, chưa đồng ý), DEMO-EM3, DEMO-EM4    PIN {PIN}
  các em khác: lớp 7B PIN {PIN}; lớp 4A chạm mặt trời, con gà, con trâu, ngôi nhà
  giaovien, giaovienth, hieutruong, tocongnghe, canbo, tinh,
  nguoisoan, xemsolieu, quantri, tobanmoi                     mật khẩu {PASSWORD}"""

PLACES = (
    ("99", UnitKind.PROVINCE, "Mẫu", "vn"),
    ("99001", UnitKind.COMMUNE, "Vi Dụ", "99"),
    ("99002", UnitKind.COMMUNE, "Minh Họa", "99"),
    ("99001-1", UnitKind.VILLAGE, "Thôn Đình", "99001"),
    ("99001-2", UnitKind.VILLAGE, "Thôn Chùa", "99001"),
    ("99001-3", UnitKind.VILLAGE, "Thôn Bến", "99001"),
    ("99001-4", UnitKind.LOWER_SECONDARY_SCHOOL, "Trường THCS Vi Dụ", "99001"),
    ("99001-5", UnitKind.PRIMARY_SCHOOL, "Trường Tiểu học Vi Dụ", "99001"),
    ("99001-6", UnitKind.OFFICE, "Cơ quan UBND xã Vi Dụ", "99001"),
    ("99001-4-7b", UnitKind.CLASS, "7B", "99001-4"),
    ("99001-5-4a", UnitKind.CLASS, "4A", "99001-5"),
    ("99002-1", UnitKind.VILLAGE, "Bản Mới", "99002"),
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person: how they sign in, where they belong, and which posts they hold."""

    sign_in: str
    name: str
    birth_year: int
    kind: SecretKind
    belongs: tuple[tuple[Audience, str], ...] = ()
    posts: tuple[tuple[Role, str], ...] = ()


_C, _O = Audience.CITIZEN, Audience.OFFICIAL

PEOPLE = (
    Someone("DEMO-DAN", "Nguyễn Thị Mẫu", 1959, SecretKind.PIN, ((_C, "99001-1"),)),
    Someone("DEMO-CB", "Lò Văn Mẫu", 1988, SecretKind.PIN, ((_C, "99001-2"), (_O, "99001-6"))),
    Someone("DEMO-TH", "Giàng A Mẫu", 2016, SecretKind.PIN, ((Audience.PRIMARY, "99001-5"),)),
    Someone("DEMO-THCS", "H’Mẫu Niê", 2013, SecretKind.PIN, ((Audience.SECONDARY, "99001-4"),)),
    Someone("giaovien", "Trần Thị Mẫu", 1985, SecretKind.PASSWORD, ((_C, "99001-1"), (_O, "99001-4")),
            ((Role.TEACHER, "99001-4-7b"),)),
    Someone("giaovienth", "Nông Thị Mẫu", 1990, SecretKind.PASSWORD, ((_C, "99001-2"), (_O, "99001-5")),
            ((Role.TEACHER, "99001-5-4a"),)),
    Someone("hieutruong", "Lê Văn Mẫu", 1972, SecretKind.PASSWORD, ((_O, "99001-4"),), ((Role.MANAGER, "99001-4"),)),
    Someone("tocongnghe", "Vàng Thị Mẫu", 1996, SecretKind.PASSWORD, ((_C, "99001-1"),),
            ((Role.FACILITATOR, "99001-1"),)),
    Someone("canbo", "Phạm Văn Mẫu", 1980, SecretKind.PASSWORD, ((_O, "99001-6"),), ((Role.MANAGER, "99001"),)),
    Someone("tinh", "Đỗ Thị Mẫu", 1978, SecretKind.PASSWORD, ((_O, "99"),), ((Role.MANAGER, "99"),)),
    Someone("nguoisoan", "Bùi Văn Mẫu", 1993, SecretKind.PASSWORD, ((_O, "99001-6"),), ((Role.DRAFTER, "99001"),)),
    Someone("xemsolieu", "Hoàng Thị Mẫu", 1983, SecretKind.PASSWORD, ((_O, "99001-6"),), ((Role.VIEWER, "99001"),)),
    Someone("quantri", "Quản Trị Mẫu", 1986, SecretKind.PASSWORD, (), ((Role.ADMIN, "vn"),)),
    Someone("DEMO-DAN2", "Vũ Văn Mẫu", 1964, SecretKind.PIN, ((_C, "99001-3"),)),
    Someone("DEMO-MOI", "Sùng Thị Mẫu", 1971, SecretKind.PIN, ((_C, "99001-1"),)),
    Someone("DEMO-BAN", "Hà Thị Mẫu", 1966, SecretKind.PIN, ((_C, "99002-1"),)),
    Someone("DEMO-EM1", "Y Mẫu Êban", 2013, SecretKind.PIN, ((Audience.SECONDARY, "99001-4"),)),
    Someone("DEMO-EM2", "Thào Thị Mẫu", 2013, SecretKind.PIN, ((Audience.SECONDARY, "99001-4"),)),
    Someone("DEMO-EM3", "Mùa A Mẫu", 2016, SecretKind.PIN, ((Audience.PRIMARY, "99001-5"),)),
    Someone("DEMO-EM4", "Chu Thị Mẫu", 2013, SecretKind.PIN, ((Audience.SECONDARY, "99001-4"),)),
    Someone("tobanmoi", "Lý A Mẫu", 1992, SecretKind.PASSWORD, ((_C, "99002-1"),), ((Role.FACILITATOR, "99002-1"),)),
)  # fmt: skip

CODES = {codes.folded(one.sign_in): one.sign_in for one in PEOPLE}
"""What the made-up people sign in with, as it is stored → as it is written."""


def is_there(database: Database, settings: Config) -> bool:
    """Whether this demo was loaded whole into this data directory, this month, and all its people are still there."""
    flag = settings.data_dir / FLAG
    if not flag.exists() or flag.read_text(encoding="utf-8") != edition():
        return False
    with database.session(write=False) as session:
        known = session.scalar(select(func.count()).select_from(SignIn).where(SignIn.code.in_(CODES)))
    return known == len(CODES)


def edition() -> str:
    """What the demo's flag says once all of it is loaded: which demo, and in which month.

    Years and school years begin with a month, and with them come new numbers and classes.
    """
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("demo*.py")):
        digest.update(path.read_bytes())
    return f"{clock.today():%Y-%m} {digest.hexdigest()}\n"
