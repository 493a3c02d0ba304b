"""The school's own quizzes as those who teach see them, every kind of question on the screen, two at one machine."""

import pytest
from sqlalchemy import select

from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.questions.rules import Kind, presented
from tests.builders import rows
from tests.classrooms.lesson import beside, opened, tapped_in
from tests.classrooms.quiz_steps import PAPER, answer, begin, bring, in_order, keep, quiz_made, tries
from tests.classrooms.rooms import statements
from tests.staff import appointed

MIXED = """::1::Ghép tiếng kêu. {=Mèo -> meo =Chó -> gâu = -> ò ó o}

::2::Xếp các bước. {>ALL
Bật máy
Gõ tên
Vào học
}

::3::Ý nào?\\nDòng hai {=a#vì a ~b#chưa phải ~c}
"""


pytestmark = pytest.mark.usefixtures("at_nine")


def at(schools, quiz) -> str:
    """Where whoever teaches finds a quiz."""
    return f"/lop/truong/{schools.school}/bai-tap/{quiz.uid}"


def test_colleagues_share_and_others_find_nothing(visit, schools, cast, database):
    quiz = quiz_made(visit(schools.teacher), schools, database)
    statuses = {
        who: visit(getattr(schools, who)).get(at(schools, quiz)).status
        for who in ("teacher", "colleague", "head", "stranger")
    }

    assert statuses == {"teacher": 200, "colleague": 200, "head": 200, "stranger": 404}
    assert visit(cast.pupil).get(at(schools, quiz)).status == 404
    elsewhere = f"/lop/truong/{schools.elsewhere.school.code}/bai-tap/{quiz.uid}"
    assert [visit(schools.stranger).get(one).status for one in (elsewhere, f"{elsewhere}.gift")] == [404, 404]
    assert visit(schools.stranger).post(f"{elsewhere}/cat").status == 404


def test_the_page_leads_to_setting_it_for_ones_own_classes(visit, schools, database):
    quiz = quiz_made(visit(schools.teacher), schools, database)
    page = visit(schools.teacher).get(at(schools, quiz))

    links = [link for link in page.links().values() if "bai-giao" in link]
    assert links == [f"/lop/{schools.code}/bai-giao/moi?loai=bai-tap&bai={quiz.uid}"]
    asking = visit(schools.teacher).get(links[0])
    assert asking.soup.find(attrs={"value": quiz.uid, "selected": True}) or asking.soup.find(
        attrs={"value": quiz.uid, "checked": True}
    )


def test_it_is_put_away_and_taken_out_again(visit, schools, database):
    visitor = visit(schools.colleague)
    quiz = quiz_made(visit(schools.teacher), schools, database)

    for _ in range(2):
        visitor.post(f"{at(schools, quiz)}/cat")
    page = visitor.get(f"{at(schools, quiz)}?da-cat")
    assert "Em nào đang làm dở vẫn làm cho xong" in page.text
    assert not [link for link in page.links().values() if "bai-giao" in link]

    visitor.post(f"{at(schools, quiz)}/lay-lai")
    assert "Đã lấy ra" in visitor.get(f"{at(schools, quiz)}?da-lay").text


def test_the_head_reads_and_puts_away_but_neither_brings_nor_sets(visit, schools, database):
    quiz, visitor = quiz_made(visit(schools.teacher), schools, database), visit(schools.head)

    listed = visitor.get(f"/lop/truong/{schools.school}/bai-tap")
    page = visitor.get(at(schools, quiz))

    assert quiz.title in listed.links()
    assert "Đưa câu hỏi lên" not in listed.links()
    assert "Thủ đô nước ta" in page.text
    assert not [link for link in page.links().values() if "bai-giao" in link]
    assert visitor.get(f"{at(schools, quiz)}.gift").status == 200
    for act, words in (("cat", "Đã cất."), ("lay-lai", "Đã lấy ra.")):
        assert words in visitor.follow(visitor.post(f"{at(schools, quiz)}/{act}")).text
    assert bring(visitor, schools).status == 403
    assert "Bài tập của trường" in visitor.get(f"/lop/truong/{schools.school}").links()
    acts = rows(database, select(AuditEntry).where(AuditEntry.act == "quiz.archived").order_by(AuditEntry.id))
    assert [(one.person_id, one.details["archived"]) for one in acts] == [(schools.head.id, True),
                                                                          (schools.head.id, False)]  # fmt: skip


def test_nobody_above_the_commune_reads_a_schools_questions(visit, schools, database, cast):
    quiz, far = quiz_made(visit(schools.teacher), schools, database), appointed(database, cast, Role.MANAGER, "77")

    assert visit(far).get(f"/lop/truong/{schools.school}/bai-tap").status == 403
    assert visit(far).get(at(schools, quiz)).status == 403
    assert visit(far).post(f"{at(schools, quiz)}/cat").status == 403


def test_every_kind_of_question_is_asked_answered_and_explained(visit, schools, database):
    quiz = quiz_made(visit(schools.teacher), schools, database, MIXED)
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)
    seed = tries(database)[0].seed

    told = []
    for number, question in enumerate(in_order(quiz, seed), 1):
        visitor.get(f"/bai-tap/{quiz.uid}?cau={number}")
        sent = _right_on_screen(question, seed)
        page = visitor.follow(visitor.post(f"/bai-tap/{quiz.uid}", {"lan": "1", "cau": str(number), **sent}))
        told.append("Đúng rồi" in page.text)

    assert told == [True, True, True]
    assert tries(database)[0].right_count == 3


def _right_on_screen(question, seed) -> dict[str, str]:
    order = presented(question, seed)
    if question.kind is Kind.ORDERING:
        return {f"a-{place}": str(index + 1) for place, index in enumerate(order)}
    if question.kind is Kind.MATCHING:
        return {f"a-{left}": str(order.index(left)) for left in range(len(question.pairs))}
    return {"a": str(order.index(question.key[0]))}


@pytest.mark.parametrize(
    ("code", "sent", "words"),
    [
        ("c1", {"a-0": "0", "a-1": "0"}, None),
        ("c2", {"a-0": "1", "a-1": "1", "a-2": "2"}, None),
        ("c1", "wrong", "Mèo – meo Chó – gâu"),
        ("c2", "wrong", "Bật máy Gõ tên Vào học"),
        ("c3", "wrong", "Đáp án đúng: a"),
    ],
)
def test_a_wrong_answer_is_shown_the_right_one(visit, schools, database, code, sent, words):
    quiz = quiz_made(visit(schools.teacher), schools, database, MIXED)
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)
    seed = tries(database)[0].seed
    number, question = next((n, one) for n, one in enumerate(in_order(quiz, seed), 1) if one.code == code)
    if sent == "wrong":
        right = _right_on_screen(question, seed)
        turned = [*list(right.values())[1:], next(iter(right.values()))]
        sent = dict(zip(right, turned, strict=True)) if len(right) > 1 else {"a": str((int(right["a"]) + 1) % 3)}

    page = visitor.post(f"/bai-tap/{quiz.uid}", {"lan": "1", "cau": str(number), **sent})

    if words is None:
        assert page.status == 422
    else:
        assert words in visitor.follow(page).text


def test_lines_of_a_question_are_kept_and_letters_stand_where_options_need_them(visit, schools, database):
    text = "Câu 1: Ý nào đúng?\n1. Một\n2. Hai\nA. Chỉ 1\nB. Chỉ 2\nC. Cả A và B\nĐáp án: C"
    quiz = quiz_made(visit(schools.teacher), schools, database, text)
    visitor = visit(schools.pupils[0])
    begin(visitor, quiz)

    page = visitor.get(f"/bai-tap/{quiz.uid}")

    assert str(page.soup.legend).count("<br") == 2
    assert "A. Chỉ 1 B. Chỉ 2 C. Cả A và B" in page.text


def test_two_at_one_machine_do_it_together(visit, schools, database):
    teacher = visit(schools.teacher)
    quiz = quiz_made(teacher, schools, database)
    opened(teacher, schools)
    machine = visit()
    tapped_in(machine, schools, schools.pupils[1])
    beside(machine, schools.pupils[2])

    begin(machine, quiz)
    seed = tries(database)[0].seed
    for number in (1, 2, 3):
        answer(machine, quiz, seed, 1, number, well=number != 2)

    assert {row.person_id: row.right_count for row in tries(database)} == {one.id: 2 for one in schools.pupils[1:3]}
    assert all(row.finished_at for row in tries(database))
    assert "đúng 2 trong 3" in machine.get(f"/bai-tap/{quiz.uid}").text


def test_pages_ask_as_often_with_many_questions_and_tries(visit, schools, database):
    teacher, pupil = visit(schools.teacher), visit(schools.pupils[0])
    one = quiz_made(teacher, schools, database, "Câu 1: x\nA. a\nB. b\nĐáp án: A")
    begin(pupil, one)
    few = [statements(database, act) for act in _pages(teacher, pupil, schools, one)]
    many = quiz_made(teacher, schools, database, "\n".join(f"Câu {n}: x\nA. a\nB. b*" for n in range(1, 60)))
    for _ in range(3):
        keep(teacher, bring(teacher, schools, PAPER).location)
    for who in schools.pupils:
        begin(visit(who), many)

    assert [statements(database, act) for act in _pages(teacher, pupil, schools, many)] == few


def _pages(teacher, pupil, schools, quiz):
    return (
        lambda: teacher.get(f"/lop/truong/{schools.school}/bai-tap"),
        lambda: teacher.get(at(schools, quiz)),
        lambda: pupil.get(f"/bai-tap/{quiz.uid}"),
    )
