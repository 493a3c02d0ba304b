"""Both consents for a child, recorded by the opener of a sitting where the child is, and withdrawn at once."""

import pytest
from sqlalchemy import select

from lms.access.rules import Role
from lms.confirmations.models import ChildConsent
from tests.builders import rows

WHOLE = {
    "name": "Y Blăng Niê",
    "relation": "father",
    "document": "phiếu số 7, cất ở văn phòng trường",
    "signed_on": "5/9/2026",
    "child_agreed": "y",
}


@pytest.fixture
def school(hall, cast):
    """A sitting of the class 7B where the pupil is present."""
    hall.with_class()
    teacher = hall.made("Hoàng Thị Hà", "77001-2-7b", role=Role.TEACHER)
    hall.opened(teacher, "77001-2-7b").joined(cast.pupil)
    hall.ticks(cast.pupil)
    return hall


def _sent(hall, **typed):
    return hall.opener.post(hall.person(hall.cast.pupil, "/dong-y"), {**WHOLE, **typed})


def _active(database) -> list[ChildConsent]:
    return rows(database, select(ChildConsent).where(ChildConsent.withdrawn_at.is_(None)))


def test_both_consents_are_recorded_and_withdrawn(school, cast, database):
    page = school.opener.get(school.person(cast.pupil, "/dong-y"))
    assert page.field("child_agreed").get("checked") is None
    assert _sent(school).status == 303

    (consent,) = _active(database)
    assert consent.representative == "Y Blăng Niê (cha)"
    assert (consent.document, consent.given_on.isoformat()) == (WHOLE["document"], "2026-09-05")
    shown = school.opener.get(school.person(cast.pupil))
    assert "Y Blăng Niê (cha) đã đồng ý ngày 05/09/2026" in shown.text

    school.opener.post(school.at("/ket-thuc"))
    assert school.opener.post(school.person(cast.pupil, "/rut-dong-y")).status == 303  # whenever it is asked for
    assert _active(database) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"child_agreed": ""}, "child_agreed"),
        ({"name": ""}, "name"),
        ({"name": "Mẹ 2"}, "name"),
        ({"relation": "neighbour"}, "relation"),
        ({"document": "  "}, "document"),
        ({"signed_on": "hôm qua"}, "signed_on"),
        ({"signed_on": "5/9/2999"}, "signed_on"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_recorded(school, database, typed, field):
    page = _sent(school, **typed)

    assert page.status == 422
    assert page.soup.find(id=f"{field}-loi") is not None
    assert _active(database) == []


def test_the_child_must_be_there_and_the_sitting_open(school, cast, database):
    school.ticks(cast.pupil, "absent")
    assert _sent(school).status == 422

    school.ticks(cast.pupil)
    school.opener.post(school.at("/ket-thuc"))
    assert _sent(school).status == 422
    assert _active(database) == []


def test_an_adult_has_no_such_form(school, cast, database):
    school.joined(cast.citizen)
    school.ticks(cast.citizen)
    path = school.person(cast.citizen, "/dong-y")

    assert school.opener.get(path).status == 404
    assert school.opener.post(path, WHOLE).status == 404
    assert "dưới 16 tuổi" not in school.opener.get(school.person(cast.citizen)).text
    assert _active(database) == []


@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("facilitator", 404), ("pupil", 404), (None, 303)])
def test_only_the_opener_records_or_withdraws(school, cast, database, who, status):
    visitor = school.visit(getattr(cast, who) if who else None)

    assert visitor.post(school.person(cast.pupil, "/dong-y"), WHOLE).status == status
    assert visitor.get(school.person(cast.pupil, "/dong-y")).status == status
    _sent(school)
    assert visitor.post(school.person(cast.pupil, "/rut-dong-y")).status == status
    assert len(_active(database)) == 1
