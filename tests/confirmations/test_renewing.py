"""Issued again: under a corrected name, or under a document adopted since; never a worse one, never an equal one."""

import pytest
from sqlalchemy import select

from lms.access.rules import Origin
from lms.confirmations.actions.adopting import reissue_under, withdraw
from lms.confirmations.actions.renewing import reissue, reissue_renamed
from lms.confirmations.models import Adoption, Confirmation
from lms.confirmations.queries.adopting import count_gaining
from lms.confirmations.rules.kinds import Reason, State
from lms.errors import Forbidden, Refused
from lms.people.actions.account import rename
from lms.people.models import Membership, Person
from lms.skills.rules import Audience, Evidence
from lms.tally.models import LedgerRow
from tests.builders import rows

NOBODY = Origin(None, None)


@pytest.fixture
def renamed(house, database):
    """Correct the citizen's name, as the screen does: rename, then issue again."""

    def to(name: str, who: str = "citizen") -> int:
        with database.writing() as session:
            rename(session, NOBODY, session.get(Person, house.id_of(who)), name)
            return len(reissue_renamed(session, NOBODY, house.id_of(who)))

    return to


def test_a_corrected_name_supersedes(house, renamed):
    house.confirm()

    assert renamed("Lò Thị Mây") == 1
    old, new = house.all()
    assert (old.state, old.end_reason, old.successor_id) == (State.SUPERSEDED, Reason.RENAMED, new.id)
    assert (old.name, new.name, new.state) == ("Lò Thị Mai", "Lò Thị Mây", State.VALID)
    assert (new.evidence, new.skills, new.subject == old.subject) == (old.evidence, old.skills, False)


def test_the_same_name_issues_nothing(house, renamed):
    house.confirm()

    assert renamed("Lò Thị Mai") == 0
    assert len(house.all()) == 1


def test_all_audiences_of_a_person_get_the_name(house, renamed):
    house.confirm("official", Audience.CITIZEN)
    house.confirm("official", Audience.OFFICIAL)

    assert renamed("Nguyễn Văn Tư Em", "official") == 2
    assert {one.name for one in house.valid("official")} == {"Nguyễn Văn Tư Em"}


def test_adopting_changes_nothing_by_itself(house):
    house.confirm()
    house.adopt()

    assert [one.adopted for one in house.all()] == [False]


@pytest.mark.parametrize(
    ("code", "evidence", "adopted"),
    [
        ("77", Evidence.SUPERVISED, True),
        ("77001", Evidence.SUPERVISED, True),
        ("77001", Evidence.IDENTIFIED, True),
        ("77001", Evidence.SELF, False),
        ("77002", Evidence.SUPERVISED, False),
        ("78", Evidence.SUPERVISED, False),
    ],
)
def test_the_title_is_decided_by_document_and_evidence(house, code, evidence, adopted):
    house.adopt(code)

    assert house.confirm(evidence=evidence).adopted is adopted


def test_the_nearest_document_is_named(house):
    house.adopt("77", number="1/QĐ", once="a")
    house.adopt("77001", number="2/QĐ", once="b")

    assert house.confirm().basis["adoption"]["number"] == "2/QĐ"


def test_slips_are_issued_again_under_a_document(house, database):
    house.confirm()
    house.confirm("official", Audience.OFFICIAL, Evidence.SELF)
    house.confirm("official", Audience.CITIZEN)
    house.confirm("stranger", Audience.OFFICIAL)
    before = len(rows(database, select(LedgerRow)))
    adoption = house.adopt()
    with database.writing() as session:
        path = house.cast.units["77001"].path
        assert count_gaining(session, "hoan-thanh", path) == 2
        assert reissue_under(session, NOBODY, session.get(Adoption, adoption.id)) == 2
        assert reissue_under(session, NOBODY, session.get(Adoption, adoption.id)) == 0

    held = {(one.person_id, one.audience): one.adopted for one in [*house.valid(), *house.valid("official")]}
    assert held == {
        (house.id_of("citizen"), Audience.CITIZEN): True,
        (house.id_of("official"), Audience.CITIZEN): True,
        (house.id_of("official"), Audience.OFFICIAL): False,
    }
    assert {one.end_reason for one in house.all() if one.state is State.SUPERSEDED} == {Reason.ADOPTED}
    assert len(rows(database, select(LedgerRow))) == before


def test_it_goes_on_where_it_stopped(house, database):
    house.confirm()
    house.confirm("official", Audience.CITIZEN)
    adoption = house.adopt()
    with database.writing() as session:
        held = session.get(Adoption, adoption.id)
        assert [reissue_under(session, NOBODY, held, most=1) for _ in range(3)] == [1, 1, 0]


def test_whoever_has_moved_away_is_not_issued_again(house, database):
    house.confirm()
    adoption = house.adopt()
    with database.writing() as session:
        own = select(Membership).where(Membership.person_id == house.id_of("citizen"))
        session.scalars(own).one().unit_id = house.cast.units["77002"].unit_id
        assert reissue_under(session, NOBODY, session.get(Adoption, adoption.id)) == 0


def test_a_withdrawn_document_binds_no_longer_and_takes_no_title_back(house, database, renamed):
    adoption = house.adopt()
    house.confirm()
    with database.writing() as session:
        withdraw(session, NOBODY, session.get(Adoption, adoption.id))
        with pytest.raises(Forbidden):
            reissue_under(session, NOBODY, session.get(Adoption, adoption.id))

    assert house.confirm("official", Audience.CITIZEN).adopted is False
    renamed("Lò Thị Mây")
    assert house.valid()[0].adopted is True
    assert house.confirm(evidence=Evidence.IDENTIFIED).adopted is True


def test_one_document_at_a_time_and_the_same_form_once(house):
    first = house.adopt(once="a")

    assert house.adopt(once="a").id == first.id
    with pytest.raises(Refused, match="đang áp dụng theo văn bản số 12/QĐ-UBND"):
        house.adopt(once="b", number="13/QĐ")


@pytest.mark.parametrize("code", ["77001-1", "vn"])
def test_villages_and_the_country_issue_no_document(house, code):
    with pytest.raises(Refused, match="không ban hành văn bản"):
        house.adopt(code)


def test_issuing_again_without_cause_does_nothing(house, database):
    house.confirm()
    with database.writing() as session:
        for reason in (Reason.RENAMED, Reason.ADOPTED):
            assert reissue(session, NOBODY, house.id_of("citizen"), Audience.CITIZEN, reason) is None
        assert reissue(session, NOBODY, house.id_of("pupil"), Audience.SECONDARY, Reason.RENAMED) is None
    assert len(rows(database, select(Confirmation))) == 1
