"""What a report says once it is frozen: one plain value, its canonical text, and the hash that is printed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

VERSION = 1
"""Raised when a key goes or changes its meaning; a frozen report keeps the version it was frozen in."""

Content = Mapping[str, Any]


def canonical(content: Content) -> str:
    """The one text of a content: keys sorted, no spaces, letters as they are. Raises ValueError for what JSON lacks."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """The SHA-256 of a canonical text, in 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
