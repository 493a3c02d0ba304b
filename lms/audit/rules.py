"""What an entry of the record may say: fixed words and numbers, never a name or a secret."""

from enum import StrEnum

KEPT_MONTHS = 24


class Act(StrEnum):
    """What was done, as `thing.done`; alphabetical."""

    ADOPTION_WITHDRAWN = "adoption.withdrawn"
    CONFIRMATION_DOUBTED = "confirmation.doubted"
    CONFIRMATION_ISSUED = "confirmation.issued"
    CONFIRMATION_READ = "confirmation.read"
    CONFIRMATION_REPLACED = "confirmation.replaced"
    CONFIRMATION_REVOKED = "confirmation.revoked"
    CONSENT_RECORDED = "consent.recorded"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    DEVICE_FORGOTTEN = "device.forgotten"
    DEVICE_REMEMBERED = "device.remembered"
    PAPER_ANNULLED = "paper.annulled"
    PAPER_HANDED_IN = "paper.handed.in"
    PERSON_KNOWN = "person.known"
    PERSON_REGISTERED = "person.registered"
    PERSON_RENAMED = "person.renamed"
    PIN_CHANGED = "pin.changed"
    PRESENCE_TICKED = "presence.ticked"
    REFUSED = "access.refused"
    RULE_ADOPTED = "rule.adopted"
    SIGNED_IN = "signed.in"
    SIGNED_OUT_EVERYWHERE = "signed.out.everywhere"
    SITTING_CLOSED = "sitting.closed"
    SITTING_JOINED = "sitting.joined"
    SITTING_OPENED = "sitting.opened"
    SITTING_PROLONGED = "sitting.prolonged"
    SITTING_READ = "sitting.read"
    TASK_SEEN = "task.seen"
    TASK_UNTICKED = "task.unticked"
    WITNESS_NAMED = "witness.named"
