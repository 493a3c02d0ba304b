"""`/don-vi/<code>/yeu-cau`: what people ask on paper, the days of the law, and doing it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.dossiers.models import DataRequest
from lms.dossiers.rules.asking import Ending, Wish
from lms.people.models import Person
from lms.skills.rules import Audience
from tests.builders import rows
from tests.confirmations.conftest import house  # noqa: F401 - a fixture

HERE = "/don-vi/77001/yeu-cau"


@pytest.fixture
def ask(visit, cast, database):
    """The manager, and a request of the citizen's; returns (visitor, address)."""

    def noted(wish: str, *, about: str = "citizen", **more):
        manager = visit(cast.manager)
        name = {"citizen": "lo thi mai", "pupil": "H’Nhi"}[about] if about else ""
        page = manager.get(f"{HERE}/moi?q={name}")
        sent = {"wish": wish, "asked_on": f"{clock.today():%d/%m/%Y}", "once": page.field("once")["value"], "q": name,
                "person": str(getattr(cast, about).id) if about else "chua", "told": "", **more}  # fmt: skip
        answer = manager.post(HERE, sent)
        return manager, answer.location or answer

    return noted


def held(database) -> DataRequest:
    return rows(database, select(DataRequest).order_by(DataRequest.id))[-1]


def person(database, cast, who="citizen") -> Person:
    return rows(database, select(Person).where(Person.id == getattr(cast, who).id))[0]


@pytest.mark.parametrize(("wish", "days"), [(Wish.SEE, 10), (Wish.CORRECT, 10), (Wish.STOP, 15), (Wish.DELETE, 20)])
def test_the_days_of_the_law_stand_beside_it(ask, database, wish, days):
    manager, at = ask(wish)

    assert held(database).due_on == clock.today() + timedelta(days=days)
    assert f"{held(database).due_on:%d/%m/%Y}" in manager.get(at).text
    assert "còn 2 ngày làm việc" in manager.get(HERE).text


def test_the_most_overdue_comes_first(ask, database):
    ask(Wish.SEE)
    clock.set_now(clock.now() + timedelta(days=9))
    manager, _ = ask(Wish.DELETE)
    text = manager.get(HERE).text

    assert text.index("Xem, xin bản sao dữ liệu") < text.index("Xóa dữ liệu")
    assert "Quá hạn" in text


def test_the_same_form_twice_is_one_request(ask, database):
    ask(Wish.SEE, once="same")
    ask(Wish.SEE, once="same")

    assert len(rows(database, select(DataRequest))) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wish": ""}, "wish"),
        ({"wish": "everything"}, "wish"),
        ({"asked_on": "hôm qua"}, "asked_on"),
        ({"asked_on": "31/2/2026"}, "asked_on"),
        ({"asked_on": "1/1/2099"}, "asked_on"),
        ({"asked_on": "1/1/2020"}, "asked_on"),
        ({"told": "x" * 301}, "told"),
        ({"person": "chua", "told": " "}, "told"),
        ({"person": "{stranger}", "told": ""}, "told"),  # out of reach: as if nobody were chosen
    ],
)
def test_what_is_not_in_order_is_said_beside_its_field(ask, cast, database, change, field):
    change = {name: value.format(stranger=cast.stranger.id) for name, value in change.items()}
    _, page = ask(change.pop("wish", Wish.SEE), **change)

    assert page.status == 422
    assert page.error_on(field)
    assert rows(database, select(DataRequest)) == []


def test_whoever_is_not_found_yet_is_found_later_and_what_was_noted_goes(ask, cast, database):
    manager, at = ask(Wish.STOP, about="", told="bà Mai, thôn Đình")
    assert "Chưa tìm thấy" in manager.get(HERE).text
    page = manager.get(f"{at}?q=mai")
    assert "Là Lò Thị Mai, sinh 1958" in page.text
    manager.post(f"{at}/la-cua", {"q": "mai", "person": str(cast.stranger.id)})
    assert held(database).person_id is None
    manager.post(f"{at}/la-cua", {"q": "mai", "person": str(cast.citizen.id)})

    assert (held(database).person_id, held(database).told) == (cast.citizen.id, "")


def test_answered_put_off_once_and_ended(ask, database):
    manager, at = ask(Wish.SEE)
    manager.post(f"{at}/tra-loi")
    assert held(database).answered_on == clock.today()
    before = held(database).due_on
    assert manager.post(f"{at}/gia-han").status == 303
    assert held(database).due_on == before + timedelta(days=10)
    page = manager.post(f"{at}/gia-han")
    assert (page.status, "một lần rồi" in page.errors) == (422, True)
    assert manager.post(f"{at}/xong", {}).status == 422
    manager.post(f"{at}/xong", {"ending": "turned_down"})
    manager.post(f"{at}/xong", {"ending": "done"})

    assert held(database).ending is Ending.TURNED_DOWN
    assert "Không làm được, đã báo lý do" in manager.get(at).text
    assert "Trần Thị Sáu" in manager.get(at).text


def test_a_copy_is_made_on_record_while_it_is_asked_for(ask, database, cast, visit):
    manager, at = ask(Wish.SEE)
    assert "Bản sao dữ liệu của Lò Thị Mai" in manager.get(f"{at}/ban-sao").h1
    answer = manager.get(f"{at}/ban-sao?tep=1")
    assert answer.json["person"]["name"] == "Lò Thị Mai"
    made = [one for one in rows(database, select(AuditEntry)) if one.act is Act.DATA_EXPORTED]
    assert [(one.person_id, one.subject_person_id) for one in made] == [(cast.manager.id, cast.citizen.id)] * 2
    citizen = visit(cast.citizen)
    citizen.post("/toi/du-lieu", {"secret": cast.citizen.secret})
    assert "Người phụ trách xã An Phú lấy bản sao dữ liệu để trao" in citizen.get("/toi/du-lieu").text
    manager.post(f"{at}/xong", {"ending": "done"})

    assert manager.get(f"{at}/ban-sao").status == 404


def test_no_copy_without_a_wish_to_see(ask):
    manager, at = ask(Wish.STOP)

    assert manager.get(f"{at}/ban-sao").status == 404


def test_stopping_and_deleting_for_somebody(ask, database, cast):
    manager, at = ask(Wish.STOP)
    manager.post(f"{at}/lam")
    assert person(database, cast).stopped_at is not None
    assert held(database).ending is Ending.DONE
    assert manager.post(f"{at}/lam").status == 404  # done by now

    manager, at = ask(Wish.DELETE)
    manager.post(f"{at}/lam")
    assert person(database, cast).delete_asked_at is not None
    assert held(database).ending is None  # until it is deleted
    assert "đăng nhập trước ngày ấy thì thôi không xóa" in manager.get(at).text


def test_correcting_name_and_year(ask, database, cast, house):  # noqa: F811
    old = house.confirm()
    manager, at = ask(Wish.CORRECT)
    page = manager.post(f"{at}/lam", {"name": "Lò Thị Mải", "birth_year": "1758"})
    assert page.error_on("birth_year")
    assert manager.post(f"{at}/lam", {"name": "Lò Thị Mải", "birth_year": "1957"}).status == 303

    now = person(database, cast)
    assert (now.name, now.birth_year) == ("Lò Thị Mải", 1957)
    assert held(database).ending is Ending.DONE
    (valid,) = house.valid()
    assert (valid.name, valid.birth_year, valid.serial != old.serial) == ("Lò Thị Mải", 1957, True)


def test_withdrawing_ends_the_leave_of_a_child_and_else_stops(ask, database, cast, house, visit):  # noqa: F811
    house.confirm("pupil", Audience.SECONDARY)
    manager = visit(cast.manager)
    at_child = f"/don-vi/77001-2/nguoi/{cast.pupil.id}/dong-y"
    told = {"name": "Y Băm Niê", "relation": "father", "document": "phiếu", "signed_on": "5/9/2026",
            "child_agreed": "y"}  # fmt: skip
    assert manager.post(at_child, told).status == 303
    manager, at = ask(Wish.WITHDRAW, about="pupil")
    assert "Y Băm Niê" in manager.get(at).text
    manager.post(f"{at}/lam")
    assert person(database, cast, "pupil").stopped_at is None
    assert "Y Băm Niê" not in manager.get(at_child).text

    manager, at = ask(Wish.WITHDRAW)
    manager.post(f"{at}/lam")
    assert person(database, cast).stopped_at is not None


def test_nobody_does_their_own(visit, cast, database):
    manager = visit(cast.manager)
    page = manager.get(f"{HERE}/moi?q=sau")
    sent = {"wish": "stop", "asked_on": f"{clock.today():%d/%m/%Y}", "once": page.field("once")["value"], "q": "sau",
            "person": str(cast.manager.id)}  # fmt: skip
    at = manager.post(HERE, sent).location

    assert "Nhờ người phụ trách khác" in manager.get(at).text
    assert manager.post(f"{at}/lam").status == 422


def test_a_request_of_a_village_is_in_the_communes_queue_and_not_the_neighbours(visit, cast):
    citizen = visit(cast.citizen)
    citizen.post("/toi/du-lieu/yeu-cau", {"told": "năm sinh 1957", "once": "o"})

    assert "Lò Thị Mai" in visit(cast.manager).get(HERE).text
    assert visit(cast.stranger).get("/don-vi/77002/yeu-cau/1").status == 404
    assert "Lò Thị Mai" not in visit(cast.stranger).get("/don-vi/77002/yeu-cau").text


def test_consent_is_for_children_of_the_place_and_never_for_oneself(visit, cast):
    manager = visit(cast.manager)

    assert manager.get(f"/don-vi/77001/nguoi/{cast.citizen.id}/dong-y").status == 404  # grown up
    assert manager.get(f"/don-vi/77001/nguoi/{cast.pupil.id}/dong-y").status == 200
    page = manager.post(f"/don-vi/77001/nguoi/{cast.pupil.id}/dong-y", {"name": "Y Băm", "relation": "father"})
    assert page.error_on("child_agreed")
    assert visit(cast.stranger).get(f"/don-vi/77002/nguoi/{cast.pupil.id}/dong-y").status == 404
