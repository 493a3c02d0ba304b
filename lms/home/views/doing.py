"""What `/toi` says of what a person is in the midst of: papers under way, a sitting, work that their class was set."""

from typing import Any

from lms import clock
from lms.assessments.queries.papers import papers_under_way
from lms.assessments.queries.sittings import sitting_now
from lms.classrooms.queries.work import due_for
from lms.content.rules.library import Library
from lms.web.database import db


def in_the_midst(person_id: int, books: Library) -> dict[str, Any]:
    """Papers under way, where they are now, the work set for them: to do, and done not long ago.

    Three queries for whoever is in no class.
    """
    told = due_for(db(), person_id, clock.today(), books)
    return {
        "papers": papers_under_way(db(), person_id),
        "there": sitting_now(db(), person_id, clock.now()),
        "due": [one for one in told if not one.standing.is_done],
        "done_work": [one for one in told if one.standing.is_done],
        "today": clock.today(),
    }
