"""How often a paper asks the database: a few times, after many papers as after one."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lms import clock
from tests.assessments.steps import Taking, begin, right, taking
from tests.databases import listen, stop_listening


@pytest.fixture
def asked(database) -> Callable[[Callable[[], object]], int]:
    """How many statements an act sends, transactions' own apart."""

    def count(act: Callable[[], object]) -> int:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA", "SET ")):
                sent.append(statement)

        listen(database, note)
        try:
            act()
        finally:
            stop_listening(database, note)
        return len(sent)

    return count


def answered(paper: Taking, number: int) -> Callable[[], object]:
    form = right(paper.questions()[number], paper.row.seed)
    return lambda: paper.answer(number, form, by_script=True)


def test_an_answer_asks_who_where_and_writes(asked, visit, cast, database):
    paper = taking(visit(cast.citizen), database)

    assert asked(answered(paper, 1)) == 3
    assert asked(answered(paper, len(paper.items))) == 3


def test_a_question_asks_who_the_paper_and_the_question(asked, visit, cast, database):
    paper = taking(visit(cast.citizen), database)

    assert asked(lambda: paper.see(2)) == 3


def test_beginning_and_handing_in_ask_as_often_after_many_papers_as_after_one(asked, visit, cast, database):
    counts = [_whole(asked, visit(cast.citizen), database, f"lan-{number}") for number in range(6)]

    second, last = counts[1], counts[-1]
    assert max(map(sum, counts)) <= 45
    assert second[1:] == last[1:]
    assert last[0] <= counts[0][0]


def _whole(asked, visitor, database, once: str) -> list[int]:
    """What a paper asks: begun, handed in, its result, the page of papers; two days pass."""
    begun: list[str] = []
    beginning = asked(lambda: begun.append(str(begin(visitor, once=once).location)))
    paper = Taking(visitor, database, begun[0].rsplit("/", 1)[1])
    found = [beginning, asked(paper.hand_in), asked(paper.result), asked(lambda: visitor.get("/danh-gia/"))]
    clock.set_now(clock.now() + timedelta(days=2))
    return found
