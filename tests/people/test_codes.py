"""Learner codes: one wrong letter or two swapped are noticed, and bad handwriting is read as it was meant."""

import random
import unicodedata

import pytest

from lms.people.rules.codes import ALPHABET, LETTERS, check_letter, folded, is_whole, new_code, shown

SAMPLE = [
    "".join(body) + check_letter("".join(body))
    for draw in [random.Random(20260703)]
    for body in [*(draw.choices(ALPHABET, k=LETTERS - 1) for _ in range(40)), "0" * 7, "Z" * 7]
]


@pytest.mark.parametrize("code", SAMPLE)
def test_every_single_wrong_letter_is_noticed(code):
    wrong = (
        code[:place] + letter + code[place + 1 :]
        for place in range(LETTERS)
        for letter in ALPHABET
        if letter != code[place]
    )

    assert is_whole(code)
    assert not any(is_whole(one) for one in wrong)


@pytest.mark.parametrize("code", SAMPLE)
def test_every_swap_of_two_letters_is_noticed(code):
    for first in range(LETTERS):
        for second in range(first + 1, LETTERS):
            letters = list(code)
            letters[first], letters[second] = letters[second], letters[first]
            swapped = "".join(letters)
            assert swapped == code or not is_whole(swapped)


@pytest.mark.parametrize(
    "no_code",
    ["", "0", "0" * 7, "0" * 9, "U" * 8, "7k4m2qp9", "0000-000", "OOOOOOOO", "٠٠٠٠٠٠٠٠", " 0000000", "0000000\n"],
)
def test_what_is_no_code_is_not_whole(no_code):
    assert not is_whole(no_code)


def test_codes_are_random_whole_and_free_of_letters_that_look_alike():
    drawn = {new_code() for _ in range(500)}

    assert len(drawn) == 500
    assert all(is_whole(code) for code in drawn)
    assert not set("".join(drawn)) & set("ILOU")
    assert all({code[place] for code in drawn} >= set("0123456789") for place in range(LETTERS))


WAYS = {
    "as printed": "10K4-M2Q0",
    "no dash": "10K4M2Q0",
    "small letters": "10k4-m2q0",
    "O for nought": "1OK4-M2QO",
    "small o": "1oK4-M2Qo",
    "I for one": "I0K4-M2Q0",
    "l for one": "l0k4-m2q0",
    "capital L": "L0K4-M2Q0",
    "blanks": "  10K4  M2Q0 ",
    "dash of a word processor": "10K4 – M2Q0",
    "soft and odd blanks": "10K4\u00a0\u200bM2Q0\u202c",
    "underscore and dots": "10K4_M2.Q0.",
    "line end": "10K4-M2Q0\r\n",
}


@pytest.mark.parametrize("typed", WAYS.values(), ids=WAYS)
def test_a_code_is_read_however_it_was_typed(typed):
    assert folded(typed) == "10K4M2Q0"


def test_folding_twice_is_folding_once_and_ten_thousand_letters_do_no_harm():
    for typed in [*WAYS.values(), "giaovien", "DEMO-DAN", "Ǆ", "ß" * 80, "i" * 10_000, "", "\x00", "😀"]:
        assert folded(folded(typed)) == folded(typed)
        assert len(folded(typed)) <= 200


def test_names_of_staff_pass_the_same_field():
    assert folded("giaovien") == folded(" GiaoVien ") == folded("gia0v1en")
    assert not is_whole(folded("DEMO-DAN"))


def test_a_code_is_shown_in_fours():
    assert shown("7K4M2QP9") == "7K4M-2QP9"
    assert folded(shown("7K4M2QP9")) == "7K4M2QP9"
    assert unicodedata.is_normalized("NFC", shown("7K4M2QP9"))
