"""The files of figures and of the quarterly report in a made-up country: milliseconds of computing, and kilobytes.

Reading the figures is not in it. Typst keeps what it has set before: the first time is the one to look at.

`python -m bench.reports 100000`; `mẫu` is a fixed piece of work: divide by it before comparing two runs. Budget: the
workbook of all 3,321 communes < 3 s.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from bench.costs import fixed_work
from bench.country import fill
from bench.coverage import NOW, PROVINCE, median
from bench.taking import KEYS
from lms import clock
from lms.app.migrating import upgrade
from lms.config import HERE
from lms.content.actions.building import build
from lms.content.queries import LibraryShelf
from lms.content.rules.library import Library
from lms.coverage.actions.folding import fold_ledger
from lms.coverage.forms.files import WRITERS, Origin
from lms.coverage.queries.picture import picture_of
from lms.coverage.rules.periods import Period
from lms.db import Database
from lms.documents.adapters.official import as_print, as_word
from lms.documents.rules import Letter
from lms.people.models import Person
from lms.reports.forms.content import content_of
from lms.reports.forms.letter import letter_of
from lms.reports.forms.names import recipients_of
from lms.reports.models import Report, ReportIndicator
from lms.reports.rules.freezing import canonical
from lms.reports.rules.periods import period_of
from lms.reports.rules.states import State
from lms.reports.rules.typed import SHIPPED
from lms.units.queries import COUNTRY_CODE, ancestors, children, unit_by_code

TIMES = 5


def main() -> None:
    """Print a line for each file."""
    clock.set_now(NOW)
    count = next((int(one) for one in sys.argv[1:] if one.isdigit()), 100_000)
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'lms.sqlite3'}")
        upgrade(database)
        fill(database, count)
        fold_ledger(database)
        build(HERE / "content", Path(folder), clock.today(), None)
        library = LibraryShelf(Path(folder)).library()
        if library is None:
            raise SystemExit("no content")
        print("tệp|đơn vị|KB|lần đầu ms|lần sau ms")
        for code in (COUNTRY_CODE, PROVINCE, _commune(database)):
            _files(database, library, code)
        print(f"mẫu ms: {fixed_work() * 1000:.1f}")
        database.close()


def _commune(database: Database) -> str:
    with database.session(write=False) as session:
        return children(session, unit_by_code(session, PROVINCE))[0].code


def _files(database: Database, library: Library, code: str) -> None:
    with database.session(write=False) as session:
        unit = unit_by_code(session, code)
        above = ancestors(session, unit)
        wide = picture_of(session, unit, Period(2026, 4, clock.today()), library, communes=code == COUNTRY_CODE)
        rows = len(wide.communes or wide.coverage.below) or 1
        for ending, (write, _) in WRITERS.items():
            _told(f"/pho-cap/{code}.{ending}", rows, lambda write=write: write(wide, Origin("Học vụ số", above)))
        if code == COUNTRY_CODE:
            return
        report = _report(session.scalars(select(Person.id).limit(1)).one())
        period = period_of([], 2026, 3, clock.today())
        picture = picture_of(session, unit, period, library)
        names = {report.drafted_by_id: "Bế Văn Soạn"}
        content = content_of(report, picture, above=above, recipients=recipients_of(above, ()), merged=(), names=names)
        letter = letter_of(content, report, unit, issuer="Học vụ số", sample=False)
        _told(f"/bao-cao/{code}: chốt (JSON)", rows, lambda: canonical(content).encode())
        for name, make in (("docx", as_word), ("pdf", as_print)):
            _told(f"/bao-cao/{code}.{name}", rows, _of(make, letter))


def _of(make: Callable[[Letter], bytes], letter: Letter) -> Callable[[], bytes]:
    return lambda: make(letter)


def _report(person_id: int) -> Report:
    """A report in the middle of a quarter's work: every indicator counted, some paragraphs written."""
    period = period_of([], 2026, 3, clock.today())
    return Report(
        year=2026, quarter=3, correction=0, first_on=period.first, last_on=period.last, state=State.DRAFT,
        difficulties="Sóng yếu ở hai thôn.\nThiếu máy." * 5, proposals="Thêm máy." * 20, good_models="Tổ liên gia số.",
        drafted_by_id=person_id,
        indicators=[
            ReportIndicator(key=key, words=words, value=1234, evidence="sổ theo dõi", entered_by_id=person_id, at=NOW)
            for key, words in SHIPPED.items()
        ],
    )  # fmt: skip


def _told(name: str, rows: int, work: Callable[[], bytes]) -> None:
    made: list[bytes] = []
    first = median(lambda: made.append(work()), 1)
    print(f"{name}|{rows}|{len(made[0]) / 1000:.0f}|{first * 1000:.0f}|{median(work, TIMES) * 1000:.0f}", flush=True)


if __name__ == "__main__":
    os.environ.update(KEYS)
    main()
