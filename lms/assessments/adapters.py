"""A rule's snapshot and a paper's score as an attempt keeps them (pydantic): JSON and back, exactly."""

from typing import Any

from pydantic import TypeAdapter

from lms.assessments.rules.papers import Score, Snapshot

_SNAPSHOT = TypeAdapter(Snapshot)
_SCORE = TypeAdapter(Score)


def kept_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as JSON."""
    kept: dict[str, Any] = _SNAPSHOT.dump_python(snapshot, mode="json")
    return kept


def read_snapshot(kept: object) -> Snapshot:
    """The snapshot that `kept_snapshot` wrote. Raises ValueError when it is not one."""
    return _SNAPSHOT.validate_python(kept)


def kept_score(score: Score) -> dict[str, Any]:
    """What a paper was worth, as JSON."""
    kept: dict[str, Any] = _SCORE.dump_python(score, mode="json")
    return kept


def read_score(kept: object) -> Score:
    """What `kept_score` wrote. Raises ValueError when it is not that."""
    return _SCORE.validate_python(kept)
