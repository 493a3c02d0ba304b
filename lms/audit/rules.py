"""What an entry of the record may say: fixed words and numbers, never a name or a secret."""

from enum import StrEnum

KEPT_MONTHS = 24


class Act(StrEnum):
    """What was done, as `thing.done`; alphabetical."""

    DEVICE_FORGOTTEN = "device.forgotten"
    DEVICE_REMEMBERED = "device.remembered"
    PERSON_REGISTERED = "person.registered"
    PERSON_RENAMED = "person.renamed"
    PIN_CHANGED = "pin.changed"
    REFUSED = "access.refused"
    SIGNED_IN = "signed.in"
    SIGNED_OUT_EVERYWHERE = "signed.out.everywhere"
