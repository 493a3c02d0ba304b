"""Names as people bear them: what is kept, what is refused, how they are found and put in order."""

import unicodedata

import pytest

from lms.errors import Refused
from lms.people.rules.names import LONGEST, clean_name, given_name, initials, search_key, sort_key

KEPT = {
    "Lò Thị Mai": "Lò Thị Mai",
    "  Lò \t Thị\u00a0\u3000Mai\n": "Lò Thị Mai",
    "Mai": "Mai",
    "Y": "Y",
    "H'Hen Niê": "H’Hen Niê",
    "H‘Hen Niê": "H’Hen Niê",
    "Hʼ Hen Niê": "H’ Hen Niê",
    "Ksor H`Lưk": "Ksor H’Lưk",
    "ơ̆ ư̆ ƀ": "ơ̆ ư̆ ƀ",
    "Rơ Châm H’Ƀơ̆k": "Rơ Châm H’Ƀơ̆k",
    "Công Tằng Tôn Nữ Thị Ngọc-Lan": "Công Tằng Tôn Nữ Thị Ngọc-Lan",
    "NGUYỄN VĂN TƯ": "NGUYỄN VĂN TƯ",
    unicodedata.normalize("NFD", "Nguyễn Thị Thuỳ Dượng"): "Nguyễn Thị Thuỳ Dượng",
    "x" * LONGEST: "x" * LONGEST,
}

INVISIBLE = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "right-to-left mark": "\u200f",
    "right-to-left override": "\u202e",
    "isolate": "\u2067",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "variation selector": "\ufe0f",
    "grapheme joiner": "\u034f",
    "hangul filler": "\u3164",
    "language tag": "\U000e0041",
}

REFUSED = {
    "nothing": "",
    "blanks": " \t\u3000\n ",
    "digits": "Mai 2",
    "arabic digits": "Mai ٣",
    "digits alone": "123456",
    "emoji": "Mai 😀",
    "emoji of several parts": "👩‍👩‍👧 Mai",
    "heart": "Mai ❤️",
    "nul": "Mai\x00",
    "bell": "Ma\x07i",
    "escape": "\x1b[31mMai",
    "markup": "<b>Mai</b>",
    "signs alone": "’-.’",
    "marks alone": "\u0301\u0301",
    "only what cannot be seen": "\u3164\u200b\u202e",
    "fullwidth digits": "Mai １",
    "private letters": "Mai \ue000",
    "replacement": "Mai \ufffd",
    "81 letters": "x" * (LONGEST + 1),
    "10,000 letters": "Mai " * 2500,
    "10,000 letters and no blank": "x" * 10_000,
    "a tower of marks": "Ma" + "\u0301\u0302\u0303" * 20 + "i",
    "address": "mai@xa.vn",
    "formula": "=Mai",
}


@pytest.mark.parametrize(("typed", "kept"), KEPT.items())
def test_a_name_is_kept_as_it_is_borne(typed, kept):
    assert clean_name(typed) == kept
    assert clean_name(kept) == kept


@pytest.mark.parametrize("mark", INVISIBLE.values(), ids=INVISIBLE)
def test_what_cannot_be_seen_is_taken_out_without_a_word(mark):
    assert clean_name(f"{mark}Lò{mark} Thị {mark}Mai{mark}") == "Lò Thị Mai"


@pytest.mark.parametrize("typed", REFUSED.values(), ids=REFUSED)
def test_what_is_no_name_is_refused_beside_its_field(typed):
    with pytest.raises(Refused) as refusal:
        clean_name(typed)

    assert refusal.value.field == "name"
    assert "%(" not in str(refusal.value)


def test_a_long_way_of_blanks_before_a_name_is_no_mistake():
    assert clean_name(" " * 1000 + "Mai") == "Mai"


@pytest.mark.parametrize(
    ("name", "given"),
    [("Lò Thị Mai", "Mai"), ("Mai", "Mai"), ("H’Hen Niê", "Niê"), ("Vàng A Páo", "Páo")],
)
def test_people_are_called_by_their_last_word(name, given):
    assert given_name(name) == given


CLASSES = {
    "by tên first": ["Trần Văn An", "Lê Bình", "Bùi Thị Cúc", "Đỗ Dung", "Đinh Đào"],
    "then by họ and đệm": ["Bùi Thị An", "Đỗ An", "Lê An", "Lê Văn An"],
    "tones: ngang huyền hỏi ngã sắc nặng": ["Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ"],
    "letters before tones": ["Lê Má", "Lê Mai", "Lê Mài", "Lê Mắc", "Lê Mẫn"],
    "every letter": ["A", "Ă", "Â", "B", "C", "D", "Đ", "E", "Ê", "G", "H", "I", "K", "L", "M", "N", "O", "Ô", "Ơ",
                     "P", "Q", "R", "S", "T", "U", "Ư", "V", "X", "Y"],
    "short before long": ["Lê An", "Lê Anh", "Lê Ánh"],
    "without họ first": ["Mai", "An Mai"],
    "capitals make no difference": ["lê an", "LÊ BÌNH", "lê cúc"],
    "tones of họ come last": ["Lê Ma", "Lế Ma", "Lễ Mà"],
    "tây nguyên letters beside theirs": ["Ksor Ƀan", "Lê Băng", "Rơ̆ Cam", "H’An"],
    "twice the same word": ["Lan", "Lan Lan", "Mai Lan"],
}  # fmt: skip


@pytest.mark.parametrize("listed", CLASSES.values(), ids=CLASSES)
def test_a_class_is_listed_in_vietnamese_order(listed):
    backwards = listed[::-1]

    assert sorted(backwards, key=sort_key) == listed


def test_the_order_does_not_depend_on_how_accents_are_stored_or_databases_collate():
    name = "Nguyễn Thị Thuỳ Dượng"

    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)
    assert sort_key(name).isascii()
    assert sort_key(name).isdigit()


def test_a_school_may_correct_how_a_name_splits():
    assert sort_key("Nguyễn Thị Mai Anh", "Mai Anh") < sort_key("Nguyễn Thị Minh")
    assert sort_key("Niê H’Hen", "H’Hen") < sort_key("Lê Khôi")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Lò Thị Mai", "lo thi mai"),
        ("ĐỖ ĐÌNH ĐƯỜNG", "do dinh duong"),
        ("H’Hen Niê", "h'hen nie"),
        ("Ksor Ƀơ̆k", "ksor bok"),
        (unicodedata.normalize("NFD", "Nguyễn Thuỳ"), "nguyen thuy"),
    ],
)
def test_a_name_is_searched_without_diacritics(name, key):
    assert search_key(name) == key
    assert search_key(key) == key


def test_initials_stand_where_a_name_may_not():
    assert initials("Lò Thị Mai") == "L. T. M."
    assert initials("đỗ y") == "Đ. Y."
