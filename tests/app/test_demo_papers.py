"""The demo's confirmations: adopted in one commune, a slip in the other; loaded twice once, and gone when it goes."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from lms.app import demo
from lms.app.migrating import upgrade
from lms.app.tables import METADATA
from lms.confirmations.models import Adoption, Confirmation
from lms.confirmations.rules.serials import shown
from lms.tally.models import LedgerRow
from tests.builders import rows
from tests.databases import address_of

STAYS = {"unit", "unit_version", "audit_entry", "ledger_row", "alembic_version"}


@pytest.fixture
def loaded(empty_database, settings, data_dir):
    """A database with the demo in it."""
    upgrade(empty_database)
    own = replace(settings, database_url=address_of(empty_database))
    demo.load(empty_database, own)
    yield empty_database, own
    (data_dir / demo.FLAG).unlink(missing_ok=True)


def test_one_commune_confirms_and_the_other_gives_slips(loaded):
    database, settings = loaded
    demo.load(database, settings)

    papers = {one.name: one for one in rows(database, select(Confirmation))}
    assert {name: (one.adopted, one.evidence, one.state) for name, one in papers.items()} == {
        "Lò Văn Mẫu": (True, 1, "valid"),
        "Hà Thị Mẫu": (False, 1, "valid"),
    }
    assert papers["Lò Văn Mẫu"].basis["adoption"]["unit"] == "xã Vi Dụ, tỉnh Mẫu"
    assert papers["Hà Thị Mẫu"].places[0]["commune"] == "xã Minh Họa, tỉnh Mẫu"
    assert [one.number for one in rows(database, select(Adoption))] == ["12/QĐ-UBND (dữ liệu mẫu)"]
    assert all(len(shown(one.serial)) == 16 for one in papers.values())


def test_removed_it_leaves_places_and_the_record_only(loaded):
    database, settings = loaded
    demo.remove(database, settings)

    with database.session(write=False) as session:
        held = {table.name: session.scalar(select(func.count()).select_from(table)) for table in METADATA.sorted_tables}
        assert session.scalar(select(func.sum(LedgerRow.change))) == 0
    assert {name for name, count in held.items() if count} <= STAYS
    demo.load(database, settings)
    assert len(rows(database, select(Confirmation))) == 2
