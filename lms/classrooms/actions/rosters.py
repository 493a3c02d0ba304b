"""Applying a school's file to its classes: once, all of it or nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from lms.access.rules import Actor, Origin
from lms.audit.rules import Act
from lms.classrooms.actions.bands import change_bands
from lms.classrooms.actions.classes import check_in_use, make_class
from lms.classrooms.actions.leaving import leave
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.actions.taking_in import belong, hold_school
from lms.classrooms.queries.classes import ClassAt, class_of
from lms.classrooms.queries.rosters import Preview, RosterAt, preview_of
from lms.classrooms.rules.kinds import SeatEnd
from lms.classrooms.rules.roster_matching import Change, Judged, person_of
from lms.classrooms.rules.years import audience_of, band_name
from lms.errors import Refused
from lms.listings.actions.importing import UNDECIDED
from lms.listings.rules.matching import Verdict
from lms.people.actions.registering_many import Newcomer, register_many
from lms.people.queries.accounts import person_by_id
from lms.sheets.actions import begin_applying, end_applying
from lms.sheets.models import ImportDraft

WHY = {end.value: end for end in (SeatEnd.TRANSFERRED, SeatEnd.LEFT, SeatEnd.MISTAKE)}
"""Why those leave who are not in the file: the ends to choose from."""

LeftOut = tuple[str, str, str, str, str, str]
"""A row that was not taken: where it stands, its four cells as written, and why."""


def apply_roster(
    session: Session, origin: Origin, actor: Actor, at: RosterAt, draft: ImportDraft, *, today: date
) -> None:
    """Do what the preview says: classes made, new pupils registered, all of them seated, those ticked let go.

    Applying again changes nothing. Raises Refused for an archived class, and, beside field `sure`, when more than half
    of a class would be others and nobody has said that this is meant.
    """
    if at.here is not None:
        check_in_use(at.here)
    hold_school(session, at.school.unit_id)
    if not begin_applying(session, draft):
        return
    preview = preview_of(session, at, actor, draft, today)
    if preview.big and not draft.choices.get("sure"):
        raise Refused("Xem câu hỏi về lớp thay đổi quá nửa, đánh dấu nếu đúng, rồi bấm lại.", field="sure")
    rooms = {
        change.spot.key: _room(session, origin, at, change, uid=draft.uid, year=preview.school_year)
        for change in preview.changes
    }
    ids = _register(session, origin, at, preview, rooms)
    _take_in(session, origin, at, preview, rooms)
    for change in preview.changes:
        numbers = {who.person_id: one.row.place for one in (*change.same, *change.coming) if (who := person_of(one))}
        numbers |= {ids[one.row.key]: one.row.place for one in change.added}
        seat_people(session, origin, rooms[change.spot.key], numbers)
    gone = _let_go(session, origin, preview, draft, rooms)
    outcome = {
        "added": len(ids), "seated": preview.taken - len(ids), "there": sum(len(one.same) for one in preview.changes),
        "gone": gone, "made": [one.spot.name for one in preview.changes if not one.spot.room_id],
        "left_out": left_out_of(preview), "people": list(ids.values()),
    }  # fmt: skip
    end_applying(session, draft, outcome)


def left_out_of(preview: Preview) -> list[LeftOut]:
    """The rows that would not be taken, with the reason in words, in the order of the file."""
    return [_left_out(one) for one in preview.judged if one.verdict is Verdict.WRONG or one.undecided]


def _left_out(one: Judged) -> LeftOut:
    problem = one.row.problem
    why = UNDECIDED if problem is None else problem.message % problem.values if problem.values else problem.message
    return (f"{one.row.sheet}, {one.row.number}".removeprefix(", "), *one.row.written, why)


def _room(session: Session, origin: Origin, at: RosterAt, change: Change, *, uid: str, year: int) -> ClassAt:
    spot = change.spot
    if at.here is not None:
        return at.here
    if spot.room_id:
        return class_of(session, spot.room_id)
    return make_class(session, origin, at.school, name=spot.name, school_year=year, grade=spot.grade,
                      once=f"roster:{uid}:{spot.key}")  # fmt: skip


def _register(
    session: Session, origin: Origin, at: RosterAt, preview: Preview, rooms: Mapping[str, ClassAt]
) -> dict[str, int]:
    """Register the new pupils; returns their ids by the keys of their rows."""
    added: Sequence[tuple[Judged, int]] = [
        (one, rooms[change.spot.key].room.grade) for change in preview.changes for one in change.added
    ]
    newcomers = [
        Newcomer(one.row.name, one.row.birth_year, audience_of(grade), at.school.unit_id, band_name(grade), one.row.sex)
        for one, grade in added
    ]
    ids = register_many(session, origin, newcomers, act=Act.PERSON_REGISTERED_FOR)
    return {one.row.key: person_id for (one, _), person_id in zip(added, ids, strict=True)}


def _take_in(session: Session, origin: Origin, at: RosterAt, preview: Preview, rooms: Mapping[str, ClassAt]) -> None:
    """Have those known belong to the school as the grade of their class says."""
    wanted: dict[int, tuple[str, str]] = {}
    for change in preview.changes:
        here = rooms[change.spot.key]
        for one in (*change.same, *change.coming):
            who = person_of(one)
            if who is not None and one.row.code and who.room_id != change.spot.room_id:
                belong(session, origin, here, person_by_id(session, who.person_id))
            elif who is not None:
                wanted[who.person_id] = (audience_of(here.room.grade).value, band_name(here.room.grade))
    change_bands(session, origin, at.school.unit_id, wanted)


def _let_go(
    session: Session, origin: Origin, preview: Preview, draft: ImportDraft, rooms: Mapping[str, ClassAt]
) -> int:
    """End the places of those ticked who sit in a class and are not in the file; returns how many."""
    ticked, why = set(draft.choices.get("leave", ())), WHY.get(draft.choices.get("why", ""))
    going = [
        (rooms[change.spot.key], pupil) for change in preview.changes for pupil in change.missing
        if pupil.person_id in ticked
    ]  # fmt: skip
    if going and why is None:
        raise Refused("Chọn vì sao các em được đánh dấu rời lớp.", field="why")
    for here, pupil in going:
        if why is not None:
            leave(session, origin, here, person_by_id(session, pupil.person_id), why)
    return len(going)
