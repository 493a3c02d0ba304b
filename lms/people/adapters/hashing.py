"""Secrets made unreadable, and keyed hashes, behind one class."""

import hashlib
import hmac
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError


class Hasher:
    """Argon2id over a keyed hash: without the pepper, which is in no database and no backup, six digits stay unknown.

    Parameters: OWASP's minimum (19 MiB, 2 passes, 1 lane), some 30 ms on the smallest machines served.
    """

    def __init__(self, pepper: str, *, passes: int = 2, memory_kib: int = 19_456) -> None:
        """Keep the pepper, and make one hash that stands in for accounts that do not exist."""
        self._pepper = pepper.encode()
        self._argon = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._nobody = self.hash("nobody")

    def hash(self, secret: str) -> str:
        """The text to store for a secret, whatever keyboard its letters come from (NFC)."""
        return self._argon.hash(self.keyed(_plain(secret)))

    def fits(self, stored: str | None, secret: str) -> bool:
        """Whether the secret is the stored one; None (no such account) takes as long and is never right."""
        try:
            return self._argon.verify(stored or self._nobody, self.keyed(_plain(secret))) and stored is not None
        except (Argon2Error, InvalidHashError):
            return False

    def outdated(self, stored: str) -> bool:
        """Whether the stored hash was made with other parameters than today's."""
        return self._argon.check_needs_rehash(stored)

    def keyed(self, text: str) -> str:
        """A hash that only this deployment can make: for secrets before Argon2, external ids, devices, networks."""
        return hmac.new(self._pepper, text.encode(), hashlib.sha256).hexdigest()


def _plain(secret: str) -> str:
    """Letters with marks written one way: some keyboards send `ậ` as one letter, others as three."""
    return unicodedata.normalize("NFC", secret)
