"""Which kind of secret a pupil gets: by grade, by what they use, by what is asked for; and that a drawn one hides."""

import pytest

from lms.classrooms.rules.secrets import Wish, draw, kind_of, wished
from lms.people.rules.pictures import as_secret
from lms.people.rules.secrets import SecretKind, check_pin

PIN, PICTURES = SecretKind.PIN, SecretKind.PICTURES


@pytest.mark.parametrize(
    ("present", "grade", "kind"),
    [
        (None, 1, PICTURES), (None, 5, PICTURES), (None, 6, PIN), (None, 12, PIN), (PIN, 3, PIN),
        (PICTURES, 9, PICTURES), (SecretKind.PASSWORD, 7, PIN),
    ],
)  # fmt: skip
def test_pictures_in_primary_school_digits_above_and_what_somebody_uses_stays(present, grade, kind):
    assert kind_of(present, grade) is kind


@pytest.mark.parametrize(
    ("wish", "kind", "made"),
    [(Wish.AS_THEY_ARE, PICTURES, PICTURES), (Wish.AS_THEY_ARE, PIN, PIN), (Wish.PIN, PICTURES, PIN),
     (Wish.PICTURES, PIN, PICTURES)],
)  # fmt: skip
def test_what_is_asked_for_goes_before_what_is_used(wish, kind, made):
    assert wished(wish, kind) is made


def test_a_drawn_secret_does_not_show_in_what_developers_print():
    pin, four = draw(PIN, 2013), draw(PICTURES, 2013)

    check_pin(pin.text, 2013)
    assert four.text == as_secret(four.pictures)
    assert pin.text not in repr(pin)
    assert four.pictures[0] not in f"{four}"
