"""Taking people away with every row that names them: for the demo only; real people are erased by `dossiers`."""

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from lms.app.tables import METADATA
from lms.people.models import SignIn
from lms.people.queries import open_memberships
from lms.tally.actions import restate


def remove_people(session: Session, codes: list[str]) -> int:
    """Delete the people who sign in with these codes; returns how many. The ledger counts them out."""
    ids = list(session.scalars(select(SignIn.person_id).where(SignIn.code.in_(codes))))
    for person_id in ids:
        _uncount(session, person_id)
    for table in reversed(METADATA.sorted_tables):
        _clear(session, table, ids)
    return len(ids)


def _uncount(session: Session, person_id: int) -> None:
    for membership in open_memberships(session, person_id):
        restate(session, person_id, membership.audience, None)


def _clear(session: Session, table: Table, ids: list[int]) -> None:
    """Delete a table's rows that name one of the people, and what hangs on those rows."""
    for column in table.columns:
        for key in column.foreign_keys:
            target = key.column.table.name
            if target == "person" and column.name != "secret_set_by_id":
                session.execute(delete(table).where(column.in_(ids)))
            elif target == "practice_round":
                rounds = key.column.table
                held = select(rounds.c.id).where(rounds.c.person_id.in_(ids))
                session.execute(delete(table).where(column.in_(held)))
    if table.name == "person":
        session.execute(delete(table).where(table.c.id.in_(ids)))
