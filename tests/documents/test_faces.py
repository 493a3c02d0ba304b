"""What can be printed is told before it is: the letters of the faces that papers are set in."""

import pytest

from lms.documents.adapters.faces import undrawn
from lms.documents.adapters.typesetting import Unprintable, typeset
from tests.documents.test_typesetting import DATA, LETTERS, NAMES, TOLD


def printed(words: str) -> bytes:
    told = TOLD["report-1.typ"] | {"blocks": [{"is": "text", "words": words}]}
    return typeset("report-1.typ", DATA | told)


def test_every_letter_of_the_country_is_drawn():
    assert undrawn(" ".join([*LETTERS, *NAMES])) == []
    assert undrawn(" \n\t\u00a0") == []
    assert undrawn("") == []


@pytest.mark.parametrize("letter", ["李", "🙂", "\uf0b7", "ก"])
def test_what_is_told_to_be_missing_does_not_print(letter):
    assert undrawn(f"Tổ {letter}{letter} số") == [letter]
    with pytest.raises(Unprintable):
        printed(letter)


def test_what_only_a_face_of_something_else_draws_counts_as_missing():
    assert undrawn("✔ xong") == ["✔"]


@pytest.mark.parametrize("letter", ["•", "→", "≥", "€", "²", "№", "½", "…"])
def test_what_is_told_to_be_there_prints(letter):
    assert undrawn(letter) == []
    assert printed(letter).startswith(b"%PDF")
