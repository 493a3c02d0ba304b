"""Erasing somebody, seven days after it was asked: what goes, what is emptied, what stays and names nobody."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Column, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.confirmations.models import Confirmation, NotMe
from lms.confirmations.queries.checking import openness_of
from lms.confirmations.rules.kinds import Reason, State
from lms.db import Model
from lms.dossiers.actions.holding import hold_people
from lms.dossiers.actions.rows import table_of
from lms.dossiers.actions.standings import leave_count
from lms.dossiers.models import DataRequest, Merger
from lms.dossiers.queries.records import merged_into
from lms.dossiers.rules.asking import Ending, Wish
from lms.dossiers.rules.erasing import NO_YEAR, NOBODY, WAITS
from lms.dossiers.rules.keys import deleted
from lms.people.models import Person
from lms.people.queries.accounts import holds_post

BY_ITSELF = Origin(None, None)
"""Who erases: `lms tidy`, on a timer."""


def due(session: Session, at: datetime) -> Sequence[int]:
    """The numbers of those whose seven days are over."""
    query = select(Person.id).where(Person.delete_asked_at <= at - WAITS, Person.erased_at.is_(None))
    return session.scalars(query.order_by(Person.id)).all()


def erase(session: Session, person_id: int) -> bool:
    """Erase somebody and every record merged into theirs; False when they took it back or were given a post meanwhile.

    Rows go by the table of keys. The person's row stays as a shell that others' rows point to. The ledger counts them
    out and is never rewritten.
    """
    records = [person_id, *merged_into(session, person_id)]
    people = hold_people(session, *records)
    asked_at = people[person_id].delete_asked_at
    if asked_at is None or asked_at > clock.now() - WAITS or holds_post(session, person_id, clock.now()):
        return False
    clear(session, people)
    record(session, BY_ITSELF, Act.PERSON_ERASED, subject_person_id=person_id, records=len(records))
    session.flush()
    session.expire_all()
    return True


def clear(session: Session, people: Mapping[int, Person]) -> None:
    """Take all that is held of some records away, and leave their shells; the caller holds their rows."""
    records = list(people)
    _empty_confirmations(session, records, clock.today())
    for number in records:
        leave_count(session, number)
    for key in deleted():
        table = table_of(key)
        delete_rows(session, table, list(session.scalars(select(table.c.id).where(table.c[key.column].in_(records)))))
    _empty_requests(session, records)
    session.execute(
        update(Merger).where(or_(Merger.kept_id.in_(records), Merger.gone_id.in_(records))).values(moved={})
    )
    for person in people.values():
        _empty(person)


def _empty(person: Person) -> None:
    """Leave a shell of the row."""
    person.name = person.given_name = NOBODY
    person.search_key = person.sort_key = ""
    person.birth_year, person.born_on, person.sex, person.phone = NO_YEAR, None, None, None
    person.once_key = person.delete_asked_at = person.stopped_at = None
    person.erased_at = clock.now()


def _empty_confirmations(session: Session, records: Sequence[int], today: date) -> None:
    """Leave the serial and that it was erased. A hidden child's goes whole: nobody was ever told that it exists."""
    held = session.scalars(select(Confirmation).where(Confirmation.person_id.in_(records))).all()
    session.execute(update(Confirmation).where(Confirmation.person_id.in_(records)).values(successor_id=None))
    session.execute(delete(NotMe).where(NotMe.confirmation_id.in_([one.id for one in held])))
    hidden = [one.id for one in held if openness_of(session, one, today).hidden]
    session.execute(delete(Confirmation).where(Confirmation.id.in_(hidden)))
    shown = update(Confirmation).where(Confirmation.person_id.in_(records))
    session.execute(shown.where(Confirmation.ended_at.is_(None)).values(state=State.ERASED, ended_at=clock.now()))
    session.execute(
        shown.values(
            state=State.ERASED, end_reason=Reason.ERASED, name=NOBODY, birth_year=NO_YEAR, band=None, places=[],
            skills=[], basis={}, counts_for=[], adoption_id=None, subject="",
        )
    )  # fmt: skip


def _empty_requests(session: Session, records: Sequence[int]) -> None:
    """Keep that something was asked and when, without words; the wish to be deleted is done."""
    theirs = update(DataRequest).where(DataRequest.person_id.in_(records))
    session.execute(theirs.values(told="", once_key=None))
    open_ones = theirs.where(DataRequest.ended_at.is_(None))
    done = {"ended_at": clock.now(), "ending": Ending.DONE}
    session.execute(open_ones.where(DataRequest.wish == Wish.DELETE).values(**done))
    session.execute(open_ones.values(ended_at=clock.now(), ending=Ending.TAKEN_BACK))


def delete_rows(session: Session, table: Table, ids: list[int]) -> None:
    """Delete rows and the rows that cannot be without them; those that can lose the tie."""
    if not ids:
        return
    for column in _pointing_at(table):
        hung = column.in_(ids)
        if column.nullable:
            session.execute(update(column.table).where(hung).values({column.name: None}))
        else:
            delete_rows(session, column.table, list(session.scalars(select(column.table.c.id).where(hung))))
    session.execute(delete(table).where(table.c.id.in_(ids)))


def _pointing_at(table: Table) -> list[Column[object]]:
    """Every column of any table that names a row of this one."""
    columns = (column for other in Model.metadata.sorted_tables for column in other.columns)
    return [column for column in columns if any(key.column.table is table for key in column.foreign_keys)]
