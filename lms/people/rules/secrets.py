"""Which PINs and passwords are good enough, and how many wrong tries are borne. Source: design §4, Sign-in."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil

from lms.errors import Refused

PIN_LENGTH = 6

_COMMON = frozenset(  # what people choose first
    """
    112233 121212 123123 131313 101010 102030 111222 123321 131211 142536 147258 147852 159357 159753 161616
    168168 180180 181818 202020 212121 222333 232323 246810 252525 258258 258369 258456 321321 323232 333444
    343434 369369 395939 397939 444555 456456 456852 520520 525252 555666 565656 616161 636363 656565 666777
    666888 668668 668866 676767 686868 688668 696969 717171 741852 753951 757575 767676 777888 787878 789456
    789789 797979 808080 818181 838383 852456 858585 866866 868686 876543 878787 886688 888666 888999 889988
    909090 919191 939393 951753 963852 969696 979797 987987 989898 998877 999888 010203 090909 080808 070707
    060606 050505 010101
    """.split()  # noqa: SIM905 - a table is read more easily than a list
)


class SecretKind(StrEnum):
    """What a person signs in with besides the code."""

    PIN = "pin"
    PASSWORD = "password"  # noqa: S105 - a kind, not a secret
    PICTURES = "pictures"


def check_pin(pin: str, birth_year: int) -> None:
    """Raises Refused, beside field `pin`, for a PIN that is not six digits or that others would try first."""
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdigit()):
        raise Refused("Mã PIN gồm đúng 6 chữ số.", field="pin")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Refused("Dãy này dễ đoán, như 123456 hay 111111. Chọn dãy khác.", field="pin")
    if pin in _COMMON or len(set(pin)) < 3:
        raise Refused("Nhiều người hay đặt dãy số này nên dễ bị đoán. Chọn dãy khác.", field="pin")
    if _is_birthday(pin, birth_year):
        raise Refused("Ngày sinh thì người quen dễ đoán. Chọn dãy khác.", field="pin")
    if f"{birth_year}" in pin or pin.endswith(f"19{birth_year % 100:02}"):
        raise Refused("Mã PIN có năm sinh thì người quen dễ đoán. Chọn dãy khác.", field="pin")


def drawn_pin(birth_year: int) -> str:
    """A random PIN that `check_pin` lets through, to be printed and handed over."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}"
        try:
            check_pin(pin, birth_year)
        except Refused:
            continue
        return pin


def _is_birthday(pin: str, birth_year: int) -> bool:
    """Whether six digits are a day and month of the birth year: `150358`, or the other way round `580315`."""
    year = f"{birth_year % 100:02}"
    halves = [pin[:4]] if pin.endswith(year) else []
    halves += [pin[4:] + pin[2:4]] if pin.startswith(year) else []
    return any(1 <= int(half[:2]) <= 31 and 1 <= int(half[2:]) <= 12 for half in halves)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures are borne before waiting, and how long each further one costs."""

    borne: int
    waits: tuple[timedelta, ...]
    forgotten_after: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """How long to wait after so many failures in a row; nothing while they are borne."""
        over = failures - self.borne
        return self.waits[min(over, len(self.waits) - 1)] if over >= 0 else timedelta(0)


_LADDER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))

ACCOUNT = Limit(borne=5, waits=_LADDER, forgotten_after=timedelta(hours=24))
"""Failures of one account from unknown devices, or of one device that has signed this person in before."""

PICTURES = Limit(borne=5, waits=(timedelta(0),), forgotten_after=timedelta(days=365))
"""Wrong pictures of one account, whatever the device: the fifth closes it until somebody with a post opens it."""

NETWORK = Limit(borne=100, waits=(timedelta(minutes=15),), forgotten_after=timedelta(minutes=15))
"""Failures only, so that a school or a mobile operator behind one address is not taken for a guesser."""

LESSON = Limit(borne=400, waits=(timedelta(minutes=1),), forgotten_after=timedelta(minutes=15))
"""The same while a class signs in together by tapping its names: each name has its own counter, and there are few."""

REGISTRATIONS = Limit(borne=120, waits=(timedelta(minutes=15),), forgotten_after=timedelta(hours=1))
"""New accounts from one network: a village hall full of people on one address may register in an evening."""

INVITATIONS = Limit(borne=20, waits=(timedelta(minutes=15),), forgotten_after=timedelta(minutes=15))
"""Wrong invitation codes from one network: few hold one at any time, and they are typed from paper."""


def minutes_of(wait: timedelta) -> int:
    """How long to wait in whole minutes, never fewer than there are to wait."""
    return max(1, -(-int(wait.total_seconds()) // 60))


@dataclass(frozen=True, slots=True)
class Counter:
    """Failures counted so far, since when they count, and until when to wait."""

    failures: int
    last_at: datetime
    blocked_until: datetime | None

    def blocked(self, at: datetime) -> bool:
        """Whether a further try has to wait."""
        return self.blocked_until is not None and at < self.blocked_until

    def after_failure(self, limit: Limit, at: datetime) -> "Counter":
        """The counter with one failure more; older ones fade evenly, so that a few all day long never add up."""
        share = min(1.0, max(0.0, 1 - (at - self.last_at) / limit.forgotten_after))  # two at once may come swapped
        failures = ceil(self.failures * share) + 1
        wait = limit.wait_after(failures)
        return Counter(failures, at, at + wait if wait else None)
