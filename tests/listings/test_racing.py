"""Two press at once: a draft is applied once, a form makes one line, a mark counts once."""

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Origin
from lms.listings.models import ListingLine
from lms.listings.rules.places import Place
from lms.listings.rules.states import Mark
from lms.offices.actions.listing import apply_list, put_on_list, set_mark
from lms.people.models import Person
from lms.sheets.actions import keep_draft
from lms.sheets.models import ImportDraft
from lms.skills.rules import Audience
from lms.tally.models import LedgerRow
from lms.units.queries import unit_by_code
from tests.builders import rows
from tests.racers import at_once


@pytest.fixture
def origin(cast) -> Origin:
    return Origin(cast.manager.id, None)


def test_a_draft_is_applied_once(database, cast, origin):
    cells = [["Nguyễn Văn An", "1959"], ["Lê Thị Ba", "1960"]]
    read = [{"remarks": []}, *({"sheet": "", "row": n, "cells": one} for n, one in enumerate(cells, 1))]
    with database.writing() as session:
        draft = keep_draft(
            session, owner_id=cast.manager.id, unit_id=cast.units["77001-1"].unit_id, kind="listing",
            file_name="", rows=read, choices={"sheet": ""},
        )  # fmt: skip
        number = draft.id

    def apply(session) -> None:
        unit = unit_by_code(session, "77001-1")
        apply_list(session, origin, unit, session.get_one(ImportDraft, number), clock.today())

    at_once(database, apply, apply, apply)

    assert rows(database, select(func.count(ListingLine.id))) == [2]
    assert rows(database, select(ImportDraft.outcome))[0]["added"] == 2


def test_one_form_makes_one_person(database, cast, origin):
    place = Place(cast.units["77001-1"].unit_id, "", Audience.CITIZEN, None)

    def put(session) -> None:
        put_on_list(session, origin, place, name="Nông Thị Lan", birth_year=1948, once="l1", same_as=None)

    at_once(database, put, put, put)

    assert rows(database, select(func.count(Person.id)).where(Person.name == "Nông Thị Lan")) == [1]
    assert rows(database, select(func.count(ListingLine.id))) == [1]


def test_a_mark_takes_somebody_out_of_the_count_once(database, cast, origin):
    place = Place(cast.units["77001-1"].unit_id, "", Audience.CITIZEN, None)
    with database.writing() as session:
        put_on_list(session, origin, place, name="Nông Thị Lan", birth_year=1948, once="l1", same_as=None)
    before = rows(database, select(func.sum(LedgerRow.change)))[0]

    def mark(session) -> None:
        line = session.scalars(select(ListingLine)).one()
        set_mark(session, origin, line, session.get_one(Person, line.person_id), Mark.DIED)

    at_once(database, mark, mark)

    assert rows(database, select(func.sum(LedgerRow.change)))[0] == before - 1
