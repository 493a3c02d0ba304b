"""Counting the checks beside the fold: what a read shows with the time at which it was counted."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from lms import clock
from lms.coverage.models.sums import FoldedCheck
from lms.coverage.queries.checking import moved_in_confirmed, recognised_elsewhere, self_declared, without_place
from lms.coverage.queries.lines import NOWHERE, lines_of
from lms.coverage.rules.checks import CheckKind
from lms.db import Database

Found = dict[CheckKind, Counter[int]]


def count_checks(database: Database, duplicates: Mapping[int, int]) -> int:
    """Count every check anew for every place; returns how many figures that are. Two at once: the last one stands.

    `duplicates`: by commune, school or office the pairs that may be one person. Whoever knows those stands above us.
    """
    with database.session(write=False) as session:
        found, out_of = _counted(session, duplicates)
    made_at = clock.now()
    rows = [
        {
            "place_id": place,
            "kind": kind,
            "n": by_place[place],
            "out_of": out_of[place] if kind is CheckKind.SELF_DECLARED else None,
            "made_at": made_at,
        }
        for kind, by_place in found.items()
        for place in {NOWHERE, *by_place, *(out_of if kind is CheckKind.SELF_DECLARED else ())}
    ]
    with database.writing() as session:
        session.execute(delete(FoldedCheck))
        session.execute(insert(FoldedCheck), rows)
    return len(rows)


def _counted(session: Session, duplicates: Mapping[int, int]) -> tuple[Found, Counter[int]]:
    """By kind and place how many; and by place how many residents there are."""
    declared, moved, marked = self_declared(session), moved_in_confirmed(session), recognised_elsewhere(session)
    nowhere = without_place(session)
    ids = {*declared, *marked, *nowhere, *duplicates, *(one for pair in moved for one in pair)}
    lines = lines_of(session, ids)
    found: Found = {kind: Counter() for kind in CheckKind}
    out_of: Counter[int] = Counter()
    for unit_id, (n, residents) in declared.items():
        for place in lines[unit_id]:
            found[CheckKind.SELF_DECLARED][place] += n
            out_of[place] += residents
    for kind, by_unit in ((CheckKind.NO_MEMBERSHIP, nowhere), (CheckKind.LIKELY_DUPLICATES, duplicates)):
        for unit_id, n in by_unit.items():
            found[kind].update(dict.fromkeys(lines[unit_id], n))
    for (now, then), n in moved.items():
        found[CheckKind.MOVED_IN_CONFIRMED].update(dict.fromkeys(lines[now] - lines[then], n))
    found[CheckKind.RECOGNISED_ELSEWHERE] = _people_by_place(marked, lines)
    return found, out_of


def _people_by_place(marked: Mapping[int, set[int]], lines: Mapping[int, set[int]]) -> Counter[int]:
    """How many people are marked in each subtree: once, on however many lists they are."""
    by_place: dict[int, set[int]] = {}
    for unit_id, people in marked.items():
        for place in lines[unit_id]:
            by_place.setdefault(place, set()).update(people)
    return Counter({place: len(people) for place, people in by_place.items()})
