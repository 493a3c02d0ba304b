"""Hand-ins racing with each other and with a retake, in processes of their own: settled once, one open paper."""

import multiprocessing

from sqlalchemy import func, select

from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation, ProofResult
from tests.assessments.processes import race
from tests.assessments.steps import taking
from tests.builders import rows


def test_hand_ins_racing_with_a_retake_settle_once(visit, cast, database, data_dir):
    paper = taking(visit(cast.citizen), database)
    paper.answer_all()
    spawn = multiprocessing.get_context("spawn")
    acts = ["hand in", "hand in", "hand in", "retake 1", "retake 2"]
    together, told = spawn.Barrier(len(acts)), spawn.Queue()
    url = database.engine.url.render_as_string(hide_password=False)

    processes = [
        spawn.Process(target=race, args=(url, data_dir, act, cast.citizen.id, paper.uid, together, told))
        for act in acts
    ]
    for one in processes:
        one.start()
    answers = [told.get(timeout=90) for _ in acts]
    for one in processes:
        one.join(30)

    assert {state for act, _, state in answers if act == "hand in"} == {"finished"}, answers
    assert {state for act, _, state in answers if act != "hand in"} == {"begun"}, answers
    assert paper.row.state is AttemptState.FINISHED
    assert rows(database, select(func.count(Confirmation.id))) == [1]
    assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.PAPER_HANDED_IN)) == [1]
    assert rows(database, select(func.count(ProofResult.id))) == [len({one.skill for one in paper.items})]
    assert rows(database, select(func.count(Attempt.id)).where(Attempt.state == AttemptState.OPEN))[0] <= 1
    assert rows(database, select(func.count(Attempt.id)))[0] <= 2
