"""The same form sent again: one person, whatever the network does, and nobody gets into another's account by it."""

import threading

import pytest
from sqlalchemy import func, select

from lms.people.models import Membership, NoticeGiven, Person, SignIn
from lms.tally.models import LedgerRow, PersonStanding
from tests.builders import rows
from tests.people.steps import PIN, first_page, register, second_page

TABLES = (Person, SignIn, Membership, NoticeGiven, PersonStanding, LedgerRow)


def counts(database):
    return {table.__tablename__: rows(database, select(func.count(table.id)))[0] for table in TABLES}


def test_the_same_form_sent_twice_makes_one_person_and_leads_to_the_same_card(visit, database):
    shown = first_page(visit())
    first, second = visit(), visit()
    one = second_page(first, shown)
    after_one = counts(database)
    two = second_page(second, shown)

    assert (one.status, one.location) == (two.status, two.location) == (303, "/toi/the")
    assert counts(database) == after_one
    assert first.get("/toi/the").text == second.get("/toi/the").text


def test_pressing_again_in_the_same_browser_is_answered_with_the_card(visit, database):
    visitor = visit()
    shown = first_page(visitor)
    second_page(visitor, shown)
    before = counts(database)
    again = second_page(visitor, shown)

    assert (again.status, again.location) == (303, "/toi/the")
    assert counts(database) == before


def test_two_forms_are_two_people_though_all_else_is_alike(visit, database):
    register(visit())
    register(visit())

    assert rows(database, select(func.count(Person.id)).where(Person.name == "Hoàng Thị Mơ")) == [2]


def test_the_same_form_with_another_pin_does_not_sign_in(visit, database):
    shown = first_page(visit())
    second_page(visit(), shown)
    before = counts(database)
    stranger = visit()
    page = second_page(stranger, shown, pin="915027")

    assert page.status == 422
    assert "mã PIN khác" in page.error_on("pin")
    assert "Set-Cookie" not in page.response.headers
    assert stranger.get("/toi").status == 303
    assert counts(database) == before
    assert second_page(stranger, page).location == "/toi/the"


def test_another_person_with_the_same_form_and_pin_does_not_get_in(visit):
    shown = first_page(visit())
    second_page(visit(), shown)
    stranger = visit()
    second_page(stranger, shown, name="Người Khác", birth_year="1971")

    assert "Hoàng Thị Mơ" not in stranger.get("/toi").text


@pytest.mark.parametrize("once", ["", " ", "\x00", "x" * 10_000, "😀"])
def test_an_odd_once_key_never_joins_two_people(visit, database, once):
    shown = first_page(visit())
    second_page(visit(), shown, once=once)
    other = visit()
    second_page(other, shown, once=once, name="Người Khác", birth_year="1971")

    assert "Hoàng Thị Mơ" not in other.get("/toi").text


def test_the_same_form_sent_many_times_at_once_makes_one_person(visit, database):
    shown = first_page(visit())
    start = threading.Barrier(6)
    answers = []

    def send():
        visitor = visit()
        start.wait()
        answers.append(second_page(visitor, shown))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [(page.status, page.location) for page in answers] == [(303, "/toi/the")] * 6
    found = rows(database, select(Person).where(Person.name == "Hoàng Thị Mơ"))
    assert len(found) == 1
    assert rows(database, select(func.count(Membership.id)).where(Membership.person_id == found[0].id)) == [1]
    assert rows(database, select(func.count(SignIn.id)).where(SignIn.person_id == found[0].id)) == [1]


def test_many_people_registering_at_once_are_all_there(visit, database):
    forms = [first_page(visit(), name=f"Người {letter}") for letter in "ABCDEFGH"]
    start = threading.Barrier(len(forms))
    answers = []

    def send(form):
        visitor = visit()
        start.wait()
        answers.append(second_page(visitor, form, pin=PIN))

    threads = [threading.Thread(target=send, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [page.status for page in answers] == [303] * 8
    assert len(set(rows(database, select(SignIn.code)))) == 15
