"""Questions in Excel, CSV or rows pasted from it: columns guessed, answers by letter, number or text."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from lms.questions.adapters.bringing import read_file, read_pasted, read_rows
from lms.questions.adapters.brought import packed, unpacked
from lms.sheets.rules.choosing import ALL_SHEETS, Choice
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


def test_a_book_without_such_columns_is_kept_for_its_columns_to_be_chosen():
    reading = read_file(excel(("Họ tên", "Điểm", "Lớp"), ("An", 9, "7A"), ("Bình", 8, "7A")))

    assert (reading.questions, places(reading)) == ((), ["Trang tính “Sheet”"])
    assert reading.table is not None


ODD = [("Ghi", "Nội dung cần trả lời", "PA1", "PA2", "Phải chọn"), ("x", "Thủ đô?", "Hà Nội", "Huế", "A"),
       ("y", "Số chẵn?", "2", "3", "A")]  # fmt: skip
BY_HAND = {"stem": (1,), "A": (2,), "B": (3,), "key": (4,)}


def test_columns_that_are_chosen_are_read_whatever_their_heads():
    table = read_file(excel(*ODD)).table

    reading = read_rows(table, Choice(ALL_SHEETS, BY_HAND))

    assert shorts(reading) == [CAPITAL, "Số chẵn? | *2 | 3"]
    assert places(reading) == ["Cột “Ghi”"]


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({**BY_HAND, "A": (3,), "B": (2,)}, ["Thủ đô? | *Huế | Hà Nội", "Số chẵn? | *3 | 2"]),
        ({"stem": (1,)}, []),
        ({"stem": (1,), "key": (99,)}, []),
        ({}, []),
    ],
)
def test_a_choice_that_makes_no_sense_is_listed_row_by_row(columns, found):
    reading = read_rows(read_file(excel(*ODD)).table, Choice(ALL_SHEETS, columns))

    assert shorts(reading) == found
    assert len(reading.left_out) >= (1 if found else 2)


def test_one_sheet_of_a_book_is_chosen_and_the_others_are_listed():
    made = Workbook()
    made.active.append(HEAD)
    made.active.append((1, "Thủ đô?", "Hà Nội", "Huế", "", "", "A", ""))
    other = made.create_sheet("Khác")
    other.append(HEAD)
    other.append((1, "Số chẵn?", "2", "3", "", "", "A", ""))
    file = BytesIO()
    made.save(file)
    both = read_file(file.getvalue())

    one = read_rows(both.table, Choice("Khác"))

    assert (len(both.questions), shorts(one)) == (2, ["Số chẵn? | *2 | 3"])
    assert (places(one), reasons(one)) == (["Trang tính “Sheet”"], ["trang tính này không chọn đọc"])


def test_a_table_is_kept_whole_with_its_draft():
    reading = read_file(excel(HEAD, (1, "Thủ đô?", "Hà Nội", "Huế", "", "", "A", "")))

    assert unpacked(packed(reading)) == reading
    assert unpacked(packed(read_pasted("Câu 1: x\nA. a\nB. b*"))).table is None


def test_an_old_code_page_is_read_with_a_warning():
    reading = read_file("Câu 1: Đất?\nA. a\nB. b\nĐáp án: A".encode("cp1258", "ignore"))

    assert len(reading.remarks) == 1
