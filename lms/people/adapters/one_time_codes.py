"""One-time codes from an app on the owner's phone (TOTP, RFC 6238), behind one class."""

import base64
import re
import secrets
from datetime import datetime

import pyotp

from lms.people.adapters.hashing import Hasher

STEP_SECONDS = 30
DIGITS = 6
SLACK_STEPS = 1
"""How many steps a phone's clock may be early or late."""
_SALT = re.compile(r"[A-Za-z0-9_-]{24}")


class OneTimeCodes:
    """The codes of one account. The secret is made of a stored salt and the pepper: a copied database holds none."""

    def __init__(self, keys: Hasher, salt: str) -> None:
        """Derive the secret."""
        derived = bytes.fromhex(keys.keyed(f"second-factor:{salt}"))[:20]
        self._codes = pyotp.TOTP(base64.b32encode(derived).decode())

    @property
    def secret(self) -> str:
        """The secret as typed into an app that cannot read a QR code, in blocks of four."""
        text = self._codes.secret
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

    def address(self, account: str, issuer: str) -> str:
        """What the QR code says: the secret and whose account it opens."""
        return self._codes.provisioning_uri(name=account, issuer_name=issuer)

    def step_of(self, typed: str, at: datetime) -> int | None:
        """The step of time that a typed code belongs to, now or one step off; None for a wrong one."""
        digits = re.sub(r"\s", "", typed)
        if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
            return None
        now = int(at.timestamp()) // STEP_SECONDS
        steps = range(now - SLACK_STEPS, now + SLACK_STEPS + 1)
        return next((step for step in steps if secrets.compare_digest(self._codes.generate_otp(step), digits)), None)


def new_salt() -> str:
    """Chance, to make a secret of."""
    return secrets.token_urlsafe(18)


def is_salt(text: str) -> bool:
    """Whether a text that a form brings back has the shape of a salt of ours."""
    return _SALT.fullmatch(text) is not None
