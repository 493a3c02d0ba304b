"""What is counted of a person. Source: design §5, How it is counted."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far a person has come, for one audience."""

    LISTED = "listed"
    """On a unit's list, without a sign-in: not reached yet."""
    REGISTERED = "registered"
    LEARNING = "learning"
    COMPLETED = "completed"


class Sex(StrEnum):
    """As told by the person or their papers; unknown is None."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands for one audience: what a row of the ledger adds or takes away.

    `unit_id` is None where it is not known where they live, learn or work: counted in a row of its own, never dropped.
    `evidence` is 0 to 3 once completed, else None.
    """

    audience: str
    unit_id: int | None
    stage: Stage
    birth_year: int
    sex: Sex | None = None
    framework: str | None = None
    evidence: int | None = None
