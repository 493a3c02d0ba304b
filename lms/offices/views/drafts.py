"""What all screens do with a file or a paste that is brought to a unit: read it, and keep it to be looked at."""

from collections.abc import Callable, Mapping
from typing import Any

from lms.listings.rules.rows import first_choice
from lms.sheets.actions import keep_draft
from lms.sheets.forms import TableForm
from lms.sheets.models import ImportDraft
from lms.sheets.rules.choosing import without_numbers
from lms.sheets.rules.tables import Table, packed
from lms.units.queries import unit_by_code
from lms.web.database import db, forget_changes
from lms.web.identity import person_id

Read = Callable[[Table], tuple[Table, Mapping[str, Any]]]
"""What is kept of a table, and what is chosen of it at first. Raises Refused for a table that is of no use here."""


def keep_brought(code: str, form: TableForm, kind: str, read: Read) -> ImportDraft:
    """Read what was sent, outside any transaction, and keep it for its sender. Raises Refused for what is no table.

    What the request has loaded so far is not to be used again: the transaction it belonged to has ended.
    """
    forget_changes()
    table, name = form.brought()
    kept, choices = read(table)
    unit_id = unit_by_code(db(), code).unit_id
    return keep_draft(
        db(), owner_id=person_id(), unit_id=unit_id, kind=kind, file_name=name, rows=packed(kept), choices=choices
    )


def read_people(table: Table) -> tuple[Table, Mapping[str, Any]]:
    """A list of people without what we must not keep of them; its first sheet. Raises Refused for one without names."""
    harmless = without_numbers(table)
    return harmless, {"sheet": first_choice(harmless).sheet}
