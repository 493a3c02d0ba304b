"""A signed mark that a page which refreshes itself sends back: its reader's look at the names is on record already."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from lms import clock

LASTS_SECONDS = 60 * 60
"""After an hour of looking the look is put on record anew."""


def mark_of(person_id: int, unit_id: int) -> str:
    """The mark of a look that begins now."""
    return str(_signer().dumps([person_id, unit_id, int(clock.now().timestamp())]))


def is_marked(mark: str, person_id: int, unit_id: int) -> bool:
    """Whether a mark says that this person began to look here within the hour."""
    try:
        who, where, since = _signer().loads(mark)
    except (BadSignature, ValueError, TypeError):
        return False
    return (who, where) == (person_id, unit_id) and 0 <= int(clock.now().timestamp()) - since < LASTS_SECONDS


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="lms.classrooms.looks")
