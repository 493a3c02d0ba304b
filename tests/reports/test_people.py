"""Who gets at a report: sideways, from above, from below; two drafters at once."""

import pytest
from sqlalchemy import select

from lms.access.rules import Role
from lms.reports.models import Report, ReportIndicator, ReportSending
from lms.reports.rules.states import State
from tests.builders import rows
from tests.reports.steps import QUARTER, begin, count, issue, report_in, seen, sent, submit, write
from tests.staff import appointed

TEXTS = {"difficulties": "", "proposals": "", "good_models": ""}
LOOKS = ("", "/soan", "/ban-hanh", ".pdf", ".docx", "/ban-ky")
SENDS = ("/soan", "/so-nhap-tay", "/trinh", "/tra-soan", "/ban-hanh", "/gui", "/dinh-chinh")

SEEN = {
    # state of the report: who → what each of LOOKS answers
    "draft": {
        "drafter": (200, 200, 403, 200, 200, 404),
        "manager": (200, 403, 422, 200, 200, 404),
        "viewer": (403, 403, 403, 403, 403, 403),
        "above": (403, 403, 403, 403, 403, 403),
        "stranger": (404,) * 6,
        "citizen": (404,) * 6,
    },
    "sent": {
        "drafter": (200, 422, 403, 200, 200, 200),
        "manager": (200, 403, 422, 200, 200, 200),
        "viewer": (200, 403, 403, 200, 200, 200),
        "above": (200, 403, 403, 200, 200, 200),
        "stranger": (404,) * 6,
        "citizen": (404,) * 6,
    },
}


@pytest.mark.parametrize("state", SEEN)
def test_each_sees_what_is_theirs(who, over, state):
    here = sent(who) if state == "sent" else begin(who("drafter"))
    found = {}
    for name in SEEN[state]:
        visitor = who(name)
        found[name] = tuple(visitor.get(f"{here}{end}").status for end in LOOKS)

    assert found == SEEN[state]


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("viewer", (403,) * 7),
        ("above", (403,) * 7),
        ("stranger", (404,) * 7),
        ("citizen", (404,) * 7),
        ("manager", (403, 403, 403, 422, 422, 422, 403)),
    ],
)
def test_nobody_takes_a_step_that_is_not_theirs(who, over, database, name, statuses):
    here = begin(who("drafter"))
    visitor = who(name)
    told = {"word": "Bổ sung số liệu.", "version": "1"}

    assert tuple(visitor.post(f"{here}{end}", told).status for end in SENDS) == statuses
    assert report_in(database, here).state is State.DRAFT


def test_a_report_stands_under_its_own_unit_only(who, over, cast, database):
    here = begin(who("drafter"))
    number = here.rpartition("/")[2]

    for visitor, code in ((who("manager"), "77001-1"), (who("above"), "77002"), (who("stranger"), "77002")):
        assert visitor.get(f"/bao-cao/{code}/{number}").status == 404
    assert who("drafter").get("/bao-cao/77001/99999999999").status == 404


def test_a_sending_of_another_report_is_not_there(who, over, database):
    here = sent(who)
    again = who("drafter").post(f"{here}/dinh-chinh").location
    row = rows(database, select(ReportSending))[0]

    assert who("above").post(f"{again}/noi-nhan/{row.id}/nhan").status == 404
    assert who("stranger").post(f"{here}/noi-nhan/{row.id}/nhan").status == 404
    for name in ("drafter", "manager", "viewer"):
        assert who(name).post(f"{here}/noi-nhan/{row.id}/nhan").status == 403
        assert who(name).post(f"{here}/noi-nhan/{row.id}/tra-lai", {"reason": "Thiếu số liệu."}).status == 403
    assert report_in(database, here).state is State.SENT


def test_a_drafter_above_or_beside_begins_nothing_here(who, over, visit, database, cast):
    above = visit(appointed(database, cast, Role.DRAFTER, "77", name="Lê Văn Tỉnh", sign_in="soantinh"))
    beside = visit(appointed(database, cast, Role.DRAFTER, "77002", name="Lê Văn Cạnh", sign_in="soancanh"))

    assert above.post("/bao-cao/77001/", {"quarter": QUARTER}).status == 403
    assert beside.post("/bao-cao/77001/", {"quarter": QUARTER}).status == 404
    assert who("manager").post("/bao-cao/77001/", {"quarter": QUARTER}).status == 403
    assert rows(database, select(Report)) == []


def test_two_drafters_lose_nothing_of_each_other(who, over, database):
    first, second = who("drafter"), who("second")
    here = begin(first)
    mark = seen(second.get(f"{here}/soan"), "texts")
    assert write(first, here, difficulties="Sóng yếu.", proposals="Thêm máy.").status == 303

    page = second.post(f"{here}/soan", {**TEXTS, "seen": mark, "difficulties": "Thiếu người hướng dẫn."})
    assert page.status == 422
    assert "Người khác vừa lưu phần này" in page.text
    assert "Thiếu người hướng dẫn." in page.field("difficulties").get_text()
    assert "Sóng yếu." in page.text
    assert "Thêm máy." in page.field("proposals").get_text()
    assert report_in(database, here).difficulties == "Sóng yếu."

    told = {"difficulties": "Sóng yếu. Thiếu người hướng dẫn.", "proposals": "Thêm máy.", "good_models": ""}
    assert second.post(f"{here}/soan", {**told, "seen": seen(page, "texts")}).status == 303
    assert report_in(database, here).difficulties == "Sóng yếu. Thiếu người hướng dẫn."


def test_two_drafters_in_different_parts_are_not_in_each_others_way(who, over, database):
    first, second = who("drafter"), who("second")
    here = begin(first)
    mark = seen(second.get(f"{here}/soan"), "texts")
    count(first, here, classes_value="12", classes_evidence="sổ theo dõi")

    assert second.post(f"{here}/soan", {**TEXTS, "seen": mark, "proposals": "Thêm máy."}).status == 303
    assert report_in(database, here).proposals == "Thêm máy."


def test_two_drafters_count_the_same_thing(who, over, database):
    first, second = who("drafter"), who("second")
    here = begin(first)
    mark = seen(second.get(f"{here}/soan"), "numbers")
    count(first, here, classes_value="12", classes_evidence="sổ theo dõi", own_words="Số điểm Wi-Fi", own_value="3",
          own_evidence="biên bản")  # fmt: skip

    told = {"seen": mark, "classes_value": "15", "classes_evidence": "sổ của tôi"}
    page = second.post(f"{here}/so-nhap-tay", told)
    assert page.status == 422
    assert page.field("classes_value")["value"] == "15"
    assert page.field("own1_value")["value"] == "3"
    assert "“12”" in page.text
    assert {one.value for one in rows(database, select(ReportIndicator))} == {12, 3}


def test_a_draft_that_somebody_changed_is_not_submitted_unseen(who, over, database):
    first, second = who("drafter"), who("second")
    here = begin(first)
    told = first.get(here).hidden()
    write(second, here, proposals="Thêm máy.")
    page = first.post(f"{here}/trinh", told)

    assert page.status == 422
    assert "vừa có người sửa" in page.text


def test_a_text_submitted_anew_is_not_issued_unseen(who, over, database):
    drafter, manager = who("drafter"), who("manager")
    here = begin(drafter)
    submit(drafter, here)
    looked_at = manager.get(f"{here}/ban-hanh").hidden()["digest"]
    manager.post(f"{here}/tra-soan", {"word": "Bổ sung đề xuất."})
    write(drafter, here, proposals="Thêm máy.")
    submit(drafter, here)
    page = issue(manager, here, digest=looked_at)

    assert page.status == 422
    assert "Bản trình vừa thay đổi" in page.text


def test_a_number_says_who_typed_it_last(who, over, database, people):
    first, second = who("drafter"), who("second")
    here = begin(first)
    evidence = {"classes_evidence": "sổ theo dõi", "teams_evidence": "quyết định lập tổ"}
    count(first, here, classes_value="12", teams_value="5", **evidence)
    count(second, here, classes_value="13")

    by = {one.key: one.entered_by_id for one in rows(database, select(ReportIndicator))}
    assert by == {"classes": people["second"].id, "teams": people["drafter"].id}
    assert count(second, here, teams_value="", teams_evidence="").status == 303
    assert [one.key for one in rows(database, select(ReportIndicator))] == ["classes"]
