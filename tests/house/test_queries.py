"""How often a page asks the database does not grow with what is in it; a public lesson never asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from lms import clock
from lms.access.rules import Role
from lms.content.adapters.running import SHELF
from lms.learning.actions import answer, take_over
from lms.learning.rules import Progress, Turn, drawn
from lms.people.actions.registering import join
from lms.people.models import Person, Post
from lms.skills.rules import Audience
from lms.units.actions import add_unit
from lms.units.rules import UnitKind
from tests.databases import listen, stop_listening

LESSON = "/hoc/dich-vu-cong/nop-ho-so"
PRACTICE = "/luyen/dich-vu-cong/nop-ho-so"
SHARED = (LESSON, "/hoc/", "/hoc/vneid/", "/khan-cap", "/gioi-thieu", "/tim?q=nop", "/healthz", "/static/style.css")


@pytest.fixture
def asked(database):
    """How many statements a visit sends to the database, transactions' own apart."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
                sent.append(statement)

        listen(database, note)
        try:
            yield sent
        finally:
            stop_listening(database, note)

    def count(visitor, address: str) -> int:
        visitor.get(address)  # what is compiled and remembered at the first request is not the page's own
        with counting() as sent:
            assert visitor.get(address).status == 200
        return len(sent)

    return count


def test_the_counter_counts(asked, visit, cast):
    assert asked(visit(cast.citizen), "/toi/ten") >= 2  # who asks, and their name


@pytest.mark.parametrize("address", [*SHARED, "/", PRACTICE, "/dang-nhap", "/dang-ky"])
def test_a_public_page_asks_nothing(asked, visit, address):
    assert asked(visit(), address) == 0


@pytest.mark.parametrize("address", SHARED)
def test_a_shared_page_asks_nothing_even_for_somebody_signed_in(asked, visit, cast, address):
    assert asked(visit(cast.citizen), address) == 0


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("citizen", "/toi"),
        ("citizen", "/"),
        ("citizen", PRACTICE),
        ("manager", "/toi"),
        ("manager", "/don-vi/77001/"),
        ("manager", "/don-vi/77001-1/"),
        ("manager", "/don-vi/77001/?ngay=2026-08-01"),
        ("manager", "/don-vi/77001/thay-doi/sap-nhap"),
        ("manager", "/don-vi/77001/quy-tac"),
        ("manager", "/don-vi/77001/chuc-vu"),
        ("manager", "/don-vi/?q=thon"),
    ],
)
def test_a_page_asks_as_often_with_many_rows_as_with_few(asked, visit, cast, app, database, who, address):
    somebody = getattr(cast, who)
    with database.writing() as session:
        _more(session, app, cast, somebody.id, 1)
    few = asked(visit(somebody), address)
    with database.writing() as session:
        _more(session, app, cast, somebody.id, 7)

    assert asked(visit(somebody), address) == few


def _more(session, app, cast, person_id: int, how_many: int) -> None:
    """Units below, posts held, memberships, lessons learnt and rounds begun: more of each."""
    library = app.extensions[SHELF].library()
    learnt = [lesson for course in library.courses for lesson in library.lessons_of(course) if lesson.practice]
    commune, person = cast.units["77001"], session.get(Person, person_id)
    for number in range(10 * how_many, 11 * how_many):
        unit = add_unit(
            session,
            kind=UnitKind.VILLAGE,
            name=f"Thôn {number}",
            code=f"77001-{number}",
            parent=commune,
            valid_from=date(2026, 1, 1),
        )
        session.add(Post(person_id=person_id, role=Role.FACILITATOR, unit_id=unit.unit_id, from_at=clock.now()))
    held = {membership.audience for membership in person.memberships}
    for audience in [one for one in Audience if one not in held][: how_many // 2]:
        join(session, person, audience, commune.unit_id)
    take_over(session, person_id, Progress({one.code: clock.today() for one in learnt[:how_many]}), library)
    for lesson in learnt[-how_many:]:
        turn = Turn(1, 0)
        answer(session, person_id, lesson, turn, drawn(lesson.practice, turn)[0], given=[0], right=True)
