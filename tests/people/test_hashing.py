"""Secrets made unreadable: only with the pepper, never for an account that is not there."""

import pytest

from lms.people.adapters.hashing import Hasher


def cheap(pepper="p" * 40, **cost):
    return Hasher(pepper, **{"passes": 1, "memory_kib": 8, **cost})


@pytest.mark.parametrize("secret", ["275913", "mật khẩu của tôi", "x" * 200, "\u0301", "😀", " "])
def test_only_the_same_secret_fits(secret):
    stored = cheap().hash(secret)

    assert cheap().fits(stored, secret)
    assert not cheap().fits(stored, secret + " ")
    assert not cheap().fits(stored, "")
    assert secret not in stored


def test_the_same_secret_is_stored_differently_each_time():
    assert cheap().hash("275913") != cheap().hash("275913")


def test_without_the_pepper_even_the_right_secret_does_not_fit():
    assert not cheap("q" * 40).fits(cheap().hash("275913"), "275913")


@pytest.mark.parametrize("secret", ["nobody", "", "275913"])
def test_nothing_fits_an_account_that_is_not_there(secret):
    assert not cheap().fits(None, secret)


@pytest.mark.parametrize("stored", ["", "x", "$argon2id$", "275913", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"])
def test_a_stored_text_that_is_no_hash_fits_nothing(stored):
    assert not cheap().fits(stored, "275913")


def test_a_keyed_hash_is_the_same_here_and_another_elsewhere():
    assert cheap().keyed("a") == cheap().keyed("a") != cheap("q" * 40).keyed("a")
    assert len(cheap().keyed("a" * 10_000)) == 64


def test_a_hash_of_yesterdays_cost_is_noticed():
    stored = cheap().hash("275913")

    assert cheap(memory_kib=16).outdated(stored)
    assert not cheap().outdated(stored)
