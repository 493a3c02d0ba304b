"""Deleting: seven days, taken back by signing in; then nothing says who it was, and no figure is rewritten."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.access.rules import Origin, Role
from lms.app.tables import METADATA
from lms.app.tidying import tidy_up
from lms.assessments.models import Attempt, AttemptItem
from lms.audit.models import AuditEntry
from lms.audit.rules import Act
from lms.confirmations.actions.consents import record_consent
from lms.confirmations.models import Confirmation
from lms.confirmations.rules.serials import shown
from lms.dossiers.actions.requesting import Asked, note_request
from lms.dossiers.actions.stopping import ask_to_delete
from lms.dossiers.models import DataRequest
from lms.dossiers.rules.asking import Ending, Wish
from lms.dossiers.rules.keys import KEYS, Erasing
from lms.errors import Refused
from lms.people.models import Person, Post
from lms.people.queries.accounts import sign_in_by_code
from lms.skills.rules import Audience, Evidence
from lms.tally.models import LedgerRow, PersonStanding
from tests.builders import PIN, rows
from tests.dossiers.test_merging import _paper

WEEK = timedelta(days=7)


@pytest.fixture
def leave(database):
    """Ask for somebody to be deleted, and let some time go by."""

    def ask(person: int, after: timedelta = WEEK) -> None:
        with database.writing() as session:
            ask_to_delete(session, Origin(person, None), person)
        clock.set_now(clock.now() + after + timedelta(minutes=1))
        assert dict(tidy_up(database))

    return ask


def test_before_seven_days_nothing_goes(twice, database, leave):
    leave(twice.kept, timedelta(days=6, hours=23))

    assert twice.person(twice.kept).name == "Lò Thị Mai"


def test_after_seven_days_a_nameless_shell_is_left(twice, database, leave, visit):
    leave(twice.kept)

    left = twice.person(twice.kept)
    assert (left.name, left.search_key, left.sort_key, left.birth_year) == ("—", "", "", 1900)
    assert left.erased_at is not None
    assert visit().sign_in("DAN", PIN).status == 422


def test_the_rows_go_as_the_table_says(twice, database, leave, cast):
    _paper(database, twice.kept, "u1", answered=2)
    twice.learn(twice.kept, "nop-ho-so")
    twice.confirm(twice.kept)
    leave(twice.kept)

    with database.session(write=False) as session:
        for key in KEYS:
            column = METADATA.tables[key.table].c[key.column]
            left = session.scalar(select(func.count()).where(column == twice.kept))
            assert left == 0 or key.erasing is not Erasing.DELETED, key
        assert session.scalar(select(func.count()).select_from(AttemptItem)) == 0
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_nothing_anywhere_says_the_name_any_more(twice, database, leave):
    twice.confirm(twice.kept)
    with database.writing() as session:
        asked = Asked(Wish.CORRECT, twice.kept, "tên đúng là Lò Thị Mai", clock.today())
        note_request(session, Origin(twice.kept, None), twice.cast.units["77001-1"].unit_id, asked, once="r1")
    leave(twice.kept)

    with database.session(write=False) as session:
        told = [
            (table.name, row)
            for table in METADATA.sorted_tables
            for row in session.execute(select(table)).all()
            if "Lò Thị Mai" in str(row)
        ]
    assert told == []


def test_the_count_loses_one_and_what_was_counted_stays_written(twice, database, leave):
    counted = rows(database, select(LedgerRow.id))
    before = twice.counted()
    leave(twice.kept)

    assert twice.counted() == before - 1
    assert set(counted) <= set(rows(database, select(LedgerRow.id)))
    assert rows(database, select(PersonStanding).where(PersonStanding.person_id == twice.kept)) == []


def test_a_serial_then_says_only_that_it_was_deleted(twice, visit, leave):
    serial = shown(twice.confirm(twice.kept).serial)
    leave(twice.kept)

    page = visit().get(f"/xac-nhan/{serial}")
    assert (page.status, page.h1) == (200, "Đã xóa theo yêu cầu")
    assert "Lò" not in page.text
    assert "An Phú" not in page.text
    data = visit().get(f"/xac-nhan/{serial}.json")
    assert data.json == {"serial": serial, "state": "erased", "state_words": "Đã xóa theo yêu cầu"}
    many = visit().post("/xac-nhan/", {"serials": f"{serial}\n0000-0000-0000-0"})
    assert "Đã xóa theo yêu cầu" in many.text
    assert visit().post(f"/xac-nhan/{serial}/khong-phai-toi").status == 404
    assert visit(twice.cast.manager).get(f"/xac-nhan/{serial}.pdf").status == 404


@pytest.mark.parametrize(("consent", "status"), [(False, 404), (True, 200)])
def test_a_hidden_childs_serial_stays_unknown(twice, database, visit, leave, cast, house, consent, status):
    serial = shown(house.confirm("pupil", Audience.SECONDARY).serial)
    if consent:
        with database.writing() as session:
            told = {"representative": "Mẹ", "document": "phiếu", "given_on": date(2026, 9, 5), "child_agreed": True}
            record_consent(session, Origin(cast.manager.id, None), cast.pupil.id, **told)
    assert visit().get(f"/xac-nhan/{serial}").status == status
    leave(cast.pupil.id)

    assert visit().get(f"/xac-nhan/{serial}").status == status
    assert len(rows(database, select(Confirmation))) == int(consent)


def test_signing_in_takes_it_back_and_says_so(twice, visit, database):
    with database.writing() as session:
        ask_to_delete(session, Origin(twice.kept, None), twice.kept)
    clock.set_now(clock.now() + timedelta(days=6))
    somebody = visit()
    page = somebody.sign_in("DAN", PIN)

    assert "thôi không xóa nữa" in somebody.follow(page).text
    clock.set_now(clock.now() + WEEK)
    dict(tidy_up(database))
    assert twice.person(twice.kept).name == "Lò Thị Mai"
    acts = [one.act for one in rows(database, select(AuditEntry).order_by(AuditEntry.id))]
    assert [one for one in acts if one in (Act.DELETE_ASKED, Act.SIGNED_IN, Act.DELETE_TAKEN_BACK)] == [
        Act.DELETE_ASKED,
        Act.SIGNED_IN,
        Act.DELETE_TAKEN_BACK,
    ]


def test_asking_ends_every_session(twice, visit, cast, database):
    somebody = visit(cast.citizen)
    with database.writing() as session:
        ask_to_delete(session, Origin(twice.kept, None), twice.kept)

    assert somebody.get("/toi").status == 303


def test_asked_twice_the_first_day_stands(twice, database):
    with database.writing() as session:
        first = ask_to_delete(session, Origin(twice.kept, None), twice.kept)
    clock.set_now(clock.now() + timedelta(days=2))
    with database.writing() as session:
        assert ask_to_delete(session, Origin(twice.kept, None), twice.kept) == first


def test_records_merged_into_it_go_too(twice, database, leave):
    twice.confirm(twice.gone, Evidence.SELF)
    number = twice.merge()
    leave(twice.kept)

    assert twice.person(twice.gone).name == "—"
    assert twice.merger(number).moved == {}
    with database.session(write=False) as session:
        assert sign_in_by_code(session, "MAI2") is None
    with pytest.raises(Refused, match="không còn gì để tách"):
        twice.undo(number)


def test_the_request_that_asked_for_it_is_done_and_others_end(twice, database, leave):
    with database.writing() as session:
        for wish in (Wish.DELETE, Wish.SEE):
            asked = Asked(wish, twice.kept, "ghi thêm", clock.today())
            note_request(session, Origin(twice.kept, None), twice.cast.units["77001"].unit_id, asked, once=wish)
    leave(twice.kept)

    found = {one.wish: (one.ending, one.told) for one in rows(database, select(DataRequest))}
    assert found == {Wish.DELETE: (Ending.DONE, ""), Wish.SEE: (Ending.TAKEN_BACK, "")}


def test_somebody_with_a_post_gives_it_up_first(database, cast, twice):
    with database.writing() as session, pytest.raises(Refused, match="thu lại việc ấy"):
        ask_to_delete(session, Origin(cast.manager.id, None), cast.manager.id)


def test_a_post_given_meanwhile_keeps_them(twice, database, leave):
    with database.writing() as session:
        ask_to_delete(session, Origin(twice.kept, None), twice.kept)
        unit = twice.cast.units["77001"].unit_id
        session.add(Post(person_id=twice.kept, role=Role.VIEWER, unit_id=unit, from_at=clock.now()))
    leave(twice.gone)

    assert twice.person(twice.kept).name == "Lò Thị Mai"
    assert rows(database, select(Person.name).where(Person.id == twice.gone)) == ["—"]
