"""Two processes record the last result of the same person at once: one confirmation is valid, whatever happens."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.access.rules import Origin
from lms.confirmations.actions.issuing import fresh, record_results
from lms.confirmations.models import Confirmation, ProofResult
from lms.confirmations.rules.kinds import State
from lms.db import Database
from lms.skills.rules import Audience, Evidence
from tests.builders import rows
from tests.databases import address_of
from tests.racers import racers


def _record(url: str, person_id: int, rule, results, gate) -> None:
    database = Database(url)
    gate.wait(30)
    with database.writing() as session:
        record_results(session, Origin(None, None), person_id, Audience.CITIZEN, rule, results)
    database.close()


@pytest.mark.parametrize(
    ("levels", "sources"),
    [
        ((Evidence.SUPERVISED, Evidence.SUPERVISED), ("attempt:1", "attempt:2")),
        ((Evidence.SELF, Evidence.IDENTIFIED), ("attempt:1", "attempt:2")),
        ((Evidence.SUPERVISED, Evidence.SUPERVISED), ("attempt:1", "attempt:1")),
    ],
)
def test_of_two_at_once_one_is_valid(house, database, levels, sources):
    url = address_of(database)
    context = racers()
    gate = context.Barrier(2)
    runs = [
        context.Process(
            target=_record,
            args=(url, house.id_of("citizen"), house.rule(), house.results(evidence=level, source=source), gate),
        )
        for level, source in zip(levels, sources, strict=True)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)

    assert [run.exitcode for run in runs] == [0, 0]
    valid = [one for one in house.all() if one.state is State.VALID]
    assert [one.evidence for one in valid] == [max(levels)]
    assert len(rows(database, select(ProofResult))) == len(set(sources)) * len(house.rule().skills)


def test_the_database_itself_allows_one_valid_per_person_audience_and_framework(house, database):
    held = house.confirm()
    columns = {column.name: getattr(held, column.name) for column in Confirmation.__table__.columns}
    for name in ("id", "serial", "subject", "layout", "state", "issued_at"):
        columns.pop(name)
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(fresh(**columns))
