"""Papers interrupted in a sitting: nothing is taken meanwhile; gone on with there, later, or alone; what they carry."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from lms import clock
from lms.assessments.models import Sitting
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.sittings import check_day, interrupted_from, least
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation
from lms.errors import Refused
from lms.people.models import SignIn
from lms.skills.rules import Evidence
from tests.assessments.steps import Taking, taking
from tests.assessments.test_sitting_evidence import NINE, S, at
from tests.builders import rows

SELF, SUPERVISED, IDENTIFIED = Evidence.SELF, Evidence.SUPERVISED, Evidence.IDENTIFIED


@pytest.mark.parametrize(
    ("carried", "lent", "wanted"),
    [(None, SELF, SELF), (None, IDENTIFIED, IDENTIFIED), (0, IDENTIFIED, SELF), (1, IDENTIFIED, SUPERVISED),
     (2, SUPERVISED, SUPERVISED), (2, SELF, SELF), (2, IDENTIFIED, IDENTIFIED)],
)  # fmt: skip
def test_a_paper_carries_the_least_of_its_parts(carried, lent, wanted):
    assert least(carried, lent) is wanted


@pytest.mark.parametrize(
    ("pressed", "saved", "closed", "wanted"),
    [
        (30, None, None, 30),
        (30, 29, None, 30),
        (150, 119, None, 120),  # after the bell: interrupted at its end
        (150, 120, None, 120),
        (150, 121, None, None),  # gone on with alone
        (70, 49, 50, 50),
        (70, 51, 50, None),
        (24 * 60, 60, None, None),  # the next day
    ],
)
def test_from_when_a_paper_is_interrupted(pressed, saved, closed, wanted):
    sitting = S(closed_at=at(closed) if closed else None)
    last = at(saved) if saved else None

    if wanted is None:
        with pytest.raises(Refused):
            interrupted_from(sitting, last, at(pressed))
    else:
        assert interrupted_from(sitting, last, at(pressed)) == at(wanted)


def test_the_day_of_a_sitting_ends_at_midnight_in_viet_nam():
    late = S(opened_at=NINE + timedelta(hours=12), ends_at=NINE + timedelta(hours=16))  # 21:00 to 1:00

    check_day(late, datetime(2026, 11, 21, 16, 59, tzinfo=UTC))
    with pytest.raises(Refused):
        check_day(late, datetime(2026, 11, 21, 17, 0, tzinfo=UTC))


@pytest.fixture
def begun(hall, cast, database):
    """A citizen ticked present in the facilitator's sitting, with a paper under way and one answer kept."""

    def now(*, known: bool = True) -> Taking:
        visitor = hall.opened().joined(cast.citizen)
        hall.ticks(cast.citizen)
        if known:
            hall.knows(cast.citizen)
        paper = taking(visitor, database)
        paper.answer_all(but_wrong=0)
        return paper

    return now


def pressed(hall, cast, act: str, paper: Taking):
    """The opener presses something on the page of the citizen."""
    return hall.opener.post(hall.person(cast.citizen, f"/{act}"), {"uid": paper.uid})


def test_nothing_is_taken_of_an_interrupted_paper(hall, cast, begun):
    paper = begun()
    assert pressed(hall, cast, "tam-dung", paper).status == 303
    answers = [one.answer for one in paper.items]

    sent = paper.answer(1, {"a": "1"})

    assert (sent.status, sent.h1) == (422, "Bài này đang tạm dừng")
    assert paper.answer(1, {"a": "1"}, by_script=True).status == 422
    assert paper.hand_in().status == 422
    assert paper.see(1).h1 == "Bài này đang tạm dừng"
    assert paper.visitor.get(f"{paper.base}/nop").h1 == "Bài này đang tạm dừng"
    assert "đang tạm dừng" in paper.visitor.get("/danh-gia/").text
    assert paper.row.state is AttemptState.OPEN
    assert [one.answer for one in paper.items] == answers


def test_it_goes_on_in_the_same_sitting_and_carries_what_it_would_have(hall, cast, begun):
    paper = begun()
    pressed(hall, cast, "tam-dung", paper)
    assert "đang tạm dừng" in hall.opener.get(hall.at()).text

    assert [pressed(hall, cast, "lam-tiep", paper).status for _ in range(2)] == [303, 303]
    paper.hand_in()

    assert (paper.row.evidence, paper.row.state) == (IDENTIFIED, AttemptState.FINISHED)


def later(hall, cast, database, *, known: bool) -> object:
    """The first sitting ends; another begins, where the citizen is ticked present."""
    hall.opener.post(hall.at("/ket-thuc"))
    clock.set_now(clock.now() + timedelta(days=1))
    visitor = hall.visit(cast.citizen)
    other = hall.another(cast.facilitator, "77001-1")
    visitor.post(other.at())
    other.ticks(cast.citizen)
    if known:
        other.knows(cast.citizen)
    return other, visitor


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [(True, True, IDENTIFIED), (True, False, SUPERVISED), (False, True, SUPERVISED), (False, False, SUPERVISED)],
)
def test_in_a_later_sitting_it_carries_the_lower_of_the_two(hall, cast, database, begun, before, after, wanted):
    paper = begun(known=before)
    pressed(hall, cast, "tam-dung", paper)
    other, visitor = later(hall, cast, database, known=after)
    assert "Làm dở ở buổi trước" in other.opener.get(other.person(cast.citizen)).text

    assert pressed(other, cast, "lam-tiep", paper).status == 303
    done = Taking(visitor, database, paper.uid)
    assert done.hand_in().status == 303

    assert (done.row.evidence, done.row.sitting_id) == (wanted, other.sitting().id)
    assert rows(database, select(Confirmation.evidence)) == [wanted]


def test_in_a_later_sitting_it_is_only_resumed_for_somebody_present_there(hall, cast, database, begun):
    paper = begun()
    pressed(hall, cast, "tam-dung", paper)
    other, _ = later(hall, cast, database, known=True)
    other.ticks(cast.citizen, "absent")

    assert pressed(other, cast, "lam-tiep", paper).status == 422
    assert paper.row.interrupted_at


def test_while_the_first_sitting_is_open_no_other_takes_the_paper(hall, cast, begun):
    paper = begun()
    pressed(hall, cast, "tam-dung", paper)
    other = hall.another(cast.manager, "77001")
    hall.visit(cast.citizen).post(other.at())
    other.ticks(cast.citizen)

    assert pressed(other, cast, "lam-tiep", paper).status == 422
    assert paper.row.sitting_id == hall.sitting().id


def test_handed_in_after_the_later_sitting_it_is_ones_own_word(hall, cast, database, begun):
    paper = begun()
    pressed(hall, cast, "tam-dung", paper)
    other, visitor = later(hall, cast, database, known=True)
    pressed(other, cast, "lam-tiep", paper)
    other.opener.post(other.at("/ket-thuc"))
    clock.set_now(clock.now() + timedelta(minutes=5))

    done = Taking(visitor, database, paper.uid)
    done.hand_in()

    assert done.row.evidence == SELF


def test_nobody_waits_the_paper_goes_on_alone_and_is_ones_own_word_for_good(hall, cast, database, begun):
    paper = begun()
    pressed(hall, cast, "tam-dung", paper)

    assert [paper.visitor.post(f"{paper.base}/lam-mot-minh").status for _ in range(2)] == [303, 303]
    assert paper.answer(1, {"a": "0"}).status in (303, 422)
    paper.hand_in()

    assert (paper.row.evidence, paper.row.sitting_id, paper.row.carried) == (SELF, None, 0)


def test_somebody_elses_paper_does_not_go_on(hall, cast, begun, visit):
    paper = begun()
    pressed(hall, cast, "tam-dung", paper)

    assert visit(cast.official).post(f"{paper.base}/lam-mot-minh").status == 404
    assert hall.visit(cast.manager).post(hall.person(cast.citizen, "/tam-dung"), {"uid": paper.uid}).status == 403
    assert pressed(hall, cast, "tam-dung", Taking(paper.visitor, paper.database, "khong-co")).status == 404
    assert paper.row.interrupted_at


def test_of_one_with_nothing_to_keep_it_is_said_why(hall, cast, database):
    visitor = hall.opened().joined(cast.citizen)
    paper = taking(visitor, database)

    refused = pressed(hall, cast, "tam-dung", paper)

    assert refused.status == 422
    assert "Chưa điểm danh “Có mặt”" in refused.errors
    hall.ticks(cast.citizen)
    with database.writing() as session:
        mine = update(SignIn).where(SignIn.person_id == cast.citizen.id)
        session.execute(mine.values(secret_set_by_id=cast.facilitator.id))
    assert pressed(hall, cast, "tam-dung", paper).status == 422
    assert paper.row.interrupted_at is None


def test_the_bell_rings_all_that_is_under_way_is_interrupted_and_goes_on_later(hall, cast, database):
    hall.opened()
    visitors = {who.id: hall.joined(who) for who in (cast.citizen, cast.official)}
    hall.ticks(cast.citizen)  # the other is not seen: nothing to keep
    papers = {who: taking(visitor, database) for who, visitor in visitors.items()}

    assert "Tạm dừng 2 bài rồi kết thúc" in hall.opener.get(hall.at()).text
    assert hall.opener.post(hall.at("/ket-thuc"), {"tam-dung": "1"}).status == 303

    assert papers[cast.citizen.id].row.interrupted_at
    assert papers[cast.official.id].row.interrupted_at is None
    other, _ = later(hall, cast, database, known=False)
    assert other.opener.post(other.at("/lam-tiep")).status == 303
    assert papers[cast.citizen.id].row.sitting_id == other.sitting().id


def test_after_the_bell_it_may_still_be_said_that_day(hall, cast, database, begun):
    paper = begun()
    with database.writing() as session:
        session.execute(update(Sitting).values(ends_at=clock.now() + timedelta(seconds=1)))
    ended = hall.sitting().ends_at
    clock.set_now(clock.now() + timedelta(minutes=3))

    assert hall.opener.post(hall.at("/tam-dung")).status == 303

    assert (paper.row.interrupted_at, paper.row.carried) == (ended, IDENTIFIED)


def test_a_presence_that_an_interrupted_paper_rests_on_is_not_undone(hall, cast, begun):
    paper = begun()
    pressed(hall, cast, "tam-dung", paper)

    assert hall.ticks(cast.citizen, "absent").status == 422


def test_each_interruption_and_resumption_is_on_record_once(hall, cast, database, begun):
    paper = begun()
    for act in ("tam-dung", "tam-dung", "lam-tiep", "lam-tiep"):
        pressed(hall, cast, act, paper)

    for act in (Act.PAPER_INTERRUPTED, Act.PAPER_RESUMED):
        assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == act)) == [1]
