"""Drafts: their owner's, for a day, applied once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.errors import NotFound
from lms.sheets.actions import begin_applying, choose, end_applying, forget_drafts, keep_draft
from lms.sheets.models import ImportDraft
from lms.sheets.queries import own_draft


@pytest.fixture
def draft(session, cast):
    """A draft of the manager's."""
    kept = keep_draft(
        session,
        owner_id=cast.manager.id,
        unit_id=cast.units["77001"].unit_id,
        kind="listing",
        file_name="ds.xlsx",
        rows=[{"remarks": []}, {"sheet": "", "row": 1, "cells": ["An"]}],
        choices={"sheet": ""},
    )
    session.commit()
    return kept


def test_a_draft_is_found_by_its_owner_on_its_screen_only(session, cast, draft):
    here = cast.units["77001"].unit_id
    assert own_draft(session, draft.uid, cast.manager.id, "listing", here).id == draft.id
    for uid, owner, kind, unit in (
        ("khac", cast.manager.id, "listing", None),
        (draft.uid, cast.stranger.id, "listing", None),
        (draft.uid, cast.manager.id, "units", None),
        (draft.uid, cast.manager.id, "listing", cast.units["77002"].unit_id),
    ):
        with pytest.raises(NotFound):
            own_draft(session, uid, owner, kind, unit)


def test_a_draft_is_forgotten_after_a_day(session, cast, draft):
    clock.set_now(clock.now() + timedelta(hours=24, minutes=1))

    with pytest.raises(NotFound):
        own_draft(session, draft.uid, cast.manager.id, "listing")
    assert forget_drafts(session, clock.now() - timedelta(hours=25)) == 0
    assert forget_drafts(session, clock.now() - timedelta(hours=24)) == 1
    assert session.scalars(select(ImportDraft)).all() == []


def test_a_draft_is_applied_once_and_then_holds_nothing_of_the_file(session, draft):
    choose(draft, group="3")
    assert begin_applying(session, draft) is True
    end_applying(session, draft, {"added": 1})
    session.commit()
    session.expire_all()

    assert begin_applying(session, draft) is False
    assert (draft.rows, draft.outcome, draft.choices) == ([], {"added": 1}, {"sheet": "", "group": "3"})
