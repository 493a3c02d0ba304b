"""Checks that must not be: by others, of absent people, with no witness, twice, too late, of what was annulled."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.handing_in import annul
from lms.assessments.models import Attempt, SittingPresence
from lms.assessments.rules.kinds import AttemptKind, AttemptState, Presence
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.actions.ending import revoke
from lms.confirmations.models import ProofResult
from lms.confirmations.queries.results import valid_confirmations
from lms.confirmations.rules.kinds import Reason
from lms.people.models import SignIn
from lms.skills.rules import Evidence
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.assessments.checks import answered, check_of, checks, confirmed_alone, draws, levels, there, ticks
from tests.assessments.processes import race
from tests.builders import rows
from tests.racers import racers

ALONE = [("valid", Evidence.SELF)]


@pytest.fixture
def here(hall, cast):
    """A citizen confirmed by themselves, then present at a sitting of their village and known by face."""
    hall.learner = confirmed_alone(hall, cast.citizen)
    return there(hall, cast.citizen)


def _set_pin(hall, who, setter) -> None:
    with hall.database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == who.id).values(secret_set_by_id=setter.id))


@pytest.mark.parametrize("state", ["joined", "absent"])
def test_not_of_somebody_who_is_not_there(hall, cast, state):
    confirmed_alone(hall, cast.citizen)
    there(hall, cast.citizen, known=False)
    hall.ticks(cast.citizen, state)

    refused = draws(hall, cast.citizen)

    assert (refused.status, "Điểm danh" in refused.text) == (422, True)
    assert checks(hall, cast.citizen) == []


def test_not_of_somebody_of_another_sitting(here, cast):
    other = here.another(cast.manager, "77001")

    assert draws(other, cast.citizen).status == 404
    draws(here, cast.citizen, "tasks")
    uid = checks(here, cast.citizen)[0].uid
    other.joined(cast.citizen)
    other.ticks(cast.citizen)
    assert other.opener.get(other.person(cast.citizen, f"/kiem-tra-lai/{uid}")).status == 404
    fields = {"first": "yes", "second": "yes", "third": "yes"}
    assert other.opener.post(other.person(cast.citizen, f"/kiem-tra-lai/{uid}"), fields).status == 404
    refused = draws(other, cast.citizen)
    assert (refused.status, "ở một buổi khác" in refused.text) == (422, True)
    assert levels(here, cast.citizen) == ALONE


@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("stranger", 404), ("citizen", 404), ("admin", 403)])
def test_only_the_opener_checks(here, cast, visit, who, status):
    draws(here, cast.citizen, "tasks")
    uid, visitor = checks(here, cast.citizen)[0].uid, visit(getattr(cast, who))
    fields = {"first": "yes", "second": "yes", "third": "yes"}
    begin = {"audience": "citizen", "by": "tasks", "once": "khac"}

    assert visitor.post(here.person(cast.citizen, "/kiem-tra-lai"), begin).status == status
    assert visitor.get(here.person(cast.citizen, f"/kiem-tra-lai/{uid}")).status == status
    assert visitor.post(here.person(cast.citizen, f"/kiem-tra-lai/{uid}"), fields).status == status
    assert levels(here, cast.citizen) == ALONE


def test_nobody_checks_themselves(hall, cast, database):
    confirmed_alone(hall, cast.facilitator)
    hall.opened()
    assert hall.opener.post(hall.at()).status == 422  # whoever opened it does not join
    with database.writing() as session:  # not even when the row is there
        at = clock.now()
        present = {"state": Presence.PRESENT, "ticked_by_id": cast.facilitator.id, "ticked_at": at, "joined_at": at}
        session.add(SittingPresence(sitting_id=hall.sitting().id, person_id=cast.facilitator.id, **present))

    assert draws(hall, cast.facilitator).status == 422
    assert checks(hall, cast.facilitator) == []


def test_whoever_set_the_pin_names_a_witness_first(here, cast):
    _set_pin(here, cast.citizen, cast.facilitator)
    refused = draws(here, cast.citizen)
    assert (refused.status, "người chứng kiến thứ hai" in refused.text) == (422, True)
    assert checks(here, cast.citizen) == []

    here.knows(cast.citizen, witness=str(cast.manager.id))
    answered(here, cast.citizen, here.learner)

    assert levels(here, cast.citizen)[-1] == ("valid", Evidence.SAMPLED)


def test_nothing_to_check_of_somebody_without_a_confirmation(hall, cast):
    there(hall, cast.citizen)

    assert "Kiểm tra lại ngắn" not in hall.opener.get(hall.person(cast.citizen)).text
    assert draws(hall, cast.citizen).status == 422
    assert draws(hall, cast.citizen, audience="official").status == 422
    assert checks(hall, cast.citizen) == []


@pytest.mark.parametrize("sent", [{"by": "hai"}, {"audience": "ai"}, {}])
def test_what_no_screen_of_ours_sends_is_not_found(here, cast, sent):
    data = {"by": "questions", "audience": "citizen", "once": "x", **sent} if sent else {}

    assert here.opener.post(here.person(cast.citizen, "/kiem-tra-lai"), data).status == 404


def test_sent_twice_is_once(here, cast, database):
    first, second, other = (draws(here, cast.citizen, once=once) for once in ("mot", "mot", "hai"))
    assert {first.status, second.status, other.status} == {303}
    assert len(checks(here, cast.citizen)) == 1

    check = check_of(here, cast.citizen, here.learner)
    check.answer_all()
    assert [check.hand_in().status for _ in range(3)] == [303] * 3
    assert draws(here, cast.citizen, once="mot").status == 303  # replayed once it is settled
    assert len(checks(here, cast.citizen)) == 1
    assert len(levels(here, cast.citizen)) == 2
    acts = rows(database, select(AuditEntry.act).where(AuditEntry.act.in_([Act.CHECK_BEGUN, Act.CHECK_DONE])))
    assert sorted(acts) == [Act.CHECK_BEGUN, Act.CHECK_DONE]


def test_the_person_cannot_settle_a_check_by_tasks(here, cast):
    draws(here, cast.citizen, "tasks")
    check = check_of(here, cast.citizen, here.learner)

    assert check.hand_in().status == 404
    assert here.learner.get(check.base).status == 404
    assert checks(here, cast.citizen)[0].state is AttemptState.OPEN
    assert "kiểm tra lại: 0" not in here.learner.get("/toi").text
    ticks(here, cast.citizen, True, True, True)
    assert check.result().h1 == "Kiểm tra lại ngắn: đã đạt"
    assert here.visit(cast.official).get(f"{check.base}/ket-qua").status == 404


@pytest.mark.parametrize("after", ["closed", "marked absent"])
def test_handed_in_when_nobody_vouches_any_more_it_raises_nothing(here, cast, after):
    draws(here, cast.citizen)
    check = check_of(here, cast.citizen, here.learner)
    check.answer_all()
    here.opener.post(here.at("/ket-thuc")) if after == "closed" else here.ticks(cast.citizen, "absent")

    check.hand_in()

    assert levels(here, cast.citizen) == ALONE
    assert "giấy giữ nguyên mức cũ" in check.result().text


def test_tasks_are_not_ticked_after_the_end_and_what_was_left_is_no_try(here, cast):
    draws(here, cast.citizen, "tasks")
    here.opener.post(here.at("/ket-thuc"))
    late = ticks(here, cast.citizen, True, True, True)
    assert (late.status, "đã kết thúc" in late.text) == (422, True)

    there(here, cast.citizen)
    draws(here, cast.citizen, "tasks", once="hai")
    ticks(here, cast.citizen, True, True, True)

    assert [one.state for one in checks(here, cast.citizen)] == [AttemptState.ANNULLED, AttemptState.FINISHED]
    assert levels(here, cast.citizen)[-1] == ("valid", Evidence.SAMPLED)


def test_a_presence_that_a_check_rests_on_is_not_taken_back(here, cast):
    answered(here, cast.citizen, here.learner)

    assert here.ticks(cast.citizen, "absent").status == 422
    assert here.knows(cast.citizen, "").status == 422


def test_a_paper_annulled_afterwards_takes_what_was_raised_from_it(here, cast, database):
    answered(here, cast.citizen, here.learner)
    (paper,) = rows(database, select(Attempt.uid).where(Attempt.kind == AttemptKind.PAPER))

    with database.writing() as session:
        annul(session, Origin(cast.manager.id, None), paper)

    assert levels(here, cast.citizen) == [("superseded", Evidence.SELF), ("revoked", Evidence.SAMPLED)]
    assert here.results(cast.citizen) == []
    assert rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == cast.citizen.id)) == [
        Stage.LEARNING
    ]


def test_a_check_annulled_afterwards_takes_back_only_what_it_raised(here, cast, database):
    check = answered(here, cast.citizen, here.learner)
    with database.writing() as session:
        annul(session, Origin(cast.manager.id, None), check.uid, here.library)
        annul(session, Origin(cast.manager.id, None), check.uid, here.library)

    assert levels(here, cast.citizen) == [("superseded", 0), ("revoked", 3), ("valid", 0)]
    assert {one.rests_on for one in here.results(cast.citizen)} == {None}
    assert all(skill["name"] for skill in max(here.confirmations(cast.citizen), key=lambda one: one.id).skills)
    assert check.result().h1 == "Lần kiểm tra lại này không được tính"
    assert rows(database, select(PersonStanding.evidence).where(PersonStanding.person_id == cast.citizen.id)) == [0]


def test_what_was_raised_does_not_bring_a_revoked_confirmation_back(here, cast, database):
    answered(here, cast.citizen, here.learner)
    with database.writing() as session:
        (held,) = valid_confirmations(session, cast.citizen.id)
        revoke(session, Origin(cast.manager.id, None), held, Reason.NOT_THE_PERSON)

    assert here.results(cast.citizen) == []
    assert rows(database, select(func.count(ProofResult.id)).where(ProofResult.annulled_at.is_(None))) == [0]


def test_a_paper_passed_meanwhile_stays_the_better_of_the_two(here, cast, database):
    draws(here, cast.citizen)
    check = check_of(here, cast.citizen, here.learner)
    check.answer_all()
    clock.set_now(clock.now() + timedelta(minutes=70))
    with database.writing() as session:  # another rule's confirmation holds by now
        (held,) = valid_confirmations(session, cast.citizen.id)
        held.rule_digest = "newer"

    check.hand_in()

    assert levels(here, cast.citizen) == ALONE
    assert "giấy giữ nguyên" in check.result().text


def test_two_hand_ins_at_once_raise_once(here, cast, database, data_dir):
    draws(here, cast.citizen)
    check = check_of(here, cast.citizen, here.learner)
    check.answer_all()
    spawn = racers()
    together, told = spawn.Barrier(3), spawn.Queue()
    url = database.engine.url.render_as_string(hide_password=False)
    acts = ["hand in"] * 3
    processes = [
        spawn.Process(target=race, args=(url, data_dir, act, cast.citizen.id, check.uid, together, told))
        for act in acts
    ]
    for one in processes:
        one.start()
    answers = [told.get(timeout=90) for _ in acts]
    for one in processes:
        one.join(30)

    assert {state for _, _, state in answers} == {"finished"}, answers
    assert levels(here, cast.citizen) == [("superseded", 0), ("valid", 3)]
    assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.CHECK_DONE)) == [1]
