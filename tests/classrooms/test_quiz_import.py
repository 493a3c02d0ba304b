"""Bringing questions: previewed first, put right there, kept once; nothing dropped without being told."""

import threading
from io import BytesIO

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.models import AuditEntry
from lms.classrooms.actions.quizzes import keep_quiz
from lms.classrooms.models.quizzes import Quiz
from lms.classrooms.queries.quizzes import questions_in
from lms.classrooms.views.quiz_import import KIND
from lms.sheets.models import ImportDraft
from lms.sheets.queries import KEPT
from tests.builders import rows
from tests.classrooms.conftest import BY_ITSELF
from tests.classrooms.quiz_steps import PAPER, bring, keep, quiz_made
from tests.questions.books import excel, moodle, multichoice, word
from tests.questions.reading import short

OPEN = "Câu 1: Thủ đô?\nA. Hà Nội\nB. Huế\nCâu 2: Số chẵn?\nA. 2\nB. 4\nC. 5\nCâu 3: Đất tròn.\nA. Đúng\nB. Sai"


def quizzes(database) -> list[Quiz]:
    return rows(database, select(Quiz).order_by(Quiz.id))


def kept(database) -> list[str]:
    return [short(one) for one in questions_in(quizzes(database)[-1])]


def test_what_is_brought_is_previewed_before_anything_is_kept(visit, schools, database):
    visitor = visit(schools.teacher)

    page = visitor.follow(bring(visitor, schools, f"ĐỀ SỐ 1\n{PAPER}Câu 4: Viết ba điều."))

    assert "Chưa lưu gì" in page.text
    assert "Lấy được 3 câu" in page.text
    assert "1. Thủ đô nước ta là thành phố nào? Hà Nội Đây là ý đúng Huế Đà Nẵng" in page.text
    assert "Giải thích: Từ năm 1010 đến nay." in page.text
    assert "Không lấy được: 2 chỗ" in page.text
    assert "Câu 4 Viết ba điều. không có ý nào để chọn" in page.text
    assert quizzes(database) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (word(*PAPER.split("\n")), "de.docx"),
        (excel(("Câu hỏi", "A", "B", "Đáp án"), ("Thủ đô nước ta?", "Hà Nội", "Huế", "A")), "de.xlsx"),
        (moodle(multichoice("Thủ đô nước ta?", ("100", "Hà Nội"), ("0", "Huế"))), "de.xml"),
        ("Thủ đô nước ta?{=Hà Nội ~Huế}".encode(), "de.gift"),
        (PAPER.encode("utf-16"), "de.txt"),
    ],
)
def test_each_kind_of_file_is_taken_in(visit, schools, database, body, name):
    visitor = visit(schools.teacher)

    brought = bring(visitor, schools, "", file=(BytesIO(body), name))

    assert "Thủ đô nước ta" in visitor.follow(brought).text
    assert "?da-luu" in keep(visitor, brought.location).location
    assert kept(database)[0].startswith("Thủ đô nước ta")


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"title": ""}, "title", "Đặt tên bộ câu hỏi"),
        ({"title": " … "}, "title", "Đặt tên bộ câu hỏi"),
        ({"title": "x" * 121}, "title", "Dài quá"),
        ({"text": ""}, "file", "Chọn tệp câu hỏi"),
        ({"text": "", "file": (BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"), "a.docx")}, "file", "kiểu cũ"),
        ({"text": "", "file": (BytesIO(b"PK\x03\x04x"), "a.docx")}, "file", "bị hỏng"),
        ({"text": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><quiz/>"}, "pasted", "bị hỏng"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(visit, schools, database, told, field, words):
    page = bring(visit(schools.teacher), schools, **told)

    assert page.status == 422
    assert words in page.error_on(field)
    assert rows(database, select(ImportDraft)) == []


def test_answers_are_chosen_in_the_preview(visit, schools, database):
    visitor = visit(schools.teacher)
    draft = bring(visitor, schools, OPEN).location
    page = visitor.get(draft)
    assert "Câu 1 trong tệp: chưa thấy đánh dấu đáp án đúng" in page.text

    visitor.post(draft, {"title": "Tên khác", "do": "xem", "khoa-0": "0", "khoa-1": ["0", "1"]})
    assert "Lấy được 2 câu Cần chọn đáp án 1 câu" in visitor.get(draft).text
    visitor.post(draft, {"title": "Tên khác", "do": "luu", "khoa-0": "0", "khoa-1": ["0", "1"], "khoa-2": "1"})

    assert kept(database) == ["Thủ đô? | *Hà Nội | Huế", "Số chẵn? | *2 | *4 | 5", "Đất tròn. | Đúng | *Sai"]
    assert quizzes(database)[0].title == "Tên khác"


ODD = excel(("Ghi", "Cần trả lời", "PA1", "PA2", "Phải chọn"), ("x", "Thủ đô?", "Hà Nội", "Huế", "A"),
            ("y", "Số chẵn?", "2", "3", "B"))  # fmt: skip
CHOSEN = {"do": "cot", "sheet": "*", "stem": "1", "option_a": "2", "option_b": "3", "key": "4"}


def picked(page, name: str) -> str:
    """What a list has chosen, as it reads."""
    chosen = page.field(name).find("option", selected=True)
    return " ".join(chosen.get_text().split()) if chosen else ""


def test_the_columns_guessed_are_shown_and_can_be_put_right(visit, schools, database):
    visitor = visit(schools.teacher)
    heads = ("STT", "Câu hỏi", "A", "B", "Đáp án", "Phải chọn")
    body = excel(heads, (1, "Thủ đô?", "Hà Nội", "Huế", "B", "A"))
    draft = bring(visitor, schools, "", file=(BytesIO(body), "b.xlsx")).location
    page = visitor.get(draft)
    assert (picked(page, "stem"), picked(page, "key")) == ("Cột B: Câu hỏi", "Cột E: Đáp án")
    assert page.field("option_d") is not None
    assert page.field("option_e") is None
    visitor.post(draft, {"title": "x", "do": "xem", "bo-0": "y"})

    sent = visitor.post(draft, {**CHOSEN, "sheet": "Sheet", "key": "5"})

    assert (sent.status, sent.location) == (303, draft)
    visitor.post(draft, {**CHOSEN, "sheet": "Sheet", "key": "5"})
    page = visitor.get(draft)
    assert picked(page, "key") == "Cột F: Phải chọn"
    assert "Lấy được 1 câu" in page.text
    assert "Cột “Đáp án”" in page.text
    keep(visitor, draft)
    assert kept(database) == ["Thủ đô? | *Hà Nội | Huế"]


def test_a_table_whose_heads_say_nothing_is_read_once_its_columns_are_chosen(visit, schools, database):
    visitor = visit(schools.teacher)
    draft = bring(visitor, schools, "", file=(BytesIO(ODD), "b.xlsx")).location
    page = visitor.get(draft)
    assert "Chưa lấy được câu nào" in page.text
    assert page.soup.find("details", open=True).find(attrs={"name": "stem"})
    assert "Cột B: Cần trả lời" in page.field("stem").get_text()

    visitor.post(draft, CHOSEN)
    visitor.post(draft, CHOSEN)
    keep(visitor, draft)

    assert kept(database) == ["Thủ đô? | *Hà Nội | Huế", "Số chẵn? | 2 | *3"]


def test_columns_are_chosen_only_where_there_is_a_table(visit, schools):
    visitor = visit(schools.teacher)
    paper = bring(visitor, schools).location
    table = bring(visitor, schools, "", file=(BytesIO(ODD), "b.xlsx")).location

    assert visitor.get(paper).field("stem") is None
    assert visitor.post(paper, CHOSEN).status == 404
    assert visitor.post(table, {**CHOSEN, "sheet": "không có"}).status == 404
    assert visitor.post(table, {**CHOSEN, "stem": "x", "key": "999"}).status == 303
    assert visitor.get(table).status == 200
    assert visit(schools.colleague).post(table, CHOSEN).status == 404


def test_questions_without_an_answer_or_not_wanted_are_left_out_and_listed(visit, schools, database):
    visitor = visit(schools.teacher)
    draft = bring(visitor, schools, f"{PAPER}Câu 4: Mấy?\nA. một\nB. hai").location

    page = visitor.follow(keep(visitor, draft, **{"bo-0": "y", "bo-99": "y", "bo-x": "y"}))

    assert [one[:5] for one in kept(database)] == ["Chọn ", "Mật k"]
    assert "Câu 1 Thủ đô nước ta là thành phố nào? thầy cô bỏ ra khi xem trước" in page.text
    assert "Câu 4 Mấy? chưa thấy đánh dấu đáp án đúng" in page.text


@pytest.mark.parametrize("text", [OPEN, "Câu 1: Viết.", "Câu 1: x\nA. a\nB. a"])
def test_a_set_without_any_answered_question_is_not_kept(visit, schools, database, text):
    visitor = visit(schools.teacher)
    draft = bring(visitor, schools, text).location
    assert visitor.get(draft).status == 200

    page = keep(visitor, draft)

    assert page.status == 422
    assert "Chưa có câu nào để lưu" in page.errors
    assert quizzes(database) == []


def test_answers_that_are_not_there_are_not_taken(visit, schools, database):
    visitor = visit(schools.teacher)
    draft = bring(visitor, schools, OPEN).location

    page = visitor.post(draft, {"title": "x", "do": "luu", "khoa-0": ["7", "-1", "a", "999999"], "khoa-50": "1"})

    assert page.status == 422
    assert quizzes(database) == []


def test_keeping_twice_is_keeping_once(visit, schools, database):
    visitor = visit(schools.teacher)
    draft = bring(visitor, schools).location

    first, second = keep(visitor, draft), visitor.post(draft, {"title": "x", "do": "luu"})

    assert first.location.partition("?")[0] == second.location
    assert visitor.get(draft).location == second.location
    assert len(quizzes(database)) == 1
    assert rows(database, select(ImportDraft))[0].rows == []
    acts = rows(database, select(AuditEntry).where(AuditEntry.act == "quiz.brought"))
    assert [one.details["questions"] for one in acts] == [3]


def test_two_who_keep_a_draft_at_once_make_one_quiz(visit, schools, database):
    visitor = visit(schools.teacher)
    uid = bring(visitor, schools).location.rpartition("/")[2]
    found: list[str] = []
    start = threading.Barrier(2)

    def press() -> None:
        start.wait()
        with database.writing() as session:
            draft = session.scalars(select(ImportDraft).where(ImportDraft.uid == uid)).one()
            found.append(keep_quiz(session, BY_ITSELF, draft))

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [quizzes(database)[0].uid] * 2
    assert len(quizzes(database)) == 1


def test_a_draft_is_its_owners_for_a_day(visit, schools, database):
    visitor = visit(schools.teacher)
    draft = bring(visitor, schools).location

    assert visit(schools.colleague).get(draft).status == 404
    assert visit(schools.colleague).post(draft, {"do": "luu"}).status == 404
    assert rows(database, select(ImportDraft.kind)) == [KIND]
    clock.set_now(clock.now() + KEPT)
    assert visitor.get(draft).status in (302, 303, 404)


@pytest.mark.parametrize("html", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b onclick=x>'])
def test_what_is_brought_is_only_ever_words_on_a_page(visit, schools, database, html):
    visitor = visit(schools.teacher)
    text = f"Câu 1: hỏi {html}\nA. một {html}\nB. hai {html}\nĐáp án: A\nGiải thích: vì {html}"
    brought = bring(visitor, schools, text, title=f"Tên {html}")
    kept = keep(visitor, brought.location)

    for address in (brought.location, kept.location, f"/bai-tap/{quizzes(database)[0].uid}?cau=1&chon=0"):
        page = visitor.get(address)
        if page.status == 200:
            assert page.soup.main.find(["script", "img", "b"], attrs={"onclick": True}) is None
            assert page.soup.main.find(["script", "img"]) is None
            assert f"hỏi {html}" in page.text


def test_a_quiz_goes_out_as_gift_and_comes_back_the_same(visit, schools, database):
    visitor = visit(schools.teacher)
    quiz = quiz_made(visitor, schools, database, f"{PAPER}Câu 4: Ý nào?\nA. a = {{b}}\nB. #c\nC. Cả A và B\nĐáp án: C")
    file = visitor.get(f"/lop/truong/{schools.school}/bai-tap/{quiz.uid}.gift")
    assert "attachment" in file.response.headers["Content-Disposition"]

    brought = bring(visitor, schools, "", file=(BytesIO(file.response.data), "b.gift"))
    keep(visitor, brought.location)

    first, second = quizzes(database)
    assert questions_in(first) == questions_in(second)
