"""Learner codes: eight letters and digits that survive bad handwriting, with one that catches a mistyping.

Source: Crockford's base 32 (no I, L, O, U); the check is our own, see `check_letter`.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 8
INVITATION_LETTERS = 12
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_ROOF, _HORN, _BREVE, _BARRED_D = (chr(number) for number in (0x302, 0x31B, 0x306, 0x110))
_TONES = dict(zip(map(chr, (0x301, 0x300, 0x309, 0x303, 0x323)), "SFRXJ", strict=True))
_TELEX = _TONES | {_ROOF: "", _HORN: "W", _BREVE: "W"}
_POLYNOMIAL = 0b100101  # x⁵ + x² + 1, irreducible: the 32 letters form a field


def _times(a: int, b: int) -> int:
    """The product in the field of 32."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= _POLYNOMIAL
        b >>= 1
    return product


def check_letter(body: str) -> str:
    """The letter that makes a code whole: each letter times its own power of 2 in the field of 32, added up.

    Weights are all different and none is nought, so every single wrong letter and every swap of two is caught.
    """
    total, weight = 0, 2
    for letter in body:
        total ^= _times(ALPHABET.index(letter), weight)
        weight = _times(weight, 2)
    return ALPHABET[total]


def new_code(letters: int = LETTERS) -> str:
    """A random code of so many letters, the last of them its check."""
    body = "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(letters - 1))
    return body + check_letter(body)


def code_from(drawn: int, letters: int) -> str:
    """The code of so many letters that a large number stands for, the last of them its check."""
    body = "".join(ALPHABET[drawn >> (5 * place) & 31] for place in range(letters - 1))
    return body + check_letter(body)


def folded(typed: str) -> str:
    """What was typed as it is stored and looked up: capitals, O as 0, I and L as 1, no spaces or dashes.

    A keyboard left in Vietnamese (Telex) makes letters of keys, `W` becomes `Ư`, `DD` `Đ`, `AS` `Á`: the keys are taken
    back. Names of staff and of the demo pass the same field and are folded alike.
    """
    keys = "".join(_keys_of(letter) for letter in unicodedata.normalize("NFC", typed[:80]).upper())
    return re.sub(r"[\W_]", "", keys).translate(_READ_AS)[:80]


def _keys_of(letter: str) -> str:
    """The keys that Telex made a letter of; any other letter stays as it is."""
    if letter == _BARRED_D:
        return "DD"
    parts = list(unicodedata.normalize("NFD", letter))
    base, marks = parts[0], parts[1:]
    if not marks or any(mark not in _TELEX for mark in marks):
        return letter
    keys = "W" if base == "U" and _HORN in marks else base
    return keys + "".join(base if mark == _ROOF else _TELEX[mark] for mark in marks if (keys, mark) != ("W", _HORN))


def shown(code: str) -> str:
    """In blocks of four, as printed on the card: `7K4M-2QP9`."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def is_whole(code: str) -> bool:
    """Whether a folded text has the shape of a learner code and its check letter is right."""
    return len(code) == LETTERS and set(code) <= set(ALPHABET) and check_letter(code[:-1]) == code[-1]


def asked_for(typed: str) -> str | None:
    """The learner code that a search box holds, folded: typed, or scanned with the address a card's QR leads to.

    None for a name; what staff and the demo sign in by is taken for a code when it has a dash.
    """
    scanned = re.search(r"[?&]ma=([^&\s]+)", typed)
    code = folded(scanned.group(1) if scanned else typed)
    return code if scanned or is_whole(code) or re.fullmatch(r"\s*[\w]+-[\w-]+\s*", typed, re.ASCII) else None
