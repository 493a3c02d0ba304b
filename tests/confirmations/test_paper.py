"""`/xac-nhan/<serial>.pdf`: for its owner and whoever has a post over them; the same bytes, one page, read back."""

import subprocess

import pytest
from sqlalchemy import select

from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.actions.ending import revoke
from lms.confirmations.forms.paper import Issuer, print_card, print_page
from lms.confirmations.models import Confirmation
from lms.confirmations.rules.kinds import Reason
from lms.confirmations.rules.serials import shown
from lms.documents.adapters.typesetting import Unprintable
from lms.people.models import Post
from lms.skills.rules import Audience
from tests.builders import rows
from tests.tools import needs_poppler, needs_reader

ISSUER = Issuer("UBND xã Thử", "chị Lan, Phòng Văn hóa – Xã hội", "https://hocvuso.example.vn", demo=False)
PRINTS = (print_page, print_card)


def paper(one: Confirmation, more: str = "") -> str:
    """The address of a paper."""
    return f"/xac-nhan/{shown(one.serial)}.pdf{more}"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("citizen", 200),
        ("facilitator", 200),
        ("manager", 200),
        ("official", 404),
        ("pupil", 404),
        ("stranger", 404),
        ("admin", 403),
    ],
)
@pytest.mark.parametrize("more", ["", "?co=the"])
def test_who_may_open_a_paper(visit, cast, house, who, status, more):
    one = house.confirm()
    page = visit(getattr(cast, who)).get(paper(one, more))

    assert page.status == status
    if status == 200:
        assert page.response.data.startswith(b"%PDF-1.7")
        assert page.response.headers["Cache-Control"] == "private, no-store"


def test_strangers_are_asked_to_sign_in(visit, house):
    page = visit().get(paper(house.confirm()))

    assert (page.status, page.location.split("?")[0]) == (303, "/dang-nhap")


@pytest.mark.parametrize("serial", ["0000-0000-0000-0", "x"])
def test_an_unknown_paper_is_not_there(visit, cast, serial):
    assert visit(cast.manager).get(f"/xac-nhan/{serial}.pdf").status == 404


def test_a_post_further_up_does_not_reach_names(visit, cast, house, database):
    """A post at the province reaches counts; the paper of somebody in a commune of it is not opened."""
    one = house.confirm()
    with database.writing() as session:
        session.scalars(select(Post).where(Post.person_id == cast.manager.id)).one().unit_id = cast.units["77"].unit_id

    assert visit(cast.manager).get(paper(one)).status == 403


def test_the_look_of_another_is_on_record_and_ones_own_is_not(visit, cast, house, database):
    one = house.confirm()
    visit(cast.citizen).get(paper(one))
    visit(cast.manager).get(paper(one))
    visit(cast.stranger).get(paper(one))

    looks = rows(database, select(AuditEntry).where(AuditEntry.act == Act.CONFIRMATION_READ))
    assert [(look.person_id, look.subject_person_id) for look in looks] == [(cast.manager.id, cast.citizen.id)]


def test_what_holds_no_longer_is_not_printed(visit, cast, house, database):
    one = house.confirm()
    with database.writing() as session:
        revoke(session, Origin(None, None), session.get(Confirmation, one.id), Reason.ASKED)
    page = visit(cast.citizen).get(paper(one))

    assert page.status == 422
    assert "không in nữa" in page.text


@pytest.mark.parametrize("print_it", PRINTS)
def test_the_same_confirmation_is_the_same_bytes(house, print_it):
    one = house.confirm()
    first = print_it(one, ISSUER, hidden=False)

    assert print_it(house.valid()[0], ISSUER, hidden=False) == first
    assert len(first) <= 60_000


@needs_poppler
@pytest.mark.parametrize("print_it", PRINTS)
@pytest.mark.parametrize(
    "name",
    [
        "Lò Thị Mai",
        "H’Hen Niê",
        "Ksor H’Lưk",
        "Đƀŭt ơ̆ ư̆ ƀ",
        "Nguyễn Thị Ngọc Ẩn Ữ Ễ Ợ",
        "X",
        " ".join(["Nguyễn"] * 11),
        "Ễ" * 80,
    ],
)
def test_every_name_is_printed_on_one_page_and_read_back(house, print_it, name, tmp_path):
    one = house.confirm("official", Audience.OFFICIAL)
    one.name = name
    made = tmp_path / "paper.pdf"
    made.write_bytes(print_it(one, ISSUER, hidden=False))

    assert _told(made, "Pages") == "1"
    assert _told(made, "Tagged") == "yes"
    read = subprocess.run(["pdftotext", "-raw", made, "-"], capture_output=True, text=True, check=True).stdout
    assert name.replace(" ", "") in "".join(read.replace("\u200b", "").split())


@needs_poppler
@pytest.mark.parametrize("print_it", PRINTS)
def test_what_is_long_stays_on_one_page(house, print_it, tmp_path):
    one = house.confirm()
    one.skills = [{**skill, "name": (skill["name"] or "") * 2, "proof": "recognised"} for skill in one.skills * 6][:26]
    one.basis = {**one.basis, "documents": one.basis["documents"] * 3, "rule": "Quy tắc dài " * 12}
    one.places = [{**place, "place": "Trường Phổ thông dân tộc bán trú " * 4} for place in one.places]
    made = tmp_path / "paper.pdf"
    issuer = Issuer("Ủy ban nhân dân xã có cái tên rất dài " * 3, "anh Nam " * 20, ISSUER.public_url, demo=True)
    made.write_bytes(print_it(one, issuer, hidden=False))

    assert _told(made, "Pages") == "1"


@needs_reader
@pytest.mark.parametrize("print_it", PRINTS)
def test_the_qr_code_leads_to_the_page(house, print_it, tmp_path):
    one = house.confirm()
    made = tmp_path / "paper.pdf"
    made.write_bytes(print_it(one, ISSUER, hidden=False))
    subprocess.run(["pdftoppm", "-r", "200", "-png", made, tmp_path / "page"], check=True, capture_output=True)
    picture = next(tmp_path.glob("page*.png"))
    read = subprocess.run(["zbarimg", "-q", "--raw", picture], capture_output=True, text=True, check=True).stdout

    assert read.strip() == f"https://hocvuso.example.vn/xac-nhan/{shown(one.serial)}"


@needs_poppler
@pytest.mark.parametrize("print_it", PRINTS)
def test_a_hidden_childs_paper_has_no_qr_code(house, print_it, tmp_path):
    one = house.confirm("pupil", Audience.SECONDARY)
    opened, hidden = print_it(one, ISSUER, hidden=False), print_it(one, ISSUER, hidden=True)
    (tmp_path / "paper.pdf").write_bytes(hidden)
    read = subprocess.run(["pdftotext", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True).stdout

    assert b"/Figure" in opened
    assert b"/Figure" not in hidden
    assert "H’Nhi Niê" in read
    assert "/xac-nhan/" not in read


@needs_poppler
@pytest.mark.parametrize(("adopt", "words"), [(True, "MỨC ĐỘ PHỔ CẬP KỸ NĂNG SỐ"), (False, "ĐÁNH GIÁ KỸ NĂNG SỐ")])
def test_the_paper_says_what_it_stands_on(house, tmp_path, adopt, words):
    if adopt:
        house.adopt()
    (tmp_path / "paper.pdf").write_bytes(print_page(house.confirm(), ISSUER, hidden=False))
    read = subprocess.run(["pdftotext", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True).stdout
    read = " ".join(read.split())

    assert words in read
    for told in (
        "Sinh năm 1958",
        f"bản {house.rule().version}",
        "chưa đối chiếu bản gốc",
        "UBND xã Thử",
        "chị Lan",
        "không bao giờ hỏi",
        "Thôn Đình",
    ):
        assert told in read
    assert ("văn bản số 12/QĐ-UBND ngày 05/09/2026" in read) is adopt
    assert ("chưa phải xác nhận theo QĐ 757/QĐ-BKHCN" in read) is not adopt
    assert "Dữ liệu mẫu" not in read


def test_letters_without_a_drawing_are_not_printed_as_boxes(house, visit, cast, database):
    one = house.confirm()
    with database.writing() as session:
        session.get(Confirmation, one.id).name = "李明"
    page = visit(cast.citizen).get(paper(one))

    assert page.status == 422
    assert "chưa in được" in page.text
    with pytest.raises(Unprintable):
        print_page(house.valid()[0], ISSUER, hidden=False)


def _told(made, label: str) -> str:
    said = subprocess.run(["pdfinfo", made], capture_output=True, text=True, check=True).stdout
    return next(line.split(":", 1)[1].strip() for line in said.splitlines() if line.startswith(label))
