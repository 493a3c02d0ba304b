"""A small made-up tree and a ledger that moves at random, with what each day's end looked like."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from lms import clock
from lms.content.adapters.running import SHELF
from lms.coverage.actions.folding import fold_ledger
from lms.coverage.queries.lines import NOWHERE
from lms.tally.actions import restate
from lms.tally.rules import Sex, Stage, Standing
from lms.units.actions import add_unit
from lms.units.models import UnitVersion
from lms.units.rules import UnitKind
from tests import builders
from tests.confirmations.steps import House

BEGINNING = datetime(2026, 7, 10, 3, tzinfo=UTC)


@dataclass
class Lived:
    """Some months lived through: where everybody stood at the end of each day, and the units with their lines."""

    days: dict[date, dict[int, Standing | None]]
    lines: dict[int, set[int]]
    units: list[UnitVersion]

    def figures(self, day: date, place: int, year: int = 2026) -> dict[tuple[str, Stage, int], int]:
        """Counted one by one: who stands in the subtree of a place at the end of a day, adults only among residents."""
        found: dict[tuple[str, Stage, int], int] = {}
        for one in self.days[day].values():
            if one is None or (one.audience == "citizen" and one.birth_year > year - 18):
                continue
            if place in (self.lines[one.unit_id] if one.unit_id else {NOWHERE}):
                key = (one.audience, one.stage, -1 if one.evidence is None else one.evidence)
                found[key] = found.get(key, 0) + 1
        return found


@pytest.fixture
def lived(database, cast) -> Lived:
    chance = random.Random(20261120)
    units = [cast.units[code] for code in ("77", "77001", "77002", "77001-1", "77001-2", "78001")]
    with database.writing() as session:
        units += [
            add_unit(session, kind=UnitKind.VILLAGE, name=f"Thôn {n}", code=f"77002-{n}", parent=cast.units["77002"],
                     valid_from=date(2025, 7, 1))
            for n in (1, 2)
        ]  # fmt: skip
        people = [builders.someone(session, born=1950 + 2 * n).id for n in range(30)]
    state: dict[int, Standing | None] = {}
    days: dict[date, dict[int, Standing | None]] = {}
    for number in range(50):
        clock.set_now(BEGINNING + timedelta(days=number, hours=chance.choice([0, 13, 16])))
        with database.writing() as session:
            for _ in range(3):
                person, standing = chance.choice(people), _anywhere(chance, units)
                restate(session, person, "citizen", standing)
                state[person] = standing
        days[clock.today()] = dict(state)
        if chance.random() < 0.25:
            fold_ledger(database)
    lines = {one.unit_id: {int(part) for part in one.path.strip("/").split("/")} for one in units}
    return Lived(days, lines, units)


@pytest.fixture
def house(app, database, cast) -> House:
    """The library, the cast, and short ways to confirm somebody."""
    return House(app.extensions[SHELF].library(), database, cast)


def _anywhere(chance: random.Random, units: list[UnitVersion]) -> Standing | None:
    unit, stage = chance.choice([*units, None]), chance.choice([None, *Stage])
    if stage is None:
        return None
    done = stage is Stage.COMPLETED
    born, sex = 1950 + 2 * chance.randrange(30), chance.choice([None, *Sex])
    return Standing(
        "citizen",
        unit.unit_id if unit else None,
        stage,
        born,
        sex,
        "TT02-2025" if done else None,
        chance.randrange(3) if done else None,
    )


@pytest.fixture
def crowd(database, cast) -> Callable[..., None]:
    """Residents of a unit, so many of whom have come so far: counted as when each of them did it."""

    def come(code: str, *, completed: int = 0, registered: int = 0, evidence: int = 2) -> None:
        with database.writing() as session:
            for number in range(registered):
                stage = Stage.COMPLETED if number < completed else Stage.REGISTERED
                done = ("TT02-2025", evidence) if stage is Stage.COMPLETED else (None, None)
                person = builders.someone(session, name=f"Người Thứ {number}", born=1960)
                unit_id = cast.units[code].unit_id
                restate(session, person.id, "citizen", Standing("citizen", unit_id, stage, 1960, None, *done))

    return come
