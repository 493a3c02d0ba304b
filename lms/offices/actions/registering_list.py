"""Applying a list of people to be registered: once, all of it or nothing."""

from datetime import date

from sqlalchemy.orm import Session

from lms.access.rules import Origin
from lms.audit.rules import Act
from lms.listings.actions.importing import left_out_of
from lms.listings.queries.drafts import preview_of
from lms.offices.rules.registering import sort_rows
from lms.people.actions.registering_for import give_cards
from lms.people.actions.registering_many import Newcomer, register_many
from lms.sheets.actions import begin_applying, end_applying
from lms.sheets.models import ImportDraft
from lms.units.models import UnitVersion


def register_list(session: Session, origin: Origin, unit: UnitVersion, draft: ImportDraft, today: date) -> None:
    """Register the new people of a draft and make a card for each, and for those known who have none.

    Applying again changes nothing. The notice has not been read out to anybody: that comes with the card, and is ticked
    when the secret is set. Rows that were left are kept in the outcome for a day, with the reason.
    """
    if not begin_applying(session, draft):
        return
    preview = preview_of(session, unit, draft, today)
    found = sort_rows(preview.judged)
    rows = [one.row for one in found.new]
    newcomers = [Newcomer(row.name, row.birth_year, row.audience, row.unit_id, row.band) for row in rows]
    ids = register_many(session, origin, newcomers, act=Act.PERSON_REGISTERED_FOR)
    people = [*ids, *found.known]
    give_cards(session, origin, people)
    outcome = {"added": len(ids), "known": len(found.known), "left_out": left_out_of(preview), "people": people}
    end_applying(session, draft, outcome)
