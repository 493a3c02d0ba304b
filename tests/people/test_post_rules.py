"""Which posts may be given where, by whom and until when, and which must stay; all decisions, no database."""

from datetime import UTC, date, datetime

import pytest

from lms.access.rules import Actor, Held, Role
from lms.errors import Refused
from lms.people.rules.posts import (
    HELD_AT,
    LED,
    ROLE_PURPOSES,
    ROLE_WORDS,
    Others,
    check_may_end,
    check_recipient,
    clean_last_day,
    end_of,
    last_day_of,
    may_restore,
    roles_to_give,
)
from lms.units.rules import UnitKind

COUNTRY, PROVINCE, COMMUNE, SCHOOL, VILLAGE, CLASS = "/1/", "/1/2/", "/1/2/3/", "/1/2/3/4/", "/1/2/3/5/", "/1/2/3/4/6/"
NEIGHBOUR = "/1/2/30/"
TODAY = date(2026, 11, 20)
NEAR = {Role.FACILITATOR, Role.DRAFTER, Role.MANAGER, Role.VIEWER}


def somebody(role: Role, path: str) -> Actor:
    return Actor(1, (Held(role, 1, path),))


@pytest.mark.parametrize(
    ("role", "held_at", "kind", "path", "given"),
    [
        (Role.MANAGER, COMMUNE, UnitKind.COMMUNE, COMMUNE, NEAR),
        (Role.MANAGER, COMMUNE, UnitKind.VILLAGE, VILLAGE, {Role.FACILITATOR}),
        (
            Role.MANAGER,
            COMMUNE,
            UnitKind.PRIMARY_SCHOOL,
            SCHOOL,
            {Role.TEACHER, Role.DRAFTER, Role.MANAGER, Role.VIEWER},
        ),
        (Role.MANAGER, SCHOOL, UnitKind.CLASS, CLASS, {Role.TEACHER}),
        (Role.MANAGER, COMMUNE, UnitKind.PROVINCE, PROVINCE, set()),
        (Role.MANAGER, COMMUNE, UnitKind.COMMUNE, NEIGHBOUR, set()),
        (Role.MANAGER, PROVINCE, UnitKind.COMMUNE, NEIGHBOUR, NEAR),
        (Role.MANAGER, PROVINCE, UnitKind.COUNTRY, COUNTRY, set()),
        (Role.ADMIN, COUNTRY, UnitKind.COUNTRY, COUNTRY, {Role.VIEWER, Role.ADMIN}),
        (Role.ADMIN, COUNTRY, UnitKind.COMMUNE, COMMUNE, {Role.MANAGER, Role.VIEWER}),
        (Role.ADMIN, COUNTRY, UnitKind.VILLAGE, VILLAGE, set()),
        *[(role, COMMUNE, UnitKind.COMMUNE, COMMUNE, set()) for role in Role if role not in (Role.MANAGER, Role.ADMIN)],
    ],
)
def test_nobody_gives_above_or_beside_what_they_hold(role, held_at, kind, path, given):
    assert set(roles_to_give(somebody(role, held_at), kind, path)) == given


def test_every_role_has_words_and_places():
    assert set(HELD_AT) == set(ROLE_WORDS) == set(ROLE_PURPOSES) == set(Role)
    assert UnitKind.CLASS not in LED
    assert UnitKind.VILLAGE not in LED


@pytest.mark.parametrize(
    ("role", "at", "held", "may"),
    [
        (Role.MANAGER, COMMUNE, [(Role.FACILITATOR, VILLAGE)], True),
        (Role.MANAGER, COMMUNE, [(Role.MANAGER, COMMUNE)], True),
        (Role.MANAGER, COMMUNE, [(Role.FACILITATOR, VILLAGE), (Role.MANAGER, PROVINCE)], False),
        (Role.MANAGER, COMMUNE, [(Role.FACILITATOR, VILLAGE), (Role.FACILITATOR, NEIGHBOUR)], False),
        (Role.MANAGER, COMMUNE, [(Role.ADMIN, COUNTRY)], False),
        (Role.FACILITATOR, VILLAGE, [(Role.FACILITATOR, VILLAGE)], False),
        (Role.ADMIN, COUNTRY, [(Role.MANAGER, PROVINCE), (Role.ADMIN, COUNTRY)], True),
        (Role.ADMIN, COUNTRY, [(Role.TEACHER, SCHOOL)], False),
    ],
)
def test_an_account_is_opened_anew_only_by_who_could_give_all_that_its_owner_holds(role, at, held, may):
    assert may_restore(somebody(role, at), [Held(one, 9, path) for one, path in held]) is may


@pytest.mark.parametrize(
    ("role", "kind", "others", "acting", "stays"),
    [
        (Role.MANAGER, UnitKind.COMMUNE, Others(0, 0), True, True),
        (Role.MANAGER, UnitKind.PRIMARY_SCHOOL, Others(0, 0), True, True),
        (Role.MANAGER, UnitKind.OFFICE, Others(0, 0), False, True),
        (Role.MANAGER, UnitKind.PROVINCE, Others(1, 0), True, True),  # the other has not signed in yet
        (Role.MANAGER, UnitKind.PROVINCE, Others(1, 0), False, False),
        (Role.MANAGER, UnitKind.COMMUNE, Others(1, 1), True, False),
        (Role.ADMIN, UnitKind.COUNTRY, Others(0, 0), True, True),
        (Role.FACILITATOR, UnitKind.VILLAGE, Others(0, 0), True, False),
        (Role.VIEWER, UnitKind.COMMUNE, Others(0, 0), True, False),
    ],
)
def test_the_last_who_looks_after_a_unit_stays(role, kind, others, acting, stays):
    if not stays:
        check_may_end(role, kind, others, acting=acting)
        return
    with pytest.raises(Refused, match="thu lại sau"):
        check_may_end(role, kind, others, acting=acting)


@pytest.mark.parametrize(("giver", "person", "born"), [(1, 1, 1980), (1, 2, 2011), (1, 2, 2010)])
def test_a_post_goes_neither_to_oneself_nor_to_a_child(giver, person, born):
    with pytest.raises(Refused):
        check_recipient(giver, person, born, TODAY)


def test_a_post_goes_to_others_and_from_the_server_to_anybody():
    check_recipient(1, 2, 2009, TODAY)
    check_recipient(None, 2, 1980, TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("", None), ("  ", None), ("31/12/2026", date(2026, 12, 31)), ("20/11/2026", TODAY),
     (" 1-3-2027 ", date(2027, 3, 1)), ("1.3.2027", date(2027, 3, 1)), ("29/2/2028", date(2028, 2, 29))],
)  # fmt: skip
def test_a_last_day_is_read_as_people_write_it(typed, day):
    assert clean_last_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    ["19/11/2026", "31/2/2027", "2026", "ngày mai", "1/1/2226", "31/12/26", "12/31/2026", "１/1/2027", "0/1/2027"],
)
def test_a_last_day_that_is_none_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        clean_last_day(typed, TODAY)
    assert refusal.value.field == "until"


def test_a_post_lasts_until_midnight_in_viet_nam():
    end = end_of(date(2026, 12, 31))

    assert end.astimezone(UTC) == datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert last_day_of(end) == date(2026, 12, 31)
