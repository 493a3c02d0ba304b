"""Keeping what was read until its owner has looked at it, and forgetting it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms import clock
from lms.sheets.models import ImportDraft
from lms.sheets.rules.tables import LONGEST_CELL


def keep_draft(
    session: Session,
    *,
    owner_id: int,
    unit_id: int,
    kind: str,
    file_name: str,
    rows: Sequence[Mapping[str, Any]],
    choices: Mapping[str, Any],
) -> ImportDraft:
    """A new draft of what was read; nothing else of the database changes until it is applied."""
    draft = ImportDraft(
        uid=secrets.token_urlsafe(16),
        owner_id=owner_id,
        unit_id=unit_id,
        kind=kind,
        file_name=file_name[-LONGEST_CELL:],
        rows=[dict(row) for row in rows],
        choices=dict(choices),
        made_at=clock.now(),
    )
    session.add(draft)
    session.flush()
    return draft


def choose(draft: ImportDraft, **choices: Any) -> None:
    """Note what the owner corrected: the sheet, a column, who is whom."""
    draft.choices = {**draft.choices, **choices}


def begin_applying(session: Session, draft: ImportDraft) -> bool:
    """Whether the draft may be applied now: False when it was before. Two who press at once meet here."""
    query = select(ImportDraft).where(ImportDraft.id == draft.id).with_for_update()
    held = session.scalars(query.execution_options(populate_existing=True)).one()
    if held.applied_at is not None:
        return False
    held.applied_at = clock.now()
    session.flush()
    return True


def end_applying(session: Session, draft: ImportDraft, outcome: Mapping[str, Any]) -> None:
    """Keep what applying brought, and forget what the file held."""
    draft.outcome = dict(outcome)
    draft.rows = []
    session.flush()


def forget_drafts(session: Session, before: datetime) -> int:
    """Remove drafts made before a moment; returns how many went. Part of `lms tidy`."""
    return session.execute(delete(ImportDraft).where(ImportDraft.made_at <= before)).rowcount  # type: ignore[attr-defined, no-any-return]
