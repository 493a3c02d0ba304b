"""Made-up people and places to try everything with, in the made-up province 99. Source: design §6, Demo."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.app.demo_acts import Past, Scene
from lms.app.demo_classes import seat, set_and_done
from lms.app.demo_days import tell
from lms.app.demo_figures import count
from lms.app.demo_people import CODES, FLAG, PASSWORD, PEOPLE, PIN, PLACES, Someone, edition
from lms.app.demo_quarters import registered_ago
from lms.app.demo_reports import report
from lms.app.removing import remove_numbers, remove_people
from lms.app.tidying import check_figures
from lms.config import Config
from lms.content.actions.building import build as build_content
from lms.content.queries import LibraryShelf
from lms.content.rules.library import Library
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

BANDS = {Audience.PRIMARY: "3-5", Audience.SECONDARY: "6-9"}
"""The grades of the demo's pupils: classes 4A and 7B."""

FIRST_LISTED = "demo-listed"
"""Under this key an earlier version of the demo listed somebody in the other commune, without a sign-in."""


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
        whole = _told(session, library, past)
    fold_ledger(database)
    check_figures(database)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / FLAG).write_text(edition() if whole else "", encoding="utf-8")


def _told(session: Session, library: Library | None, past: Past) -> bool:
    """Have everything happen that has not yet; False where nothing can, without lessons or in a changed tree."""
    if library is None or not _stands(session):
        return False
    scene = Scene(session, library, _sign_ins(session), past)
    tell(scene)
    set_and_done(scene)
    count(scene)
    report(scene)
    return True


def _stands(session: Session) -> bool:
    """Whether every made-up unit is still open: where somebody tried out a merger, their tree is left as it is."""
    codes = [code for code, *_ in PLACES]
    return len(session.scalars(select(UnitVersion.id).where(UnitVersion.code.in_(codes), CURRENT)).all()) == len(codes)


def remove(database: Database, settings: Config) -> None:
    """Take everybody of the made-up province and their rows away again; it stays in the tree, closed to searches."""
    with database.writing() as session:
        remove_people(session, CODES, [FIRST_LISTED], belonging_under=MADE_UP_PROVINCE)
        remove_numbers(session, MADE_UP_PROVINCE)
    check_figures(database)
    (settings.data_dir / FLAG).unlink(missing_ok=True)


def _sign_ins(session: Session) -> dict[str, SignIn]:
    """The made-up people's sign-ins that there are, by their name."""
    return {CODES[one.code]: one for one in session.scalars(select(SignIn).where(SignIn.code.in_(CODES)))}


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
