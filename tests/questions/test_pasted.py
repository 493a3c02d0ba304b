"""Questions pasted as papers write them: where each begins, its options, its right answer told in many ways."""

import unicodedata

import pytest

from lms.errors import Refused
from lms.questions.adapters.bringing import read_pasted
from lms.questions.rules import Kind
from tests.questions.reading import doubts, places, reasons, shorts

CAPITAL = "Thủ đô? | *Hà Nội | Huế | Vinh"


@pytest.mark.parametrize(
    "text",
    [
        "Câu 1: Thủ đô?\nA. Hà Nội\nB. Huế\nC. Vinh\nĐáp án: A",
        "Câu 1. Thủ đô? A. Hà Nội  B. Huế  C. Vinh\nĐáp án A",
        "CÂU 1) Thủ đô?\nA) Hà Nội\tB) Huế\tC) Vinh\n=> Chọn A",
        "Câu hỏi 1: Thủ đô?\na. Hà Nội\nb. Huế\nc. Vinh\nđáp án: a",
        "1. Thủ đô?\na/ Hà Nội\nb/ Huế\nc/ Vinh\nTrả lời: A",
        "1/ Thủ đô?\n*A. Hà Nội\nB. Huế\nC. Vinh",
        "Bài 1: Thủ đô?\nA*. Hà Nội\nB. Huế\nC. Vinh",
        "Câu 1 (0,25 điểm): Thủ đô?\nA. Hà Nội*\nB. Huế\nC. Vinh",
        "Câu 1. [TH] Thủ đô?\nA. Hà Nội (đúng)\nB. Huế\nC. Vinh",
        "Câu 1 [NB]. Thủ đô?\nA. Hà Nội (đúng)\nB. Huế\nC. Vinh",
        "Câu 1\nThủ đô?\nA. Hà Nội ✓\nB. Huế\nC. Vinh",
        "Câu 1: Thủ đô?\n(A) Hà Nội\n(B) Huế\n(C) Vinh\nĐ/A: A",
        "Câu 1: Thủ đô?\n☑ Hà Nội\n☐ Huế\n☐ Vinh",
        "Câu 1: Thủ đô?\n- Hà Nội\n- Huế\n- Vinh\nĐáp án: Hà Nội",
        "Câu 1: Thủ đô?\nA. Hà Nội\nB. Huế\nC. Vinh\nĐáp án: A. Hà Nội",
        "Câu 1: Thủ đô?\nA. Hà Nội\nB. Huế\nC. Vinh   Đáp án: A",
        "Câu 1: Thủ đô?\nA. Hà Nội\nB. Huế\nC. Vinh\nBẢNG ĐÁP ÁN\n1.A",
        "Câu 1: Thủ đô?\nA. Hà Nội\nB. Huế\nC. Vinh\nĐÁP ÁN\nCâu\t1\nĐ/A\tA",
        "Câu 1: Thủ đô?\nA. Hà Nội\nB. Huế\nC. Vinh\n1-A",
        "Thủ đô?\nA. Hà Nội\nB. Huế\nC. Vinh\nANSWER: A",
        "Question 1: Thủ đô?\nA: Hà Nội\nB: Huế\nC: Vinh\nKey: A",
    ],
)
def test_one_question_however_it_is_written(text):
    for written in (text, unicodedata.normalize("NFD", text), text.replace("\n", "\r\n"), f"\ufeff{text}\n\n"):
        reading = read_pasted(written)

        assert (shorts(reading), reasons(reading), doubts(reading)) == ([CAPITAL], [], [])


@pytest.mark.parametrize(
    "keys",
    ["1.A 2.C 3.B", "Đáp án: 1a, 2c, 3b", "1A 2C 3B", "1-A; 2-C; 3-B", "Câu 1: A, Câu 2: C, Câu 3: B",
     "ĐÁP ÁN\n1. A\n2. C\n3. B", "Câu\t1\t2\t3\nĐáp án\tA\tC\tB", "Bảng đáp án:\n1\tA\n2\tC\n3\tB", "1|2|3\nA|C|B"],
)  # fmt: skip
def test_a_table_of_answers_at_the_end(keys):
    asked = "\n".join(f"Câu {n}: Hỏi {n}\nA. a{n}\nB. b{n}\nC. c{n}" for n in (1, 2, 3))

    assert shorts(read_pasted(f"{asked}\n{keys}")) == [
        "Hỏi 1 | *a1 | b1 | c1", "Hỏi 2 | a2 | b2 | *c2", "Hỏi 3 | a3 | *b3 | c3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "short", "kind"),
    [
        ("Câu 1: Số chẵn?\n*A. 2\nB. 3\n*C. 4", "Số chẵn? | *2 | 3 | *4", Kind.SEVERAL),
        ("Câu 1: Số chẵn?\nA. 2\nB. 3\nC. 4\nĐáp án: A, C", "Số chẵn? | *2 | 3 | *4", Kind.SEVERAL),
        ("Câu 1: Số chẵn?\na) 2\nb) 3\nc) 4\nĐáp án: a) Đ b) S c) Đ", "Số chẵn? | *2 | 3 | *4", Kind.SEVERAL),
        ("Câu 1: Đất tròn.\nA. Đúng\nB. Sai\nĐáp án: B", "Đất tròn. | Đúng | *Sai", Kind.TRUE_FALSE),
        ("Câu 1: Đất tròn. Đáp án: Đúng", "Đất tròn. | *Đúng | Sai", Kind.TRUE_FALSE),
        ("Câu 1: Đất tròn.\nTrả lời: Sai", "Đất tròn. | Đúng | *Sai", Kind.TRUE_FALSE),
        ("Câu 1: Tệp nào?\nA. *.docx\nB. *.xlsx\nĐáp án: B", "Tệp nào? | *.docx | **.xlsx", Kind.ONE),
        ("Câu 1: Lệnh nào?\nA. SELECT *\nB. DROP\nĐáp án: A", "Lệnh nào? | *SELECT * | DROP", Kind.ONE),
        ("Câu 1: Thẻ nào?\nA. <b>\nB. <script>alert(1)</script>\nĐáp án: A",
         "Thẻ nào? | *<b> | <script>alert(1)</script>", Kind.ONE),
        ("Câu 1: {x | x = 2}?\nA. a\nB. b\nĐáp án: A", "{x | x = 2}? | *a | b", Kind.ONE),
    ],
)  # fmt: skip
def test_kinds_of_questions(text, short, kind):
    reading = read_pasted(text)

    assert (shorts(reading), [one.question.kind for one in reading.questions]) == ([short], [kind])


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Câu 1: x\nA. a\nB. b", "chưa thấy đánh dấu đáp án đúng"),
        ("Câu 1: x\nA. a\nB. b\nĐáp án: E", "ghi đáp án là “E” nhưng không có ý ấy"),
        ("Câu 1: x\nA. a\nB. b\nĐáp án: tôi không biết", "ghi đáp án là “tôi không biết” nhưng không có ý ấy"),
        ("Câu 1: x\n*A. a\nB. b\nĐáp án: B", "có hai cách đánh dấu chỉ vào hai ý khác nhau"),
        ("Câu 1: x\nA. a\nB. b\nĐáp án: A\nBẢNG ĐÁP ÁN\n1.B", "có hai cách đánh dấu chỉ vào hai ý khác nhau"),
        ("Câu 1: x\nA. a\nB. b\nB. c\nĐáp án: B", "ghi đáp án là “B” nhưng không có ý ấy"),
    ],
)
def test_what_is_not_clear_is_left_for_the_teacher_to_choose(text, doubt):
    reading = read_pasted(text)

    assert doubts(reading) == [doubt]
    assert reading.questions[0].question.key == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Câu 1: Viết ba điều.", "không có ý nào để chọn (A, B, C…): câu tự luận thì ở đây chưa chấm được"),
        ("Câu 1: x\nA. a", "chỉ có một ý để chọn"),
        ("Câu 1: x\nA. a\nB. a\nĐáp án: A", "hai ý giống hệt nhau: “a”"),
        ("Câu 1: x\nA. a\nB.\nC. c\nĐáp án: A", "ý thứ 2 không có chữ"),
        ("Câu 1:\nA. a\nB. b\nĐáp án: A", "không có chữ nào trong câu hỏi"),
        (f"Câu 1: {'dài ' * 600}\nA. a\nB. b", "dài quá 2000 chữ cái: rút ngắn rồi đưa lên lại"),
        (f"Câu 1: x\nA. {'dài ' * 150}\nB. b", "một ý dài quá 500 chữ cái"),
        ("Câu 1: x\n" + "- y\n" * 10_000, "có 10000 ý để chọn, nhiều nhất 10 ý"),
    ],
)
def test_what_is_no_question_is_listed_with_its_reason(text, reason):
    reading = read_pasted(text)

    assert (shorts(reading), reasons(reading), places(reading)) == ([], [reason], ["Câu 1"])


def test_what_stands_around_questions_is_listed_too():
    reading = read_pasted("ĐỀ KIỂM TRA\nHọ và tên: ....\nCâu 1: x\nA. a\nB. b\nĐáp án: A\nPHẦN II. TỰ LUẬN\n"
                          "Câu 2: y\nA. c\nB. d\nĐáp án: D\nĐÁP ÁN\n1.A\nChúc các em làm bài tốt")  # fmt: skip

    assert [one.words for one in reading.left_out] == [
        "ĐỀ KIỂM TRA", "Họ và tên: ....", "PHẦN II. TỰ LUẬN", "Chúc các em làm bài tốt",
    ]  # fmt: skip
    assert len(reading.questions) == 2


def test_statements_counted_inside_a_question_do_not_begin_one():
    text = "Câu 1: Ý nào đúng?\n1. Một\n2. Hai\nA. Chỉ 1\nB. Cả 1 và 2\nĐáp án: B\nCâu 2: y\nA. a\nB. b\nĐáp án: A"

    assert shorts(read_pasted(text)) == ["Ý nào đúng?\n1. Một\n2. Hai | Chỉ 1 | *Cả 1 và 2", "y | *a | b"]


def test_an_explanation_goes_on_to_the_next_question():
    reading = read_pasted(
        "Câu 1: x\nA. a\nB. b\nĐáp án: A\nGiải thích: Vì thế.\nA. cũng là lời giải.\nCâu 2: y\nA. c\nB. d"
    )

    assert reading.questions[0].question.feedback == "Vì thế.\nA. cũng là lời giải."
    assert len(reading.questions) == 2


def test_two_parts_that_both_count_from_one_do_not_share_a_table():
    part = "Câu 1: x\nA. a\nB. b\n"

    assert len(doubts(read_pasted(f"{part}{part}ĐÁP ÁN\n1.A"))) == 2


@pytest.mark.parametrize("text", ["Tất cả các ý trên", "Cả A và B", "A, B đều đúng", "Cả ba ý trên đều sai"])
def test_options_that_speak_of_each_other_keep_their_order(text):
    reading = read_pasted(f"Câu 1: x\nA. a\nB. b\nC. {text}\nĐáp án: C")

    assert reading.questions[0].question.fixed


def test_what_cannot_be_seen_is_gone():
    reading = read_pasted("Câu 1: a\u202eb\u200bc\u2066d\nA. m\u00adn\x00\nB. o\ufeffp\nĐáp án: A")

    assert shorts(reading) == ["abcd | *mn | op"]


def test_at_most_two_hundred_questions_are_taken_and_the_rest_is_counted():
    reading = read_pasted("\n".join(f"Câu {n}: x\nA. a\nB. b*" for n in range(1, 1206)))

    assert len(reading.questions) == 200
    assert reasons(reading) == ["1005 câu nữa: một bộ nhiều nhất 200 câu, chia thành nhiều bộ."]


def test_what_is_left_out_is_told_up_to_a_number():
    reading = read_pasted("\n".join(f"Câu {n}: viết" for n in range(1, 401)))

    assert len(reading.left_out) == 301
    assert reasons(reading)[-1] == "100 chỗ nữa không lấy vào, chỉ kể những chỗ đầu."


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Dán câu hỏi vào ô này"), (" \n\t", "Dán câu hỏi vào ô này"), ("x" * 400_001, "Dài quá"),
     ("y\n" * 20_001, "Dài hơn 20000 dòng"), ("<?xml version='1.0'?><a/>", "không phải bộ câu hỏi của Moodle")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_beside_its_field(text, words):
    with pytest.raises(Refused, match=words) as refused:
        read_pasted(text)

    assert refused.value.field == "pasted"
