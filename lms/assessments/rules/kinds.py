"""Kinds and states of attempts, presences, and the fixed list of ways to know a person. Source: design §5, Evidence."""

from enum import StrEnum


class AttemptKind(StrEnum):
    """What an attempt is: a paper under the rule, or a short check in a sitting (kiểm tra lại ngắn).

    A check is no try at the paper and proves no skill by itself: it raises what is proved already.
    """

    PAPER = "paper"
    CHECK = "check"


class CheckBy(StrEnum):
    """By what a short check is made: questions that the person answers, or tasks that the opener sees done."""

    QUESTIONS = "questions"
    TASKS = "tasks"


class AttemptState(StrEnum):
    """How far an attempt has come."""

    OPEN = "open"
    FINISHED = "finished"
    ANNULLED = "annulled"


class Presence(StrEnum):
    """Whether somebody on the list of a sitting was seen there. Expected: put on it beforehand, as a class is."""

    EXPECTED = "expected"
    JOINED = "joined"
    PRESENT = "present"
    ABSENT = "absent"


class KnownBy(StrEnum):
    """How the opener knows a person; nothing is copied or kept, and lack of papers never blocks."""

    FACE = "face"
    ID_CARD = "id_card"
    OTHER_PAPER = "other_paper"
