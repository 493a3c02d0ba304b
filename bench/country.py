"""A made-up country in a database of its own: every province and commune of the built-in list, so many people in them.

Written by a few statements over all of them, not by the actions that people use: each person registered on a day of the
year, three of ten confirmed some weeks later, one of a hundred without a place.
"""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from lms import clock
from lms.coverage.models.numbers import EligibleNumber, EligibleUse
from lms.coverage.queries.ground import communes_of, today
from lms.coverage.rules.kinds import NumberSource
from lms.db import Database
from lms.units.actions import take_in
from lms.units.adapters import built_in_list
from lms.units.queries import unit_by_code

FIRST = date(2026, 1, 5)
DAYS = 300

PLACES = "CREATE TABLE bench_place (i BIGINT PRIMARY KEY, unit_id BIGINT)"
TIMES = "CREATE TABLE bench_day (i BIGINT PRIMARY KEY, at {moment}, day DATE, later {moment}, later_day DATE)"
SOMEBODY = "CREATE TABLE bench_one (n BIGINT PRIMARY KEY, unit_id BIGINT, d BIGINT, born BIGINT, sex TEXT, done BIGINT)"
COUNTING = {
    "sqlite": "WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < :count)",
    "postgresql": "WITH one(n) AS (SELECT generate_series(1, :count))",
}
FILLED = ("person", "membership", "person_standing", "ledger_row", "confirmation")
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = ANY(:tables) AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
SHARES = """
INSERT INTO bench_one
SELECT n, CASE WHEN n % 100 = 0 THEN NULL ELSE place.unit_id END, n % :days, 1940 + n % 66,
       CASE n % 2 WHEN 0 THEN 'female' ELSE 'male' END, CASE WHEN n % 10 < 3 THEN 1 ELSE 0 END
FROM one JOIN bench_place place ON place.i = n % :places
"""
STATEMENTS = (
    """INSERT INTO person (id, name, given_name, search_key, sort_key, birth_year, sex, is_test, created_at)
    SELECT n, 'Người ' || n, 'Người', 'nguoi ' || n, 'nguoi ' || n, born, sex, false, at
    FROM bench_one JOIN bench_day ON i = d""",
    """INSERT INTO membership (person_id, audience, unit_id, verified, from_on)
    SELECT n, 'citizen', unit_id, n % 4 = 0, day FROM bench_one JOIN bench_day ON i = d""",
    """INSERT INTO person_standing (person_id, audience, unit_id, stage, birth_year, sex, framework, evidence)
    SELECT n, 'citizen', unit_id, CASE done WHEN 1 THEN 'completed' ELSE 'registered' END, born, sex,
           CASE done WHEN 1 THEN 'TT02-2025' END, CASE done WHEN 1 THEN n % 3 END FROM bench_one""",
    """INSERT INTO ledger_row (audience, unit_id, stage, birth_year, sex, framework, evidence, at, day, change)
    SELECT 'citizen', unit_id, 'registered', born, sex, NULL, NULL, at, day, 1
    FROM bench_one JOIN bench_day ON i = d""",
    """INSERT INTO ledger_row (audience, unit_id, stage, birth_year, sex, framework, evidence, at, day, change)
    SELECT 'citizen', unit_id, 'registered', born, sex, NULL, NULL, later, later_day, -1
    FROM bench_one JOIN bench_day ON i = d WHERE done = 1""",
    """INSERT INTO ledger_row (audience, unit_id, stage, birth_year, sex, framework, evidence, at, day, change)
    SELECT 'citizen', unit_id, 'completed', born, sex, 'TT02-2025', n % 3, later, later_day, 1
    FROM bench_one JOIN bench_day ON i = d WHERE done = 1""",
    """INSERT INTO confirmation (serial, person_id, audience, framework, rule_code, rule_version, rule_digest,
        evidence, counted_evidence, counts_for, adopted, basis, name, birth_year, places, skills, layout, subject,
        issued_at, state)
    SELECT 'S' || n, n, 'citizen', 'TT02-2025', 'r', '1', 'd', n % 3, 1, '["citizen"]', false, '{}', 'x', born, '[]',
           '[]', 1, 'urn:' || n, later, 'valid' FROM bench_one JOIN bench_day ON i = d WHERE done = 1""",
)


def fill(database: Database, count: int) -> None:
    """Put so many people into an empty database."""
    with database.writing() as session:
        take_in(session, built_in_list())
    dialect = database.engine.dialect.name
    with database.writing() as session:
        _grounds(session)
        places = session.execute(text("SELECT count(*) FROM bench_place")).scalar_one()
        shares = f"{COUNTING[dialect]} {SHARES}"
        session.execute(text(shares), {"count": count, "days": DAYS, "places": places})
        indexes = _without_indexes(session) if dialect == "postgresql" else ()
        for statement in (*STATEMENTS, *indexes):
            session.execute(text(statement))
    if dialect == "postgresql":
        with database.writing() as session:
            session.execute(text("SELECT setval(pg_get_serial_sequence('person', 'id'), (SELECT max(id) FROM person))"))
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _without_indexes(session: Session) -> list[str]:
    """Drop what only slows filling down; returns the statements that make it again. Keys are not checked meanwhile."""
    session.execute(text("SET LOCAL session_replication_role = replica"))
    session.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
    rows = session.execute(text(INDEXES), {"tables": list(FILLED)}).all()
    for name, _ in rows:
        session.execute(text(f'DROP INDEX "{name}"'))
    return [made for _, made in rows]


def _grounds(session: Session) -> None:
    """Communes and days by number, and a number of eligible people for nine communes of ten."""
    moment = "TIMESTAMPTZ" if session.get_bind().dialect.name == "postgresql" else "TEXT"
    for statement in (PLACES, TIMES.format(moment=moment), SOMEBODY):
        session.execute(text(statement))
    communes = communes_of(session, today(unit_by_code(session, "vn")))
    session.execute(
        text("INSERT INTO bench_place VALUES (:i, :unit)"),
        [{"i": n, "unit": one.unit_id} for n, one in enumerate(communes)],
    )
    days = text("INSERT INTO bench_day VALUES (:i, :at, :day, :later, :later_day)")
    session.execute(days, [_day(n) for n in range(DAYS)])
    for number, one in enumerate(communes):
        if number % 10:
            _number(session, one.unit_id)


def _day(number: int) -> dict[str, object]:
    day = FIRST + timedelta(days=number)
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    later = at + timedelta(days=14)
    # SQLite keeps moments as texts; PostgreSQL reads the same texts
    return {"i": number, "at": f"{at:%Y-%m-%d %H:%M:%S}.000000", "day": day.isoformat(),
            "later": f"{later:%Y-%m-%d %H:%M:%S}.000000", "later_day": later.date().isoformat()}  # fmt: skip


def _number(session: Session, unit_id: int) -> None:
    year = clock.today().year
    row = EligibleNumber(unit_id=unit_id, group_code="adults", year=year, number=18_000, source=NumberSource.POLICE,
                         counting="nhân khẩu thường trú", at=clock.now())  # fmt: skip
    session.add(row)
    session.flush()
    session.add(
        EligibleUse(unit_id=unit_id, group_code="adults", year=year, number_id=row.id, reason="", at=clock.now())
    )
