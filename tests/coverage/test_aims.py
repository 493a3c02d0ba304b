"""Targets that no rate is drawn against: number beside number; what is typed in is never added to figures of ours."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Origin
from lms.coverage.actions.hand_counts import NewHandCount, enter_hand_count
from lms.coverage.adapters.shipped import shipped_targets
from lms.coverage.models.numbers import HandCount
from lms.coverage.queries.aims import aims_of
from lms.coverage.queries.coverage import coverage_on
from lms.coverage.queries.ground import ground_of
from lms.coverage.queries.targets import targets_of
from lms.coverage.rules.aims import Aim
from lms.coverage.rules.groups import group_of
from lms.coverage.rules.kinds import HandCounted, TargetCount
from lms.coverage.rules.targets import EACH_COMMUNE, TargetSaid, beside_rates, holding, main_target
from lms.units.rules import UnitKind
from tests.builders import rows
from tests.coverage.steps import use_number

CHI_TIEU = "/don-vi/77001/chi-tieu"
TYPED = {
    "about": "vneid:adults", "number": "1.204", "counted_on": "1/11/2026", "taken_from": "Công an xã, 5/BC",
    "once": "h",
}  # fmt: skip
AMOUNT = {
    "group": "adults", "share": "", "amount": "1.500", "counts": "confirmed", "words": "1.500 người được xác nhận",
    "document": "15/KH-UBND", "document_on": "5/1/2026", "once": "b",
}  # fmt: skip


def said_at(line: list[str], kind: UnitKind, year: int) -> list:
    return holding((one for one in shipped_targets() if one.year == year), line, kind)


def test_every_shipped_target_is_a_share_or_an_amount_of_a_group_and_says_what_it_is_compared_with():
    for one in shipped_targets():
        assert group_of(one.group), one
        assert (one.share is None) != (one.amount is None), one
        assert (one.counts is TargetCount.BY_HAND) == (one.about is not None), one
        assert one.words
        assert not one.checked


def test_the_countrys_millions_are_the_countrys_alone():
    assert [one.amount for one in beside_rates(said_at(["vn"], UnitKind.COUNTRY, 2026))] == [60_000_000]
    assert beside_rates(said_at(["77001", "77", "vn"], UnitKind.COMMUNE, 2026)) == []


def test_what_each_commune_is_to_reach_is_said_of_communes_and_above_not_of_schools():
    def each(line: list[str], kind: UnitKind) -> list[int | None]:
        return [one.amount for one in said_at(line, kind, 2025) if one.kinds == EACH_COMMUNE]

    assert each(["77001", "77", "vn"], UnitKind.COMMUNE) == [2]
    assert each(["77", "vn"], UnitKind.PROVINCE) == [2]
    assert each(["77001-2", "77001", "77", "vn"], UnitKind.PRIMARY_SCHOOL) == []


@pytest.mark.parametrize("group", ["adults", "official", "secondary"])
def test_no_rate_is_drawn_against_an_amount_or_a_number_typed_in(group):
    target = main_target(said_at(["vn"], UnitKind.COUNTRY, 2025), group)

    assert target is not None
    assert target.share is not None
    assert target.counts is TargetCount.COMPLETED


def target_of(share: float | None = None, amount: int | None = None) -> TargetSaid:
    (one, *_) = [one for one in shipped_targets() if one.about is HandCounted.VNEID]
    return replace(one, share=share, amount=amount)


@pytest.mark.parametrize(
    ("aim", "needed", "missing"),
    [
        (Aim(target_of(amount=40), None), 40, None),
        (Aim(target_of(amount=40), 0), 40, 40),
        (Aim(target_of(amount=40), 55), 40, 0),
        (Aim(target_of(share=0.9), 80, of=100), 90, 10),
        (Aim(target_of(share=0.9), 80), None, None),
        (Aim(target_of(amount=2), None, communes=(3, 5)), 5, 2),
    ],
)
def test_what_is_missing(aim, needed, missing):
    assert (aim.needed, aim.missing) == (needed, missing)


def test_an_amount_of_ones_own_stands_beside_our_count_and_no_rate_is_drawn(visit, cast, database, crowd):
    crowd("77001", registered=40, completed=12)
    with database.writing() as session:
        use_number(session, cast.units["77001"].unit_id, "adults", 3000)
    visitor = visit(cast.manager)
    for _ in range(2):
        assert visitor.post(CHI_TIEU, AMOUNT).status == 303
    page = visitor.get("/pho-cap/77001")

    assert "1.500 người được xác nhận" in page.text
    assert "12 đã xác nhận" in page.text
    assert "còn 1.488 người" in page.text
    assert "Chỉ tiêu 2026: 100 % đã hoàn thành" in page.text
    (aim,) = visitor.get("/pho-cap/77001.json").response.json["tables"]["aims"]
    assert (aim["needed"], aim["have"], aim["missing"]) == (1500, 12, 1488)
    assert "1.500 người được xác nhận" not in visitor.get("/pho-cap/77001-1").text


def test_a_number_typed_in_stands_beside_the_target_and_is_added_to_nothing(visit, cast, database, crowd):
    crowd("77001", registered=40, completed=12)
    visitor = visit(cast.manager)
    visitor.post(CHI_TIEU, AMOUNT | {"counts": "by_hand"})
    assert "chưa ai nhập số" in visitor.get("/pho-cap/77001").text
    for _ in range(2):
        assert visitor.post(f"{CHI_TIEU}/so-nhap-tay", TYPED).status == 303
    page = visitor.get("/pho-cap/77001")

    assert rows(database, select(func.count()).select_from(HandCount)) == [1]
    assert "Đã được xác nhận trên VNeID: 1.204 nhập tay" in page.text
    assert "tính đến 01/11/2026, theo Công an xã, 5/BC" in page.text
    assert "còn 296 người" in page.text
    told = visitor.get("/pho-cap/77001.json").response.json["tables"]
    assert next(one["confirmed"] for one in told["figures"] if one["unit_code"] == "77001") == 12
    assert told["aims"][0]["have"] == 1204


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"number": ""}, "number", "Gõ số đếm được"),
        ({"number": "-1"}, "number", "Gõ số nguyên"),
        ({"number": "12,5"}, "number", "Gõ số nguyên"),
        ({"counted_on": "31/2/2026"}, "counted_on", "Lịch không có ngày này"),
        ({"counted_on": "1/1/2099"}, "counted_on", "không sau hôm nay"),
        ({"taken_from": " "}, "taken_from", "lấy từ đâu"),
        ({"about": "vneid:khac"}, "about", "Chọn một ý trong danh sách"),
    ],
)
def test_a_wrong_number_typed_in_is_told_beside_its_field(visit, cast, database, change, field, sentence):
    page = visit(cast.manager).post(f"{CHI_TIEU}/so-nhap-tay", TYPED | change)

    assert page.status == 422
    assert sentence in (page.error_on(field) or "")
    assert rows(database, select(HandCount.id)) == []


def test_a_number_typed_in_by_mistake_is_taken_back(visit, cast, database):
    visitor = visit(cast.manager)
    visitor.post(f"{CHI_TIEU}/so-nhap-tay", TYPED)
    (number,) = rows(database, select(HandCount.id))

    assert visitor.post("/don-vi/77001-1/chi-tieu/so-nhap-tay/rut", {"count": number}).status == 404
    for _ in range(2):
        assert visitor.post(f"{CHI_TIEU}/so-nhap-tay/rut", {"count": number}).status == 303
    assert "Đã rút lại" in visitor.get(CHI_TIEU).text


def test_above_communes_it_is_told_how_many_of_them_have_reached_it(database, cast):
    clock.set_now(datetime(2025, 12, 1, 3, tzinfo=UTC))
    origin = Origin(cast.manager.id, None)
    with database.writing() as session:
        for code, numbers in (("77001", (1, 2)), ("77002", (3, 1)), ("78001", (2,))):
            for number in numbers:
                new = NewHandCount("official", 2025, HandCounted.GUIDES, number, clock.today(), "5/BC")
                enter_hand_count(session, origin, cast.units[code].unit_id, new, once=f"{code}-{number}")
    clock.set_now(datetime(2026, 1, 5, 3, tzinfo=UTC))

    def told(code: str, until: date | None) -> list[tuple[int, int] | None]:
        with database.session(write=False) as session:
            ground = ground_of(session, cast.units[code], until)
            targets = targets_of(session, ground, 2025)
            return [
                one.communes for one in aims_of(session, ground, coverage_on(session, ground), targets)
                if one.target.kinds == EACH_COMMUNE
            ]  # fmt: skip

    assert told("77", None) == told("77", date(2025, 12, 31)) == [(1, 2)]
    assert told("77", date(2025, 11, 30)) == [(0, 2)]
    assert told("vn", None) == [(2, 3)]
    assert told("77001", None) == [None]  # a commune sees its own number
