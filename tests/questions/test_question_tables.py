"""Questions in Excel, CSV or rows pasted from it: columns guessed, answers by letter, number or text."""

import pytest

from lms.errors import Refused
from lms.questions.adapters.bringing import read_file, read_pasted
from tests.questions.books import excel
from tests.questions.reading import doubts, places, reasons, shorts

HEAD = ("STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án", "Giải thích")
CAPITAL = "Thủ đô? | *Hà Nội | Huế"


@pytest.mark.parametrize(
    ("rows", "short"),
    [
        ((HEAD, (1, "Thủ đô?", "Hà Nội", "Huế", "", "", "A", "")), CAPITAL),
        ((("ĐỀ KIỂM TRA",), HEAD, (1, "Thủ đô?", "Hà Nội", "Huế", "", "", "a", "")), CAPITAL),
        ((HEAD, (1, "Thủ đô?", "Hà Nội", "Huế", "", "", 1, "")), CAPITAL),
        ((HEAD, (1, "Thủ đô?", "Hà Nội", "Huế", "", "", "hà nội", "")), CAPITAL),
        (
            (("NỘI DUNG CÂU HỎI", "Phương án A", "Phương án B", "Đáp án đúng"), ("Thủ đô?", "Hà Nội", "Huế", "A")),
            CAPITAL,
        ),
        ((("Question Text", "Option 1", "Option 2", "Correct Answer"), ("Thủ đô?", "Hà Nội", "Huế", 1)), CAPITAL),
        ((("Câu hỏi", "Đáp án 1", "Đáp án 2", "Đáp án đúng"), ("Thủ đô?", "Hà Nội", "Huế", "A")), CAPITAL),
        ((HEAD, (1, "Chẵn?", 2, 3, 4, "", "A, C", "")), "Chẵn? | *2 | 3 | *4"),
        ((HEAD, (1, "Chẵn?", "hai", "ba", "bốn", "", "1;3", "")), "Chẵn? | *hai | ba | *bốn"),
        ((HEAD, (1, "Đất tròn.", "", "", "", "", "Đúng", "")), "Đất tròn. | *Đúng | Sai"),
        ((HEAD, (1, "Đất tròn.", "Đúng", "Sai", "", "", "B", "")), "Đất tròn. | Đúng | *Sai"),
        ((HEAD, (1, "=1+1", "<b>a</b>", "'=x", "", "", "A", "")), None),
    ],
)
def test_rows_become_questions(rows, short):
    reading = read_file(excel(*rows))

    if short is None:  # a formula never worked out is no question that anybody wrote
        assert "=?" in reading.questions[0].question.stem
    else:
        assert (shorts(reading), doubts(reading)) == ([short], [])


@pytest.mark.parametrize(
    ("told", "doubt"),
    [("E", "ghi đáp án là “E” nhưng không có ý ấy"), ("D", "ghi đáp án là “D” nhưng không có ý ấy"),
     ("9", "ghi đáp án là “9” nhưng không có ý ấy"), ("", "chưa thấy đánh dấu đáp án đúng"),
     ("A, E", "ghi đáp án là “A, E” nhưng không có ý ấy")],
)  # fmt: skip
def test_an_answer_that_is_not_there_is_left_open(told, doubt):
    assert doubts(read_file(excel(HEAD, (1, "Hỏi", "a", "b", "c", "", told, "")))) == [doubt]


def test_a_number_that_may_mean_two_things_is_left_open():
    assert len(doubts(read_file(excel(HEAD, (1, "1 + 1?", 2, 1, 3, 4, 2, ""))))) == 1
    assert doubts(read_file(excel(HEAD, (1, "1 + 1?", 1, 2, 3, 4, 2, "")))) == []


def test_columns_not_used_and_rows_not_taken_are_listed():
    reading = read_file(excel((*HEAD, "Mức độ"), (1, "Hỏi", "a", "b", "", "", "A", "vì", "NB"),
                              (2, "Viết ba điều", "", "", "", "", "", ""),
                              (3, "z" * 2001, "a", "b", "", "", "A", "")))  # fmt: skip

    assert places(reading) == ["Cột “Mức độ”", "Dòng 3", "Dòng 4"]
    assert reasons(reading)[2] == "dài quá 2000 chữ cái: rút ngắn rồi đưa lên lại"
    assert reading.questions[0].question.feedback == "vì"


def test_long_cells_are_kept_whole():
    long = "dài " * 400

    assert read_file(excel(HEAD, (1, long, "a", "b", "", "", "A", ""))).questions[0].question.stem == long.strip()


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_rows_copied_or_saved_as_text(mark):
    text = mark.join(HEAD) + "\n" + mark.join(("1", "Thủ đô?", "Hà Nội", "Huế", "", "", "A", ""))

    assert shorts(read_pasted(text)) == [CAPITAL]
    assert shorts(read_file(text.encode("utf-8-sig"))) == [CAPITAL]


def test_rows_without_heads_are_read_in_their_usual_order():
    assert shorts(read_file(excel(("Thủ đô?", "Hà Nội", "Huế", "", "", "A")))) == [CAPITAL]


def test_a_book_without_such_columns_is_refused():
    with pytest.raises(Refused, match="Câu hỏi"):
        read_file(excel(("Họ tên", "Điểm", "Lớp"), ("An", 9, "7A"), ("Bình", 8, "7A")))


def test_an_old_code_page_is_read_with_a_warning():
    reading = read_file("Câu 1: Đất?\nA. a\nB. b\nĐáp án: A".encode("cp1258", "ignore"))

    assert len(reading.remarks) == 1
