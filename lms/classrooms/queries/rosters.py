"""What a school's file would do to its classes, told before anything is done; whom the school knows already."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lms.access.rules import Actor, Permission
from lms.classrooms.models.rosters import Classroom
from lms.classrooms.queries.classes import ClassAt, class_at, school_at
from lms.classrooms.queries.known_pupils import Codes, codes_in, known_pupils
from lms.classrooms.rules.roster_classes import Ground, Spot, class_key
from lms.classrooms.rules.roster_matching import Change, Judged, KnownPupil, changes_of, judge_pupils, person_of
from lms.classrooms.rules.roster_rows import Reading, read_pupils, with_codes
from lms.classrooms.rules.years import GRADES_AT, school_year
from lms.listings.rules.matching import Verdict
from lms.sheets.models import ImportDraft
from lms.sheets.rules.choosing import Choice, choice_of
from lms.sheets.rules.tables import Table, unpacked
from lms.units.models import UnitVersion
from lms.units.queries import CURRENT

KIND = "roster"


@dataclass(frozen=True, slots=True)
class RosterAt:
    """Where a roster goes, out of its address: one class (`here`), or (None) the school. `uid` names its draft."""

    school: UnitVersion
    here: ClassAt | None
    uid: str = ""

    @property
    def unit(self) -> UnitVersion:
        """The class's unit, or the school."""
        return self.here.unit if self.here else self.school

    @property
    def path(self) -> str:
        """Where the guard asks."""
        return self.unit.path

    @property
    def house(self) -> str:
        """The school's place in the tree."""
        return self.school.path

    @property
    def address(self) -> str:
        """Where its screens are."""
        return f"/lop/{self.unit.code}/nhap" if self.here else f"/lop/truong/{self.school.code}/nhap"


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it would be applied now: its table, what is read of it, every row judged, and what classes become.

    `no_year`: rows in which no year of birth is said; `year` stands in for it, None while nobody has said one.
    `school_year`: that of the classes.
    """

    table: Table
    choice: Choice
    ground: Ground
    judged: Sequence[Judged]
    changes: Sequence[Change]
    no_year: int
    year: int | None
    school_year: int

    @property
    def joined(self) -> Counter[tuple[str, str]]:
        """How a class in two columns was read, `A` as `6A`, by how often."""
        return Counter((one.row.joined, one.row.written[3]) for one in self.judged if one.row.joined)

    @property
    def moving(self) -> int:
        """How many pupils would leave a class of another school year for one of these."""
        return sum(
            1 for change in self.changes for one in change.coming
            if (who := person_of(one)) is not None and who.room_id and not who.current
        )  # fmt: skip

    def of(self, verdict: Verdict) -> list[Judged]:
        """The rows that come out so."""
        return [one for one in self.judged if one.verdict is verdict]

    @property
    def undecided(self) -> int:
        """How many rows wait for somebody to say whether it is the same person."""
        return sum(1 for one in self.judged if one.undecided)

    @property
    def taken(self) -> int:
        """How many pupils would be taken into classes where they do not sit now."""
        return sum(len(change.added) + len(change.coming) for change in self.changes)

    @property
    def missing(self) -> list[KnownPupil]:
        """Who sits in those classes and is not in the file."""
        return [pupil for change in self.changes for pupil in change.missing]

    @property
    def big(self) -> list[Change]:
        """The classes of which more than half would be others."""
        return [change for change in self.changes if change.big]


def class_roster_at(session: Session, code: str, uid: str = "") -> RosterAt:
    """A class for which a roster is brought. Raises NotFound."""
    here = class_at(session, code)
    return RosterAt(here.school, here, uid)


def school_roster_at(session: Session, code: str, uid: str = "") -> RosterAt:
    """A school for which a roster is brought. Raises NotFound."""
    return RosterAt(school_at(session, code), None, uid)


def preview_of(session: Session, at: RosterAt, actor: Actor, draft: ImportDraft, today: date) -> Preview:
    """What the draft would do now. Its owner's choices go before what was guessed. Three queries, however many rows."""
    table, choice = unpacked(draft.rows), choice_of(draft.choices)
    wanted, year, years = draft.choices.get("make"), draft.choices.get("year"), filled_year(at, draft, today)
    ground = ground_for(session, at, actor, years, None if wanted is None else frozenset(wanted))
    rows = read_pupils(table, choice, Reading(ground, today, year, years))
    codes = codes_in(session, at.school, {row.code for row in rows if row.code})
    rows = with_codes(rows, {code: (name, born) for code, (_, name, born) in codes.owners.items()}, codes.elsewhere)
    known = known_pupils(session, at.school, rows, years, {person_id for person_id, _, _ in codes.owners.values()})
    judged = judge_pupils(rows, known, _by_code(codes, known), draft.choices.get("same", {}))
    changes = changes_of(judged, known, whole=bool(draft.file_name))
    return Preview(table, choice, ground, judged, changes, sum(row.no_year for row in rows), year, years)


def filled_year(at: RosterAt, draft: ImportDraft, today: date) -> int:
    """The school year of the classes that a draft fills: of the one class, or as its owner chose for the school."""
    if at.here is not None:
        return at.here.room.school_year
    return int(draft.choices.get("school_year") or school_year(today))


def ground_for(session: Session, at: RosterAt, actor: Actor, year: int, wanted: frozenset[str] | None) -> Ground:
    """The classes that rows may go to: the one, or those of a school year that the visitor keeps. One query."""
    grades = GRADES_AT[at.school.kind]
    if at.here is not None:
        return Ground(grades, (), own=_spot(at.here.room, at.here.unit.name))
    query = (
        select(Classroom, UnitVersion.name, UnitVersion.path)
        .join(UnitVersion, and_(UnitVersion.unit_id == Classroom.unit_id, CURRENT))
        .where(Classroom.school_id == at.school.unit_id, Classroom.school_year == year)
        .where(Classroom.archived_at.is_(None))
        .order_by(Classroom.id)
    )
    rows = session.execute(query).all()
    kept = [_spot(room, name) for room, name, path in rows if actor.may(Permission.CLASS_KEEP, path)]
    others = frozenset(class_key(name) for _, name, path in rows if not actor.may(Permission.CLASS_KEEP, path))
    whole = all(actor.may(one, at.school.path) for one in (Permission.CLASS_KEEP, Permission.CLASS_MAKE))
    return Ground(grades, kept, closed=others, may_make=whole, wanted=wanted)


def _by_code(codes: Codes, known: Sequence[KnownPupil]) -> dict[str, KnownPupil]:
    by_id = {one.person_id: one for one in known}
    return {
        code: by_id.get(person_id) or KnownPupil(person_id, name, born, 0, "")
        for code, (person_id, name, born) in codes.owners.items()
    }


def _spot(room: Classroom, name: str) -> Spot:
    return Spot(class_key(name), name, room.grade, room.id)
