"""`/don-vi/<code>/quy-tac`: the manager enters the unit's document; it binds there and below until it is withdrawn."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.models import Adoption
from lms.confirmations.rules.adopting import LARGEST_FILE
from lms.skills.rules import Audience
from tests.builders import rows

PDF = b"%PDF-1.7 a made-up scan"
HERE = "/don-vi/77001/quy-tac"


def sheet(**other) -> dict[str, object]:
    """What a manager types and attaches."""
    file = other.pop("file", PDF)
    told = {
        "number": "12/QĐ-UBND",
        "signed_on": "5/9/2026",
        "signer": "Trần Thị Sáu, Chủ tịch",
        "rule": "hoan-thanh",
        "once": "o1",
    }
    attached = {"file": (io.BytesIO(file), "van ban.pdf")} if file is not None else {}
    return {**told, **attached, **other}


def send(visitor, address=HERE, **other):
    """Send the form as a browser does, with its file."""
    page = visitor.post(address, sheet(**other), content_type="multipart/form-data")
    page.response.request.environ["wsgi.input"].close()  # a large one lies in a file of the client's
    return page


def test_a_document_binds_at_the_unit_and_below(visit, cast, house):
    manager = visit(cast.manager)
    assert send(manager).location == HERE

    for address in (HERE, "/don-vi/77001-1/quy-tac", "/don-vi/77001-2/quy-tac"):
        page = manager.get(address)
        assert "12/QĐ-UBND" in page.text
        assert "xã An Phú, tỉnh Thử" in page.text
    assert house.confirm().adopted is True
    assert house.confirm("stranger", Audience.OFFICIAL).adopted is False


def test_the_page_says_that_the_rule_is_a_product_choice(visit, cast):
    page = visit(cast.manager).get(HERE)

    assert "Đây là lựa chọn của nền tảng" in page.text
    assert "không phải quy định của pháp luật" in page.text
    assert "70 %" in page.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "x" * 61}, "number"),
        ({"signer": "  "}, "signer"),
        ({"signed_on": ""}, "signed_on"),
        ({"signed_on": "hôm qua"}, "signed_on"),
        ({"signed_on": "31/2/2026"}, "signed_on"),
        ({"signed_on": "1/1/1990"}, "signed_on"),
        ({"signed_on": "{tomorrow}"}, "signed_on"),
        ({"file": None}, "file"),
        ({"file": b""}, "file"),
        ({"file": b"<html><script>alert(1)</script>"}, "file"),
        ({"file": b"MZ\x90 a program"}, "file"),
        ({"file": b" %PDF-1.7"}, "file"),
        ({"file": PDF + b"0" * LARGEST_FILE}, "file"),
    ],
)
def test_what_is_not_in_order_is_said_beside_its_field(visit, cast, database, change, field):
    tomorrow = (clock.today() + timedelta(days=1)).strftime("%d/%m/%Y")
    change = {
        name: value.format(tomorrow=tomorrow) if isinstance(value, str) else value for name, value in change.items()
    }
    page = send(visit(cast.manager), **change)

    assert page.status == 422
    assert page.error_on(field)
    assert rows(database, select(Adoption)) == []


@pytest.mark.parametrize(("who", "status"), [("citizen", 404), ("facilitator", 404), ("stranger", 404), ("admin", 403)])
def test_the_wrong_person_enters_nothing(visit, cast, database, who, status):
    assert send(visit(getattr(cast, who))).status == status
    assert rows(database, select(Adoption)) == []


def test_a_facilitator_may_read_and_enter_nothing(visit, cast):
    facilitator = visit(cast.facilitator)

    assert facilitator.get("/don-vi/77001-1/quy-tac").field("number") is None
    assert send(facilitator, "/don-vi/77001-1/quy-tac").status == 403


def test_the_same_form_twice_is_one_document(visit, cast, database):
    manager = visit(cast.manager)
    assert [send(manager).status, send(manager).status] == [303, 303]

    (held,) = rows(database, select(Adoption))
    assert (held.number, held.signer, held.file_name, held.file_type) == (
        "12/QĐ-UBND", "Trần Thị Sáu, Chủ tịch", "van-ban-77001.pdf", "application/pdf",
    )  # fmt: skip
    page = send(manager, once="o2", number="13/QĐ-UBND")
    assert page.status == 422
    assert "đang áp dụng theo văn bản số 12/QĐ-UBND" in page.errors


def test_the_file_comes_back_as_it_was_and_is_never_shown(visit, cast):
    manager = visit(cast.manager)
    send(manager)
    answer = manager.get(f"{HERE}/van-ban").response

    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="van-ban-77001.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visit(cast.facilitator).get("/don-vi/77001-1/quy-tac/van-ban").response.data == PDF
    assert visit(cast.stranger).get(f"{HERE}/van-ban").status == 404
    assert visit(cast.stranger).get("/don-vi/77002/quy-tac/van-ban").status == 404


def test_slips_are_issued_again_by_one_button(visit, cast, house):
    house.confirm()
    manager = visit(cast.manager)
    send(manager)
    page = manager.get(HERE)
    assert "1 phiếu được cấp lại thành xác nhận" in page.text
    adoption = page.field("adoption")["value"]

    answer = manager.post(f"{HERE}/cap-lai", {"adoption": adoption})

    assert "Đã cấp lại 1 xác nhận" in manager.follow(answer).text
    assert house.valid()[0].adopted is True
    assert "được cấp lại thành" not in manager.get(HERE).text


def test_withdrawn_it_binds_no_longer(visit, cast, house, database):
    manager = visit(cast.manager)
    send(manager)
    adoption = manager.get(HERE).field("adoption")["value"]
    answer = manager.post(f"{HERE}/thoi", {"adoption": adoption})

    page = manager.follow(answer)
    assert "Chưa có văn bản nào" in page.text
    assert "Số 12/QĐ-UBND, ký ngày 05/09/2026, thôi áp dụng ngày" in page.text
    assert manager.post(f"{HERE}/cap-lai", {"adoption": adoption}).status == 403
    assert send(manager, once="o2", number="13/QĐ-UBND").status == 303
    acts = [entry.act for entry in rows(database, select(AuditEntry)) if entry.unit_id is not None]
    assert acts == [Act.RULE_ADOPTED, Act.ADOPTION_WITHDRAWN, Act.RULE_ADOPTED]


@pytest.mark.parametrize("which", ["thoi", "cap-lai"])
@pytest.mark.parametrize("adoption", ["", "x", "999999", "9" * 40, "²"])
def test_a_document_that_is_not_the_units_is_not_there(visit, cast, house, which, adoption):
    assert visit(cast.manager).post(f"{HERE}/{which}", {"adoption": adoption}).status == 404
    other = house.adopt("77002")
    assert visit(cast.manager).post(f"{HERE}/{which}", {"adoption": str(other.id)}).status == 404
