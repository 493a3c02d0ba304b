"""Merging two records of one person: nothing is lost, one is counted, and both codes lead to the one that is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin, Role
from lms.assessments.models import Attempt, AttemptItem
from lms.assessments.rules.kinds import AttemptKind, AttemptState
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation
from lms.confirmations.rules.kinds import Reason
from lms.dossiers.actions.unmerging import tell_apart
from lms.dossiers.models import Merger
from lms.errors import NotFound, Refused
from lms.learning.models import LessonDone
from lms.people.models import Membership, Person, Post, RememberedDevice, SignIn
from lms.skills.rules import Audience, Evidence
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.builders import PIN, rows
from tests.dossiers.steps import OTHER_PIN


def test_everything_goes_to_the_one_that_is_kept_and_one_less_is_counted(twice, database):
    twice.learn(twice.gone, "nop-ho-so")
    before = twice.counted()

    twice.merge()

    assert rows(database, select(LessonDone.person_id)) == [twice.kept]
    assert twice.person(twice.gone).merged_into_id == twice.kept
    assert twice.counted() == before - 1
    (standing,) = rows(database, select(PersonStanding).where(PersonStanding.person_id.in_([twice.kept, twice.gone])))
    assert (standing.person_id, standing.stage) == (twice.kept, Stage.LEARNING)


def test_what_both_have_stays_with_each_and_nothing_is_deleted(twice, database):
    for who in (twice.kept, twice.gone):
        twice.learn(who, "nop-ho-so")
    with database.writing() as session:
        for who in (twice.kept, twice.gone):
            session.add(RememberedDevice(person_id=who, device="d", last_used_at=clock.now()))
    twice.merge()

    assert sorted(rows(database, select(LessonDone.person_id))) == sorted([twice.kept, twice.gone])
    assert len(rows(database, select(RememberedDevice.id))) == 2


def test_both_codes_lead_to_the_kept_account_by_its_own_secret(twice, visit):
    twice.merge()

    assert visit().sign_in("DAN", PIN).status == 303
    old = visit()
    assert old.sign_in("MAI2", PIN).status == 303
    assert "Lò Thị Mai" in old.get("/toi").h1
    assert visit().sign_in("MAI2", OTHER_PIN).status == 422


def test_whoever_was_signed_in_to_the_other_is_signed_out(twice, visit):
    other = visit()
    other.sign_in("MAI2", OTHER_PIN)
    assert other.get("/toi").status == 200

    twice.merge()

    assert other.get("/toi").status == 303


def test_a_sign_in_goes_over_when_the_kept_has_none(twice, database, visit):
    listed = twice.again("Lò Thị Mai", sign_in=None)
    with pytest.raises(Refused, match="Giữ hồ sơ kia"):
        twice.merge(kept=listed, gone=twice.gone)

    twice.merge(kept=twice.gone, gone=listed)

    assert rows(database, select(SignIn.person_id).where(SignIn.code == "MA12")) == [twice.gone]
    assert visit().sign_in("MAI2", OTHER_PIN).status == 303


@pytest.mark.parametrize(
    ("of_kept", "of_gone", "stays"),
    [
        (Evidence.SUPERVISED, Evidence.SUPERVISED, "gone"),  # as good: the newer
        (Evidence.IDENTIFIED, Evidence.SUPERVISED, "kept"),
        (Evidence.SELF, Evidence.SUPERVISED, "gone"),
    ],
)
def test_of_two_confirmations_the_better_stays_valid_and_both_serials_answer(twice, visit, of_kept, of_gone, stays):
    serials = {"kept": twice.confirm(twice.kept, of_kept).serial, "gone": twice.confirm(twice.gone, of_gone).serial}

    twice.merge()

    other = serials["kept" if stays == "gone" else "gone"]
    assert dict(twice.confirmations(twice.kept)) == {serials[stays]: "valid", other: "superseded"}
    assert twice.confirmations(twice.gone) == []
    page = visit().get(f"/xac-nhan/{other}")
    assert "đã có bản mới thay thế" in page.h1
    assert "Hai hồ sơ của cùng một người đã gộp" in page.text
    assert visit().get(f"/xac-nhan/{serials[stays]}").json is None
    assert "còn hiệu lực" in visit().get(f"/xac-nhan/{serials[stays]}").h1


def test_the_worse_says_why_it_ended(twice, database):
    worse = twice.confirm(twice.kept, Evidence.SELF)
    better = twice.confirm(twice.gone)
    twice.merge()

    (one,) = rows(database, select(Confirmation).where(Confirmation.id == worse.id))
    assert (one.end_reason, one.successor_id) == (Reason.MERGED, better.id)


def test_of_two_places_the_one_that_says_more_stays_open(twice, database, cast):
    checked = twice.again(sign_in="MAI3", unit="77001", verified=True)
    twice.merge(gone=checked)

    open_ones = rows(database, select(Membership).where(Membership.person_id == twice.kept, Membership.to_on.is_(None)))
    assert [(one.unit_id, one.verified) for one in open_ones] == [(cast.units["77001"].unit_id, True)]
    (standing,) = rows(database, select(PersonStanding).where(PersonStanding.person_id == twice.kept))
    assert standing.unit_id == cast.units["77001"].unit_id


def test_of_two_papers_under_way_the_one_with_more_answers_goes_on(twice, database):
    fuller = _paper(database, twice.gone, "u1", answered=3)
    emptier = _paper(database, twice.kept, "u2", answered=1)

    twice.merge()

    found = {one.id: one for one in rows(database, select(Attempt))}
    assert (found[fuller].state, found[fuller].person_id) == (AttemptState.OPEN, twice.kept)
    assert (found[emptier].state, found[emptier].person_id) == (AttemptState.ANNULLED, twice.kept)


def _paper(database, person: int, uid: str, *, answered: int) -> int:
    with database.writing() as session:
        paper = Attempt(
            uid=uid, kind=AttemptKind.PAPER, person_id=person, audience=Audience.CITIZEN, framework="f",
            rule_digest="d", rule={}, seed=1, state=AttemptState.OPEN, started_at=clock.now(),
        )  # fmt: skip
        session.add(paper)
        session.flush()
        for place in range(1, 5):
            saved = {"answer": [0], "saved_at": clock.now()} if place <= answered else {}
            asked = {"question": f"q{place}", "version": "v", "family": "f", "skill": "4.1"}
            session.add(AttemptItem(attempt_id=paper.id, place=place, **asked, **saved))
        return paper.id


def test_the_same_two_or_the_same_form_twice_is_one_merger(twice, database):
    assert twice.merge() == twice.merge()
    assert twice.merge(once="another") == twice.merge()
    assert len(rows(database, select(Merger))) == 1


def test_the_same_form_for_two_others_is_turned_down(twice):
    twice.merge()
    third = twice.again(sign_in="MAI3")

    with pytest.raises(Refused, match="Mở lại trang"):
        twice.merge(gone=third)


def test_a_chain_of_mergers_leads_to_the_last(twice, visit, database):
    third = twice.again(sign_in="MAI3")
    twice.learn(third, "nop-ho-so")
    twice.merge(kept=twice.gone, gone=third, once="a")
    twice.merge(kept=twice.kept, gone=twice.gone, once="b")

    assert rows(database, select(LessonDone.person_id)) == [twice.kept]
    for code in ("DAN", "MAI2", "MAI3"):
        assert visit().sign_in(code, PIN).status == 303, code


def _post(session, twice):
    session.add(Post(person_id=twice.gone, role=Role.VIEWER, unit_id=twice.cast.units["77001"].unit_id,
                     from_at=clock.now() - timedelta(days=1)))  # fmt: skip


def _stop(session, twice):
    session.get(Person, twice.gone).stopped_at = clock.now()


def _leave(session, twice):
    session.get(Person, twice.kept).delete_asked_at = clock.now()


def _test(session, twice):
    session.get(Person, twice.gone).is_test = True


def _apart(session, twice):
    tell_apart(session, Origin(twice.cast.manager.id, None), twice.gone, twice.kept, unit_id=None)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (_post, "việc được giao"),
        (_stop, "xin dừng hoặc xóa"),
        (_leave, "xin dừng hoặc xóa"),
        (_test, "dùng để thử"),
        (_apart, "được ghi là khác nhau"),
    ],
)
def test_what_may_not_be_merged_is_turned_down_with_a_kind_sentence(twice, database, before, words):
    with database.writing() as session:
        before(session, twice)

    with pytest.raises(Refused, match=words):
        twice.merge()
    assert rows(database, select(Merger)) == []


def test_nobody_merges_their_own_record(twice):
    with pytest.raises(Refused, match="của chính mình"):
        twice.merge(kept=twice.cast.manager.id, gone=twice.gone)
    with pytest.raises(NotFound):
        twice.merge(kept=twice.kept, gone=999_999)


def test_merged_the_other_way_round_is_turned_down(twice):
    twice.merge()

    with pytest.raises(Refused, match="vừa được gộp"):
        twice.merge(kept=twice.gone, gone=twice.kept, once="m2")


def test_the_merger_is_on_record(twice, database):
    number = twice.merge()

    (entry,) = rows(database, select(AuditEntry).where(AuditEntry.act == Act.MERGED))
    assert (entry.person_id, entry.subject_person_id) == (twice.cast.manager.id, twice.kept)
    assert entry.details == {"merged": twice.gone, "merger": number}
