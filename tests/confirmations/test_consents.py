"""Both consents for a child: on record with a paper and by somebody else; withdrawn at any time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.actions.consents import record_consent, withdraw_consent
from lms.confirmations.models import ChildConsent
from lms.confirmations.queries.checking import active_consent
from lms.errors import Refused
from tests.builders import rows


@pytest.fixture
def give(house, database):
    """Record consents for the pupil, with something changed."""

    def record(by="manager", **change) -> None:
        told = {
            "representative": "H’Lan Niê",
            "document": "phiếu 12/11",
            "given_on": clock.today(),
            "child_agreed": True,
        }
        with database.writing() as session:
            origin = Origin(house.id_of(by) if by else None, None)
            record_consent(session, origin, house.id_of("pupil"), **{**told, **change})

    return record


def test_both_consents_are_on_record(house, database, give):
    give(representative="  H’Lan   Niê ")

    (held,) = rows(database, select(ChildConsent))
    assert (held.representative, held.recorded_by_id) == ("H’Lan Niê", house.id_of("manager"))
    assert [entry.act for entry in rows(database, select(AuditEntry))] == [Act.CONSENT_RECORDED]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"child_agreed": False}, "child_agreed"),
        ({"representative": " "}, "representative"),
        ({"document": ""}, "document"),
        ({"given_on": "tomorrow"}, "given_on"),
        ({"by": "pupil"}, None),
        ({"by": None}, None),
    ],
)
def test_what_is_missing_is_refused(database, give, change, field):
    if change.get("given_on") == "tomorrow":
        change = {"given_on": clock.today() + timedelta(days=1)}
    with pytest.raises(Refused) as refusal:
        give(**change)

    assert refusal.value.field == field
    assert rows(database, select(ChildConsent)) == []


def test_a_later_one_takes_the_place_of_the_one_before(house, database, give):
    give()
    give(document="phiếu 15/11")

    first, second = sorted(rows(database, select(ChildConsent)), key=lambda one: one.id)
    assert first.withdrawn_at is not None
    assert (second.withdrawn_at, second.document) == (None, "phiếu 15/11")


def test_it_can_be_withdrawn(house, database, give):
    give()
    with database.writing() as session:
        origin = Origin(house.id_of("manager"), None)
        assert withdraw_consent(session, origin, house.id_of("pupil")) is True
        assert withdraw_consent(session, origin, house.id_of("pupil")) is False
        assert active_consent(session, house.id_of("pupil")) is None
