"""Two press at once: a list is applied once, two lists of one class make nobody twice, a request lets in one."""

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Actor, Held, Origin, Role
from lms.classrooms.actions.requests import NEW, answer_requests
from lms.classrooms.actions.rosters import apply_roster
from lms.classrooms.actions.taking_in import take_in_by_code
from lms.classrooms.models.rosters import JoinRequest, Seat
from lms.classrooms.queries.classes import class_at
from lms.classrooms.queries.rosters import KIND, class_roster_at
from lms.people.models import Person
from lms.sheets.actions import keep_draft
from lms.sheets.models import ImportDraft
from tests.builders import rows
from tests.racers import at_once


@pytest.fixture
def apply(database, schools):
    """`apply()`: a draft of two new pupils of 7A, and the act that applies it."""
    actor = Actor(schools.colleague.id, (Held(Role.TEACHER, 0, schools.other.path),))
    origin = Origin(schools.colleague.id, None)

    def kept():
        cells = [["Lò Văn Tám", "2013"], ["Mơ", "2013"]]
        read = [{"remarks": []}, *({"sheet": "", "row": n, "cells": one} for n, one in enumerate(cells, 1))]
        with database.writing() as session:
            draft = keep_draft(
                session, owner_id=schools.colleague.id, unit_id=schools.other.unit.unit_id, kind=KIND, file_name="",
                rows=read, choices={"sheet": ""},
            )  # fmt: skip
            number = draft.id

        def act(session) -> None:
            at = class_roster_at(session, schools.other.code)
            apply_roster(session, origin, actor, at, session.get_one(ImportDraft, number), today=clock.today())

        return act

    return kept


def pupils(database) -> int:
    return rows(database, select(func.count(Person.id)).where(Person.name.in_(["Lò Văn Tám", "Mơ"])))[0]


def test_a_list_is_applied_once(database, apply):
    act = apply()

    at_once(database, act, act, act)

    assert pupils(database) == 2


def test_two_lists_of_one_class_make_nobody_twice(database, apply):
    at_once(database, apply(), apply())

    assert pupils(database) == 2
    assert rows(database, select(func.count(Seat.id)).join(Person, Person.id == Seat.person_id)
                .where(Person.name == "Mơ", Seat.to_on.is_(None))) == [1]  # fmt: skip


def test_a_request_lets_in_one(database, schools):
    with database.writing() as session:
        session.add(JoinRequest(classroom_id=schools.room.room.id, name="Mơ", birth_year=2013, asked_at=clock.now()))
    number = rows(database, select(JoinRequest.id))[0]

    def answer(session) -> None:
        here = class_at(session, schools.code)
        answer_requests(session, Origin(schools.teacher.id, None), here, {number: NEW})

    at_once(database, answer, answer)

    assert pupils(database) == 1


def test_a_code_takes_somebody_in_once(database, schools):
    with database.writing() as session:
        session.query(Seat).filter(Seat.person_id == schools.pupils[1].id).delete()

    def take(session) -> None:
        take_in_by_code(
            session, Origin(schools.colleague.id, None), class_at(session, schools.other.code), schools.pupils[1].code
        )

    at_once(database, take, take)

    assert rows(database, select(func.count(Seat.id)).where(Seat.person_id == schools.pupils[1].id)) == [1]
