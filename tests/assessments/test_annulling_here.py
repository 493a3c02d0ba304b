"""A paper of a sitting annulled by its opener, with a reason: what falls, what its writer reads, who may and when."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.sittings import clean_reason
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.rules.kinds import Reason, State
from lms.errors import Refused
from lms.skills.rules import Evidence
from tests.assessments.steps import Taking, begin, taking
from tests.assessments.test_racing import raced
from tests.builders import rows

WHY = "Bạn ngồi bên làm hộ em."


@pytest.fixture
def written(hall, cast, database):
    """A paper of a citizen ticked present and known: open, or handed in and passed."""

    def now(*, handed_in: bool) -> Taking:
        visitor = hall.opened().joined(cast.citizen)
        hall.ticks(cast.citizen)
        hall.knows(cast.citizen)
        paper = taking(visitor, database)
        paper.answer_all()
        if handed_in:
            paper.hand_in()
        return paper

    return now


def annulled(hall, cast, paper: Taking, why: str = WHY):
    """The opener presses."""
    return hall.opener.post(hall.person(cast.citizen, f"/huy/{paper.uid}"), {"why": why})


@pytest.mark.parametrize(("typed", "fits"), [("", False), ("  a b ", False), (" máy  hỏng ", True), ("x" * 201, False)])
def test_a_reason_is_asked_for(typed, fits):
    if fits:
        assert clean_reason(typed) == "máy hỏng"
    else:
        with pytest.raises(Refused):
            clean_reason(typed)


def test_what_a_paper_proved_falls_and_its_writer_reads_why(hall, cast, database, written):
    paper = written(handed_in=True)
    assert rows(database, select(Confirmation.state)) == [State.VALID]

    assert [annulled(hall, cast, paper).status for _ in range(2)] == [303, 303]

    assert (paper.row.state, paper.row.annulled_why, paper.row.annulled_by_id) == (
        AttemptState.ANNULLED, WHY, cast.facilitator.id,
    )  # fmt: skip
    assert rows(database, select(Confirmation.end_reason)) == [Reason.RESULTS_ANNULLED]
    assert all(rows(database, select(ProofResult.annulled_at)))
    assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.PAPER_ANNULLED)) == [1]
    page = paper.result()
    assert page.h1 == "Bài này không được tính"
    assert WHY in page.text
    assert "không tính là một lần làm" in page.text


def test_it_is_no_try_and_the_next_paper_begins_at_once(hall, cast, written):
    paper = written(handed_in=True)
    annulled(hall, cast, paper)

    assert begin(paper.visitor, once="hai").status == 303


def test_an_open_paper_takes_no_answer_any_more(hall, cast, written):
    paper = written(handed_in=False)
    annulled(hall, cast, paper)

    page = paper.answer(1, {"a": "0"})

    assert (page.status, page.h1) == (422, "Bài này đã bị hủy")
    assert paper.hand_in().status == 303
    assert paper.row.state is AttemptState.ANNULLED


def test_an_interrupted_paper_can_be_annulled(hall, cast, written):
    paper = written(handed_in=False)
    hall.opener.post(hall.person(cast.citizen, "/tam-dung"), {"uid": paper.uid})

    assert annulled(hall, cast, paper).status == 303

    assert paper.result().h1 == "Bài này không được tính"


def test_what_holds_by_an_earlier_paper_is_issued_again(hall, cast, database):
    visitor = hall.visit(cast.citizen)
    first = taking(visitor, database)
    first.answer_all()
    first.hand_in()
    clock.set_now(clock.now() + timedelta(hours=3))
    hall.opened()
    visitor = hall.joined(cast.citizen)
    hall.ticks(cast.citizen)
    second = taking(visitor, database, once="hai")
    second.answer_all()
    second.hand_in()
    assert [one.evidence for one in hall.confirmations(cast.citizen)] == [Evidence.SELF, Evidence.SUPERVISED]

    annulled(hall, cast, second)

    states = [(one.state, one.evidence) for one in hall.confirmations(cast.citizen)]
    assert states == [
        (State.SUPERSEDED, Evidence.SELF), (State.REVOKED, Evidence.SUPERVISED), (State.VALID, Evidence.SELF),
    ]  # fmt: skip


@pytest.mark.parametrize("why", ["", "abc", "x" * 201])
def test_without_a_reason_nothing_is_annulled(hall, cast, written, why):
    paper = written(handed_in=True)

    page = annulled(hall, cast, paper, why)

    assert page.status == 422
    assert page.error_on("why")
    assert paper.row.state is AttemptState.FINISHED


def test_from_the_next_day_on_it_is_for_the_manager(hall, cast, written):
    paper = written(handed_in=True)
    clock.set_now(clock.now() + timedelta(days=1))
    hall.opener = hall.visit(cast.facilitator)

    assert "trong ngày của buổi" in hall.opener.get(hall.person(cast.citizen, f"/huy/{paper.uid}")).text
    assert annulled(hall, cast, paper).status == 422
    assert paper.row.state is AttemptState.FINISHED
    assert "Hủy bài này" not in hall.opener.get(hall.person(cast.citizen)).text


def test_nobody_but_the_opener_and_only_papers_of_the_sitting(hall, cast, database, written):
    paper = written(handed_in=True)
    address = hall.person(cast.citizen, f"/huy/{paper.uid}")
    assert hall.visit(cast.manager).get(address).status == 403
    assert hall.visit(cast.manager).post(address, {"why": WHY}).status == 403
    assert hall.visit(cast.citizen).post(address, {"why": WHY}).status in (403, 404)

    other = hall.another(cast.manager, "77001")
    hall.visit(cast.citizen).post(other.at())
    assert other.opener.post(other.person(cast.citizen, f"/huy/{paper.uid}"), {"why": WHY}).status == 404
    assert hall.opener.post(hall.person(cast.citizen, "/huy/khong-co"), {"why": WHY}).status == 404
    assert paper.row.state is AttemptState.FINISHED


def test_annulling_racing_with_the_hand_in_leaves_nothing_valid(hall, cast, database, data_dir, written):
    paper = written(handed_in=False)

    answers = raced(["hand in", "annul", "hand in"], paper, cast.citizen, data_dir)

    assert "failed" not in {state for _, _, state in answers}, answers
    assert paper.row.state is AttemptState.ANNULLED
    assert State.VALID not in rows(database, select(Confirmation.state))
    assert all(rows(database, select(ProofResult.annulled_at)))
