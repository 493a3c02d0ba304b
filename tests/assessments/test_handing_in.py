"""Handing in: settled once by what was stored; the result by skill; what passes proves, what fails proves nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.handing_in import annul, hand_in, looked_over
from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.serials import shown
from lms.content.adapters.running import SHELF
from lms.content.rules.library import Library
from lms.errors import NotFound
from lms.skills.rules import Audience, Proof
from lms.tally.models import PersonStanding
from lms.tally.rules import Stage
from tests.assessments.steps import begin, pass_paper, right, taking, wrong
from tests.builders import rows


@pytest.mark.parametrize(
    ("who", "audience"), [("citizen", "citizen"), ("official", "official"), ("pupil", "secondary")]
)
def test_from_nothing_to_confirmed(visit, cast, database, app, who, audience):
    visitor = visit(getattr(cast, who))
    paper = pass_paper(visitor, database, audience)
    rule = next(one for one in app.extensions[SHELF].library().book.rules if one.audience == audience)

    page = paper.result()

    assert page.h1 == "Đã đạt bài đánh giá"
    assert f"Đúng {rule.questions} trong {rule.questions} câu." in page.text
    assert "Đã có phiếu kết quả" in page.text
    (held,) = rows(database, select(Confirmation))
    assert page.links()["Mở giấy để in (PDF)"] == f"/xac-nhan/{shown(held.serial)}.pdf"
    public = {"Trang kiểm tra công khai": f"/xac-nhan/{shown(held.serial)}"}
    assert (public.items() <= page.links().items()) == (who != "pupil")  # a child's is answered like an unknown number
    assert (held.audience, held.state, held.evidence) == (audience, State.VALID, 0)
    proofs = rows(database, select(ProofResult))
    assert {one.skill for one in proofs} == {one.code for one in rule.skills}
    assert {(one.proof, one.passed, one.share, one.source) for one in proofs} == {
        (Proof.PAPER, True, 1.0, f"attempt:{paper.uid}")
    }
    asked = {one.skill: set() for one in proofs}
    for one in paper.items:
        asked[one.skill].add(one.version)
    assert {one.skill: set(one.versions) for one in proofs} == asked


def test_a_paper_not_passed_proves_nothing_and_is_kept(visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    paper.answer_all(but_wrong=len(paper.items))
    paper.hand_in()

    assert paper.result().h1 == "Lần này chưa đạt"
    assert (paper.row.state, paper.row.passed, paper.row.share) == (AttemptState.FINISHED, False, 0.0)
    assert {one.right for one in paper.items} == {False}
    assert rows(database, select(ProofResult)) == []
    stage = select(PersonStanding.stage).where(PersonStanding.person_id == cast.citizen.id)
    assert rows(database, stage) == [Stage.LEARNING]


@pytest.mark.parametrize(("before", "after"), [("wrong", "right"), ("right", "wrong")])
def test_what_comes_after_looking_over_counts(visit, cast, database, app, before, after):
    paper = taking(visit(cast.citizen), database)
    paper.answer_all(but_wrong=int(before == "wrong"))
    with database.single(write=False) as reading:
        marked = looked_over(reading, paper.uid, cast.citizen.id)
    paper.answer(1, {"right": right, "wrong": wrong}[after](paper.questions()[1], paper.row.seed))

    library = app.extensions[SHELF].library()
    with database.writing() as session:
        hand_in(session, Origin(cast.citizen.id, None), paper.uid, cast.citizen.id, library, marked=marked)

    assert len(marked) == len(paper.items)
    assert [one.right for one in paper.items] == [after == "right", *[True] * (len(paper.items) - 1)]


def test_somebody_elses_paper_is_not_looked_over(visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    paper.answer_all()

    with database.single(write=False) as reading:
        assert looked_over(reading, paper.uid, cast.official.id) == {}


def test_the_result_names_skills_and_lessons_and_never_an_item(visit, cast, database, app):
    library = app.extensions[SHELF].library()
    paper = taking(visit(cast.citizen), database)
    paper.answer_all(but_wrong=len(paper.items))
    paper.hand_in()

    page = paper.result()

    links = page.links()
    for skill in {one.skill for one in paper.items}:
        assert library.skill(skill).plain in page.text
        lessons = library.lessons_for(Audience.CITIZEN, skill)[:2]
        assert lessons
        assert all(links[one.title] == one.address for one in lessons)
    for question in paper.questions().values():
        assert question.stem not in page.text


def test_what_is_unanswered_is_listed_before_and_counts_as_not_right(visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    numbers = ", ".join(str(one.place) for one in paper.items)

    page = paper.visitor.get(f"{paper.base}/nop")
    assert f"Câu chưa làm: {numbers}." in page.text
    assert paper.hand_in().status == 303

    assert {one.right for one in paper.items} == {False}
    assert paper.row.share == 0


def test_handing_in_twice_is_once(visit, cast, database):
    paper = pass_paper(visit(cast.citizen), database)
    first = paper.row

    again = paper.hand_in()

    assert (again.status, again.location) == (303, f"{paper.base}/ket-qua")
    assert paper.row.finished_at == first.finished_at
    assert rows(database, select(func.count(Confirmation.id))) == [1]
    assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.PAPER_HANDED_IN)) == [1]


def test_every_page_of_a_paper_handed_in_leads_to_its_result(visit, cast, database):
    paper = pass_paper(visit(cast.citizen), database)

    for rest in ("", "/cau/1", "/nop"):
        assert paper.visitor.get(paper.base + rest).location == f"{paper.base}/ket-qua"


def test_the_result_of_an_open_paper_leads_back_to_it(visit, cast, database):
    paper = taking(visit(cast.citizen), database)

    assert paper.result().location == paper.base


def test_a_second_paper_shares_at_most_half_with_the_first(visit, cast, database):
    first = taking(visit(cast.citizen), database)
    first.hand_in()
    clock.set_now(clock.now() + timedelta(hours=2))
    second = taking(visit(cast.citizen), database, once="hai")

    one, two = ({item.question for item in paper.items} for paper in (first, second))
    assert len(one & two) <= len(two) / 2


def test_a_paper_goes_on_as_it_began_when_content_is_deployed_and_the_rule_changed(visit, cast, database, app, deploy):
    paper = taking(visit(cast.citizen), database)
    rule, before = paper.row.rule, [(one.place, one.version) for one in paper.items]
    old = app.extensions[SHELF].library()
    rules = tuple(
        replace(one, pass_mark=1.0, questions=1, skills=one.skills[:1], version="sau") for one in old.book.rules
    )
    changed = tuple(
        replace(item, stem="Đã sửa.", options=tuple(replace(o, right=not o.right) for o in item.options))
        for item in old.assessment
    )
    deploy(Library(replace(old.book, rules=rules), changed, "later"))

    assert "Đã sửa." not in paper.see(1).text
    paper.answer_all(but_wrong=1)  # by the key as it was
    paper.hand_in()

    assert paper.result().h1 == "Đã đạt bài đánh giá"
    assert paper.row.rule == rule
    assert [(one.place, one.version) for one in paper.items] == before
    assert sum(not one.right for one in paper.items) == 1
    (held,) = rows(database, select(Confirmation))
    assert (held.rule_version, held.rule_digest) == (old.rule_for(Audience.CITIZEN).version, paper.row.rule_digest)


def test_a_paper_whose_questions_are_gone_from_the_library_is_still_graded(visit, cast, database, app, deploy):
    paper = taking(visit(cast.citizen), database)
    deploy(Library(app.extensions[SHELF].library().book, (), "bare"))

    paper.answer_all()
    paper.hand_in()

    assert paper.row.share == 1.0


def test_every_kind_is_graded_by_what_was_on_the_screen(all_kinds, visit, cast, database):
    good = pass_paper(visit(cast.citizen), database)
    bad = taking(visit(cast.facilitator), database)
    bad.answer_all(but_wrong=5)
    bad.hand_in()

    assert ([one.right for one in good.items], [one.right for one in bad.items]) == ([True] * 5, [False] * 5)


def test_an_annulled_paper_takes_back_what_stood_on_it(visit, cast, database):
    paper = pass_paper(visit(cast.citizen), database)
    with database.writing() as session:
        annul(session, Origin(cast.manager.id, None), paper.uid)
        annul(session, Origin(cast.manager.id, None), paper.uid)

    assert paper.row.state is AttemptState.ANNULLED
    assert [one.state for one in rows(database, select(Confirmation))] == [State.REVOKED]
    assert all(one.annulled_at for one in rows(database, select(ProofResult)))
    assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.PAPER_ANNULLED)) == [1]
    assert paper.result().h1 == "Bài này không được tính"
    assert begin(paper.visitor, once="hai").status == 303


def test_an_open_paper_can_be_annulled_and_an_unknown_one_cannot(visit, cast, database):
    paper = taking(visit(cast.citizen), database)
    with database.writing() as session:
        annul(session, Origin(cast.manager.id, None), paper.uid)

    assert paper.result().h1 == "Bài này không được tính"
    assert paper.answer(1, {"a": "0"}).status == 422
    with pytest.raises(NotFound), database.writing() as session:
        annul(session, Origin(cast.manager.id, None), "khong-co")


def test_signing_in_again_leads_back_to_handing_in(visit, cast, database):
    paper = taking(visit(cast.citizen), database)

    page = visit().post(f"{paper.base}/nop")

    assert page.location == f"/dang-nhap?tiep={paper.base}/nop"
    assert paper.row.state is AttemptState.OPEN


def test_a_paper_of_one_audience_says_nothing_of_another(visit, cast, database):
    visitor = visit(cast.official)
    pass_paper(visitor, database, "official")

    assert [one.audience for one in rows(database, select(Confirmation))] == [Audience.OFFICIAL]
    assert rows(database, select(Attempt.audience)) == [Audience.OFFICIAL]
    assert begin(visitor, "citizen", "khac").status == 303


@pytest.mark.parametrize(("there", "told"), [(False, "Bài này tự làm một mình."), (True, "chưa điểm danh")])
def test_why_a_paper_passed_does_not_count_yet(hall, cast, visit, database, there, told):
    visitor = hall.opened().joined(cast.citizen) if there else visit(cast.citizen)

    page = pass_paper(visitor, database).result()

    assert told in page.text
    assert "kiểm tra lại ngắn: 3 câu hoặc 3 việc" in page.text
    assert ("tự làm một mình" in page.text) != there
