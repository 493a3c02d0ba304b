"""What `/toi` says of how far somebody has come: what to learn next, what is still asked, what is confirmed."""

from collections.abc import Container, Sequence
from typing import Any

from lms import clock
from lms.assessments.queries.closing import closed_lessons
from lms.confirmations.queries.checking import openness_of
from lms.confirmations.queries.results import completions_of, confirmations_of
from lms.confirmations.rules.kinds import State
from lms.confirmations.rules.serials import shown
from lms.confirmations.rules.wording import AUDIENCE_WORDS, EVIDENCE_WORDS, PROOF_WORDS, STATE_WORDS, title
from lms.content.rules.library import Course, Library
from lms.learning.adapters import progress_on_device
from lms.learning.queries import progress_of
from lms.learning.rules import next_step
from lms.people.models import Membership
from lms.skills.rules import band_named
from lms.web.database import db


def learning_told(person_id: int, books: Library, courses: Sequence[Course]) -> dict[str, Any]:
    """The courses with how many lessons of each are learnt, and closed without; what is next, learnt, on the device."""
    progress, closed = progress_of(db(), person_id), closed_lessons(db(), person_id, books)
    without = closed - progress.done.keys()
    return {
        "courses": [
            (
                course,
                sum(code in progress.done for code in course.lessons),
                sum(code in without for code in course.lessons),
            )
            for course in courses
        ],
        "step": next_step(books, progress, courses, closed),
        "learnt": [lesson for code in progress.done if (lesson := books.lesson(code))],
        "waiting": [lesson for code in progress_on_device().done if (lesson := books.lesson(code))],
    }


def _among(course: Course, lessons: Container[str]) -> int:
    return sum(code in lessons for code in course.lessons)


def confirming_told(person_id: int, memberships: Sequence[Membership], books: Library) -> dict[str, Any]:
    """What each of a person's rules still asks, what is confirmed of them, and the words to say it. Four queries."""
    rules = [books.rule_for(one.audience, band_named(one.audience, one.band)) for one in memberships]
    completions = completions_of(db(), person_id, [rule for rule in rules if rule is not None])
    confirmations = confirmations_of(db(), person_id)
    held = {(one.audience, one.framework): one for one in confirmations if one.state is State.VALID}
    return {
        "confirming": [
            (AUDIENCE_WORDS[one.rule.audience], one, held.get((one.rule.audience, one.rule.framework)))
            for one in completions
        ],
        "to_prove": any(not one.met for one in completions),
        "confirmations": confirmations,
        "hidden": bool(confirmations) and openness_of(db(), confirmations[0], clock.today()).hidden,
        "books": books,
        "proof_words": PROOF_WORDS,
        "evidence_words": EVIDENCE_WORDS,
        "state_words": STATE_WORDS,
        "title_of": title,
        "serial_of": shown,
        "day_of": clock.day_of,
    }
