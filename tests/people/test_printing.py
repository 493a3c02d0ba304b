"""Secrets made for many: drawn so that nobody tries them first, set once whoever presses twice or at the same time."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.actions.printing import NO_CODE, Printed, is_as_seen, set_printed
from lms.people.adapters.hashing import Hasher
from lms.people.models import SignIn
from lms.people.rules.pictures import check_pictures, drawn_pictures
from lms.people.rules.secrets import SecretKind, check_pin, drawn_pin
from tests.builders import PEPPER, rows

HASHER = Hasher(PEPPER, passes=1, memory_kib=8)
PIN, PASSWORD = SecretKind.PIN, SecretKind.PASSWORD


def test_what_is_drawn_is_let_through_and_differs():
    pins = {drawn_pin(2013) for _ in range(200)}
    pictures = {drawn_pictures() for _ in range(200)}

    for pin in pins:
        check_pin(pin, 2013)
    for four in pictures:
        check_pictures(four)
    assert len(pins) > 190
    assert len(pictures) > 180


@pytest.mark.parametrize(
    ("held", "seen", "fits"),
    [
        (None, NO_CODE, True),
        (None, 1, False),
        ((PIN, 1, None), NO_CODE, True),  # a card was made meanwhile
        ((PIN, 1, "x"), NO_CODE, False),
        ((PIN, 2, None), NO_CODE, False),
        ((PIN, 3, "x"), 3, True),
        ((PIN, 4, "x"), 3, False),
        ((PASSWORD, 3, "x"), 3, False),
    ],
)
def test_only_an_account_as_it_was_seen_gets_a_new_secret(held, seen, fits):
    account = SignIn(secret_kind=held[0], epoch=held[1], secret_hash=held[2]) if held else None

    assert is_as_seen(account, seen) is fits


def test_two_resets_at_once_make_one_secret(database, cast):
    gate, given = Barrier(2), []

    def reset(word: str) -> None:
        made = {cast.pupil.id: Printed(PIN, HASHER.hash(word), 1)}
        gate.wait(20)
        with database.writing() as session:
            given.append((word, set_printed(session, Origin(cast.manager.id, None), made, HASHER)))

    threads = [Thread(target=reset, args=(word,)) for word in ("482915", "593026")]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    winners = [word for word, ids in given if ids == {cast.pupil.id}]
    assert len(winners) == 1, given
    (account,) = rows(database, select(SignIn).where(SignIn.person_id == cast.pupil.id))
    assert (account.epoch, HASHER.fits(account.secret_hash, winners[0])) == (2, True)
    assert rows(database, select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.PIN_RESET)) == [1]


def test_an_account_with_a_password_is_never_touched(database, cast):
    with database.writing() as session:
        made = {cast.manager.id: Printed(PIN, "x", 1), cast.pupil.id: Printed(PIN, HASHER.hash("482915"), 1)}
        assert set_printed(session, Origin(cast.facilitator.id, None), made, HASHER) == {cast.pupil.id}

    (kept,) = rows(database, select(SignIn).where(SignIn.person_id == cast.manager.id))
    assert kept.secret_kind is PASSWORD


def test_nobody_at_all_is_nothing_at_all(database, cast):
    with database.writing() as session:
        assert set_printed(session, Origin(cast.manager.id, None), {}, HASHER) == set()
