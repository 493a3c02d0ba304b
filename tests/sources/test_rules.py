import pytest

from lms.sources.rules import Mistakes, Spot, fold, nearest


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hường", "dang thi huong"),
        ("  Ksor   H’Lưk ", "ksor h'luk"),
        ("H'Hen Niê", "h'hen nie"),
        ("ơ̆ ư̆ ƀ", "o u ƀ"),
        ("QĐ 757/QĐ-BKHCN", "qd 757/qd-bkhcn"),
        ("", ""),
    ],
)
def test_folding_takes_away_case_marks_and_spare_spaces(text, folded):
    assert fold(text) == folded


def test_composed_and_decomposed_names_fold_alike():
    assert fold("Ti\u0065\u0302\u0301ng") == fold("Ti\u1ebfng") == "tieng"


def test_mistakes_come_out_in_the_order_of_the_files_and_once_each():
    mistakes = Mistakes()
    mistakes.add(Spot("b.md", 2, 1), "hai")
    mistakes.add(Spot("b.md", 2, 1), "hai")
    mistakes.warn(Spot("b.md", 1, 9), "một")
    mistakes.add(Spot("a.md", 10, 1), "không")

    assert [str(mistake) for mistake in mistakes] == ["a.md:10:1: không", "b.md:1:9: lưu ý: một", "b.md:2:1: hai"]
    assert [mistake.message for mistake in mistakes.errors] == ["không", "hai"]
    assert [mistake.message for mistake in mistakes.warnings] == ["một"]


def test_a_word_like_no_other_has_no_nearest():
    assert nearest("ma-qr", ["ma-otp", "ma-qrr"]) == "ma-qrr"
    assert nearest("xyz", ["ma-otp"]) is None
