"""What bodies are called at the head of a paper. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II."""

from collections.abc import Sequence

from lms.units.models import UnitVersion
from lms.units.rules import COMMUNAL, PROVINCIAL
from lms.web.words import in_words as _

GOVERNED = PROVINCIAL | COMMUNAL
"""Kinds of units that a people's committee stands over; others write the body above them over their own name."""


def issuer_of(unit: UnitVersion, above: Sequence[UnitVersion]) -> tuple[str, Sequence[str]]:
    """The body above ("" where it is not written), and the lines of the issuer's own name. `above`: nearest first."""
    if unit.kind in GOVERNED:
        return "", (_("ỦY BAN NHÂN DÂN"), unit.spoken.upper())
    over = _("UBND %(unit)s", unit=above[0].spoken).upper() if above else ""
    return over, (unit.spoken.upper(),)
