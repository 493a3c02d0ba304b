"""A guesser waits; a hall full of people who mistype, a household and whoever is being guessed at do not."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.app.factory import create_app
from lms.audit.models import AuditEntry
from lms.people.adapters.hashing import Hasher
from lms.people.adapters.running import HASHER
from lms.people.models import FailureCounter
from lms.web.database import KEY
from tests.builders import PIN, rows, someone
from tests.page import Visitor
from tests.people.steps import so_many

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
A_LITTLE = timedelta(seconds=20)
"""The clock runs on while a test does."""
WAIT = "Có nhiều lần gõ sai"


@pytest.fixture(autouse=True)
def _ten_in_the_morning():
    clock.set_now(START)


def later(**parts):
    clock.set_now(START + timedelta(**parts))


def at(visitor, address):
    visitor.from_address = address
    return visitor


def fail(visitor, times, code="DAN"):
    """Wrong PINs, one after another; the last answer."""
    for n in range(times):
        page = visitor.sign_in(code, f"{100_000 + n}")
        assert page.status == 422
    return page


@pytest.mark.parametrize("code", ["DAN", "7K4M-2QP9"], ids=["an account", "a code nobody has"])
def test_after_five_wrong_tries_waiting_is_one_then_five_then_fifteen_minutes(visit, code):
    assert WAIT not in fail(visit(), 5, code).errors
    elapsed = timedelta(0)
    for minutes in (1, 5, 15, 15):
        assert f"Đợi {minutes} phút rồi thử lại." in fail(visit(), 1, code).errors
        elapsed += timedelta(minutes=minutes)
        clock.set_now(START + elapsed - timedelta(seconds=1))
        assert WAIT in fail(visit(), 1, code).errors
        elapsed += A_LITTLE
        clock.set_now(START + elapsed)
        assert WAIT not in fail(visit(), 1, code).errors


def test_while_waiting_even_the_right_pin_does_not_open_and_afterwards_it_does(visit):
    fail(visit(), 5)
    assert WAIT in visit().sign_in("DAN", PIN).errors

    later(minutes=1, seconds=20)

    assert visit().sign_in("DAN", PIN).status == 303


def test_signing_in_forgets_what_was_mistyped(visit):
    for _ in range(5):
        fail(visit(), 4)
        assert visit().sign_in("DAN", PIN).status == 303


def test_typing_the_code_in_other_ways_is_the_same_account(visit):
    for code in ("DAN", "dan", " D-A-N ", "d an", "D.A.N"):
        fail(visit(), 1, code)

    assert WAIT in visit().sign_in("DAN", PIN).errors


def test_another_address_is_the_same_account(visit):
    for n in range(5):
        fail(at(visit(), f"198.51.{n}.1"), 1)

    assert WAIT in at(visit(), "192.0.2.9").sign_in("DAN", PIN).errors


def at_home(visitor, member):
    visitor.signed_in(member, device="nha")
    visitor.post("/dang-xuat")
    visitor.token = None
    return visitor


def named(visitor, secret):
    number = next(link for link in visitor.get("/dang-nhap").links().values() if "ten=" in link).split("ten=")[1]
    return visitor.post("/dang-nhap/ten", {"person": number, "secret": secret})


def test_nobody_elsewhere_can_lock_the_phone_of_the_house(visit, cast):
    home = at_home(visit(), cast.citizen)
    fail(at(visit(), "198.51.100.1"), 5)
    assert WAIT in at(visit(), "198.51.100.1").sign_in("DAN", PIN).errors

    assert named(home, PIN).status == 303


def test_the_phone_of_the_house_has_its_own_count_and_locks_nobody_elsewhere(visit, cast):
    home = at_home(visit(), cast.citizen)
    for n in range(5):
        assert named(home, f"{100_000 + n}").status == 422
    assert "Đợi 1 phút" in named(home, PIN).errors
    assert WAIT in home.sign_in("DAN", PIN).errors

    assert visit().sign_in("DAN", PIN).status == 303


def test_a_phone_that_knows_one_name_is_a_stranger_to_all_others(visit, cast):
    home = at_home(visit(), cast.citizen)
    fail(home, 5, "CANBO")

    assert WAIT in home.sign_in("CANBO", PIN).errors
    assert WAIT in visit().sign_in("CANBO", PIN).errors
    assert named(home, PIN).status == 303


def test_made_up_phones_are_one_stranger(visit, cast):
    def phone(n):
        visitor = visit()
        visitor.client.set_cookie("hvs_may", f"may-la-so-{n:022}")
        return visitor

    for n in range(5):
        fail(phone(n), 1)

    assert WAIT in phone(6).sign_in("DAN", PIN).errors


def test_sixty_people_in_a_hall_get_in_though_five_mistype(visit, database):
    with database.writing() as session:
        codes = [someone(session, name="Người dân", sign_in=f"hoi{n}truong").sign_in.code for n in range(60)]
    for n, code in enumerate(codes):
        later(seconds=5 * n)
        if n % 12 == 0:
            fail(visit(), 3, code)
        assert visit().sign_in(code, PIN).status == 303, n


def test_signing_in_never_adds_up(visit, database):
    visit().sign_in("DAN", PIN)
    so_many(database, "network", 98)
    for n in range(10):
        later(seconds=2 * n)
        assert visit().sign_in("DAN", PIN).status == 303

    assert max(rows(database, select(FailureCounter.failures))) == 98


def test_a_guesser_over_many_codes_is_stopped_and_people_known_to_their_phones_are_not(visit, cast, database):
    home = at_home(visit(), cast.citizen)
    fail(visit(), 1, "ma0thu")
    so_many(database, "network", 90)
    for n in range(10):
        assert WAIT not in fail(visit(), 1, f"ma{n:03}thu").errors

    for code, secret in (("ma999thu", "100000"), ("CANBO", PIN)):
        page = visit().sign_in(code, secret)
        assert page.status == 422
        assert "Đợi 15 phút" in page.errors
    assert named(home, PIN).status == 303
    assert at(visit(), "198.51.100.1").sign_in("CANBO", PIN).status == 303

    later(minutes=15, seconds=20)
    assert visit().sign_in("CANBO", PIN).status == 303


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP"])
def test_a_forged_forwarding_header_makes_no_new_network(visit, database, header):
    def forged(code, secret, address):
        said = f"for={address}" if header == "Forwarded" else address
        return visit().post("/dang-nhap", {"code": code, "secret": secret, "device": "chung"}, headers={header: said})

    assert WAIT not in forged("ma0thu", "100000", "198.51.100.1").errors
    so_many(database, "network", 99)
    assert WAIT not in forged("ma1thu", "100000", "192.0.2.1").errors

    assert WAIT in forged("CANBO", PIN, "192.0.2.77").errors


@pytest.mark.parametrize(("proxies", "network"), [(0, "10.0.0.0/24"), (1, "192.0.2.0/24"), (2, "198.51.100.0/24")])
def test_only_as_many_proxies_as_we_have_are_believed(settings, database, cast, proxies, network):
    app = create_app(replace(settings, trusted_proxies=proxies))
    app.extensions[KEY].close()
    app.extensions.update({KEY: database, HASHER: Hasher(settings.pepper, passes=1, memory_kib=8)})
    behind = at(Visitor(app), "10.0.0.1")

    sent = {"code": cast.citizen.code, "secret": PIN, "device": "chung"}
    page = behind.post("/dang-nhap", sent, headers={"X-Forwarded-For": "203.0.113.5, 198.51.100.1, 192.0.2.44"})

    assert page.status == 303
    assert rows(database, select(AuditEntry.network)) == [network]


def test_addresses_of_one_network_count_together_and_none_is_kept(visit, database):
    fail(at(visit(), "198.51.100.1"), 1, "ma0thu")
    so_many(database, "network", 99)
    fail(at(visit(), "198.51.100.200"), 1, "ma1thu")

    assert WAIT in at(visit(), "198.51.100.250").sign_in("CANBO", PIN).errors
    assert at(visit(), "198.51.101.1").sign_in("CANBO", PIN).status == 303
    assert not [key for key in rows(database, select(FailureCounter.key)) if "198.51" in key or "thu" in key.lower()]


def test_whoever_signs_in_between_guesses_does_not_get_more_of_them(visit, database):
    fail(visit(), 1, "ma0thu")
    so_many(database, "network", 95)
    for n in range(5):
        assert visit().sign_in("CANBO", PIN).status == 303
        fail(visit(), 1, f"ma{n}thu")

    assert WAIT in visit().sign_in("CANBO", PIN).errors


def test_guesses_sent_at_once_are_no_more_than_those_sent_one_by_one(visit, database):
    start = threading.Barrier(16)
    answers = []

    def guess(n):
        visitor = visit()
        start.wait()
        answers.append(visitor.sign_in("DAN", f"{100_000 + n}"))

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [page.status for page in answers] == [422] * 16
    assert sum(WAIT not in page.errors for page in answers) == 5
    assert max(rows(database, select(FailureCounter.failures))) == 5


def test_right_and_wrong_at_once_leave_no_count_behind(visit, database):
    start = threading.Barrier(4)
    answers = []

    def come():
        visitor = visit()
        start.wait()
        answers.append(visitor.sign_in("CANBO", PIN))

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [page.status for page in answers] == [303] * 4
    assert sum(rows(database, select(FailureCounter.failures))) == 0
