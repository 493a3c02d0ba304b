"""The record: who did what to whom, when, from which network; kept exactly when the act is, and naming nobody."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.app.tidying import tidy_up
from lms.audit.actions import record
from lms.audit.models import AuditEntry
from lms.audit.rules import KEPT_MONTHS, Act
from tests.house import code


def _entries(database) -> list[AuditEntry]:
    with database.session(write=False) as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_an_entry_says_who_what_to_whom_when_and_from_where(session, cast):
    clock.set_now(datetime(2026, 11, 20, 2, tzinfo=UTC))
    origin = Origin(cast.manager.id, "203.0.113.0/24")
    record(session, origin, Act.PIN_CHANGED, subject_person_id=cast.citizen.id, unit_id=3, epoch=2)
    session.flush()
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()

    assert entry.act is Act.PIN_CHANGED
    assert (entry.person_id, entry.subject_person_id, entry.unit_id) == (cast.manager.id, cast.citizen.id, 3)
    assert (entry.network, entry.details) == ("203.0.113.0/24", {"epoch": 2})
    assert abs(entry.at - datetime(2026, 11, 20, 2, tzinfo=UTC)) < timedelta(seconds=5)


def test_an_entry_is_kept_exactly_when_the_act_is(database, cast):
    before = len(_entries(database))
    with database.session(write=True) as session:
        record(session, Origin(cast.citizen.id, None), Act.SIGNED_IN)
        session.flush()
        session.rollback()

    assert len(_entries(database)) == before


def test_acts_are_listed_alphabetically_as_thing_and_deed():
    names = [act.name for act in Act]

    assert names == sorted(names)
    assert [act for act in Act if "." not in act.value] == []


def test_what_people_do_is_on_record_without_names_or_secrets(visit, cast, database):
    somebody = visit().signed_in(cast.citizen)
    somebody.post("/toi/ten", {"name": "Lò Thị Mới"})
    somebody.post("/toi/ma-pin", {"secret": cast.citizen.secret, "pin": "582046"})
    somebody.read_token()
    somebody.post("/toi/moi-may")
    entries = _entries(database)
    said = json.dumps([entry.details for entry in entries], ensure_ascii=False)

    assert [entry.act for entry in entries] == [
        Act.SIGNED_IN,
        Act.PERSON_RENAMED,
        Act.PIN_CHANGED,
        Act.SIGNED_OUT_EVERYWHERE,
    ]
    assert {(entry.person_id, entry.network) for entry in entries} == {(cast.citizen.id, "203.0.113.0/24")}
    assert [word for word in ("Lò", "Mới", "582046", "275913", "DAN") if word in said] == []


def test_nothing_in_the_code_changes_an_entry_or_takes_one_away_but_the_tidying():
    """Rows are only ever added, and removed as a whole when they are too old."""
    users = {code.named(path): path.read_text() for path in code.modules() if "AuditEntry" in path.read_text()}
    others = {name: text for name, text in users.items() if not name.startswith("lms/audit/")}
    readers = {name: text for name, text in others.items() if "/queries" in name}

    assert set(others) - set(readers) == {"lms/app/tidying.py"}
    assert [name for name, text in readers.items() if re.search(r"\b(insert|update|delete)\(", text)] == []


@pytest.mark.parametrize(("days", "kept"), [(0, True), (KEPT_MONTHS * 30, True), (KEPT_MONTHS * 31, False)])
def test_entries_are_kept_24_months(database, cast, days, kept):
    clock.set_now(clock.now() - timedelta(days=days))
    with database.writing() as session:
        record(session, Origin(cast.citizen.id, None), Act.SIGNED_IN)
    clock.set_now(None)
    removed = dict(tidy_up(database))

    assert len(_entries(database)) == int(kept)
    assert removed["Dòng nhật ký"] == int(not kept)
