"""What a paper done in a sitting carries: every combination of ticked, known, witnessed, PIN set, and of moments."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from lms.access.rules import Actor, Held, Role
from lms.assessments.rules.kinds import KnownBy, Presence
from lms.assessments.rules.sittings import (
    CODE_LETTERS,
    end_of,
    evidence_of,
    is_open,
    may_look,
    may_open_at,
    new_code,
    skill_evidence,
)
from lms.people.rules import codes
from lms.skills.rules import Evidence, Task

OPENER, LEARNER, WITNESS = 1, 2, 3
NINE = datetime(2026, 11, 20, 2, tzinfo=UTC)
TWENTY_PAST, ELEVEN = NINE + timedelta(minutes=20), NINE + timedelta(hours=2)


def at(minutes: int) -> datetime:
    """So many minutes after the opening."""
    return NINE + timedelta(minutes=minutes)


@dataclass(frozen=True)
class S:
    """A sitting from 9:00 to 11:00."""

    opened_by_id: int = OPENER
    opened_at: datetime = NINE
    ends_at: datetime = ELEVEN
    closed_at: datetime | None = None


@dataclass(frozen=True)
class P:
    """Somebody ticked present at 9:20."""

    person_id: int = LEARNER
    state: Presence = Presence.PRESENT
    ticked_by_id: int | None = OPENER
    ticked_at: datetime | None = TWENTY_PAST
    known_by: KnownBy | None = None
    witness_id: int | None = None


def test_every_combination_of_ticked_known_witnessed_and_pin_set():
    for state, known, witness, set_pin in product(
        Presence, (None, *KnownBy), (None, OPENER, LEARNER, WITNESS), (False, True)
    ):
        presence = P(state=state, known_by=known, witness_id=witness)
        counts = state is Presence.PRESENT and (not set_pin or witness == WITNESS)
        wanted = Evidence.SELF if not counts else Evidence.IDENTIFIED if known else Evidence.SUPERVISED

        assert evidence_of(presence, S(), at(10), at(60), set_pin) is wanted, (state, known, witness, set_pin)


@pytest.mark.parametrize(
    ("what", "sitting", "presence", "begun", "handed_in", "wanted"),
    [
        ("within", S(), P(), 10, 60, Evidence.SUPERVISED),
        ("from the first moment to the last", S(), P(), 0, 120, Evidence.SUPERVISED),
        ("begun before it was opened", S(), P(), -1, 60, Evidence.SELF),
        ("handed in after its end", S(), P(), 10, 121, Evidence.SELF),
        ("handed in after it was closed early", S(closed_at=at(50)), P(), 10, 51, Evidence.SELF),
        ("handed in before it was closed early", S(closed_at=at(50)), P(), 10, 49, Evidence.SUPERVISED),
        ("closed after its end: the end holds", S(closed_at=at(500)), P(), 10, 130, Evidence.SELF),
        ("ticked after the hand-in", S(), P(ticked_at=at(61)), 10, 60, Evidence.SELF),
        ("ticked at the hand-in", S(), P(ticked_at=at(60)), 10, 60, Evidence.SUPERVISED),
        ("ticked before it was begun", S(), P(ticked_at=at(5)), 10, 60, Evidence.SUPERVISED),
        ("ticked by somebody else", S(), P(ticked_by_id=WITNESS), 10, 60, Evidence.SELF),
        ("ticked at no known moment", S(), P(ticked_at=None), 10, 60, Evidence.SELF),
        ("the opener's own paper", S(), P(person_id=OPENER, known_by=KnownBy.FACE), 10, 60, Evidence.SELF),
        ("not on the list", S(), None, 10, 60, Evidence.SELF),
        ("a clock that ran backwards", S(), P(), 60, 10, Evidence.SELF),
    ],
)
def test_the_moments_that_count(what, sitting, presence, begun, handed_in, wanted):
    assert evidence_of(presence, sitting, at(begun), at(handed_in), False) is wanted, what


@pytest.mark.parametrize(
    ("sitting", "minutes", "wanted"),
    [(S(), -1, False), (S(), 0, True), (S(), 119, True), (S(), 120, False), (S(closed_at=at(30)), 30, False),
     (S(closed_at=at(30)), 29, True)],
)  # fmt: skip
def test_it_is_open_from_its_opening_until_its_end(sitting, minutes, wanted):
    assert is_open(sitting, at(minutes)) is wanted


def test_it_ends_when_it_was_closed_or_as_planned():
    assert [end_of(S(closed_at=moment)) for moment in (None, at(30), at(130))] == [at(120), at(30), at(120)]


@pytest.mark.parametrize(
    ("role", "path", "wanted"),
    [
        (Role.FACILITATOR, "/1/2/3/4/", True),
        (Role.TEACHER, "/1/2/3/4/5/", True),
        (Role.MANAGER, "/1/2/3/", True),
        (Role.MANAGER, "/1/2/", False),
        (Role.ADMIN, "/1/", False),
        (Role.DRAFTER, "/1/2/3/", False),
        (Role.VIEWER, "/1/2/3/", False),
    ],
)
def test_which_posts_open_sittings(role, path, wanted):
    assert may_open_at(Held(role, 1, path)) is wanted


@pytest.mark.parametrize(
    ("actor", "wanted"),
    [
        (Actor(OPENER), True),
        (Actor(9, (Held(Role.MANAGER, 1, "/1/2/3/"),)), True),
        (Actor(9, (Held(Role.FACILITATOR, 1, "/1/2/3/4/"),)), True),
        (Actor(9, (Held(Role.FACILITATOR, 1, "/1/2/3/5/"),)), False),
        (Actor(9, (Held(Role.MANAGER, 1, "/1/2/"),)), False),
        (Actor(9, (Held(Role.VIEWER, 1, "/1/2/3/"),)), False),
        (Actor(9), False),
    ],
)
def test_who_may_see_who_is_there(actor, wanted):
    assert may_look(actor, S(), "/1/2/3/4/") is wanted


def test_a_code_has_six_letters_that_survive_being_typed_again():
    drawn = {new_code() for _ in range(300)}

    assert len(drawn) == 300
    assert {len(code) for code in drawn} == {CODE_LETTERS}
    assert {codes.folded(code.lower()) for code in drawn} == drawn


def test_a_skill_is_proved_by_all_of_its_tasks_with_the_least_of_their_evidence():
    tasks = (Task("một", ("2.3",)), Task("hai", ("2.3", "4.1")), Task("ba", ("4.1",)))
    one, two, three = (task.key for task in tasks)
    seen = {one: Evidence.IDENTIFIED, two: Evidence.SUPERVISED}

    assert skill_evidence(tasks, "2.3", seen) is Evidence.SUPERVISED
    assert skill_evidence(tasks, "4.1", seen) is None
    assert skill_evidence(tasks, "4.1", {**seen, three: Evidence.IDENTIFIED}) is Evidence.SUPERVISED
    assert skill_evidence(tasks, "5.1", seen) is None
    assert skill_evidence(tasks, "2.3", replace_all(seen, Evidence.IDENTIFIED)) is Evidence.IDENTIFIED


def replace_all(seen: dict[str, Evidence], level: Evidence) -> dict[str, Evidence]:
    """The same tasks, all at one level."""
    return dict.fromkeys(seen, level)
