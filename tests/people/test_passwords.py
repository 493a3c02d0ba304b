"""Passwords and sign-in names that staff may choose."""

import unicodedata

import pytest

from lms.errors import Refused
from lms.people.rules import codes
from lms.people.rules.passwords import check_password, clean_sign_in_name

WHO = {"sign_in": "sau.anphu", "name": "Trần Thị Sáu", "birth_year": 1975}


@pytest.mark.parametrize(
    "password",
    [
        "mái nhà sau",
        "con vịt bơi qua ao",
        "tiếng mưa rơi " * 14 + "đêm",
        "bốn cây cau trước ngõ",
        "xe đạp cũ màu xanh 26",
        "x4k#9mQ!72",
        "correct horse battery",
        "sáu con gà 1975 con vịt",
        "hocvuso la cua ba con minh",
        "пароль длинный",
        "314159265358979",
        "ƀơ̆ng ƀăng ngă lŏng",
    ],
)
def test_a_few_words_put_together_will_do(password):
    check_password(password, **WHO)


@pytest.mark.parametrize(
    "password",
    [
        "", "ngắn quá", "x" * 9, "x" * 201, "aaaaaaaaaaaa", "abababababab", "matkhau123", "Mật Khẩu 123",
        "mậtkhẩu2026", "MATKHAU@2026", "12345678910", "0123456789", "1234567890", "9876543210", "hocvuso2026",
        "hoc-vu-so-2026", "HocVuSo@123", "binhdanhocvuso", "vietnam123456", "anhyeuem123", "password123",
        "P@ssw0rd123", "qwertyuiop", "qwerty12345", "matkhaumoi", "khongbiet123", "chuyendoiso2026",
        "iloveyou123", "ubndxa2026", "admin12345", "abcd123456", "1qaz2wsx3edc", "0912345678", "091 234 5678",
        "15/03/1975", "19751975197", "tranthisau", "Trần Thị Sáu", "tranthisau1975", "sau.anphu75",
        "SauAnPhu123", "!!!!!!!!!!!",
    ],
)  # fmt: skip
def test_what_others_would_guess_is_refused(password):
    with pytest.raises(Refused) as refusal:
        check_password(password, **WHO)
    assert refusal.value.field == "pin"


def test_a_password_is_the_same_from_every_keyboard():
    check_password(unicodedata.normalize("NFD", "bốn cây cau"), **WHO)
    with pytest.raises(Refused):
        check_password(unicodedata.normalize("NFD", "ấấấấấ"), **WHO)  # fifteen marks and letters, five as read


@pytest.mark.parametrize("typed", ["lan.hongvan", "lan2026", " canbo ", "to_dinh", "CB-AnPhu", "anna"])
def test_plain_letters_and_digits_make_a_name(typed):
    assert clean_sign_in_name(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "lan",
        "a-b",
        "hương",
        "lan hongvan",
        "lan@xa.vn",
        ".lan.",
        "lan..x",
        "x" * 41,
        "😀😀😀😀",
        "lan\u200bhoa",
        "tên",
    ],
)
def test_other_names_are_refused(typed):
    with pytest.raises(Refused) as refusal:
        clean_sign_in_name(typed)
    assert refusal.value.field == "name"


def test_a_name_shaped_like_a_learner_code_is_refused():
    code = codes.new_code()
    for typed in (code, codes.shown(code), code.lower()):
        with pytest.raises(Refused, match="mã người học"):
            clean_sign_in_name(typed)
