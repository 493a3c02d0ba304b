"""`lms tidy`: what is past its time goes. To be run by a timer, once a day."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import delete

from lms import clock
from lms.audit.models import AuditEntry
from lms.audit.rules import KEPT_MONTHS
from lms.classrooms.actions.requests import forget_requests
from lms.coverage.actions.checking import count_checks
from lms.coverage.actions.folding import fold_ledger
from lms.db import Database
from lms.dossiers.actions.erasing import due, erase
from lms.dossiers.actions.forgetting import UNUSED_FOR, forget
from lms.dossiers.actions.unmerging import forget_old_mergers
from lms.dossiers.queries.duplicates import count_by_home
from lms.listings.queries.unused import unused_since
from lms.people.actions.limits import forget_old
from lms.sheets.actions import forget_drafts
from lms.sheets.queries import KEPT

COUNTERS_KEPT = timedelta(days=7)
REQUESTS_KEPT = timedelta(days=30)
MONTH = timedelta(days=30.5)


def tidy_up(database: Database) -> Iterator[tuple[str, int]]:
    """Remove what is too old, fold the ledger, check the figures; yields what was done and to how many rows."""
    yield "Người xin xóa dữ liệu đã quá 7 ngày", _erase(database)
    yield "Người chưa tiếp cận, danh sách đã 12 tháng không dùng", _forget(database)
    with database.writing() as session:
        yield "Bản nhập dở quá 24 giờ", forget_drafts(session, clock.now() - KEPT)
        yield "Lời xin vào lớp quá 30 ngày", forget_requests(session, clock.now() - REQUESTS_KEPT)
        yield "Lần gộp không tách lại được nữa", forget_old_mergers(session)
        yield "Bộ đếm thử sai", forget_old(session, clock.now() - COUNTERS_KEPT)
        too_old = AuditEntry.at < clock.now() - KEPT_MONTHS * MONTH
        yield "Dòng nhật ký", session.execute(delete(AuditEntry).where(too_old)).rowcount  # type: ignore[attr-defined]
    yield "Dòng sổ thay đổi đã cộng dồn", fold_ledger(database)
    yield "Số kiểm tra số liệu đã đếm lại", check_figures(database)


def check_figures(database: Database) -> int:
    """Count anew what is shown beside the rates, pairs that may be one person among it; returns how many figures."""
    with database.session(write=False) as session:
        duplicates = count_by_home(session)
    return count_checks(database, duplicates)


def _erase(database: Database) -> int:
    """Erase everybody whose seven days are over, each in a transaction of their own."""
    with database.session(write=False) as session:
        waiting = due(session, clock.now())
    erased = 0
    for person_id in waiting:
        with database.writing() as session:
            erased += erase(session, person_id)
    return erased


def _forget(database: Database) -> int:
    """Forget those whom only an unused list names, each in a transaction of their own."""
    with database.session(write=False) as session:
        waiting = unused_since(session, clock.now() - UNUSED_FOR)
    forgotten = 0
    for person_id in waiting:
        with database.writing() as session:
            forgotten += forget(session, person_id)
    return forgotten
