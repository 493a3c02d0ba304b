"""The token that a session's forms carry: only somebody who was shown one of our pages can send it back."""

import hmac
import secrets

from flask import session

FIELD = "csrf_token"
"""The hidden field, and where the session keeps what must be in it."""


def form_token() -> str:
    """This session's token, made when it is first asked for."""
    kept = session.get(FIELD)
    if not isinstance(kept, str):
        kept = session[FIELD] = secrets.token_hex(20)
    return kept


def is_form_token(sent: str | None) -> bool:
    """Whether what a form brought is this session's token; a session without one takes nothing."""
    kept = session.get(FIELD)
    return isinstance(kept, str) and sent is not None and hmac.compare_digest(kept.encode(), sent.encode())
