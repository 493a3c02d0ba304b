"""What people may ask about their data, and until when it has to be done.

Source: Luật 91/2025/QH15, Điều 4; NĐ 356/2025/NĐ-CP, Điều 5.
"""

from enum import StrEnum


class Wish(StrEnum):
    """What somebody asks for."""

    SEE = "see"
    CORRECT = "correct"
    STOP = "stop"
    DELETE = "delete"
    WITHDRAW = "withdraw"


class Ending(StrEnum):
    """How a request ended."""

    DONE = "done"
    TURNED_DOWN = "turned_down"
    TAKEN_BACK = "taken_back"
