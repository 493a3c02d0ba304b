"""Tasks seen done: they prove a skill once all of it have been, in one sitting or several; mistakes are taken back."""

import pytest
from sqlalchemy import select, update

from lms.assessments.models import Attempt
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import ProofResult
from lms.people.models import SignIn
from lms.skills.rules import Audience, Evidence, Proof
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.assessments.rule import observed
from tests.builders import rows


@pytest.fixture
def here(hall, cast, deploy):
    """A sitting where the citizen has been ticked present, under a rule whose skill 4.1 takes three tasks."""
    hall.library = observed(hall.library)
    deploy(hall.library)
    hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    return hall


def _all_of(hall, skill: str, **more) -> None:
    for key in hall.keys(skill):
        assert hall.sees(hall.cast.citizen, key, **more).status == 303


def test_a_skill_is_proved_when_all_of_its_tasks_have_been_seen(here, cast):
    first, *rest = here.keys("4.1")
    here.sees(cast.citizen, first)
    assert here.results(cast.citizen) == []

    for key in rest:
        here.sees(cast.citizen, key)

    (result,) = here.results(cast.citizen)
    assert (result.skill, result.proof, result.passed, result.share) == ("4.1", Proof.OBSERVED, True, None)
    assert result.evidence == Evidence.SUPERVISED
    assert result.source.startswith(f"sitting:{here.sitting().id}:person:{cast.citizen.id}:")
    assert sorted(result.versions) == sorted(here.keys("4.1"))


def test_all_tasks_confirm_without_a_paper(here, cast, database):
    for task in here.rule().tasks:
        here.sees(cast.citizen, task.key)

    (confirmation,) = here.confirmations(cast.citizen)
    assert confirmation.evidence == Evidence.SUPERVISED
    assert {skill["proof"] for skill in confirmation.skills} == {"observed"}
    stages = rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == cast.citizen.id))
    assert stages == [Stage.COMPLETED]


def test_ticking_again_is_once(here, cast, database):
    _all_of(here, "4.2")
    _all_of(here, "4.2")

    assert len(here.tasks(cast.citizen)) == 1
    assert len(here.results(cast.citizen)) == 1
    assert len(rows(database, select(AuditEntry).where(AuditEntry.act == Act.TASK_SEEN))) == 1


def test_seeing_a_task_is_a_first_step_of_learning(here, cast, database):
    here.sees(cast.citizen, here.keys("4.1")[0])

    stages = rows(database, select(PersonStanding.stage).where(PersonStanding.person_id == cast.citizen.id))
    assert stages == [Stage.LEARNING]


def test_tasks_of_an_earlier_sitting_count_with_the_least_evidence(here, cast):
    here.knows(cast.citizen)
    first, *rest = here.keys("4.1")
    here.sees(cast.citizen, first)
    here.opener.post(here.at("/ket-thuc"))
    later = here.another(cast.manager, "77001")
    later.joined(cast.citizen)
    later.ticks(cast.citizen)
    assert "Đã ghi ở buổi khác" in later.opener.get(later.person(cast.citizen)).text

    for key in rest:
        later.sees(cast.citizen, key)

    (result,) = later.results(cast.citizen)
    assert [one.evidence for one in later.tasks(cast.citizen)] == [
        Evidence.IDENTIFIED,
        *[Evidence.SUPERVISED] * len(rest),
    ]
    assert result.evidence == Evidence.SUPERVISED


def test_knowing_the_person_later_does_not_raise_what_was_seen_before(here, cast):
    _all_of(here, "4.2")
    here.knows(cast.citizen)
    _all_of(here, "5.1")

    assert {one.skill: one.evidence for one in here.results(cast.citizen)} == {
        "4.2": Evidence.SUPERVISED,
        "5.1": Evidence.IDENTIFIED,
    }


def test_a_mistake_is_taken_back_with_its_result(here, cast, database):
    _all_of(here, "4.1")
    key = here.keys("4.1")[0]

    assert here.sees(cast.citizen, key, undo="1").status == 303

    assert here.results(cast.citizen) == []
    assert len(rows(database, select(ProofResult))) == 1  # annulled, not deleted
    assert key not in {one.task for one in here.tasks(cast.citizen)}
    assert len(rows(database, select(AuditEntry).where(AuditEntry.act == Act.TASK_UNTICKED))) == 1
    assert here.sees(cast.citizen, key, undo="1").status == 303  # nothing left to take back

    here.sees(cast.citizen, key)
    assert [one.skill for one in here.results(cast.citizen)] == ["4.1"]  # seen again: a result of its own


def test_what_an_earlier_sitting_saw_still_stands_after_a_mistake(here, cast):
    first, *rest = here.keys("4.1")
    here.sees(cast.citizen, first)
    later = here.another(cast.manager, "77001")
    later.joined(cast.citizen)
    later.ticks(cast.citizen)
    for key in (first, *rest):
        later.sees(cast.citizen, key)

    later.sees(cast.citizen, first, undo="1")

    assert [one.skill for one in later.results(cast.citizen)] == ["4.1"]
    later.sees(cast.citizen, rest[0], undo="1")
    assert later.results(cast.citizen) == []


def test_what_something_was_confirmed_by_cannot_be_taken_back(here, cast):
    for task in here.rule().tasks:
        here.sees(cast.citizen, task.key)

    refused = here.sees(cast.citizen, here.keys("4.1")[0], undo="1")

    assert refused.status == 422
    assert "Xác nhận số" in refused.text
    assert len(here.tasks(cast.citizen)) == len(here.rule().tasks)
    assert len(here.results(cast.citizen)) == len(here.rule().skills)


@pytest.mark.parametrize("state", ["joined", "absent"])
def test_only_of_somebody_present(here, cast, state):
    here.ticks(cast.citizen, state)

    refused = here.sees(cast.citizen, here.keys("4.2")[0])

    assert (refused.status, "Điểm danh" in refused.text) == (422, True)
    assert here.tasks(cast.citizen) == []


def test_a_presence_that_tasks_rest_on_stays_until_they_are_taken_back(here, cast):
    key = here.keys("4.2")[0]
    here.sees(cast.citizen, key)

    assert here.ticks(cast.citizen, "joined").status == 422
    here.sees(cast.citizen, key, undo="1")
    assert here.ticks(cast.citizen, "joined").status == 303


def test_whoever_set_the_pin_names_a_witness_first(here, cast, database):
    with database.writing() as session:
        setter = {"secret_set_by_id": cast.facilitator.id}
        session.execute(update(SignIn).where(SignIn.person_id == cast.citizen.id).values(**setter))
    key = here.keys("4.2")[0]

    refused = here.sees(cast.citizen, key)
    assert (refused.status, "người chứng kiến thứ hai" in refused.text) == (422, True)

    here.knows(cast.citizen, "", witness=cast.manager.id)
    assert here.sees(cast.citizen, key).status == 303
    assert [one.evidence for one in here.results(cast.citizen)] == [Evidence.SUPERVISED]


def test_after_the_end_nothing_is_ticked_or_taken_back(here, cast):
    key, other = here.keys("4.1")[:2]
    here.sees(cast.citizen, key)
    here.opener.post(here.at("/ket-thuc"))

    assert here.sees(cast.citizen, other).status == 422
    assert here.sees(cast.citizen, key, undo="1").status == 422
    assert [one.task for one in here.tasks(cast.citizen)] == [key]


@pytest.mark.parametrize(
    ("audience", "task", "status"),
    [("citizen", "gone", 422), ("official", "gone", 422), ("nobody", "gone", 404), ("citizen", "", 422)],
)
def test_a_task_that_is_not_theirs_is_refused(here, cast, audience, task, status):
    assert here.sees(cast.citizen, task or here.keys("4.1")[0] + "x", audience).status == status
    assert here.tasks(cast.citizen) == []


def test_only_the_opener_ticks_tasks(here, cast):
    path, task = here.person(cast.citizen, "/viec"), {"audience": "citizen", "task": here.keys("4.2")[0]}

    assert here.visit(cast.manager).post(path, task).status == 403
    assert here.visit(cast.citizen).post(path, task).status == 404
    assert here.tasks(cast.citizen) == []


def test_only_people_of_an_audience_have_its_tasks(here, cast):
    official = here.made("Lò Văn Bằng", "77001", official=Audience.OFFICIAL)
    here.joined(official)
    here.ticks(official)

    assert "Việc làm trước mặt" not in here.opener.get(here.person(official)).text
    assert here.sees(official, here.keys("4.2")[0]).status == 422


def test_reading_a_paper_out_is_noted_on_the_paper_alone(here, cast, database):
    citizen = here.visit(cast.citizen)
    paper = here.begins_paper(citizen)
    uid = paper.rsplit("/", 1)[-1]
    acts = len(rows(database, select(AuditEntry)))

    assert here.opener.post(here.person(cast.citizen, "/doc-ho"), {"uid": uid}).status == 303
    assert rows(database, select(Attempt.read_aloud)) == [True]
    assert len(rows(database, select(AuditEntry))) == acts
    assert "đọc" not in citizen.get(f"{paper}/cau/1").soup.main.text.split("Câu 1")[0]

    assert here.opener.post(here.person(cast.citizen, "/doc-ho"), {"uid": uid, "undo": "1"}).status == 303
    assert rows(database, select(Attempt.read_aloud)) == [False]
    assert here.opener.post(here.person(cast.citizen, "/doc-ho"), {"uid": "x"}).status == 404
    here.opener.post(here.at("/ket-thuc"))
    assert here.opener.post(here.person(cast.citizen, "/doc-ho"), {"uid": uid}).status == 422
