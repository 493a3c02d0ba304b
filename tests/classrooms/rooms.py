"""Short ways in the tests of cards, consents and sittings: more pupils, statements counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lms.access.rules import Origin
from lms.classrooms.actions.seats import seat_people
from lms.people.actions.registering import add_person, join
from lms.skills.rules import Audience
from tests.builders import Member
from tests.databases import listen, stop_listening

if TYPE_CHECKING:
    from collections.abc import Callable

    from lms.db import Database
    from tests.classrooms.conftest import Schools
    from tests.page import Page


def seated(database: Database, schools: Schools, count: int) -> list[Member]:
    """So many more pupils in 7B, without a learner code."""
    made = []
    with database.writing() as session:
        for number in range(count):
            person = add_person(session, name=f"Trần Văn Số {number}", birth_year=2013)
            join(session, person, Audience.SECONDARY, schools.room.school.unit_id, verified=True, band="6-9")
            made.append(Member(person.id, person.name, "", ""))
        seat_people(session, Origin(None, None), schools.room, {one.id: None for one in made})
    return made


def statements(database: Database, act: Callable[[], Page]) -> int:
    """How many statements an act sends that is answered with 200; transactions' own apart."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
            sent.append(statement)

    listen(database, note)
    try:
        assert act().status == 200
    finally:
        stop_listening(database, note)
    return len(sent)
