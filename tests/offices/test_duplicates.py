"""`/don-vi/<code>/trung`: likely pairs side by side, merged after a preview, parted again, told apart."""

import pytest
from sqlalchemy import select

from lms.access.rules import Role
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.dossiers.models import Merger
from lms.dossiers.queries.duplicates import count_likely_duplicates
from lms.people.actions.registering import add_person, join
from lms.people.models import ExternalId, Post
from lms.skills.rules import Audience
from tests.builders import rows
from tests.dossiers.conftest import house, twice  # noqa: F401 - fixtures

HERE = "/don-vi/77001/trung"


def test_a_pair_stands_side_by_side_with_what_each_has_and_no_score(twice, visit, cast):  # noqa: F811
    twice.learn(twice.gone, "nop-ho-so")
    page = visit(cast.manager).get(HERE)

    for words in ("Lò Thị Mai", "Lo Thi Mai", "Cùng họ tên, cùng năm sinh", "1 bài học", "chưa vào lần nào", "MAI2"):
        assert words in page.text
    assert "%" not in page.text
    assert "điểm" not in page.text


@pytest.mark.parametrize(
    ("name", "born", "unit", "alike"),
    [
        ("Lò Thị Mai", 1958, "77001-1", True),
        ("lo thi  mài", 1958, "77001", True),  # another village of the commune
        ("Mai Thị Lò", 1958, "77001-1", True),
        ("Lò Mai", 1958, "77001-1", True),
        ("Lò Thị Thu Mai", 1958, "77001-1", True),
        ("Lò Thị Mai", 1959, "77001-1", False),
        ("Lò Thị Mải Mê Vui", 1958, "77001-1", False),
        ("Mai", 1958, "77001-1", False),
        ("Lò Thị Mây", 1958, "77001-1", False),  # a twin
        ("Lò Thị Mai", 1958, "77002", False),  # another commune
    ],
)
def test_who_looks_like_one_person(database, cast, name, born, unit, alike):
    with database.writing() as session:
        person = add_person(session, name=" ".join(name.split()), birth_year=born)
        join(session, person, Audience.CITIZEN, cast.units[unit].unit_id)
        assert count_likely_duplicates(session, cast.units["77001"].path) == int(alike)
        assert count_likely_duplicates(session, cast.units["vn"].path) == int(alike)


def test_the_same_number_elsewhere_is_the_surest_sign(database, cast, visit):
    with database.writing() as session:
        other = add_person(session, name="Một Tên Khác", birth_year=1970)
        join(session, other, Audience.CITIZEN, cast.units["77001-1"].unit_id)
        for kind, who in (("edu", cast.citizen.id), ("office", other.id)):
            session.add(ExternalId(person_id=who, kind=kind, keyed_hash="h"))

    assert "Cùng một mã ở hệ thống khác" in visit(cast.manager).get(HERE).text


def test_a_pair_is_merged_after_a_preview_and_parted_again(twice, visit, cast, database):  # noqa: F811
    manager = visit(cast.manager)
    at_pair = f"{HERE}/{twice.kept}/{twice.gone}"
    page = manager.get(at_pair)
    assert "cả hai mã DAN và MAI2 đều vào được hồ sơ này" in page.text
    assert "số đếm bớt đi một người" in page.text
    sent = {"once": page.field("once")["value"], "giu": page.field("giu")["value"]}

    answer = manager.post(at_pair, sent)
    assert "Đã gộp hai hồ sơ" in manager.follow(answer).text
    assert manager.post(at_pair, sent).status == 404  # the other is part of the first by now
    (merger,) = rows(database, select(Merger))
    assert "Tách lại được đến hết ngày" in manager.get(HERE).text

    answer = manager.post(f"{HERE}/tach/{merger.id}")
    assert "Đã tách lại hai hồ sơ" in manager.follow(answer).text
    assert manager.post(f"{HERE}/tach/{merger.id}").status == 404
    assert "1 cặp cần xem" in manager.get(HERE).text


def test_the_other_may_be_kept_where_that_is_possible(twice, visit, cast, database):  # noqa: F811
    manager = visit(cast.manager)
    page = manager.get(f"{HERE}/{twice.kept}/{twice.gone}?giu={twice.gone}")
    sent = {"once": page.field("once")["value"], "giu": page.field("giu")["value"]}
    manager.post(f"{HERE}/{twice.kept}/{twice.gone}", sent)

    assert [(one.kept_id, one.gone_id) for one in rows(database, select(Merger))] == [(twice.gone, twice.kept)]


def test_told_apart_they_are_shown_no_more_until_compared_again(twice, visit, cast):  # noqa: F811
    manager = visit(cast.manager)
    at_pair = f"{HERE}/{twice.kept}/{twice.gone}/khac-nhau"
    for _ in range(2):
        assert manager.post(at_pair).location == HERE
    page = manager.get(HERE)
    assert "Không thấy cặp nào giống nhau" in page.text
    assert "Đã ghi không phải một người: 1 cặp" in page.text
    manager.post(at_pair, {"lai": "1"})

    assert "1 cặp cần xem" in manager.get(HERE).text


def test_a_refusal_is_said_on_the_preview(twice, visit, cast, database):  # noqa: F811
    with database.writing() as session:
        session.add(Post(person_id=twice.gone, role=Role.VIEWER, unit_id=cast.units["77001"].unit_id,
                         from_at=twice.person(twice.gone).created_at))  # fmt: skip
    page = visit(cast.manager).post(f"{HERE}/{twice.kept}/{twice.gone}", {"giu": str(twice.kept), "once": "x"})

    assert page.status == 422
    assert "việc được giao" in page.errors


@pytest.mark.parametrize(("who", "status"), [("facilitator", 404), ("stranger", 404), ("admin", 403), ("citizen", 404)])
def test_the_wrong_person_merges_nothing(twice, visit, cast, database, who, status):  # noqa: F811
    visitor = visit(getattr(cast, who))
    at_pair = f"{HERE}/{twice.kept}/{twice.gone}"

    assert visitor.get(HERE).status == status
    assert {visitor.post(address).status for address in (at_pair, f"{at_pair}/khac-nhau")} == {status}
    assert rows(database, select(Merger)) == []


def test_somebody_of_another_commune_is_out_of_reach(twice, visit, cast):  # noqa: F811
    assert visit(cast.manager).get(f"{HERE}/{twice.kept}/{cast.stranger.id}").status == 404
    assert visit(cast.manager).get(f"{HERE}/{twice.kept}/{twice.kept}").status == 404


def test_a_merger_of_another_commune_is_not_there(twice, visit, cast, database):  # noqa: F811
    number = twice.merge()

    assert visit(cast.stranger).post(f"/don-vi/77002/trung/tach/{number}").status == 404
    assert visit(cast.manager).post(f"/don-vi/77001-1/trung/tach/{number}").status == 404  # done at the commune


def test_every_look_is_on_record(twice, visit, cast, database):  # noqa: F811
    manager = visit(cast.manager)
    manager.get(HERE)
    manager.get(f"{HERE}/{twice.kept}/{twice.gone}")

    acts = [(one.act, one.subject_person_id) for one in rows(database, select(AuditEntry).order_by(AuditEntry.id))]
    assert acts[-3:] == [(Act.PEOPLE_READ, None), (Act.PERSON_READ, twice.kept), (Act.PERSON_READ, twice.gone)]


def test_the_page_asks_as_often_with_many_pairs_as_with_one(twice, visit, cast, database):  # noqa: F811
    manager = visit(cast.manager)
    for number in range(3, 40):
        name = "Lò Thị Mai" if number < 9 else f"Lò Thị Mai {chr(62 + number)}"
        twice.again(name, sign_in=f"MAI{number}" if number < 9 else None)
    page = manager.get(HERE)

    assert page.status == 200
    assert "Trang" in page.text
    assert manager.get(f"{HERE}?trang=999").status == manager.get(f"{HERE}?trang=x").status == 200


def test_what_was_merged_is_no_pair_any_more(twice, database, cast):  # noqa: F811
    twice.merge()
    with database.session(write=False) as session:
        assert count_likely_duplicates(session, cast.units["77001"].path) == 0
