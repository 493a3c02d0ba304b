"""What the several processes of a test do: hand in, or begin the next paper, all at the same moment."""

from __future__ import annotations

import traceback
from dataclasses import replace
from typing import TYPE_CHECKING

from lms.access.rules import Origin
from lms.assessments.actions.handing_in import annul, hand_in, looked_over
from lms.assessments.actions.papers import keep_answer, start
from lms.assessments.queries.drawing import draw_for
from lms.assessments.queries.papers import asked_at
from lms.content.queries import LibraryShelf
from lms.content.rules.library import Library
from lms.db import Database
from lms.errors import Refused
from lms.questions.rules import presented
from lms.skills.rules import Audience

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

    from sqlalchemy.orm import Session


def race(url: str, data: Path, act: str, person_id: int, uid: str, together: Barrier, told: Queue) -> None:
    """Hand the paper in, or begin another, as soon as every process is ready; tell what came of it."""
    database, library = Database(url), _without_pauses(LibraryShelf(data).library())
    with database.single(write=False) as before:  # what is looked at before the transaction begins, as the pages do it
        marked = looked_over(before, uid, person_id)
        drawn = draw_for(before, person_id, Audience.CITIZEN, library)
    together.wait(60)
    try:
        with database.writing() as session:
            if act == "hand in":
                settled = hand_in(session, Origin(person_id, None), uid, person_id, library, marked=marked)
                told.put((act, settled.uid, str(settled.state)))
            elif act == "annul":
                annul(session, Origin(None, None), uid, library, why="Thử hủy bài.")
                told.put((act, uid, "annulled"))
            elif act.startswith("answer"):
                told.put((act, uid, _answer(database, session, uid, person_id, int(act.split()[1]))))
            else:
                told.put((act, start(session, drawn, act), "begun"))
    except Exception:  # told to the test, which fails by it
        told.put((act, traceback.format_exc(), "failed"))
    database.close()


def _answer(database: Database, session: Session, uid: str, person_id: int, number: int) -> str:
    """Answer one question right, as the page does it: looked at beside the transaction that keeps it."""
    with database.single(write=False) as before:
        asked = asked_at(before, uid, person_id, number)
    order = presented(asked.question, asked.seed)
    try:
        keep_answer(session.connection(), asked, tuple(order.index(index) for index in asked.question.key))
    except Refused:
        return "refused"
    return "kept"


def _without_pauses(library: Library | None) -> Library:
    assert library is not None
    rules = tuple(replace(one, retry_pause_minutes=0, day_pause_from_attempt=99) for one in library.book.rules)
    return Library(replace(library.book, rules=rules), library.assessment, library.version)
