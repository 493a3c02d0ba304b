"""`/toi`: every condition met or not, in words; what is confirmed, with page and papers; a new name on new ones."""

import pytest
from sqlalchemy import update

from lms.confirmations.rules.serials import shown
from lms.people.models import Membership
from lms.skills.rules import Audience, Evidence, Proof


def conditions(page) -> dict[str, bool]:
    """Each condition on the page → whether it says that it is met."""
    return {
        one.b.get_text(" ", strip=True).rsplit(" (", 1)[0]: "met" in one["class"]
        for one in page.soup.select(".conds li")
    }


def test_every_skill_of_the_rule_is_told_and_none_is_met_yet(visit, cast, house):
    page = visit(cast.citizen).get("/toi")
    wanted = [house.library.skill(one.code).plain for one in house.rule().skills]

    assert conditions(page) == dict.fromkeys(wanted, False)
    assert f"Đã đạt 0 trong {len(wanted)} kỹ năng" in page.text
    assert "Chưa có giấy nào" in page.text


def test_what_is_met_is_told_with_how_and_when(visit, cast, house):
    skills = [one.code for one in house.rule().skills]
    house.confirm(evidence=Evidence.SUPERVISED, proof=Proof.OBSERVED, but=tuple(skills[1:]))
    page = visit(cast.citizen).get("/toi")

    assert list(conditions(page).values()) == [True] + [False] * (len(skills) - 1)
    assert "Làm trước người hướng dẫn, ngày" in page.text
    assert "Chưa có giấy nào" in page.text


def test_what_is_confirmed_is_there_with_its_page_and_papers(visit, cast, house):
    serial = shown(house.confirm(evidence=Evidence.SELF).serial)
    visitor = visit(cast.citizen)
    page = visitor.get("/toi")

    links = page.links()
    for words, address in (
        ("Mở giấy để in (PDF)", f"/xac-nhan/{serial}.pdf"),
        ("Thẻ nhỏ (PDF)", f"/xac-nhan/{serial}.pdf?co=the"),
        ("Trang kiểm tra công khai", f"/xac-nhan/{serial}"),
    ):
        assert links[words] == address
        assert visitor.get(address).status == 200
    assert "PHIẾU KẾT QUẢ ĐÁNH GIÁ KỸ NĂNG SỐ" in page.text
    assert "Muốn được tính vào tỷ lệ của xã" in page.text


def test_an_older_one_says_that_it_was_replaced(visit, cast, house):
    house.confirm(evidence=Evidence.SELF, source="a:1")
    house.confirm(evidence=Evidence.SUPERVISED, source="a:2")
    page = visit(cast.citizen).get("/toi")

    assert page.text.count("PHIẾU KẾT QUẢ") == 2
    assert "Đã có bản mới thay thế" in page.text
    assert "Muốn được tính" not in page.text


def test_both_audiences_of_a_person_are_told_apart(visit, cast, house):
    house.confirm("official", Audience.OFFICIAL)
    page = visit(cast.official).get("/toi")

    headings = [one.get_text() for one in page.soup.select("main h3")]
    assert [one for one in headings if one in ("Người dân", "Cán bộ, công chức, viên chức, người lao động")] == [
        "Người dân",
        "Cán bộ, công chức, viên chức, người lao động",
    ]


def test_a_childs_paper_is_printed_and_not_linked_outside(visit, cast, house):
    house.confirm("pupil", Audience.SECONDARY)
    page = visit(cast.pupil).get("/toi")

    assert "Trang kiểm tra công khai" not in page.links()
    assert "cần người đại diện và chính em cùng đồng ý" in page.text


def test_a_child_is_not_promised_that_anybody_can_look_a_paper_up(visit, cast):
    page = visit(cast.pupil).get("/toi")

    assert "giấy sẽ hiện ở đây và in ra được" in page.text
    assert "ai quét" not in page.text


def test_a_primary_pupil_is_told_in_own_words_how_a_paper_gets_more_evidence(visit, cast, house, database):
    with database.writing() as session:
        values = {"audience": Audience.PRIMARY, "band": "3-5"}
        session.execute(update(Membership).where(Membership.person_id == cast.pupil.id).values(**values))
    house.confirm("pupil", Audience.PRIMARY, evidence=Evidence.SELF)
    page = visit(cast.pupil).get("/toi")

    assert "Nhờ thầy cô xem em làm 3 câu hoặc 3 việc" in page.text
    assert "tỷ lệ của xã" not in page.text


def test_a_corrected_name_is_on_a_new_paper(visit, cast, house):
    old = house.confirm()
    visitor = visit(cast.citizen)
    assert visitor.post("/toi/ten", {"name": "Lò Thị Mây"}).status == 303

    (new,) = house.valid()
    assert (new.name, new.serial == old.serial) == ("Lò Thị Mây", False)
    assert visitor.get(f"/xac-nhan/{shown(old.serial)}").h1 == "Phiếu đã có bản mới thay thế"


@pytest.mark.parametrize("who", ["admin", "stranger"])
def test_whoever_has_nothing_to_show_gets_the_page_all_the_same(visit, cast, who):
    assert visit(getattr(cast, who)).get("/toi").status == 200
