"""The states of a confirmation, and why one ended. Source: design §2, §5."""

from enum import StrEnum


class State(StrEnum):
    """Whether a confirmation still holds."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    ERASED = "erased"
    """Its owner's data was deleted at their wish: nothing is left but the serial."""


class Reason(StrEnum):
    """Why a confirmation ended: for the first four another one holds, the others took it back."""

    RAISED = "raised"
    RENAMED = "renamed"
    ADOPTED = "adopted"
    MERGED = "merged"
    NOT_THE_PERSON = "not_the_person"
    RESULTS_ANNULLED = "results_annulled"
    MISTAKE = "mistake"
    ASKED = "asked"
    ERASED = "erased"


SUPERSEDING = frozenset({Reason.RAISED, Reason.RENAMED, Reason.ADOPTED, Reason.MERGED})
"""Reasons that go with a successor."""
