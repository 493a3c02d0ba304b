"""Mergers at once, by several processes: one happens, nobody is part of two, nothing is lost."""

import traceback

import pytest
from sqlalchemy import select

from lms.access.rules import Origin
from lms.db import Database
from lms.dossiers.actions.erasing import erase
from lms.dossiers.actions.merging import merge
from lms.dossiers.actions.stopping import ask_to_delete
from lms.dossiers.actions.unmerging import undo_merger
from lms.dossiers.models import Merger
from lms.errors import NotFound, Refused
from lms.learning.models import LessonDone
from lms.people.models import Person
from tests.builders import rows
from tests.databases import address_of
from tests.racers import racers


def _do(url: str, by: int, what: tuple, gate, told) -> None:
    """One of the acts, as soon as every process is ready; tell what came of it."""
    database = Database(url)
    act, *numbers = what
    gate.wait(60)
    try:
        with database.writing() as session:
            if act == "merge":
                kept, gone, once = numbers
                merge(session, Origin(by, None), kept, gone, unit_id=None, once=once)
            elif act == "undo":
                undo_merger(session, Origin(by, None), *numbers)
        told.put("done")
    except (Refused, NotFound) as refusal:
        told.put(type(refusal).__name__)
    except Exception:  # told to the test, which fails by it
        told.put(traceback.format_exc())
    database.close()


def at_once(database, by: int, *acts: tuple) -> list[str]:
    """What came of each of several acts done at the same moment, in no order."""
    context = racers()
    gate, told = context.Barrier(len(acts)), context.Queue()
    runs = [context.Process(target=_do, args=(address_of(database), by, act, gate, told)) for act in acts]
    for run in runs:
        run.start()
    outcomes = sorted(told.get(timeout=90) for _ in runs)
    for run in runs:
        run.join(60)
    return outcomes


def test_the_same_merger_twice_at_once_is_one(twice, database, cast):
    pair = (twice.kept, twice.gone)

    assert at_once(database, cast.manager.id, ("merge", *pair, "a"), ("merge", *pair, "b")) == ["done", "done"]
    assert len(rows(database, select(Merger))) == 1


def test_each_into_the_other_at_once_is_one_of_the_two(twice, database, cast):
    one, other = twice.kept, twice.gone

    assert at_once(database, cast.manager.id, ("merge", one, other, "a"), ("merge", other, one, "b")) == [
        "Refused",
        "done",
    ]
    merged = rows(database, select(Person.merged_into_id).where(Person.id.in_([one, other])))
    assert sorted(merged, key=str).count(None) == 1


@pytest.mark.parametrize("third_first", [True, False])
def test_a_chain_at_once_ends_in_one_record_that_has_everything(twice, database, cast, third_first):
    third = twice.again(sign_in="MAI3")
    for who in (twice.kept, twice.gone, third):
        twice.learn(who, f"bai-{who}")
    acts = [("merge", twice.gone, third, "a"), ("merge", twice.kept, twice.gone, "b")]
    outcomes = at_once(database, cast.manager.id, *(acts if third_first else acts[::-1]))

    # whoever comes second finds that its record has become part of another, or takes it all along
    assert outcomes in (["done", "done"], ["Refused", "done"])
    held = {
        person: sorted(rows(database, select(LessonDone.lesson).where(LessonDone.person_id == person)))
        for person in (twice.kept, twice.gone, third)
    }
    learnt = sorted(one for lessons in held.values() for one in lessons)
    assert learnt == sorted(f"bai-{who}" for who in (twice.kept, twice.gone, third))
    assert held[twice.gone] == []


def test_undone_and_merged_on_at_once_stays_whole(twice, database, cast):
    third = twice.again(sign_in="MAI3")
    merger = twice.merge(kept=twice.gone, gone=third, once="a")
    twice.learn(twice.gone, "nop-ho-so")
    outcomes = at_once(database, cast.manager.id, ("undo", merger), ("merge", twice.kept, twice.gone, "b"))

    into = dict(
        zip(
            ("gone", "third"),
            (twice.person(number).merged_into_id for number in (twice.gone, third)),
            strict=True,
        )
    )
    assert outcomes in (["done", "done"], ["Refused", "done"])
    assert into == {"gone": twice.kept, "third": None if outcomes == ["done", "done"] else twice.gone}


def test_erased_and_merged_one_after_the_other_is_never_both(twice, database):
    with database.writing() as session:
        ask_to_delete(session, Origin(None, None), twice.gone)
    with pytest.raises(Refused):
        twice.merge()
    with database.writing() as session:
        assert erase(session, twice.gone) is False  # the seven days are not over
