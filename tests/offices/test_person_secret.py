"""`…/dat-ma`: the person taps a PIN or four pictures on a helper's device."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import NoticeGiven, RememberedDevice
from lms.people.rules.secrets import SecretKind
from lms.tally.rules import Stage
from tests.builders import PIN, rows
from tests.offices.people import VILLAGE, named, register, settled, sign_in_of, stage_of

NEW = {"pin": "480263", "again": "480263", "agreed": "y"}
FOUR = ("con-trau", "bong-sen", "ngoi-nha", "con-ga")


@pytest.fixture
def lan(database, cast):
    return settled(database, cast, name="Nguyễn Thị Lan", born=1950)


def tap(visitor, address, pictures, **more):
    """Tap one picture after the other, each a sending of its own, as where no script runs."""
    page = visitor.get(f"{address}?bang=hinh")
    for name in pictures:
        page = visitor.post(address, {**page.hidden(), "picture": name, **more})
        if page.status != 200:
            break
    return page


def test_a_new_person_taps_a_pin_and_can_sign_in(visit, cast, database):
    helper = visit(cast.facilitator)
    register(helper)
    person = named(database, "Nguyễn Thị Lan")

    answer = helper.post(f"{VILLAGE}/{person.id}/dat-ma", NEW)

    sign_in = sign_in_of(database, person.id)
    assert answer.status == 303
    assert visit().sign_in(sign_in.code, "480263").status == 303
    assert sign_in.secret_set_by_id == cast.facilitator.id
    assert [stage for _, _, stage in stage_of(database, person.id)] == [Stage.REGISTERED]


def test_nobody_signs_in_with_a_card_alone(visit, cast, database):
    register(visit(cast.facilitator))
    code = sign_in_of(database, named(database, "Nguyễn Thị Lan").id).code

    for secret in ("480263", "None", "hinh:"):
        assert visit().sign_in(code, secret).status == 422


def test_a_reset_ends_sessions_and_remembered_devices(visit, cast, database, lan):
    code = sign_in_of(database, lan).code
    own = visit()
    own.sign_in(code, PIN, device="nha")
    assert own.get("/toi").status == 200

    assert visit(cast.facilitator).post(f"{VILLAGE}/{lan}/dat-ma", NEW).status == 303

    assert own.get("/toi").status == 303
    assert rows(database, select(RememberedDevice)) == []
    assert visit().sign_in(code, PIN).status == 422
    assert Act.PIN_RESET in rows(database, select(AuditEntry.act).where(AuditEntry.subject_person_id == lan))


def test_a_pin_changed_in_ones_own_session_is_nobody_elses(visit, cast, database, lan):
    visit(cast.facilitator).post(f"{VILLAGE}/{lan}/dat-ma", NEW)
    own = visit()
    own.sign_in(sign_in_of(database, lan).code, "480263")
    own.read_token()

    assert own.post("/toi/ma-pin", {"secret": "480263", "pin": "935174"}).status == 303
    assert sign_in_of(database, lan).secret_set_by_id is None


def test_the_notice_is_read_out_first_where_it_was_not(visit, cast, database, lan):
    helper = visit(cast.facilitator)

    answer = helper.post(f"{VILLAGE}/{lan}/dat-ma", {**NEW, "agreed": ""})
    assert (answer.status, bool(answer.error_on("agreed"))) == (422, True)
    assert helper.post(f"{VILLAGE}/{lan}/dat-ma", NEW).status == 303
    assert helper.post(f"{VILLAGE}/{lan}/dat-ma", {**NEW, "agreed": ""}).status == 303
    (given,) = rows(database, select(NoticeGiven).where(NoticeGiven.person_id == lan))
    assert given.read_out_by_id == cast.facilitator.id


WEAK = {
    "easy": ("123456", "123456", "pin"),
    "the birth year": ("195028", "195028", "pin"),
    "five": ("48026", "48026", "pin"),
    "letters": ("48026a", "48026a", "pin"),
    "two different": ("480263", "480264", "again"),
    "once only": ("480263", "", "again"),
    "none": ("", "", "pin"),
}


@pytest.mark.parametrize("case", WEAK)
def test_a_weak_or_mistyped_pin_is_not_taken(visit, cast, database, lan, case):
    pin, again, field = WEAK[case]
    before = sign_in_of(database, lan).secret_hash

    answer = visit(cast.facilitator).post(f"{VILLAGE}/{lan}/dat-ma", {"pin": pin, "again": again, "agreed": "y"})

    assert (answer.status, bool(answer.error_on(field))) == (422, True)
    assert not pin or f'value="{pin}"' not in answer.response.text
    assert sign_in_of(database, lan).secret_hash == before


def test_four_pictures_tapped_twice_are_a_secret(visit, cast, database, lan):
    answer = tap(visit(cast.facilitator), f"{VILLAGE}/{lan}/dat-ma", FOUR * 2, agreed="y")

    sign_in = sign_in_of(database, lan)
    assert answer.status == 303
    assert (sign_in.secret_kind, sign_in.secret_set_by_id) == (SecretKind.PICTURES, cast.facilitator.id)


def test_pictures_that_differ_the_second_time_are_asked_again(visit, cast, database, lan):
    answer = tap(visit(cast.facilitator), f"{VILLAGE}/{lan}/dat-ma", (*FOUR, *FOUR[::-1]), agreed="y")

    assert answer.status == 422
    assert "chưa giống nhau" in answer.text
    assert sign_in_of(database, lan).secret_kind is SecretKind.PIN


@pytest.mark.parametrize(
    "four", [("con-ga",) * 4, ("con-ga", "xe-dap") * 2, ("non-la", "con-trau", "bong-sen", "cai-quat")]
)
def test_pictures_that_others_would_try_are_not_taken(visit, cast, lan, four):
    assert tap(visit(cast.facilitator), f"{VILLAGE}/{lan}/dat-ma", four, agreed="y").status == 422


def test_pictures_need_the_notice_too(visit, cast, database, lan):
    tap(visit(cast.facilitator), f"{VILLAGE}/{lan}/dat-ma", FOUR * 2)

    assert sign_in_of(database, lan).secret_kind is SecretKind.PIN


def test_a_pin_takes_the_place_of_pictures(visit, cast, database, lan):
    helper = visit(cast.facilitator)
    tap(helper, f"{VILLAGE}/{lan}/dat-ma", FOUR * 2, agreed="y")

    assert helper.post(f"{VILLAGE}/{lan}/dat-ma", NEW).status == 303
    assert visit().sign_in(sign_in_of(database, lan).code, "480263").status == 303
