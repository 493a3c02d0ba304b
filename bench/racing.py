"""Many people confirmed in one commune at once: does a count get lost, and do confirmations elsewhere wait for it?"""

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from lms.access.rules import Origin
from lms.app.factory import create_app
from lms.config import Config
from lms.confirmations.actions.issuing import record_results
from lms.confirmations.rules.completion import NewResult
from lms.content.adapters.running import SHELF
from lms.coverage.actions.folding import fold_ledger
from lms.coverage.queries.coverage import coverage_of
from lms.db import Database
from lms.people.actions.registering import add_person, join
from lms.skills.rules import Audience, Evidence, Proof
from lms.units.models import UnitVersion
from lms.units.queries import children, unit_by_code

AT_ONCE, EACH = 8, 25
"""Processes, and confirmations of each: two hundred in one commune."""
ELSEWHERE = 40
"""Confirmations in another commune, one after the other: first while nobody else is there, then in the rush."""
PAUSE = 0.01

Waits = list[float]


@dataclass(frozen=True, slots=True)
class Rush:
    """What came of it: counts lost, and how many seconds each confirmation elsewhere took.

    `quiet` alone; `spread` while as many were confirmed in eight other communes; `busy` while all of those were in one:
    what is more than `spread` is what the one commune costs others.
    """

    lost: int
    quiet: Waits
    spread: Waits
    busy: Waits


def rush(settings: Config, database: Database, province: str) -> Rush:
    """Confirm people in one commune from several processes, and some in another one meanwhile."""
    here, there, *others = (one.unit_id for one in _communes(database, province)[: AT_ONCE + 1])
    before = _completed(database, province)
    quiet = _measured(settings, database, _people(database, there, ELSEWHERE), [])
    parts = [_people(database, unit_id, EACH) for unit_id in (here, *others)]
    spread = _measured(settings, database, _people(database, there, ELSEWHERE), parts)
    crowd = [_people(database, here, EACH) for _ in range(AT_ONCE)]
    busy = _measured(settings, database, _people(database, there, ELSEWHERE), crowd)
    fold_ledger(database)
    lost = before + sum(map(len, parts + crowd)) + 3 * ELSEWHERE - _completed(database, province)
    return Rush(lost, quiet, spread, busy)


def middle(waits: Waits) -> float:
    """The middle one."""
    return sorted(waits)[len(waits) // 2]


def _measured(settings: Config, database: Database, people: Sequence[int], rushing: Sequence[Sequence[int]]) -> Waits:
    """How long confirming each of some people took while others were confirmed by as many processes as there are parts.

    All are ready before any begins; the ledger is folded meanwhile, as `lms tidy` may do at any time.
    """
    context = multiprocessing.get_context("fork")
    told, ready = context.Queue(), context.Barrier(len(rushing) + 1 + bool(rushing))
    started = [context.Process(target=_confirm, args=(settings, part, None, 0.0, ready)) for part in rushing]
    started.append(context.Process(target=_confirm, args=(settings, people, told, PAUSE, ready)))
    for one in started:
        one.start()
    if rushing:
        ready.wait()
        fold_ledger(database)
    found: Waits = told.get()
    for one in started:
        one.join()
    return found


def _confirm(
    settings: Config, people: Sequence[int], told: "Queue[Waits] | None", pause: float, ready: Barrier
) -> None:
    """Confirm each of some people in a transaction of its own, as a sitting does; how long all but the first took."""
    library = create_app(settings).extensions[SHELF].library()
    rule, database = library.rule_for(Audience.CITIZEN, None), Database(settings.database_url)
    waits = []
    for person_id in people:
        source = f"bench:{person_id}"
        results = [
            NewResult(one.code, Proof.OBSERVED, True, None, Evidence.SUPERVISED, source, ("v1",)) for one in rule.skills
        ]
        began = time.perf_counter()
        with database.writing() as session:
            record_results(session, Origin(None, None), person_id, Audience.CITIZEN, rule, results)
        if person_id == people[0]:
            ready.wait()  # what is compiled at the first is not the database's
        else:
            waits.append(time.perf_counter() - began)
        time.sleep(pause)
    database.close()
    if told is not None:
        told.put(waits)


def _communes(database: Database, province: str) -> Sequence[UnitVersion]:
    with database.session(write=False) as session:
        return children(session, unit_by_code(session, province))


def _people(database: Database, unit_id: int, count: int) -> list[int]:
    with database.writing() as session:
        people = [add_person(session, name=f"Người {n}", birth_year=1960) for n in range(count)]
        for one in people:
            join(session, one, Audience.CITIZEN, unit_id)
        return [one.id for one in people]


def _completed(database: Database, province: str) -> int:
    with database.session(write=False) as session:
        line = coverage_of(session, unit_by_code(session, province)).line("adults")
        return line.figures.completed if line else 0
