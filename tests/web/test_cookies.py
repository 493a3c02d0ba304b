"""A cookie whose signature was checked before is taken again, as long as it is the same and not too old."""

import itsdangerous.timed
import pytest
from itsdangerous import BadSignature, SignatureExpired

from lms.web.sessions import Cookies, Sessions

DAY = 60 * 60 * 24


@pytest.fixture
def cookies(app) -> Cookies:
    found = Sessions().get_signing_serializer(app)
    assert isinstance(found, Cookies)
    return found


def test_what_is_read_twice_is_the_same_and_each_time_its_own(cookies):
    cookie = cookies.dumps({"_user_id": "7:1", "xong": [1, 2]})

    first = cookies.loads(cookie, max_age=DAY)
    first["xong"].append(3)

    assert cookies.loads(cookie, max_age=DAY) == {"_user_id": "7:1", "xong": [1, 2]}


def test_one_letter_changed_anywhere_is_not_ours_whatever_was_read_before(cookies):
    cookie = cookies.dumps({"_user_id": "7:1"})
    cookies.loads(cookie, max_age=DAY)

    for place, letter in enumerate(cookie[:-1]):  # of the last one, some bits mean nothing
        changed = cookie[:place] + ("A" if letter != "A" else "B") + cookie[place + 1 :]
        for _ in range(2):
            with pytest.raises(BadSignature):
                cookies.loads(changed, max_age=DAY)


def test_another_secret_reads_nothing(cookies):
    cookie = cookies.dumps({"_user_id": "7:1"})
    cookies.loads(cookie, max_age=DAY)

    with pytest.raises(BadSignature):
        Cookies("another secret", salt=cookies.salt, signer_kwargs=cookies.signer_kwargs).loads(cookie, max_age=DAY)


@pytest.mark.parametrize("later", [DAY + 1, -1])
def test_one_that_was_read_before_grows_too_old(cookies, monkeypatch, later):
    cookie = cookies.dumps({"_user_id": "7:1"})
    cookies.loads(cookie, max_age=DAY)
    now = cookies.loads(cookie, max_age=DAY, return_timestamp=True)[1].timestamp()

    monkeypatch.setattr(itsdangerous.timed.time, "time", lambda: now + later)

    with pytest.raises(SignatureExpired):
        cookies.loads(cookie, max_age=DAY)
