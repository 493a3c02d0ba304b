"""Signing in by four pictures: without a script, the same words whatever is wrong, closed by five failures."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.config import HERE
from lms.errors import Refused
from lms.people.actions.caring import unlock
from lms.people.adapters.hashing import Hasher
from lms.people.models import SignIn
from lms.people.queries.accounts import need_digits
from lms.people.rules.pictures import PICTURES, as_secret, check_pictures, read_pictures
from lms.people.rules.secrets import SecretKind
from tests.builders import PEPPER, PIN, rows, someone

FOUR = ("con-trau", "bong-sen", "ngoi-nha", "con-ga")
OTHER = ("con-trau", "bong-sen", "ngoi-nha", "xe-dap")
HASHER = Hasher(PEPPER, passes=1, memory_kib=8)


@pytest.fixture
def pupil(database):
    """Somebody who signs in by pictures; their sign-in."""
    with database.writing() as session:
        person = someone(session, name="Giàng A Tủa", born=2016)
        person.sign_in.secret_kind = SecretKind.PICTURES
        person.sign_in.secret_hash = HASHER.hash(as_secret(FOUR))
        return person.sign_in


def tap(visitor, code, pictures, **more):
    """Four taps, each a sending of its own."""
    page = visitor.get(f"/dang-nhap/hinh?ma={code}")
    for name in pictures:
        page = visitor.post("/dang-nhap/hinh", {**page.hidden(), "picture": name, **more})
    return page


def tap_at_once(visitor, code, pictures):
    """All four in one sending, as the script does."""
    return visitor.post("/dang-nhap/hinh", {"code": code, "pictures": " ".join(pictures)})


def closed(database, pupil) -> bool:
    return rows(database, select(SignIn).where(SignIn.id == pupil.id))[0].closed_at is not None


def test_four_taps_sign_in_without_a_script(visit, pupil):
    page = tap(visit(), pupil.shown_code, FOUR)

    assert (page.status, page.location) == (303, "/toi")


def test_one_sending_with_all_four_does_too_and_leads_on(visit, pupil):
    visitor = visit()
    shown = visitor.post("/dang-nhap", {"code": pupil.shown_code, "bang": "hinh", "tiep": "/toi/the"})
    page = visitor.follow(shown)

    answer = visitor.post("/dang-nhap/hinh", {**page.hidden(), "pictures": " ".join(FOUR)})

    assert (answer.status, answer.location) == (303, "/toi/the")


def test_the_grid_has_a_name_under_every_picture(visit, pupil):
    page = visit().get(f"/dang-nhap/hinh?ma={pupil.shown_code}")

    assert [one.get_text(strip=True) for one in page.soup.select("button[name=picture]")] == list(PICTURES.values())
    assert "thứ 1 trong 4" in page.text


def test_a_household_device_goes_straight_to_the_pictures(visit, pupil):
    visitor = visit()
    tap(visitor, pupil.shown_code, FOUR, device="nha")
    visitor.post("/dang-xuat", {"csrf_token": visitor.get("/toi").field("csrf_token")["value"]})
    link = next(address for address in visitor.get("/dang-nhap").links().values() if "ten=" in address)

    page = visitor.follow(visitor.get(link))
    assert page.h1 == "Chào Giàng A Tủa"
    for name in FOUR:
        page = visitor.post("/dang-nhap/hinh", {**page.hidden(), "picture": name})
    assert page.status == 303


@pytest.mark.parametrize("code", ["DAN", "7K4M-2QP9", "---", "' OR ''='", "x" * 500])
def test_unknown_and_wrong_are_told_alike(visit, pupil, code):
    wrong, unknown = tap_at_once(visit(), pupil.code, OTHER), tap_at_once(visit(), code, OTHER)

    assert wrong.status == unknown.status == 422
    assert wrong.errors == unknown.errors
    assert not {"con-trau bong-sen"} & {str(one["value"]) for one in wrong.soup.select("input[name=pictures]")}


def test_the_order_counts_and_no_pin_opens_pictures(visit, pupil):
    assert tap_at_once(visit(), pupil.code, FOUR[::-1]).status == 422
    assert visit().sign_in(pupil.code, PIN).status == 422
    assert tap_at_once(visit(), "DAN", FOUR).status == 422


def test_five_failures_close_the_account_until_somebody_opens_it(visit, database, pupil):
    for number in range(5):
        visitor = visit()
        visitor.from_address = f"198.51.100.{number}"
        assert tap_at_once(visitor, pupil.code, OTHER).status == 422
    assert closed(database, pupil)

    clock.set_now(clock.now() + timedelta(hours=3))
    assert tap_at_once(visit(), pupil.code, FOUR).errors == tap_at_once(visit(), "7K4M-2QP9", FOUR).errors

    with database.writing() as session:
        unlock(session, Origin(None, None), session.get(SignIn, pupil.id), HASHER)
    assert tap_at_once(visit(), pupil.code, FOUR).status == 303


def test_failures_typed_as_a_pin_close_pictures_too(visit, database, pupil):
    for _ in range(5):
        visit().sign_in(pupil.code, "111111")

    assert closed(database, pupil)


def test_days_between_the_failures_do_not_help_a_guesser(visit, database, pupil):
    for _ in range(5):
        tap_at_once(visit(), pupil.code, OTHER)
        clock.set_now(clock.now() + timedelta(days=2))

    assert closed(database, pupil)


def test_four_failures_and_the_right_ones_begin_anew(visit, database, pupil):
    for _ in range(4):
        tap_at_once(visit(), pupil.code, OTHER)
    assert tap_at_once(visit(), pupil.code, FOUR).status == 303
    tap_at_once(visit(), pupil.code, OTHER)

    assert not closed(database, pupil)


def test_the_fifth_try_may_be_the_right_one(visit, database, pupil):
    for _ in range(4):
        tap_at_once(visit(), pupil.code, OTHER)

    assert tap_at_once(visit(), pupil.code, FOUR).status == 303
    assert not closed(database, pupil)


def test_a_pin_is_never_closed(visit, database, cast):
    for _ in range(7):
        visit().sign_in("DAN", "111111")

    assert rows(database, select(SignIn.closed_at).where(SignIn.person_id == cast.citizen.id)) == [None]


@pytest.mark.parametrize("address", ["/toi/ten", "/toi/ma-pin"])
def test_pictures_do_not_open_what_needs_a_pin(visit, database, pupil, address):
    visitor = visit()
    tap_at_once(visitor, pupil.code, FOUR)

    page = visitor.get(address)

    assert page.status == 422
    assert "mã PIN 6 số" in page.text
    with database.session(write=False) as session, pytest.raises(Refused):
        need_digits(session, pupil.person_id)


def test_a_pin_opens_it(database, cast):
    with database.session(write=False) as session:
        need_digits(session, cast.citizen.id)


@pytest.mark.parametrize("sent", ["", "con-ga", "con-ga con-ga con-ga", "con-ga <b> trau xe", "x" * 9000])
def test_only_four_pictures_that_there_are_count(visit, pupil, sent):
    assert len(read_pictures(sent)) < 4
    page = visit().post("/dang-nhap/hinh", {"code": pupil.code, "pictures": sent})
    assert page.status == 200


def test_without_a_code_there_is_nothing_to_tap(visit):
    assert visit().get("/dang-nhap/hinh").location == "/dang-nhap"
    assert visit().post("/dang-nhap/hinh", {"pictures": " ".join(FOUR)}).location == "/dang-nhap"


def test_good_pictures_are_taken():
    check_pictures(FOUR)


def test_every_picture_is_drawn():
    drawn = {path.stem for path in (HERE / "lms/ui/static/pictures").glob("*.svg")}

    assert drawn == set(PICTURES)
