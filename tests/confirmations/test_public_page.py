"""`/xac-nhan/<serial>`: one glance, no cookie; nothing more in the data than on the page; children by initials only."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.confirmations.actions.consents import record_consent, withdraw_consent
from lms.confirmations.actions.ending import revoke
from lms.confirmations.models import Confirmation, NotMe
from lms.confirmations.rules.kinds import Reason
from lms.confirmations.rules.serials import shown
from lms.people.models import Person
from lms.people.rules import codes
from lms.skills.rules import Audience, Evidence
from tests.builders import rows

VIETNAM = timezone(timedelta(hours=7))


def address(one: Confirmation, more: str = "") -> str:
    """The page of a confirmation."""
    return f"/xac-nhan/{shown(one.serial)}{more}"


@pytest.fixture
def consent(house, database):
    """Both consents for the pupil, on record."""

    def give():
        with database.writing() as session:
            origin = Origin(house.id_of("manager"), None)
            details = {"representative": "H’Lan Niê", "document": "phiếu 12/11", "given_on": date(2026, 11, 12)}
            record_consent(session, origin, house.id_of("pupil"), **details, child_agreed=True)

    return give


def test_a_valid_one_says_so_at_once(visit, house):
    page = visit().get(address(house.confirm()))

    assert page.status == 200
    assert page.h1 == "Phiếu còn hiệu lực"
    for words in (
        "Lò Thị Mai",
        "xã An Phú, tỉnh Thử",
        "PHIẾU KẾT QUẢ",
        "Có người chứng kiến (mức 1)",
        house.rule().version,
    ):
        assert words in page.text
    assert "Thôn Đình" not in page.text
    assert "1958" not in page.text


def test_an_adopted_one_names_the_document(visit, house):
    house.adopt()
    page = visit().get(address(house.confirm()))

    assert page.h1 == "Xác nhận còn hiệu lực"
    assert "xã An Phú, tỉnh Thử, theo văn bản số 12/QĐ-UBND ngày 05/09/2026" in page.text
    assert "XÁC NHẬN HOÀN THÀNH MỨC ĐỘ PHỔ CẬP KỸ NĂNG SỐ" in page.text
    assert "757" not in page.text


def test_a_superseded_one_leads_to_what_holds_now(visit, house):
    first = house.confirm(evidence=Evidence.SELF, source="a:1")
    house.confirm(evidence=Evidence.SUPERVISED, source="a:2")
    third = house.confirm(evidence=Evidence.IDENTIFIED, source="a:3")

    page = visit().get(address(first))

    assert (page.status, page.h1) == (200, "Phiếu đã có bản mới thay thế")
    assert page.links()[f"Xem bản mới {shown(third.serial)}"] == address(third)


def test_a_superseded_one_whose_successor_was_revoked_leads_nowhere(visit, house, database):
    first = house.confirm(evidence=Evidence.SELF, source="a:1")
    second = house.confirm(source="a:2")
    with database.writing() as session:
        revoke(session, Origin(None, None), session.get(Confirmation, second.id), Reason.MISTAKE)

    assert "Xem bản mới" not in visit().get(address(first)).text
    page = visit().get(address(second))
    assert (page.status, page.h1) == (200, "Phiếu không còn giá trị (đã thu hồi)")
    assert "Giấy được cấp nhầm." in page.text


@pytest.mark.parametrize("more", ["", ".json"])
def test_it_opens_without_a_cookie_and_sets_none(visit, cast, house, more):
    one = house.confirm()
    out = visit().get(address(one, more)).response
    signed_in = visit(cast.stranger).get(address(one, more)).response

    assert out.data == signed_in.data
    for answer in (out, signed_in):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in (answer.headers.get("Vary") or "")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_revocation_is_seen_by_the_next_visitor(visit, house, database):
    one = house.confirm()
    assert visit().get(address(one)).h1 == "Phiếu còn hiệu lực"
    with database.writing() as session:
        revoke(session, Origin(None, None), session.get(Confirmation, one.id), Reason.NOT_THE_PERSON)

    assert "không còn giá trị" in visit().get(address(one)).h1
    assert visit().get(address(one, ".json")).json["state"] == "revoked"


def test_a_serial_mistyped_in_any_place_leads_nowhere(visit, house):
    serial = house.confirm().serial
    visitor = visit()
    for place, letter in enumerate(serial):
        wrong = codes.ALPHABET[(codes.ALPHABET.index(letter) + 1 + place) % 32]
        page = visitor.get(f"/xac-nhan/{shown(serial[:place] + wrong + serial[place + 1 :])}")

        assert page.status == 404, place
        assert "chưa khớp" in page.text


@pytest.mark.parametrize("typed", ["{lower}", "{plain}", "{spaced}", "%20{lower}%20", "{o}"])
def test_a_serial_is_read_however_it_is_typed(visit, house, typed):
    serial = shown(house.confirm().serial)
    ways = {
        "lower": serial.lower(),
        "plain": serial.replace("-", ""),
        "spaced": serial.replace("-", "%20"),
        "o": serial.replace("0", "O").replace("1", "l"),
    }

    assert visit().get(f"/xac-nhan/{typed.format(**ways)}").status == 200


@pytest.mark.parametrize(
    "typed", ["0000-0000-0000-0", "x", "a" * 3000, "<script>", "..", "%00", "7K4M-2QP9-3T9X-4.pdf.json"]
)
def test_what_is_no_serial_is_answered_kindly(visit, typed):
    page = visit().get(f"/xac-nhan/{typed}")

    assert page.status in (404, 308)
    assert "<script>" not in page.response.text


def test_the_data_says_no_more_than_the_page(visit, house):
    house.adopt()
    one = house.confirm("official", Audience.OFFICIAL)
    page, data = visit().get(address(one)), visit().get(address(one, ".json")).json

    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", data["subject"])
    assert str(house.id_of("official")) not in {data["subject"], data["serial"]}
    told = {key: value for key, value in data.items() if key not in ("subject", "state", "state_words")}
    for value in _texts(told):
        assert value in page.text or _day(value) in page.text, value


def _texts(value) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []


def _day(value: str) -> str:
    return "/".join(reversed(value.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value


@pytest.mark.parametrize("more", ["", ".json"])
def test_a_child_is_hidden_until_both_have_agreed(visit, house, database, consent, more):
    one = house.confirm("pupil", Audience.SECONDARY)
    unknown = f"/xac-nhan/{shown(codes.new_code(13))}{more}"
    hidden, nobody = visit().get(address(one, more)), visit().get(unknown)

    assert (hidden.status, nobody.status) == (404, 404)
    assert hidden.response.text.replace(shown(one.serial), "") == nobody.response.text.replace(unknown[10 : 23 + 3], "")
    consent()
    assert visit().get(address(one, more)).status == 200
    with database.writing() as session:
        withdraw_consent(session, Origin(house.id_of("manager"), None), house.id_of("pupil"))
    assert visit().get(address(one, more)).status == 404


@pytest.mark.parametrize("more", ["", ".json"])
def test_of_a_child_initials_and_commune_only(visit, house, consent, more):
    one = house.confirm("pupil", Audience.SECONDARY)
    consent()
    page = visit().get(address(one, more))

    said = page.text if not more else str(page.json)
    assert "H. N." in said
    assert "xã An Phú, tỉnh Thử" in said
    for word in ("Nhi", "Niê", "Trường", "2014", "THCS An Phú"):
        assert word not in said


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(2030, 12, 31, 23, 59, tzinfo=VIETNAM), 404),
        (datetime(2030, 12, 31, 17, 1, tzinfo=UTC), 200),  # 00:01 on 1 January in Việt Nam
        (datetime(2031, 1, 1, 0, 0, tzinfo=VIETNAM), 200),
    ],
)
def test_a_child_counts_as_one_until_the_last_day_of_the_year_they_turn_16(visit, house, moment, status):
    one = house.confirm("pupil", Audience.SECONDARY)  # born 2014
    clock.set_now(moment)

    page = visit().get(address(one))

    assert page.status == status
    if status == 200:
        assert "H’Nhi Niê" in page.text


def test_a_birth_year_corrected_to_a_childs_hides_what_was_open(visit, house, database):
    one = house.confirm()
    with database.writing() as session:
        session.get(Person, house.id_of("citizen")).birth_year = 2014

    assert visit().get(address(one)).status == 404


def test_somebody_can_say_that_it_is_not_them(visit, house, database):
    one = house.confirm()
    visitor = visit()
    answer = visitor.post(address(one, "/khong-phai-toi"))

    assert answer.status == 303
    assert "Đã ghi nhận" in visitor.follow(answer).text
    assert "Set-Cookie" not in answer.response.headers
    visitor.post(address(one, "/khong-phai-toi"))
    (noted,) = rows(database, select(NotMe))
    assert (noted.confirmation_id, noted.network) == (one.id, "203.0.113.0/24")
    assert {entry.details["serial"] for entry in rows(database, select(AuditEntry)) if "doubted" in entry.act} == {
        one.serial
    }


def test_one_network_may_say_it_so_often_only(visit, house, database):
    one = house.confirm()
    visitor = visit()
    statuses = [visitor.post(address(one, "/khong-phai-toi")).status for _ in range(22)]

    assert statuses[0] == 303
    assert statuses[-1] == 429
    other = visit()
    other.from_address = "198.51.100.9"
    assert other.post(address(one, "/khong-phai-toi")).status == 303


def test_nothing_is_noted_of_what_is_not_there(visit, house, database):
    hidden = house.confirm("pupil", Audience.SECONDARY)
    for serial in (shown(hidden.serial), shown(codes.new_code(13)), "x"):
        assert visit().post(f"/xac-nhan/{serial}/khong-phai-toi").status == 404
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert visit().post(address(house.confirm(), "/khong-phai-toi"), headers=elsewhere).status == 403
    assert rows(database, select(NotMe)) == []
