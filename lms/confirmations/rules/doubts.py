"""How often one network may say “this is not me”, and why somebody with a post may take a confirmation back."""

from datetime import timedelta

from lms.confirmations.rules.kinds import Reason
from lms.people.rules.secrets import Limit

DOUBTS = Limit(borne=20, waits=(timedelta(minutes=15),), forgotten_after=timedelta(hours=1))
"""A whole class may sit behind one address; somebody who presses all day does no harm with so few."""

REVOKING = (Reason.NOT_THE_PERSON, Reason.MISTAKE, Reason.ASKED)
"""The fixed list of reasons to choose from; the others come from what happens elsewhere."""
