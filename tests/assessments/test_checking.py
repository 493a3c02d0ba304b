"""A short check, end to end: drawn by the opener, answered or seen; passed, it raises what a confirmation stands on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.rules.kinds import Reason, State
from lms.confirmations.rules.serials import shown
from lms.content.rules.library import Library
from lms.skills.rules import Evidence, Proof
from lms.tally.models import PersonStanding
from tests.assessments.checks import answered, check_of, checks, confirmed_alone, draws, levels, there, ticks
from tests.assessments.steps import begin, taking
from tests.builders import rows
from tests.databases import listen, stop_listening


@pytest.fixture
def here(hall, cast):
    """A citizen confirmed by themselves, then present at a sitting of their village and known by face."""
    hall.learner = confirmed_alone(hall, cast.citizen)
    return there(hall, cast.citizen)


def test_three_right_answers_raise_every_proof_to_sampled(here, cast):
    (old,) = here.confirmations(cast.citizen)
    before = here.results(cast.citizen)

    check = answered(here, cast.citizen, here.learner)

    assert levels(here, cast.citizen) == [("superseded", Evidence.SELF), ("valid", Evidence.SAMPLED)]
    raised = [one for one in here.results(cast.citizen) if one.rests_on is not None]
    paper = before[0].source
    assert {(one.skill, one.proof, one.share, tuple(one.versions)) for one in raised} == {
        (one.skill, one.proof, one.share, tuple(one.versions)) for one in before
    }
    assert {(one.source, one.rests_on, one.evidence) for one in raised} == {
        (f"attempt:{check.uid}", paper, Evidence.SAMPLED)
    }
    new = next(one for one in here.confirmations(cast.citizen) if one.state is State.VALID)
    ended = next(one for one in here.confirmations(cast.citizen) if one.id == old.id)
    assert (ended.end_reason, ended.successor_id) == (Reason.RAISED, new.id)
    assert all(skill["name"] for skill in new.skills)


def test_without_a_way_of_knowing_the_person_it_says_that_they_were_there(hall, cast, database):
    learner = confirmed_alone(hall, cast.citizen)
    there(hall, cast.citizen, known=False)

    answered(hall, cast.citizen, learner)

    assert levels(hall, cast.citizen)[-1] == ("valid", Evidence.SUPERVISED)
    told = hall.opener.get(hall.person(cast.citizen)).text
    assert "Ghi ở trên đã biết người này bằng cách nào" in told
    assert draws(hall, cast.citizen, once="hai").status == 422
    hall.knows(cast.citizen)
    second = answered(hall, cast.citizen, learner, once="ba")
    assert levels(hall, cast.citizen)[-1] == ("valid", Evidence.SAMPLED)
    results = hall.results(cast.citizen)
    (paper,) = {one.source for one in results if one.rests_on is None}
    assert {one.rests_on for one in results if one.source == f"attempt:{second.uid}"} == {paper}
    assert rows(database, select(PersonStanding.evidence).where(PersonStanding.person_id == cast.citizen.id)) == [3]


@pytest.mark.parametrize("wrong", [1, 3])
def test_one_wrong_answer_changes_nothing_and_another_check_waits_an_hour(here, cast, wrong):
    check = answered(here, cast.citizen, here.learner, but_wrong=wrong)

    assert levels(here, cast.citizen) == [("valid", Evidence.SELF)]
    page = check.result()
    assert page.h1 == "Kiểm tra lại ngắn: lần này chưa đạt"
    assert "Giấy đang có giữ nguyên" in page.text
    assert "được từ" in page.text
    assert not any(question.stem in page.text for question in check.questions().values())
    refused = draws(here, cast.citizen, once="hai")
    assert (refused.status, "Kiểm tra lại được từ" in refused.text) == (422, True)
    clock.set_now(clock.now() + timedelta(minutes=61))
    again = answered(here, cast.citizen, here.learner, once="ba")
    assert levels(here, cast.citizen)[-1] == ("valid", Evidence.SAMPLED)
    assert not {one.question for one in check.items} & {one.question for one in again.items}


def test_a_check_asks_three_skills_and_nothing_of_the_last_paper(here, cast, database):
    draws(here, cast.citizen)
    items = check_of(here, cast.citizen, here.learner).items
    asked = rows(database, select(Attempt).where(Attempt.kind == AttemptKind.PAPER))
    paper = check_of(here, cast.citizen, here.learner)
    paper.uid = asked[0].uid

    assert len({one.skill for one in items}) == len(items) == 3
    assert not {one.question for one in items} & {one.question for one in paper.items}


def test_the_result_says_what_is_on_the_new_paper(here, cast):
    check = answered(here, cast.citizen, here.learner)

    page = check.result()

    assert page.h1 == "Kiểm tra lại ngắn: đã đạt"
    assert "Đã kiểm tra lại" in page.text
    assert "Đã đạt, đã có giấy mới" in here.opener.get(here.person(cast.citizen)).text
    assert draws(here, cast.citizen, once="hai").status == 422


def test_three_tasks_seen_done_raise_it_too(here, cast, database):
    drawn = draws(here, cast.citizen, "tasks")
    page = here.opener.follow(drawn)
    rule = here.rule()
    told = [task for task in rule.tasks if task.text in page.text]

    assert len(told) == 3
    assert page.h1 == f"Kiểm tra lại: {cast.citizen.name}"
    assert ticks(here, cast.citizen, True, True, True).status == 303

    (check,) = checks(here, cast.citizen)
    assert [one["done"] for one in check.check_tasks] == [True, True, True]
    assert {one["task"] for one in check.check_tasks} == {one.key for one in told}
    assert levels(here, cast.citizen)[-1] == ("valid", Evidence.SAMPLED)
    assert {one.proof for one in here.results(cast.citizen)} == {Proof.PAPER}
    done = rows(database, select(AuditEntry).where(AuditEntry.act == Act.CHECK_DONE))
    assert [(one.person_id, one.subject_person_id, one.details["passed"]) for one in done] == [
        (cast.facilitator.id, cast.citizen.id, True)
    ]


def test_a_task_not_done_changes_nothing(here, cast):
    draws(here, cast.citizen, "tasks")
    half = here.opener.post(here.person(cast.citizen, f"/kiem-tra-lai/{checks(here, cast.citizen)[0].uid}"), {})
    assert (half.status, {half.error_on(one) for one in ("first", "second", "third")}) == (422, {"Chọn một ý."})
    assert checks(here, cast.citizen)[0].state is AttemptState.OPEN

    ticks(here, cast.citizen, True, False, True)

    assert levels(here, cast.citizen) == [("valid", Evidence.SELF)]
    assert "Lần vừa rồi chưa đạt" in here.opener.get(here.person(cast.citizen)).text
    ticks(here, cast.citizen, True, True, True)  # sent again: the first holds
    assert levels(here, cast.citizen) == [("valid", Evidence.SELF)]


def test_observed_skills_are_raised_as_observed(hall, cast, deploy):
    there(hall, cast.citizen, known=False)
    for task in hall.rule().tasks:
        hall.sees(cast.citizen, task.key)
    assert levels(hall, cast.citizen) == [("valid", Evidence.SUPERVISED)]
    hall.knows(cast.citizen)

    draws(hall, cast.citizen, "tasks")
    ticks(hall, cast.citizen, True, True, True)

    assert levels(hall, cast.citizen)[-1] == ("valid", Evidence.SAMPLED)
    assert {one.proof for one in hall.results(cast.citizen)} == {Proof.OBSERVED}
    untick = hall.sees(cast.citizen, hall.rule().tasks[0].key, undo="1")
    assert untick.status == 422  # the raised one rests on it


def test_a_check_is_called_so_wherever_it_is_met(here, cast):
    draws(here, cast.citizen)
    check = check_of(here, cast.citizen, here.learner)
    learner = here.learner

    assert learner.get("/toi").links()["Làm kiểm tra lại: 0 trong 3 câu"] == check.base
    assert learner.get("/danh-gia/").links()["Làm kiểm tra lại: 0 trong 3 câu"] == check.base
    assert check.see(1).h1 == "Kiểm tra lại ngắn, câu 1"
    assert learner.get(f"{check.base}/nop").h1 == "Nộp bài kiểm tra lại ngắn"
    assert "Đang chờ trả lời 3 câu" in here.opener.get(here.person(cast.citizen)).text
    assert "Đang kiểm tra lại" in here.opener.get(here.at()).text
    check.answer_all()
    check.hand_in()
    late = check.answer(1, {"a": "0"})
    assert (late.status, "bắt đầu một bài mới" in late.text) == (422, False)


def test_a_check_is_no_try_and_stands_beside_a_paper(here, cast, database):
    clock.set_now(clock.now() + timedelta(minutes=90))
    here.opener.post(here.at("/keo-dai"), {"den": str(int(here.sitting().ends_at.timestamp()))})
    paper = taking(here.learner, database, once="hai")
    draws(here, cast.citizen)
    assert [one.state for one in checks(here, cast.citizen)] == [AttemptState.OPEN]

    assert str(begin(here.learner, once="ba").location).endswith(paper.uid)  # the paper under way, not the check
    answered(here, cast.citizen, here.learner, but_wrong=3, once="khac")
    page = here.learner.get("/danh-gia/")

    assert "Đang làm dở" in page.text
    assert "Lần tới là lần thứ" not in page.text
    paper.hand_in()
    assert "Nghỉ một lát đã" in here.learner.get("/danh-gia/").text  # by the paper


def test_a_confirmation_of_an_older_rule_is_raised_under_that_rule(here, cast, deploy):
    library = here.library
    rules = tuple(replace(one, version="9", skills=one.skills[:-1]) for one in library.book.rules)
    deploy(Library(replace(library.book, rules=rules), library.assessment, "newer"))

    answered(here, cast.citizen, here.learner)

    old, new = sorted(here.confirmations(cast.citizen), key=lambda one: one.id)
    assert (new.evidence, new.rule_digest, len(new.skills)) == (Evidence.SAMPLED, old.rule_digest, len(old.skills))
    assert here.opener.get(f"/xac-nhan/{shown(new.serial)}").h1.endswith("còn hiệu lực")


def test_the_page_asks_as_often_with_many_checks_as_with_one(here, cast, database):
    def asked() -> int:
        sent: list[str] = []

        def note(*parts: object) -> None:
            sent.append(str(parts[2]))

        listen(database, note)
        here.opener.get(here.person(cast.citizen))
        stop_listening(database, note)
        assert sent
        return len(sent)

    answered(here, cast.citizen, here.learner, but_wrong=1)
    few = asked()
    for n in range(3):
        clock.set_now(clock.now() + timedelta(minutes=20))
        with database.writing() as session:
            row = session.scalars(select(Attempt).where(Attempt.kind == AttemptKind.CHECK)).first()
            columns = {c.name: getattr(row, c.name) for c in Attempt.__table__.columns if c.name != "id"}
            session.add(Attempt(**{**columns, "uid": f"uid-{n}", "once_key": None}))

    assert asked() == few
