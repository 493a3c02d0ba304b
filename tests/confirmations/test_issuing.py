"""Results come in, the rule is met, one confirmation is issued; more evidence supersedes it, nothing less does."""

import pytest
from sqlalchemy import select

from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.actions.ending import revoke
from lms.confirmations.actions.issuing import record_results
from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.queries.results import completion_of
from lms.confirmations.rules.completion import NewResult
from lms.confirmations.rules.kinds import Reason, State
from lms.errors import NotFound
from lms.people.actions.account import rename
from lms.people.models import Person
from lms.skills.rules import Audience, Evidence, Proof
from lms.tally.queries import standing_of
from lms.tally.rules import Stage
from tests.builders import rows

NOBODY = Origin(None, None)


def test_a_rule_that_is_met_is_confirmed_at_once(house):
    issued = house.confirm()

    (held,) = house.valid()
    assert (held.id, held.name, held.birth_year, held.state) == (issued.id, "Lò Thị Mai", 1958, State.VALID)
    assert [skill["code"] for skill in held.skills] == [one.code for one in house.rule().skills]
    assert {skill["proof"] for skill in held.skills} == {"paper"}
    assert [place["place"] for place in held.places] == ["Thôn Đình, xã An Phú, tỉnh Thử"]
    assert held.basis["framework"].startswith("Khung kỹ năng làm việc")
    assert not held.adopted


def test_one_skill_short_is_not_confirmed(house):
    missing = house.rule().skills[-1].code

    assert house.confirm(but=(missing,)) is None
    assert house.confirm(source="sitting:1", proof=Proof.OBSERVED, but=()) is not None


def test_the_same_source_twice_is_once(house, database):
    house.confirm(source="attempt:7")

    assert house.confirm(source="attempt:7") is None
    assert len(rows(database, select(ProofResult))) == len(house.rule().skills)
    assert len(house.all()) == 1


@pytest.mark.parametrize(
    ("first", "then", "states"),
    [
        (Evidence.SELF, Evidence.SUPERVISED, [State.SUPERSEDED, State.VALID]),
        (Evidence.SUPERVISED, Evidence.IDENTIFIED, [State.SUPERSEDED, State.VALID]),
        (Evidence.SUPERVISED, Evidence.SUPERVISED, [State.VALID]),
        (Evidence.IDENTIFIED, Evidence.SELF, [State.VALID]),
    ],
)
def test_only_more_evidence_supersedes(house, first, then, states):
    house.confirm(evidence=first, source="attempt:1")
    house.confirm(evidence=then, source="attempt:2")

    assert [one.state for one in house.all()] == states
    old = house.all()[0]
    if old.state is State.SUPERSEDED:
        assert (old.end_reason, old.successor_id) == (Reason.RAISED, house.all()[-1].id)


def test_evidence_is_raised_skill_by_skill_and_counts_when_all_are(house):
    skills = [one.code for one in house.rule().skills]
    house.confirm(evidence=Evidence.SELF, source="attempt:1")
    house.confirm(evidence=Evidence.SUPERVISED, source="sitting:1", but=(skills[0],), proof=Proof.OBSERVED)
    assert house.valid()[0].evidence == Evidence.SELF

    house.confirm(evidence=Evidence.SUPERVISED, source="sitting:2", but=tuple(skills[1:]), proof=Proof.OBSERVED)

    assert house.valid()[0].evidence == Evidence.SUPERVISED


def test_a_proof_that_the_rule_does_not_allow_proves_nothing(house):
    assert house.confirm(proof=Proof.CLOSING_QUESTIONS) is None


def test_a_failed_result_is_kept_and_proves_nothing(house, database):
    failed = [NewResult(house.rule().skills[0].code, Proof.PAPER, False, 0.4, Evidence.SUPERVISED, "attempt:9")]
    with database.writing() as session:
        made = record_results(session, NOBODY, house.id_of("citizen"), Audience.CITIZEN, house.rule(), failed)
        completion = completion_of(session, house.id_of("citizen"), house.rule())

    assert made is None
    assert (completion.reached, completion.met, completion.evidence) == (0, False, None)
    assert len(rows(database, select(ProofResult))) == 1


def test_nobody_is_not_confirmed(house, database):
    with database.writing() as session, pytest.raises(NotFound):
        record_results(session, NOBODY, 987654, Audience.CITIZEN, house.rule(), house.results())


def test_what_is_confirmed_is_on_record(house, database):
    made = house.confirm()

    (entry,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.CONFIRMATION_ISSUED))
    assert (entry.subject_person_id, entry.details["serial"]) == (house.id_of("citizen"), made.serial)
    assert "Mai" not in str(entry.details)


def test_nothing_is_kept_when_the_caller_rolls_back(house, database):
    with database.session(write=True) as session:
        arguments = house.id_of("citizen"), Audience.CITIZEN, house.rule(), house.results()
        assert record_results(session, NOBODY, *arguments) is not None
        session.rollback()

    assert house.all() == []
    assert rows(database, select(ProofResult)) == []


@pytest.mark.parametrize(
    ("who", "audience", "counted", "not_counted"),
    [
        ("citizen", Audience.CITIZEN, ["citizen"], []),
        ("official", Audience.OFFICIAL, ["official", "citizen"], []),
        ("official", Audience.CITIZEN, ["citizen"], ["official"]),
        ("pupil", Audience.SECONDARY, ["secondary"], []),
    ],
)
def test_it_counts_in_the_standings_of_its_groups(house, database, who, audience, counted, not_counted):
    house.confirm(who, audience, Evidence.IDENTIFIED)

    with database.session(write=False) as session:
        standings = {one: standing_of(session, house.id_of(who), one) for one in counted + not_counted}
    for one in counted:
        assert (standings[one].stage, standings[one].evidence) == (Stage.COMPLETED, 2)
        assert standings[one].framework == "khung-lam-viec"
    for one in not_counted:
        assert standings[one].stage is Stage.REGISTERED


def test_of_two_audiences_the_better_counts_among_adults(house, database):
    house.confirm("official", Audience.CITIZEN, Evidence.IDENTIFIED)
    house.confirm("official", Audience.OFFICIAL, Evidence.SELF)

    assert [one.audience for one in house.valid("official")] == [Audience.CITIZEN, Audience.OFFICIAL]
    with database.session(write=False) as session:
        person = house.id_of("official")
        assert standing_of(session, person, "citizen").evidence == Evidence.IDENTIFIED
        assert standing_of(session, person, "official").evidence == Evidence.SELF


def test_an_account_marked_as_a_test_is_never_counted(house, database):
    with database.writing() as session:
        session.get(Person, house.id_of("citizen")).is_test = True
    assert house.confirm() is not None

    with database.session(write=False) as session:
        assert standing_of(session, house.id_of("citizen"), "citizen").stage is Stage.REGISTERED


def test_taken_back_it_is_over_with_its_results_and_its_count(house, database):
    made = house.confirm()
    with database.writing() as session:
        revoke(session, NOBODY, session.get(Confirmation, made.id), Reason.NOT_THE_PERSON)

    (ended,) = house.all()
    assert (ended.state, ended.end_reason) == (State.REVOKED, Reason.NOT_THE_PERSON)
    with database.session(write=False) as session:
        assert standing_of(session, house.id_of("citizen"), "citizen").stage is Stage.LEARNING
        assert completion_of(session, house.id_of("citizen"), house.rule()).reached == 0
    again = house.confirm(source="attempt:new")
    assert again.state is State.VALID


def test_it_stays_what_it_was_when_the_person_changes(house, database):
    made = house.confirm()
    with database.writing() as session:
        rename(session, NOBODY, session.get(Person, house.id_of("citizen")), "Lò Thị Mận")

    assert house.valid()[0].name == made.name
