"""The states of a confirmation. Source: design §2."""

from enum import StrEnum


class State(StrEnum):
    """Whether a confirmation still holds."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
