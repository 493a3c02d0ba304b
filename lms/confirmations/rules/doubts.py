"""How often one network may say “this is not me”."""

from datetime import timedelta

from lms.people.rules.secrets import Limit

DOUBTS = Limit(borne=20, waits=(timedelta(minutes=15),), forgotten_after=timedelta(hours=1))
"""A whole class may sit behind one address; somebody who presses all day does no harm with so few."""
