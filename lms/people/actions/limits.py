"""Counting failures, so that a guesser has to wait and nobody else does. Runs aside: a refusal keeps the count."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms.people.models import FailureCounter
from lms.people.queries.accounts import counter
from lms.people.rules.secrets import Counter, Limit

Charge = tuple[str, Limit]


def charge(session: Session, charges: Iterable[Charge], at: datetime) -> timedelta | None:
    """Count one failure under each key before the secret is looked at; success takes it back.

    Returns how long to wait, with nothing counted, when some key is blocked; else None.
    """
    wanted = sorted(charges)
    for key, _ in wanted:
        _make_sure_of(session, key, at)
    counters = {key: counter(session, key, at) for key, _ in wanted}
    waits = [one.blocked_until - at for one in counters.values() if one.blocked_until and one.blocked(at)]
    if waits:
        return max(waits)
    for key, limit in wanted:
        _keep(session, key, counters[key].after_failure(limit, at))
    return None


def take_back(session: Session, key: str, at: datetime) -> None:
    """Take one counted failure back: the try turned out right, others under the key still stand."""
    held = counter(session, key, at)
    failures = max(0, held.failures - 1)
    _keep(session, key, Counter(failures, held.last_at, None))


def clear(session: Session, key: str) -> None:
    """Forget every failure under a key."""
    session.execute(delete(FailureCounter).where(FailureCounter.key == key))


def forget_old(session: Session, before: datetime) -> int:
    """Remove counters not touched since a moment; returns how many."""
    return session.execute(delete(FailureCounter).where(FailureCounter.last_at < before)).rowcount  # type: ignore[attr-defined, no-any-return]


def _make_sure_of(session: Session, key: str, at: datetime) -> None:
    """A row to lock: two first failures at once must meet in one row."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(FailureCounter).values(key=key, failures=0, last_at=at, blocked_until=None)
    session.execute(row.on_conflict_do_nothing(index_elements=["key"]))


def _keep(session: Session, key: str, new: Counter) -> None:
    row = session.scalar(select(FailureCounter).where(FailureCounter.key == key))
    if row is not None:
        row.failures, row.last_at, row.blocked_until = new.failures, new.last_at, new.blocked_until
    session.flush()
