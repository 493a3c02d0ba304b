"""States of attempts and presences, and the fixed list of ways to know a person. Source: design §5, Evidence."""

from enum import StrEnum


class AttemptState(StrEnum):
    """How far an attempt at a paper has come."""

    OPEN = "open"
    FINISHED = "finished"
    ANNULLED = "annulled"


class Presence(StrEnum):
    """Whether somebody who joined a sitting was seen there."""

    JOINED = "joined"
    PRESENT = "present"
    ABSENT = "absent"


class KnownBy(StrEnum):
    """How the opener knows a person; nothing is copied or kept, and lack of papers never blocks."""

    FACE = "face"
    ID_CARD = "id_card"
    OTHER_PAPER = "other_paper"
