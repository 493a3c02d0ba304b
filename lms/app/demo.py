"""Made-up people and places to try everything with, in the made-up province 99. Source: design §6, Demo."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Role
from lms.app.demo_acts import Past, Scene
from lms.app.demo_classes import seat, set_and_done
from lms.app.demo_days import tell
from lms.app.demo_figures import count
from lms.app.demo_quarters import registered_ago
from lms.app.demo_reports import report
from lms.app.removing import remove_numbers, remove_people
from lms.config import Config
from lms.content.actions.building import build as build_content
from lms.content.queries import LibraryShelf
from lms.coverage.actions.folding import fold_ledger
from lms.db import Database
from lms.people.actions.registering import add_person, give_sign_in, join
from lms.people.adapters.hashing import Hasher
from lms.people.models import Membership, Post, SignIn
from lms.people.rules import codes
from lms.people.rules.secrets import SecretKind
from lms.skills.rules import Audience
from lms.tally.models import LedgerRow
from lms.units.actions import add_unit, country, take_in
from lms.units.adapters import built_in_list
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT, MADE_UP_PROVINCE
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

BANDS = {Audience.PRIMARY: "3-5", Audience.SECONDARY: "6-9"}
"""The grades of the demo's pupils: classes 4A and 7B."""

FIRST_LISTED = "demo-listed"
"""Under this key an earlier version of the demo listed somebody in the other commune, without a sign-in."""

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


def load(database: Database, settings: Config) -> None:
    """Fill the tree with the built-in list, and the made-up province with people; what is there stays."""
    shelf = LibraryShelf(settings.data_dir)
    if shelf.library() is None:
        build_content(settings.content_dir, settings.data_dir, clock.today(), settings.private_content)
    library = LibraryShelf(settings.data_dir).library()
    with database.writing() as session:
        take_in(session, built_in_list())
        past = Past(clock.today(), session.scalar(select(LedgerRow.id).limit(1)) is None)
        with past.on(registered_ago(past.today), 9):
            _people(session, settings)
            _give_bands(session)
            if _stands(session):
                seat(session, _sign_ins(session), Hasher(settings.pepper), PIN)
        if library is not None and _stands(session):
            scene = Scene(session, library, _sign_ins(session), past)
            tell(scene)
            set_and_done(scene)
            count(scene)
            report(scene)
    fold_ledger(database)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / FLAG).touch()


def _stands(session: Session) -> bool:
    """Whether every made-up unit is still open: where somebody tried out a merger, their tree is left as it is."""
    codes = [code for code, *_ in PLACES]
    return len(session.scalars(select(UnitVersion.id).where(UnitVersion.code.in_(codes), CURRENT)).all()) == len(codes)


def remove(database: Database, settings: Config) -> None:
    """Take everybody of the made-up province and their rows away again; it stays in the tree, closed to searches."""
    made_up = [codes.folded(one.sign_in) for one in PEOPLE]
    with database.writing() as session:
        remove_people(session, made_up, [FIRST_LISTED], belonging_under=MADE_UP_PROVINCE)
        remove_numbers(session, MADE_UP_PROVINCE)
    (settings.data_dir / FLAG).unlink(missing_ok=True)


def _sign_ins(session: Session) -> dict[str, SignIn]:
    """The made-up people's sign-ins that there are, by their name."""
    names = {codes.folded(one.sign_in): one.sign_in for one in PEOPLE}
    return {names[one.code]: one for one in session.scalars(select(SignIn).where(SignIn.code.in_(names)))}


def _people(session: Session, settings: Config) -> None:
    """Those who are not there yet; their places first."""
    known = _sign_ins(session)
    missing = [one for one in PEOPLE if one.sign_in not in known]
    if missing:
        units, hasher = _places(session), Hasher(settings.pepper)
        secrets = {SecretKind.PIN: hasher.hash(PIN), SecretKind.PASSWORD: hasher.hash(PASSWORD)}
        for one in missing:
            _someone(session, one, units, secrets[one.kind])


def _places(session: Session) -> dict[str, UnitVersion]:
    known = session.scalars(select(UnitVersion).where(UnitVersion.code.in_([code for code, *_ in PLACES]), CURRENT))
    units = {"vn": country(session)} | {unit.code: unit for unit in known}  # they stay when the people go
    for code, kind, name, parent in PLACES:
        units[code] = units.get(code) or add_unit(
            session,
            kind=kind,
            name=name,
            code=code,
            parent=units[parent],
            valid_from=clock.today() - timedelta(days=400),
            decision="dữ liệu mẫu",
        )
    return units


def _someone(session: Session, one: Someone, units: dict[str, UnitVersion], secret_hash: str) -> None:
    person = add_person(session, name=one.name, birth_year=one.birth_year)
    give_sign_in(session, person, kind=one.kind, secret_hash=secret_hash, name=one.sign_in)
    for audience, code in one.belongs:
        join(session, person, audience, units[code].unit_id, verified=True, band=BANDS.get(audience))
    for role, code in one.posts:
        session.add(Post(person_id=person.id, role=role, unit_id=units[code].unit_id, from_at=person.created_at))
    session.flush()


def _give_bands(session: Session) -> None:
    """Demo data of the first version knew no bands."""
    demo = select(SignIn.person_id).where(SignIn.code.in_([codes.folded("DEMO-TH"), codes.folded("DEMO-THCS")]))
    for audience, band in BANDS.items():
        held = update(Membership).where(Membership.person_id.in_(demo), Membership.audience == audience)
        session.execute(held.where(Membership.band.is_(None)).values(band=band))
