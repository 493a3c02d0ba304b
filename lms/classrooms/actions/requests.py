"""Answering those who ask to be let into a class by its code, and forgetting old requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.rules import Act
from lms.classrooms.actions.classes import check_in_use
from lms.classrooms.actions.seats import seat_people
from lms.classrooms.actions.taking_in import hold_school, seat_person
from lms.classrooms.models.rosters import JoinRequest
from lms.classrooms.queries.classes import ClassAt
from lms.classrooms.queries.requests import Waiting, waiting_at
from lms.classrooms.rules.years import audience_of, band_name
from lms.people.actions.registering_many import Newcomer, register_many
from lms.people.queries.accounts import person_by_id

NEW, NO = "moi", "khong"
"""Answers: let in as a new pupil, turned down; a person's id as text: let in as somebody known at the school."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How many were let in, and how many turned down."""

    let_in: int
    turned_down: int


def answer_requests(session: Session, origin: Origin, here: ClassAt, answers: Mapping[int, str]) -> Answered:
    """Let in or turn down those who ask, by request; what is not answered, or not by a choice offered, waits on.

    Twice is once. Raises Refused for an archived class, and for somebody whom another school has.
    """
    check_in_use(here)
    hold_school(session, here.room.school_id)
    waiting = waiting_at(session, here, clock.today())
    new = [one for one in waiting if answers.get(one.request.id) == NEW and _may_be_new(one)]
    known = [(one, who) for one in waiting if (who := _chosen(one, answers.get(one.request.id, "")))]
    refused = [one for one in waiting if answers.get(one.request.id) == NO]
    audience, band = audience_of(here.room.grade), band_name(here.room.grade)
    newcomers = [Newcomer(one.request.name, one.request.birth_year, audience, here.room.school_id, band) for one in new]
    ids = register_many(session, origin, newcomers, act=Act.PERSON_REGISTERED_FOR)
    seat_people(session, origin, here, dict.fromkeys(ids))
    for _, person_id in known:
        seat_person(session, origin, here, person_by_id(session, person_id))
    let_in = [*zip((one.request for one in new), ids, strict=True), *((one.request, who) for one, who in known)]
    for request, person_id in let_in:
        request.person_id = person_id
        _settle(origin, request, let_in=True)
    for one in refused:
        _settle(origin, one.request, let_in=False)
    session.flush()
    return Answered(len(let_in), len(refused))


def forget_requests(session: Session, before: datetime) -> int:
    """Remove requests made before a moment, answered or not; returns how many went. Part of `lms tidy`."""
    return session.execute(delete(JoinRequest).where(JoinRequest.asked_at <= before)).rowcount  # type: ignore[attr-defined, no-any-return]


def _may_be_new(one: Waiting) -> bool:
    """Whether a request may be let in as somebody new: one of a person who was signed in is that person's."""
    return one.request.person_id is None


def _chosen(one: Waiting, answer: str) -> int | None:
    """The person known whom an answer names; None when it names none of those offered."""
    offered = {str(same.person_id) for same in one.alike} if one.request.person_id is None else set()
    if one.request.person_id is not None:
        offered = {str(one.request.person_id)}
    return int(answer) if answer in offered else None


def _settle(origin: Origin, request: JoinRequest, *, let_in: bool) -> None:
    request.settled_at, request.settled_by_id, request.let_in = clock.now(), origin.person_id, let_in
