"""Who is there: ticking many and one, undoing, knowing people, the second witness; and what papers done there carry."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from lms import clock
from lms.access.rules import Role
from lms.assessments.models import Attempt, SittingPresence
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import SignIn
from lms.skills.rules import Audience, Evidence
from tests.builders import rows


def _on_list(page) -> dict[str, str]:
    """Those still to be ticked: name → the value of their box."""
    found = page.soup.select("input[name=people]")
    return {page.soup.find("label", attrs={"for": one["id"]}).find(string=True).strip(): one["value"] for one in found}


def _set_by(database, learner, setter) -> None:
    with database.writing() as session:
        session.execute(update(SignIn).where(SignIn.person_id == learner.id).values(secret_set_by_id=setter.id))


def test_several_are_ticked_at_once_in_the_order_of_a_class_list(hall, cast):
    hall.opened()
    others = [hall.made(name, "77001-1", citizen=Audience.CITIZEN) for name in ("Trần Văn Ân", "Ân Thị An", "Đỗ Bình")]
    for one in others:
        hall.joined(one)

    listed = _on_list(hall.opener.get(hall.at()))
    assert list(listed) == ["Ân Thị An", "Trần Văn Ân", "Đỗ Bình"]
    sent = {"people": [listed["Đỗ Bình"], listed["Trần Văn Ân"]], "state": "present", "known": "y"}
    assert hall.opener.post(hall.at("/diem-danh"), sent).status == 303

    assert {one.name: hall.presence(one).state for one in others} == {
        "Trần Văn Ân": Presence.PRESENT, "Đỗ Bình": Presence.PRESENT, "Ân Thị An": Presence.JOINED,
    }  # fmt: skip
    assert hall.presence(others[0]).known_by is KnownBy.FACE
    assert hall.presence(others[0]).ticked_by_id == cast.facilitator.id
    assert "Có mặt: 2" in hall.opener.get(hall.at()).text


def test_all_means_all_whom_the_page_showed(hall, cast):
    hall.opened().joined(cast.citizen)
    listed = hall.opener.get(hall.at()).hidden()["listed"]
    hall.joined(cast.official)  # after the page was opened

    hall.opener.post(hall.at("/diem-danh"), {"listed": listed, "all": "1"})

    assert hall.presence(cast.citizen).state is Presence.PRESENT
    assert hall.presence(cast.official).state is Presence.JOINED


@pytest.mark.parametrize(
    "sent",
    [{"state": "present"}, {"people": "x", "state": "present"}, {"people": "1", "state": "joined"}, {"people": "1"},
     {"all": "1", "listed": "a,;"}],
)  # fmt: skip
def test_ticking_nobody_or_nonsense_is_refused(hall, cast, sent):
    hall.opened().joined(cast.citizen)

    assert hall.opener.post(hall.at("/diem-danh"), sent).status == 422
    assert hall.presence(cast.citizen).state is Presence.JOINED


def test_ticking_one_who_is_not_on_the_list_ticks_none(hall, cast):
    hall.opened().joined(cast.citizen)
    sent = {"people": [cast.citizen.id, cast.stranger.id], "state": "present"}

    assert hall.opener.post(hall.at("/diem-danh"), sent).status == 404
    assert hall.presence(cast.citizen).state is Presence.JOINED


def test_each_tick_is_on_record_once(hall, cast, database):
    hall.opened().joined(cast.citizen)
    for state in ("present", "present", "absent", "joined"):
        assert hall.ticks(cast.citizen, state).status == 303

    found = rows(database, select(AuditEntry).where(AuditEntry.act == Act.PRESENCE_TICKED).order_by(AuditEntry.id))
    assert [one.details["state"] for one in found] == ["present", "absent", "joined"]
    assert {(one.person_id, one.subject_person_id) for one in found} == {(cast.facilitator.id, cast.citizen.id)}
    assert hall.presence(cast.citizen).ticked_at is None


def test_ticking_again_keeps_the_first_moment(hall, cast):
    hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    first = hall.presence(cast.citizen).ticked_at

    hall.ticks(cast.citizen)

    assert hall.presence(cast.citizen).ticked_at == first


@pytest.mark.parametrize(
    ("known", "wanted"), [(None, Evidence.SUPERVISED), ("face", Evidence.IDENTIFIED), ("id_card", Evidence.IDENTIFIED)]
)
def test_a_paper_done_there_carries_what_the_opener_says(hall, cast, known, wanted):
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    if known:
        assert hall.knows(cast.citizen, known).status == 303

    assert hall.hands_in(citizen, hall.begins_paper(citizen)).evidence == wanted


@pytest.mark.parametrize("ticked", [None, "absent"])
def test_without_a_tick_it_is_their_own_word(hall, cast, ticked):
    citizen = hall.opened().joined(cast.citizen)
    if ticked:
        hall.ticks(cast.citizen, ticked)

    assert hall.hands_in(citizen, hall.begins_paper(citizen)).evidence == Evidence.SELF


def test_a_tick_after_the_hand_in_never_raises_it(hall, cast, database):
    citizen = hall.opened().joined(cast.citizen)
    paper = hall.hands_in(citizen, hall.begins_paper(citizen))

    hall.ticks(cast.citizen)
    hall.knows(cast.citizen)
    citizen.post(f"/danh-gia/{paper.uid}/nop")

    assert rows(database, select(Attempt.evidence)) == [Evidence.SELF]


def test_a_presence_that_a_paper_rests_on_stays(hall, cast):
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    hall.knows(cast.citizen)
    paper = hall.begins_paper(citizen)
    assert [hall.ticks(cast.citizen, state).status for state in ("joined", "present")] == [303, 303]  # while it is open
    hall.hands_in(citizen, paper)

    for answer in (
        hall.ticks(cast.citizen, "absent"),
        hall.ticks(cast.citizen, "joined"),
        hall.knows(cast.citizen, ""),
    ):
        assert answer.status == 422, answer.text
    assert hall.knows(cast.citizen, "id_card").status == 303  # put right, not taken back
    assert hall.presence(cast.citizen).state is Presence.PRESENT


def test_a_paper_begun_before_joining_belongs_to_the_sitting_when_it_was_open_by_then(hall, cast):
    citizen = hall.opened().visit(cast.citizen)
    paper = hall.begins_paper(citizen)
    citizen.post(hall.at())
    hall.ticks(cast.citizen)

    assert hall.hands_in(citizen, paper).evidence == Evidence.SUPERVISED


def test_a_paper_begun_at_home_does_not(hall, cast):
    citizen = hall.visit(cast.citizen)
    paper = hall.begins_paper(citizen)
    hall.opened()
    citizen.post(hall.at())
    hall.ticks(cast.citizen)

    attempt = hall.hands_in(citizen, paper)
    assert (attempt.evidence, attempt.sitting_id) == (Evidence.SELF, None)


@pytest.mark.parametrize("how", ["closed", "over"])
def test_a_paper_handed_in_after_the_end_is_their_own_word(hall, cast, how):
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    paper = hall.begins_paper(citizen)
    if how == "closed":
        hall.opener.post(hall.at("/ket-thuc"))
    else:
        clock.set_now(hall.sitting().ends_at + timedelta(minutes=1))
        citizen = hall.visit(cast.citizen)

    assert hall.hands_in(citizen, paper).evidence == Evidence.SELF


def test_of_two_sittings_the_one_joined_last_holds_a_new_paper(hall, cast):
    first = hall.opened()
    second = hall.another(cast.manager, "77001")
    citizen = first.joined(cast.citizen)
    citizen.post(second.at())
    first.ticks(cast.citizen)

    attempt = hall.hands_in(citizen, hall.begins_paper(citizen))
    assert (attempt.sitting_id, attempt.evidence) == (second.sitting().id, Evidence.SELF)


def test_somebody_taken_off_the_list_has_their_own_word_only(hall, cast, database):
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    paper = hall.begins_paper(citizen)
    with database.writing() as session:
        session.execute(delete(SittingPresence))

    assert hall.hands_in(citizen, paper).evidence == Evidence.SELF
    assert hall.opener.get(hall.at()).status == 200
    assert hall.opener.get(hall.person(cast.citizen)).status == 404
    assert hall.ticks(cast.citizen).status == 404


def test_whoever_set_the_pin_needs_a_second_witness(hall, cast, database):
    _set_by(database, cast.citizen, cast.facilitator)
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    paper = hall.begins_paper(citizen)

    assert "Cần người chứng kiến thứ hai" in hall.opener.get(hall.at()).text
    hall.joined(cast.official)
    hall.ticks(cast.official)
    page = hall.opener.get(hall.person(cast.citizen))
    offered = [one.text for one in page.soup.select("select[name=witness] option")]
    assert offered == ["Chưa chọn", "Trần Thị Sáu", "Nguyễn Văn Tư"]  # a post over it; somebody seen there
    assert hall.knows(cast.citizen, "", witness=cast.official.id).status == 303

    assert "Cần người chứng kiến thứ hai" not in hall.opener.get(hall.at()).text
    assert hall.hands_in(citizen, paper).evidence == Evidence.SUPERVISED
    assert hall.knows(cast.citizen, "", witness="").status == 422  # the paper rests on it
    named = rows(database, select(AuditEntry).where(AuditEntry.act == Act.WITNESS_NAMED))
    assert [one.details["witness"] for one in named] == [cast.official.id]


def test_without_the_second_witness_it_is_their_own_word(hall, cast, database):
    _set_by(database, cast.citizen, cast.facilitator)
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    hall.knows(cast.citizen)

    assert hall.hands_in(citizen, hall.begins_paper(citizen)).evidence == Evidence.SELF


@pytest.mark.parametrize("who", ["citizen", "facilitator", "official", "stranger", "admin"])
def test_who_cannot_be_the_second_witness(hall, cast, database, who):
    """The person, the opener, somebody on the list but not seen, posts elsewhere, posts above the commune."""
    _set_by(database, cast.citizen, cast.facilitator)
    hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    hall.joined(cast.official)

    assert hall.knows(cast.citizen, "face", witness=getattr(cast, who).id).status == 422
    assert hall.presence(cast.citizen).witness_id is None
    assert hall.presence(cast.citizen).known_by is None


def test_a_pin_set_by_somebody_else_needs_none(hall, cast, database):
    _set_by(database, cast.citizen, cast.manager)
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)

    assert not hall.opener.get(hall.person(cast.citizen)).soup.select("select[name=witness]")
    assert hall.hands_in(citizen, hall.begins_paper(citizen)).evidence == Evidence.SUPERVISED


def test_the_opener_reads_states_and_never_scores(hall, cast):
    citizen = hall.opened().joined(cast.citizen)
    hall.ticks(cast.citizen)
    paper = hall.begins_paper(citizen)
    assert "Đang làm bài" in hall.opener.get(hall.at()).text
    assert "1 người đang làm bài dở" in hall.opener.get(hall.at()).text

    hall.hands_in(citizen, paper)

    for page in (hall.opener.get(hall.at()), hall.opener.get(hall.person(cast.citizen))):
        assert "Đã nộp bài" in page.text
        assert "%" not in page.text
        assert "đạt" not in page.text.replace("kỹ năng ấy đạt", "")


def test_nonsense_is_answered_as_not_found(hall, cast):
    hall.opened().joined(cast.citizen)

    assert hall.ticks(cast.citizen, "sleeping").status == 404
    assert hall.knows(cast.citizen, "by_heart").status == 404


def test_a_teacher_of_the_class_and_a_colleague(hall, cast):
    hall.with_class()
    teacher = hall.made("Hoàng Thị Hà", "77001-2-7b", role=Role.TEACHER)
    head = hall.made("Bùi Văn Lâm", "77001-2", role=Role.MANAGER)
    hall.opened(teacher, "77001-2-7b").joined(cast.pupil)

    hall.ticks(cast.pupil)

    assert hall.presence(cast.pupil).state is Presence.PRESENT
    assert "Nhi Niê" in hall.visit(head).get(hall.at()).text
    assert hall.visit(head).get(hall.person(cast.pupil)).status == 403
    assert hall.visit(cast.facilitator).get(hall.person(cast.pupil)).status == 404
