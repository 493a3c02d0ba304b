"""The demo's papers rest on real rows: sittings, attempts, answers; loaded twice once, and gone when it goes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from lms import clock
from lms.app import demo, demo_people
from lms.app.demo_people import is_there
from lms.app.demo_quarters import registered_ago
from lms.app.tables import METADATA
from lms.assessments.models import Attempt, AttemptItem, Sitting, SittingPresence
from lms.confirmations.models import Adoption, ChildConsent, Confirmation, ProofResult
from lms.confirmations.rules.serials import shown
from lms.coverage.models.sums import FoldedCheck
from lms.coverage.rules.checks import CheckKind
from lms.learning.models import LessonDone, PracticeAnswer, PracticeRound
from lms.people.actions.registering import add_person, join
from lms.people.models import Person, SignIn
from lms.people.rules.codes import folded
from lms.skills.rules import Audience
from lms.tally.models import LedgerRow
from lms.units.models import UnitVersion
from tests.builders import rows
from tests.databases import address_of, fresh, to_be_copied

STAYS = {
    "classroom",
    "unit",
    "unit_version",
    "audit_entry",
    "fold_mark",
    "folded_check",
    "folded_day",
    "folded_month",
    "folded_place",
    "folded_sum",
    "ledger_row",
    "question_version",
    "alembic_version",
}
CONFIRMED = {
    # name → with an adopting document, evidence
    "Lò Văn Mẫu": (True, 1),
    "Hà Thị Mẫu": (False, 1),
    "Vũ Văn Mẫu": (False, 0),
    "Y Mẫu Êban": (True, 2),
    "Thào Thị Mẫu": (True, 2),
}


@pytest.fixture(scope="module")
def demonstrated(bare, settings, data_dir, tmp_path_factory):
    """The address of a database into which the demo has been loaded, to be copied."""
    with fresh(tmp_path_factory.mktemp("demo"), bare) as made:
        demo.load(made, replace(settings, database_url=address_of(made)))
        (data_dir / demo.FLAG).unlink()
        yield to_be_copied(made)


@pytest.fixture
def empty(bare, settings, data_dir, tmp_path):
    """A database with tables only."""
    with fresh(tmp_path, bare) as database:
        yield database, replace(settings, database_url=address_of(database))
    (data_dir / demo.FLAG).unlink(missing_ok=True)


@pytest.fixture
def loaded(demonstrated, settings, data_dir, tmp_path):
    """A database with the demo in it."""
    (data_dir / demo.FLAG).touch()
    with fresh(tmp_path, demonstrated) as database:
        yield database, replace(settings, database_url=address_of(database))
    (data_dir / demo.FLAG).unlink(missing_ok=True)


def counts(database) -> dict[str, int]:
    """How many rows each table has."""
    with database.session(write=False) as session:
        return {table.name: session.scalar(select(func.count()).select_from(table)) for table in METADATA.sorted_tables}


def of(database, name: str, query):
    """The rows of one of its people."""
    who = query.column_descriptions[0]["entity"].person_id
    return rows(database, query.join(Person, Person.id == who).where(Person.name == name))


def test_loaded_again_it_changes_nothing(loaded):
    before = counts(loaded[0])
    demo.load(*loaded)

    assert counts(loaded[0]) == before


def test_a_start_knows_that_the_demo_is_there(loaded, data_dir, monkeypatch):
    assert not is_there(*loaded)  # an earlier version's flag was empty

    demo.load(*loaded)
    assert is_there(*loaded)
    with clock.moved_to(clock.now() + timedelta(days=32)):
        assert not is_there(*loaded)
    monkeypatch.setattr(demo_people, "__file__", str(data_dir / "another-version.py"))
    assert not is_there(*loaded)


def test_without_one_of_its_people_the_demo_is_not_there(loaded):
    demo.load(*loaded)
    with loaded[0].writing() as session:
        session.execute(update(SignIn).where(SignIn.code == folded("DEMO-MOI")).values(code="somebody"))

    assert not is_there(*loaded)


def test_where_nothing_was_loaded_the_demo_is_not_there(empty, data_dir):
    assert not is_there(*empty)
    (data_dir / demo.FLAG).write_text(demo_people.edition())
    assert not is_there(*empty)


def test_in_a_changed_tree_the_demo_is_not_there_whole(loaded):
    database, settings = loaded
    with database.writing() as session:
        village = update(UnitVersion).where(UnitVersion.code == "99002-1")
        session.execute(village.values(code="99002-9"))

    demo.load(*loaded)

    assert settings.data_dir.joinpath(demo.FLAG).read_text() == ""
    assert not is_there(*loaded)


def test_one_commune_confirms_and_the_other_gives_slips(loaded):
    database, _ = loaded
    papers = {one.name: one for one in rows(database, select(Confirmation))}

    assert {name: (one.adopted, one.evidence) for name, one in papers.items()} == CONFIRMED
    assert {one.state for one in papers.values()} == {"valid"}
    assert papers["Lò Văn Mẫu"].basis["adoption"]["unit"] == "xã Vi Dụ, tỉnh Mẫu"
    assert papers["Hà Thị Mẫu"].places[0]["commune"] == "xã Minh Họa, tỉnh Mẫu"
    assert [one.number for one in rows(database, select(Adoption))] == ["12/QĐ-UBND (dữ liệu mẫu)"]
    assert all(len(shown(one.serial)) == 16 for one in papers.values())


def test_what_is_confirmed_stands_on_papers_that_were_written_and_handed_in(loaded):
    database, _ = loaded
    for name, (_, evidence) in CONFIRMED.items():
        (paper,) = of(database, name, select(Attempt))
        (confirmation,) = of(database, name, select(Confirmation))

        assert {one["source"] for one in confirmation.skills} == {f"attempt:{paper.uid}"}
        assert {one.source for one in of(database, name, select(ProofResult))} == {f"attempt:{paper.uid}"}
        assert (paper.state, paper.passed, paper.evidence) == ("finished", True, evidence)
        items = rows(database, select(AttemptItem).where(AttemptItem.attempt_id == paper.id))
        assert sum(one.right for one in items) / len(items) == pytest.approx(paper.share)
        assert all(paper.started_at < one.saved_at < paper.finished_at for one in items)


def test_the_official_was_seen_days_ago_by_somebody_else_who_knows_him(loaded):
    database, _ = loaded
    (paper,) = of(database, "Lò Văn Mẫu", select(Attempt))
    (there,) = rows(database, select(SittingPresence).where(SittingPresence.sitting_id == paper.sitting_id))
    (sitting,) = rows(database, select(Sitting).where(Sitting.id == paper.sitting_id))
    (opener,) = rows(database, select(SignIn).where(SignIn.person_id == sitting.opened_by_id))

    assert opener.shown_code == "canbo"
    assert (there.person_id, there.state, there.known_by) == (paper.person_id, "present", "face")
    assert there.ticked_by_id == sitting.opened_by_id != paper.person_id
    assert sitting.opened_at < there.ticked_at < paper.started_at < paper.finished_at < sitting.closed_at
    assert clock.now() - sitting.closed_at > timedelta(days=7)


def test_the_others_stand_at_points_to_be_believed(loaded):
    database, _ = loaded
    lessons = {one.name: len(of(database, one.name, select(LessonDone))) for one in rows(database, select(Person))}
    begun = {one.name: of(database, one.name, select(Attempt)) for one in rows(database, select(Person))}

    named = {one.name for one in demo.PEOPLE}
    assert {name: count for name, count in lessons.items() if count and name in named} == {
        "Nguyễn Thị Mẫu": 2, "Giàng A Mẫu": 4, "Lò Văn Mẫu": 2, "H’Mẫu Niê": 2,
    }  # fmt: skip
    assert sorted(count for name, count in lessons.items() if count and name not in named) == [1, 1, 1, 1, 2, 2, 2]
    (half,) = begun["Nguyễn Thị Mẫu"]
    answered = rows(database, select(AttemptItem.saved_at).where(AttemptItem.attempt_id == half.id))
    assert half.state == "open"
    assert len([one for one in answered if one]) * 2 == len(answered)
    rounds = [one.id for one in of(database, "Nguyễn Thị Mẫu", select(PracticeRound))]
    assert len(rows(database, select(PracticeAnswer).where(PracticeAnswer.round_id == max(rounds)))) == 2
    (failed,) = begun["H’Mẫu Niê"]
    assert (failed.state, failed.passed) == ("finished", False)
    consenting = select(Person.name).join(ChildConsent, ChildConsent.person_id == Person.id)
    assert rows(database, consenting) == ["Y Mẫu Êban"]


def test_the_same_papers_are_drawn_each_time(loaded):
    database, settings = loaded
    drawn = [(one.question, one.answer) for one in rows(database, select(AttemptItem).order_by(AttemptItem.id))]
    demo.remove(database, settings)
    demo.load(database, settings)

    again = [(one.question, one.answer) for one in rows(database, select(AttemptItem).order_by(AttemptItem.id))]
    assert again == drawn


def test_the_ledger_is_written_in_the_order_of_its_days(loaded):
    moments = rows(loaded[0], select(LedgerRow.at).order_by(LedgerRow.id))

    assert moments == sorted(moments)
    assert clock.day_of(moments[0]) == clock.today() - timedelta(days=registered_ago(clock.today()))
    assert moments[-1] < clock.now()


def test_a_ledger_that_holds_something_is_never_dated_back(empty):
    database, settings = empty
    start = clock.now()
    with database.writing() as session:
        join(session, add_person(session, name="Có Từ Trước", birth_year=1970), Audience.CITIZEN, None)
    demo.load(database, settings)

    moments = rows(database, select(LedgerRow.at).order_by(LedgerRow.id))
    assert moments == sorted(moments)
    assert moments[0] >= start
    papers = {one.name: (one.adopted, one.evidence) for one in rows(database, select(Confirmation))}
    assert papers == CONFIRMED


def test_the_figures_beside_the_rates_are_counted_by_then(loaded):
    database, settings = loaded
    found = rows(database, select(FoldedCheck))

    assert {one.kind for one in found} == set(CheckKind)
    assert any(one.n for one in found)
    demo.remove(database, settings)
    assert not any(rows(database, select(FoldedCheck.n)))


def test_removed_it_leaves_places_questions_and_the_record_only(loaded):
    database, settings = loaded
    demo.remove(database, settings)

    with database.session(write=False) as session:
        assert session.scalar(select(func.sum(LedgerRow.change))) == 0
    assert {name for name, count in counts(database).items() if count} <= STAYS
    demo.load(database, settings)
    assert len(rows(database, select(Confirmation))) == len(CONFIRMED)
