"""`/toi/du-lieu`: opened by the secret, in plain words, with who looked; the copy as data; asking for a correction."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.dossiers.models import DataRequest
from lms.dossiers.rules.asking import Wish
from lms.people.models import Membership, Person, SignIn
from lms.people.rules.secrets import SecretKind
from tests.builders import PIN, rows
from tests.confirmations.conftest import house  # noqa: F401 - a fixture

HERE = "/toi/du-lieu"


@pytest.fixture
def opened(visit, cast):
    """The citizen, with their data open."""
    somebody = visit(cast.citizen)
    assert somebody.post(HERE, {"secret": PIN}).location == HERE
    return somebody


def test_it_is_closed_until_the_secret_is_typed(visit, cast):
    somebody = visit(cast.citizen)
    page = somebody.get(HERE)

    assert page.field("secret") is not None
    assert "1958" not in page.text
    assert somebody.get(f"{HERE}.json").location == HERE


def test_a_wrong_secret_opens_nothing_and_waits_like_signing_in(visit, cast):
    somebody = visit(cast.citizen)
    for _ in range(5):
        page = somebody.post(HERE, {"secret": "000000"})
        assert (page.status, page.error_on("secret")) == (422, "Mã đang dùng chưa khớp. Gõ lại.")
    assert "Đợi" in somebody.post(HERE, {"secret": PIN}).errors
    assert somebody.get(HERE).field("secret") is not None


def test_it_says_what_is_kept_in_plain_words(opened, house):  # noqa: F811
    house.confirm()
    page = opened.get(HERE)

    for words in ("Lò Thị Mai", "1958", "DAN", "Thôn Đình, xã An Phú, tỉnh Thử", "chưa ai có việc được giao mở xem"):
        assert words in page.text
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert "Xác nhận và phiếu kết quả: 1" in page.text


def test_it_closes_after_ten_minutes(opened):
    clock.set_now(clock.now() + timedelta(minutes=11))

    assert opened.get(HERE).field("secret") is not None


def test_opening_and_taking_the_copy_are_on_record(opened, database, cast):
    opened.get(f"{HERE}.json")

    found = [one for one in rows(database, select(AuditEntry)) if one.act is Act.DATA_EXPORTED]
    assert [(one.person_id, one.subject_person_id) for one in found] == [(cast.citizen.id, cast.citizen.id)] * 2


def test_the_copy_is_whole_and_has_no_secret_and_no_item(opened, house):  # noqa: F811
    house.confirm()
    answer = opened.get(f"{HERE}.json")
    copy = answer.json

    assert (copy["format"], copy["version"]) == ("hoc-vu-so/du-lieu-ca-nhan", 1)
    assert copy["person"]["name"] == "Lò Thị Mai"
    assert copy["sign_ins"][0]["code"] == "DAN"
    assert {one["skill"] for one in copy["results"]} == {one.code for one in house.rule().skills}
    assert copy["confirmations"][0]["state"] == "valid"
    body = answer.response.get_data(as_text=True)
    assert "argon2" not in body
    assert "secret_hash" not in body
    assert "Lò Thị Mai" in body  # letters as they are
    assert answer.response.headers["Content-Disposition"].startswith('attachment; filename="du-lieu-ca-nhan-')


def test_one_never_gets_the_data_of_another(visit, cast, opened):
    other = visit(cast.official)
    assert other.get(HERE).field("secret") is not None
    assert other.get(f"{HERE}.json").status == 302


@pytest.mark.parametrize(
    ("act", "unit", "about", "words"),
    [
        (Act.PERSON_READ, "77001", True, "Người phụ trách xã An Phú xem tên và tình trạng"),
        (Act.PEOPLE_READ, "77001", False, "Người phụ trách xã An Phú tìm người ở nơi có tên mình"),
        (Act.LISTING_READ, "77001-1", False, "xem danh sách rà soát ở nơi có tên mình"),
        (Act.PEOPLE_READ, "77002", False, None),
        (Act.PEOPLE_READ, "77001-2", False, None),
    ],
)
def test_it_lists_who_looked_by_role_and_unit_never_by_name(opened, database, cast, act, unit, about, words):
    with database.writing() as session:
        for _ in range(2):  # twice a day is one line
            record(session, Origin(cast.manager.id, None), act, unit_id=cast.units[unit].unit_id,
                   subject_person_id=cast.citizen.id if about else None)  # fmt: skip
    text = opened.get(HERE).text

    assert "Trần Thị Sáu" not in text
    assert (words or "chưa ai có việc được giao") in text
    if words:
        assert text.count(words) == 1
        assert f"{clock.today():%d/%m/%Y}" in text


def test_looks_from_before_one_belonged_there_and_from_long_ago_are_left_out(opened, database, cast):
    with database.writing() as session:
        unit = cast.units["77001"].unit_id
        record(session, Origin(cast.manager.id, None), Act.PEOPLE_READ, unit_id=unit)
        record(session, Origin(cast.manager.id, None), Act.PERSON_READ, subject_person_id=cast.citizen.id)
        held = session.query(Membership).filter_by(person_id=cast.citizen.id).one()
        held.from_on = clock.today() + timedelta(days=1)
        for one in session.scalars(select(AuditEntry).where(AuditEntry.act == Act.PERSON_READ)):
            one.at = clock.now() - timedelta(days=800)

    assert "chưa ai có việc được giao" in opened.get(HERE).text


def test_pictures_open_nothing(visit, cast, database):
    somebody = visit(cast.citizen)
    with database.writing() as session:
        own = session.scalars(select(SignIn).where(SignIn.person_id == cast.citizen.id)).one()
        own.secret_kind = SecretKind.PICTURES

    assert somebody.get(HERE).field("secret") is None
    for address in (HERE, f"{HERE}/xoa"):
        page = somebody.post(address, {"secret": PIN})
        assert page.status == 422
        assert "mã PIN 6 số" in page.text


def test_asking_to_be_deleted_signs_out_and_says_until_when(visit, cast, database):
    somebody = visit(cast.citizen)
    assert "Sẽ mất hẳn" in somebody.get(f"{HERE}/xoa").text
    assert somebody.post(f"{HERE}/xoa", {"secret": "000000"}).status == 422
    page = somebody.follow(somebody.post(f"{HERE}/xoa", {"secret": PIN}))

    assert f"{clock.today() + timedelta(days=7):%d/%m/%Y}" in page.text
    assert somebody.get("/toi").status == 303
    assert rows(database, select(Person.delete_asked_at).where(Person.id == cast.citizen.id)) != [None]


@pytest.mark.parametrize("day", ["", "x", "2020-01-01", "2099-01-01"])
def test_a_made_up_day_of_deletion_is_not_found(visit, day):
    assert visit().get(f"{HERE}/cho-xoa?ngay={day}").status == 404


def test_a_correction_goes_to_where_one_belongs_once(visit, cast, database):
    somebody = visit(cast.citizen)
    page = somebody.get(f"{HERE}/yeu-cau")
    assert "Thôn Đình" in page.text
    sent = {"told": "năm sinh đúng là 1957", "once": page.field("once")["value"]}
    for _ in range(2):
        assert somebody.post(f"{HERE}/yeu-cau", sent).status == 303

    (held,) = rows(database, select(DataRequest))
    assert (held.wish, held.told, held.unit_id) == (Wish.CORRECT, sent["told"], cast.units["77001-1"].unit_id)
    assert "đang chờ" in somebody.get(f"{HERE}/yeu-cau").text
    assert somebody.post(f"{HERE}/yeu-cau", {"told": "x" * 301}).error_on("told")


def test_somebody_of_no_known_place_is_told_whom_to_meet(visit, cast):
    page = visit(cast.admin).get(f"{HERE}/yeu-cau")

    assert "chị Lan, Phòng Văn hóa" in page.text
    assert page.field("told") is None
