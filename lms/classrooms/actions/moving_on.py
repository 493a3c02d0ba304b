"""Lên lớp: a whole school goes on to the next school year in one act; `moving_back` undoes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin, Role
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.classrooms.actions.bands import change_bands
from lms.classrooms.actions.classes import archive, make_class, reopen
from lms.classrooms.actions.seats import end_seat, seat_people
from lms.classrooms.models.rosters import Classroom, Seat, YearMove
from lms.classrooms.queries.classes import SEATED, ClassAt, class_of
from lms.classrooms.queries.moving_on import plan_now
from lms.classrooms.rules.moving_on import ENDS, Plan, Step, Target
from lms.classrooms.rules.names import folded_class
from lms.classrooms.rules.years import audience_of, band_name, year_words
from lms.errors import Forbidden, Refused
from lms.people.actions.caring import move as move_membership
from lms.people.actions.posts import give_post
from lms.people.models import Membership, Person, Post
from lms.people.queries.posts import held_at, held_by
from lms.sheets.actions import begin_applying, end_applying
from lms.sheets.models import ImportDraft
from lms.units.actions import hold_tree
from lms.units.models import UnitVersion


@dataclass(frozen=True, slots=True)
class Moving:
    """A move under way: who does it, for which school, the row that stands for it, and what undoing needs."""

    session: Session
    origin: Origin
    school: UnitVersion
    row: YearMove
    rooms: Mapping[int, ClassAt]
    done: dict[str, list[Any]] = field(
        default_factory=lambda: {key: [] for key in ("ended", "left", "made", "posts", "bands", "archived")}
    )

    @property
    def year(self) -> int:
        """The school year that begins."""
        return self.row.from_year + 1


def move_on(session: Session, origin: Origin, school: UnitVersion, draft: ImportDraft) -> None:
    """Do what the draft says: next year's classes made, pupils seated there, leavers gone, the old classes put away.

    Twice is once. Raises Refused for names that clash, and when no class is there to move.
    """
    hold_tree(session)
    if origin.person_id is None:
        raise Forbidden
    if not begin_applying(session, draft):
        return
    classes, plan = plan_now(session, school, draft)
    if plan.clashes:
        raise Refused("Hai khối cùng đặt tên lớp “%(name)s”. Đặt lại tên một lớp rồi bấm lại.", name=plan.clashes[0])
    if not classes:
        raise Refused("Năm học này trường không còn lớp nào đang học.")
    row = YearMove(school_id=school.unit_id, from_year=draft.choices["year"], plan={}, made_by_id=origin.person_id,
                   made_at=clock.now(), once_key=f"draft:{draft.uid}")  # fmt: skip
    session.add(row)
    session.flush()
    moving = Moving(session, origin, school, row, {one.id: class_of(session, one.id) for one in classes})
    pupils = [pupil for one in classes for pupil in one.pupils]
    moving.done["ended"] = list(session.scalars(select(Seat.id).where(Seat.person_id.in_(pupils), SEATED)))
    _leave(moving, plan)
    for target in plan.targets:
        _fill(moving, target, teachers=bool(draft.choices.get("teachers")))
    moving.done["bands"] = list(change_bands(session, origin, school.unit_id, _grades(plan)))
    for room in moving.rooms.values():
        archive(session, origin, room)
    moving.done["archived"] = list(moving.rooms)
    row.plan = moving.done
    record(session, origin, Act.YEAR_BEGUN, unit_id=school.unit_id, year=moving.year, move=row.id)
    gone = sum(len(found) for found in plan.leaving.values())
    end_applying(session, draft, {"move": row.id, "classes": len(plan.targets), "finished": len(plan.finishing),
                                  "gone": gone, "pupils": len(pupils)})  # fmt: skip


def _leave(moving: Moving, plan: Plan) -> None:
    """End the places of those who leave the school or have finished it; where they go is not known here."""
    session = moving.session
    ends = {pupil: ENDS[step] for step, found in plan.leaving.items() for pupil in found}
    ends |= dict.fromkeys(plan.finishing, ENDS[Step.UP])
    for seat in session.scalars(select(Seat).where(Seat.person_id.in_(ends), SEATED)).all():
        end_seat(session, moving.origin, moving.rooms[seat.classroom_id], seat, ends[seat.person_id])
    held = select(Membership).where(
        Membership.person_id.in_(ends), Membership.unit_id == moving.school.unit_id, Membership.to_on.is_(None),
        Membership.audience.in_({audience_of(one.room.grade) for one in moving.rooms.values()}),
    )  # fmt: skip
    for membership in session.scalars(held).all():
        person = session.get_one(Person, membership.person_id)
        gone = move_membership(session, moving.origin, person, membership, None)
        moving.done["left"].append([person.id, gone.id])


def _fill(moving: Moving, target: Target, *, teachers: bool) -> None:
    """Make or find a class of the next year, and seat there who comes."""
    there = _class_for(moving, target)
    for ended_as, ids in target.coming.items():
        seat_people(moving.session, moving.origin, there, dict.fromkeys(ids), leaving_as=ended_as,
                    year_move_id=moving.row.id)  # fmt: skip
    if teachers:
        _take_teachers_along(moving, [moving.rooms[one] for one in target.sources], there)


def _class_for(moving: Moving, target: Target) -> ClassAt:
    """Next year's class: one that is there already, taken out of the archive if need be, or a new one."""
    session, origin = moving.session, moving.origin
    query = select(Classroom).where(
        Classroom.school_id == moving.school.unit_id, Classroom.school_year == moving.year,
        Classroom.key == folded_class(target.name),
    )  # fmt: skip
    known = session.scalar(query)
    if known is None:
        once = f"year:{moving.row.id}:{target.name}"
        made = make_class(session, origin, moving.school, name=target.name, school_year=moving.year,
                          grade=target.grade, once=once)  # fmt: skip
        moving.done["made"].append(made.room.id)
        return made
    if known.grade != target.grade:
        raise Refused("Năm học %(year)s đã có lớp %(name)s của khối khác. Đặt tên khác.",
                      year=year_words(moving.year), name=target.name)  # fmt: skip
    there = class_of(session, known.id)
    reopen(session, origin, there)
    return there


def _take_teachers_along(moving: Moving, sources: Sequence[ClassAt], there: ClassAt) -> None:
    """Give the teachers of the old classes the new one; nobody gives themselves a post."""
    session, at = moving.session, clock.now()
    units = [one.unit.unit_id for one in sources]
    teaching = select(Post.person_id).where(Post.unit_id.in_(units), Post.role == Role.TEACHER, held_at(at))
    for person_id in sorted(set(session.scalars(teaching)) - {moving.origin.person_id}):
        mine = {(one.role, one.unit_id) for one in held_by(session, person_id, at)}
        if (Role.TEACHER, there.unit.unit_id) not in mine:
            person = session.get_one(Person, person_id)
            moving.done["posts"].append(give_post(session, moving.origin, there.unit, person, Role.TEACHER).id)


def _grades(plan: Plan) -> dict[int, tuple[str, str]]:
    """The audience and band that each pupil who stays at the school has from now on."""
    return {
        pupil: (audience_of(target.grade).value, band_name(target.grade))
        for target in plan.targets
        for ids in target.coming.values()
        for pupil in ids
    }
