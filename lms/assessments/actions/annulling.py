"""A paper that whoever opened the sitting has count for nothing, with a reason that its writer reads."""

from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.assessments.actions.handing_in import annul
from lms.assessments.actions.sittings import own
from lms.assessments.queries.sitting_papers import PaperAt
from lms.assessments.rules.kinds import AttemptState
from lms.assessments.rules.sittings import check_day, clean_reason
from lms.content.rules.library import Library


def annul_here(session: Session, origin: Origin, found: PaperAt, why: str, library: Library) -> None:
    """Annul a paper, or a check by questions, of a sitting, open or handed in; one annulled already stays as it is.

    Raises Forbidden for others than the sitting's opener, Refused without a reason and from the day after the sitting.
    """
    sitting = own(origin, found.there.here)
    if found.attempt.state is AttemptState.ANNULLED:
        return
    check_day(sitting, clock.now())
    annul(session, origin, found.attempt.uid, library, why=clean_reason(why))
