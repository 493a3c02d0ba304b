"""The demo's quarterly reports: the last one issued, sent and received; the next one being written."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from lms import clock
from lms.access.rules import GRANTS, Role
from lms.app.demo_acts import Scene
from lms.app.demo_quarters import next_period, reported_period
from lms.confirmations.rules.adopting import read_scan
from lms.coverage.queries.picture import picture_of
from lms.documents.adapters.official import as_print
from lms.documents.rules import Letter
from lms.reports.actions.drafting import begin, indicators_of, save_indicators, save_texts, seen_token, texts_of
from lms.reports.actions.sending import receive, send
from lms.reports.actions.signing import attach, issue, submit
from lms.reports.forms.content import content_of
from lms.reports.forms.letter import letter_of
from lms.reports.forms.names import recipients_of
from lms.reports.models import Report
from lms.reports.queries.decided import Recipient, outside_of, period_of_report
from lms.reports.queries.reports import latest_of, merged_within, names_of
from lms.reports.rules.freezing import Content
from lms.reports.rules.periods import ReportPeriod
from lms.reports.rules.typed import SHIPPED, Indicator, Issue
from lms.units.models import UnitVersion
from lms.units.queries import ancestors, unit_by_code

WHERE, ISSUER = "99001", "UBND xã Vi Dụ"
DRAFTER, SIGNER, ABOVE = "nguoisoan", "canbo", "tinh"
COUNTED = (
    ("classes", 6, "Sổ theo dõi buổi hướng dẫn tại nhà văn hóa các thôn"),
    ("attendances", 84, "Danh sách ký tên của 6 buổi"),
    ("dossiers", 23, "Sổ tiếp nhận của Trung tâm Phục vụ hành chính công xã"),
    ("articles", 9, "Nhật ký phát thanh của Đài truyền thanh xã"),
    ("teams", 3, "Quyết định thành lập Tổ chuyển đổi số cộng đồng"),
)
TEXTS = {
    "difficulties": "Nhiều người cao tuổi dùng điện thoại cũ, máy hết bộ nhớ nên cài VNeID mất nhiều thời gian.\n"
    "Thôn Bến sóng yếu, buổi tối khó vào mạng.",
    "proposals": "Đề nghị tỉnh hỗ trợ hai máy tính bảng cho Tổ chuyển đổi số cộng đồng.",
    "good_models": "Tổ liên gia số ở Thôn Đình: mỗi nhóm 10 hộ có một người trẻ kèm người lớn tuổi.",
}
BEGUN = {"difficulties": "Thôn Bến sóng vẫn yếu.", "proposals": "", "good_models": ""}


def report(scene: Scene) -> None:
    """The last quarter's report on its whole way, the next one's draft; only where their days can still be told."""
    unit = unit_by_code(scene.session, WHERE)
    period = reported_period(scene.past.today)
    if not scene.past.may_be_told or latest_of(scene.session, unit.unit_id, period.year, period.quarter or 1):
        return
    _whole_way(scene, unit, period)
    with scene.past.on(2, 10):
        draft = begin(scene.session, scene.origin(DRAFTER), unit, replace(next_period(period), today=clock.today()))
        _write(scene, draft, BEGUN)


def _whole_way(scene: Scene, unit: UnitVersion, period: ReportPeriod) -> None:
    session, past = scene.session, scene.past
    ago = (past.today - period.last).days
    with past.on(ago + 5, 9):
        made = begin(session, scene.origin(DRAFTER), unit, replace(period, today=clock.today()))
        _write(scene, made, TEXTS)
    with past.on(ago + 4, 14):
        shown = indicators_of(made)
        counted = [Indicator(key, SHIPPED[key], value, evidence) for key, value, evidence in COUNTED]
        save_indicators(session, scene.origin(DRAFTER), made, counted, seen=seen_token(made, shown), shown=shown)
    with past.on(ago - 2, 9):
        submit(session, scene.origin(DRAFTER), made, content := _content(scene, made, unit), made.version)
    with past.on(ago - 3, 9):
        told = Issue("86/BC-UBND", clock.today(), "Phạm Văn Mẫu", "Chủ tịch", "Ủy ban nhân dân", "", None)
        issue(session, scene.origin(SIGNER), made, told, made.digest or "")
        paper = _printed(letter_of(content, made, unit, issuer=ISSUER, sample=True))
        attach(session, scene.origin(SIGNER), made, read_scan(paper, unit.code))
    with past.on(ago - 3, 15):
        to = [Recipient(one["name"], one["unit_id"]) for one in content["to"]]
        send(session, scene.origin(DRAFTER), made, to)
    with past.on(ago - 5, 8):
        receive(session, scene.origin(ABOVE), made, made.sendings[0].id, GRANTS[Role.MANAGER])


def _printed(letter: Letter) -> bytes:
    """The letter as PDF, from a process of its own: this one forks workers, which could then typeset nothing."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(as_print, letter).result()


def _write(scene: Scene, draft: Report, texts: dict[str, str]) -> None:
    save_texts(scene.session, scene.origin(DRAFTER), draft, texts, seen_token(draft, texts_of(draft)))


def _content(scene: Scene, draft: Report, unit: UnitVersion) -> Content:
    """What the draft says on the day it is."""
    session, above = scene.session, ancestors(scene.session, unit)
    return content_of(
        draft,
        picture_of(session, unit, period_of_report(draft, clock.today()), scene.library),
        above=above,
        recipients=recipients_of(above, outside_of(session, unit.unit_id)),
        merged=merged_within(session, unit, draft.first_on, draft.last_on),
        names=names_of(session, [row.entered_by_id for row in draft.indicators]),
    )
