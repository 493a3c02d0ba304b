"""Undoing a merger within thirty days: every row goes back, what was made since stays with the one that was kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.access.rules import Origin
from lms.app.tables import METADATA
from lms.app.tidying import tidy_up
from lms.assessments.models import Attempt
from lms.assessments.rules.kinds import AttemptState
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.actions.renewing import reissue_renamed
from lms.confirmations.models import ProofResult
from lms.dossiers.actions.unmerging import compare_again, tell_apart
from lms.dossiers.models import NotTheSame
from lms.dossiers.queries.duplicates import count_likely_duplicates
from lms.errors import Refused
from lms.learning.models import LessonDone
from lms.skills.rules import Evidence
from tests.builders import PIN, rows
from tests.dossiers.steps import OTHER_PIN
from tests.dossiers.test_merging import _paper

ITS_OWN = {"merger", "audit_entry", "ledger_row", "alembic_version", "failure_counter"}


def everything(database) -> dict[str, list[tuple[object, ...]]]:
    """Every row that says something of somebody, as it stands; numbers of sessions and of standings apart."""
    left_out = {"epoch"}
    found = {}
    with database.session(write=False) as session:
        for table in METADATA.sorted_tables:
            if table.name not in ITS_OWN:
                columns = [one for one in table.columns if one.name not in left_out]
                if table.name == "person_standing":
                    columns = [one for one in columns if one.name != "id"]
                found[table.name] = sorted(map(str, session.execute(select(*columns)).all()))
    return found


@pytest.mark.parametrize("levels", [(Evidence.SELF, Evidence.SUPERVISED), (Evidence.IDENTIFIED, Evidence.SELF)])
def test_after_undoing_every_row_is_as_it_was(twice, database, levels):
    for who, level in zip((twice.kept, twice.gone), levels, strict=True):
        twice.confirm(who, level)
        twice.learn(who, "nop-ho-so")
        _paper(database, who, f"u{who}", answered=who)
    twice.learn(twice.gone, "chi-cua-no")
    before, counted = everything(database), twice.counted()

    merger = twice.merge()
    assert everything(database) != before
    twice.undo(merger)

    assert everything(database) == before
    assert twice.counted() == counted


def test_both_sign_in_again_each_to_their_own(twice, visit):
    twice.undo(twice.merge())

    assert visit().sign_in("DAN", PIN).status == 303
    assert visit().sign_in("MAI2", OTHER_PIN).status == 303
    assert visit().sign_in("MAI2", PIN).status == 422


def test_a_sign_in_that_went_over_comes_back(twice, visit):
    listed = twice.again("Lò Thị Mai", sign_in=None)
    before = everything(twice.database)
    twice.undo(twice.merge(kept=twice.gone, gone=listed))

    assert everything(twice.database) == before


def test_what_was_made_since_stays_with_the_kept(twice, database):
    merger = twice.merge()
    twice.learn(twice.kept, "hoc-sau-khi-gop")
    twice.undo(merger)

    assert rows(database, select(LessonDone.person_id)) == [twice.kept]


def test_a_confirmation_since_that_rests_on_the_others_results_ends(twice, database):
    own = twice.confirm(twice.gone)
    merger = twice.merge()
    with database.writing() as session:
        (renamed,) = reissue_renamed(session, Origin(twice.kept, None), twice.kept)
    twice.undo(merger)

    assert dict(twice.confirmations(twice.gone)) == {own.serial: "valid"}
    assert dict(twice.confirmations(twice.kept)) == {renamed.serial: "revoked"}


def test_a_confirmation_since_by_papers_of_their_own_stays(twice):
    own = twice.confirm(twice.gone)
    merger = twice.merge()
    since = twice.confirm(twice.kept, Evidence.IDENTIFIED)
    twice.undo(merger)

    assert dict(twice.confirmations(twice.gone)) == {own.serial: "valid"}
    assert dict(twice.confirmations(twice.kept)) == {since.serial: "valid"}


def test_results_go_back_with_the_confirmation(twice, database):
    twice.confirm(twice.gone)
    twice.undo(twice.merge())

    assert set(rows(database, select(ProofResult.person_id))) == {twice.gone}


def test_a_paper_begun_since_keeps_its_place(twice, database):
    poorer = _paper(database, twice.kept, "u1", answered=0)
    _paper(database, twice.gone, "u2", answered=3)
    merger = twice.merge()
    with database.writing() as session:  # the one that went on was handed in, another begun
        going = session.scalars(select(Attempt).where(Attempt.uid == "u2")).one()
        going.state, going.finished_at = AttemptState.FINISHED, clock.now()
    since = _paper(database, twice.kept, "u3", answered=1)
    twice.undo(merger)

    found = {one.id: (one.state, one.person_id) for one in rows(database, select(Attempt))}
    assert found[poorer] == (AttemptState.ANNULLED, twice.kept)
    assert found[since] == (AttemptState.OPEN, twice.kept)


def test_undone_twice_is_undone_once(twice, database):
    merger = twice.merge()
    twice.undo(merger)
    twice.undo(merger)

    acts = [one.act for one in rows(database, select(AuditEntry)) if one.act in (Act.MERGED, Act.UNMERGED)]
    assert acts == [Act.MERGED, Act.UNMERGED]


def test_they_can_be_merged_again_afterwards(twice):
    first = twice.merge()
    twice.undo(first)

    assert twice.merge(once="again") != first
    assert twice.person(twice.gone).merged_into_id == twice.kept


def test_a_merger_in_the_middle_of_a_chain_is_undone_last(twice, database):
    third = twice.again(sign_in="MAI3")
    twice.learn(third, "nop-ho-so")
    first = twice.merge(kept=twice.gone, gone=third, once="a")
    second = twice.merge(kept=twice.kept, gone=twice.gone, once="b")
    with pytest.raises(Refused, match="Tách lần gộp sau trước"):
        twice.undo(first)

    twice.undo(second)
    twice.undo(first)

    assert rows(database, select(LessonDone.person_id)) == [third]
    assert twice.person(third).merged_into_id is None


def test_two_merged_into_one_are_parted_in_any_order(twice):
    third = twice.again(sign_in="MAI3")
    for who, level in ((twice.gone, Evidence.SELF), (third, Evidence.SUPERVISED)):
        twice.confirm(who, level)
    before = everything(twice.database)
    first, second = twice.merge(once="a"), twice.merge(gone=third, once="b")

    twice.undo(first)
    twice.undo(second)

    assert everything(twice.database) == before


@pytest.mark.parametrize(("days", "works"), [(29, True), (30.1, False)])
def test_thirty_days_it_can_be_undone(twice, database, days, works):
    merger = twice.merge()
    clock.set_now(clock.now() + timedelta(days=days))
    dict(tidy_up(database))
    if works:
        twice.undo(merger)
        assert twice.person(twice.gone).merged_into_id is None
    else:
        with pytest.raises(Refused, match="30 ngày"):
            twice.undo(merger)
        assert twice.merger(merger).moved == {}


def test_nobody_parts_their_own_record(twice, cast):
    third = twice.again("Trần Thị Sáu", 1975, sign_in=None)
    merger = twice.merge(kept=cast.manager.id, gone=third, who="stranger")

    with pytest.raises(Refused, match="của chính mình"):
        twice.undo(merger)


def test_told_apart_they_are_no_pair_until_that_is_taken_back(twice, database, cast):
    path, origin = cast.units["77001"].path, Origin(cast.manager.id, None)
    pair = (twice.gone, twice.kept)
    with database.writing() as session:
        assert count_likely_duplicates(session, path) == 1
        for _ in range(2):
            tell_apart(session, origin, *pair, unit_id=None)
        assert count_likely_duplicates(session, path) == 0
    assert len(rows(database, select(NotTheSame))) == 1
    with database.writing() as session:
        compare_again(session, origin, *pair, unit_id=None)
        assert count_likely_duplicates(session, path) == 1
