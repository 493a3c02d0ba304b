"""Hand-ins racing with each other and with a retake, in processes of their own: settled once, one open paper."""

from sqlalchemy import func, select

from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation, ProofResult
from lms.questions.rules import Kind
from tests.assessments.processes import race
from tests.assessments.steps import taking
from tests.builders import rows
from tests.databases import address_of
from tests.racers import racers


def raced(acts, paper, person, data_dir) -> list[tuple[str, str, str]]:
    """What came of each act, done at the same moment as the others in a process of its own."""
    spawn = racers()
    together, told = spawn.Barrier(len(acts)), spawn.Queue()
    url = address_of(paper.database)
    processes = [
        spawn.Process(target=race, args=(url, data_dir, act, person.id, paper.uid, together, told)) for act in acts
    ]
    for one in processes:
        one.start()
    answers = [told.get(timeout=90) for _ in acts]
    for one in processes:
        one.join(30)
    return answers


def test_hand_ins_racing_with_a_retake_settle_once(visit, cast, database, data_dir):
    paper = taking(visit(cast.citizen), database)
    paper.answer_all()

    answers = raced(["hand in", "hand in", "hand in", "retake 1", "retake 2"], paper, cast.citizen, data_dir)

    assert {state for act, _, state in answers if act == "hand in"} == {"finished"}, answers
    assert {state for act, _, state in answers if act != "hand in"} == {"begun"}, answers
    assert paper.row.state is AttemptState.FINISHED
    assert rows(database, select(func.count(Confirmation.id))) == [1]
    assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.PAPER_HANDED_IN)) == [1]
    assert rows(database, select(func.count(ProofResult.id))) == [len({one.skill for one in paper.items})]
    assert rows(database, select(func.count(Attempt.id)).where(Attempt.state == AttemptState.OPEN))[0] <= 1
    assert rows(database, select(func.count(Attempt.id)))[0] <= 2


def test_an_answer_racing_with_the_hand_in_counts_exactly_when_it_was_kept(visit, cast, database, data_dir):
    paper = taking(visit(cast.citizen), database)
    single = [place for place, one in paper.questions().items() if one.kind in (Kind.ONE, Kind.TRUE_FALSE)][:3]
    acts = [*(f"answer {place}" for place in single), "hand in"]

    answers = raced(acts, paper, cast.citizen, data_dir)

    came_of = {act: state for act, _, state in answers}
    assert came_of.pop("hand in") == "finished", answers
    assert set(came_of.values()) <= {"kept", "refused"}, answers
    items = {one.place: one for one in paper.items}
    for place in single:
        was_kept = came_of[f"answer {place}"] == "kept"
        assert (items[place].answer is not None, items[place].right) == (was_kept, was_kept)
