"""Issuing: in which capacity, by whom never, and the signed paper, with the number or after it."""

import io

import pytest
from docx import Document
from sqlalchemy import select

from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.people.models import Post
from lms.reports.rules.states import State
from tests.builders import rows
from tests.reports.steps import PDF, begin, count, issue, report_in, sent, sign, submit, write


@pytest.fixture
def submitted(who, over):
    """The address of a report that waits for its signature."""
    drafter = who("drafter")
    here = begin(drafter)
    assert submit(drafter, here).status == 303
    return here


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ({"collective": "", "capacity": "", "in_place_of": "", "title": "Chủ tịch"}, ["CHỦ TỊCH"]),
        ({"capacity": "", "in_place_of": "", "title": "Chủ tịch"}, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ({}, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ({"collective": "", "capacity": "TL.", "title": "Chánh Văn phòng"}, ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        ({"collective": "", "capacity": "TUQ.", "title": "Trưởng phòng"}, ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"]),
    ],
)
def test_the_capacity_stands_over_the_signature(who, submitted, told, lines):
    manager = who("manager")
    assert issue(manager, submitted, **told).status == 303

    file = Document(io.BytesIO(manager.get(f"{submitted}.docx").response.data))
    close = next(table for table in file.tables if "Nơi nhận" in table.rows[0].cells[0].text)
    assert [one.text for one in close.rows[0].cells[1].paragraphs][: len(lines)] == lines
    assert manager.get(f"{submitted}.pdf").response.data.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["drafter", "manager"])
def test_a_report_signed_after_it_has_its_number_is_sent_once_its_paper_is_there(who, submitted, database, name):
    manager, visitor = who("manager"), who(name)
    assert issue(manager, submitted, file=None).status == 303
    page = visitor.get(submitted)
    assert "Mở PDF để ký" in page.links()
    assert "Gửi báo cáo" not in page.text
    assert visitor.get(f"{submitted}/ban-ky").status == 404
    early = visitor.post(f"{submitted}/gui")
    assert early.status == 422
    assert "Chưa có bản đã ký" in early.text

    assert [sign(visitor, submitted).status for _ in range(2)] == [303, 303]
    assert visitor.get(f"{submitted}/ban-ky").response.data == PDF
    assert visitor.post(f"{submitted}/gui").status == 303
    assert report_in(database, submitted).state is State.SENT
    acts = rows(database, select(AuditEntry).where(AuditEntry.act == Act.REPORT_SIGNED))
    assert len(acts) == 1


def test_a_wrong_paper_is_put_right_until_the_report_is_sent(who, submitted):
    manager = who("manager")
    issue(manager, submitted)
    assert sign(manager, submitted, b"%PDF-1.7 the right one").status == 303
    assert manager.get(f"{submitted}/ban-ky").response.data.endswith(b"right one")

    manager.post(f"{submitted}/gui")
    assert sign(manager, submitted, PDF).status == 422
    assert manager.get(f"{submitted}/ban-ky").response.data.endswith(b"right one")


@pytest.mark.parametrize("file", [None, b"", b"PK\x03\x04 a word file"])
def test_a_paper_that_is_none_is_told_beside_its_field(who, submitted, database, file):
    manager = who("manager")
    issue(manager, submitted, file=None)
    page = sign(manager, submitted, file)

    assert page.status == 422
    assert page.error_on("file")
    assert report_in(database, submitted).file_name is None


@pytest.mark.parametrize(("name", "status"), [("viewer", 403), ("above", 403), ("stranger", 404), ("citizen", 404)])
def test_nobody_else_adds_a_paper(who, submitted, name, status):
    issue(who("manager"), submitted, file=None)

    assert who(name).post(f"{submitted}/ban-ky").status == status


def test_a_draft_takes_no_paper(who, over):
    here = begin(who("drafter"))

    assert sign(who("manager"), here).status == 422


@pytest.mark.parametrize("wrote", ["began", "texts", "numbers"])
def test_whoever_wrote_a_part_never_signs_it_whoever_wrote_last(who, over, database, cast, people, wrote):
    first, second = who("second"), who("drafter")
    here = begin(first if wrote == "began" else second)
    if wrote == "texts":
        write(first, here, proposals="Thêm máy.")
    if wrote == "numbers":
        count(first, here, classes_value="12", classes_evidence="sổ theo dõi")
    write(second, here, difficulties="Sóng yếu.")
    submit(second, here)
    with database.writing() as session:
        start = rows(database, select(Post))[0].from_at
        session.add(Post(person_id=people["second"].id, role=Role.MANAGER, unit_id=cast.units["77001"].unit_id,
                         from_at=start))  # fmt: skip
    both = who("second")

    assert "không ban hành được báo cáo ấy" in both.get(here).text
    assert both.get(f"{here}/ban-hanh").status == 422
    assert issue(both, here, digest=report_in(database, here).digest).status == 422
    assert issue(who("manager"), here).status == 303


def test_who_wrote_another_report_may_sign_this_one(who, over, database, cast, people):
    sent(who)
    with database.writing() as session:
        start = rows(database, select(Post))[0].from_at
        session.add(Post(person_id=people["manager"].id, role=Role.DRAFTER, unit_id=cast.units["77001"].unit_id,
                         from_at=start))  # fmt: skip
    again = who("drafter").post(f"{begin(who('drafter'))}/dinh-chinh").location
    submit(who("drafter"), again)

    assert issue(who("manager"), again, number="13/BC-UBND").status == 303
