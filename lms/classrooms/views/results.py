"""`/lop/<code>/ket-qua`: what the class has reached; as files; in the school's own file; every paper in one file."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access.rules import Permission
from lms.audit.rules import Act
from lms.classrooms.forms.results import (
    OwnFileForm,
    as_print,
    as_workbook,
    counts,
    heads,
    line,
    own_cells,
    own_heads,
    summary,
)
from lms.classrooms.queries.classes import ClassAt, class_at
from lms.classrooms.queries.results import PupilResult, results_of
from lms.classrooms.rules.filling import Named, first_free, has_names, header_number, match
from lms.classrooms.rules.results import REACHED_WORDS
from lms.classrooms.views import bp
from lms.confirmations.forms.paper import Issuer, print_pages
from lms.content.adapters.running import library
from lms.documents.adapters.typesetting import Unprintable
from lms.documents.rules import written
from lms.errors import Refused
from lms.sheets.adapters.filling import fill_in
from lms.sheets.adapters.reading import read_table
from lms.sheets.adapters.writing import MIMETYPE
from lms.sheets.rules.tables import LARGEST_FILE
from lms.units.forms import look
from lms.units.queries import ancestors
from lms.web.database import db
from lms.web.guard import needs
from lms.web.identity import actor
from lms.web.pages import config, page

PDF = "application/pdf"


@bp.get("/lop/<code>/ket-qua")
@needs(Permission.CLASS_KEEP, on=class_at)
def results(found: ClassAt) -> ResponseReturnValue:
    """The class, pupil by pupil; the share of a paper only for whoever teaches it."""
    return _shown(found, OwnFileForm())


@bp.post("/lop/<code>/ket-qua")
@needs(Permission.CLASS_KEEP, on=class_at)
def results_filled_in(found: ClassAt) -> ResponseReturnValue:
    """Give the school's own file back with results in its rows. Nothing of it is kept."""
    form = OwnFileForm.sent()
    try:
        body, name = _filled(found)
    except Refused as refusal:
        form.show(refusal)
        return _shown(found, form)
    return _file(body, MIMETYPE, name)


@bp.get("/lop/<code>/ket-qua.xlsx")
@needs(Permission.CLASS_KEEP, on=class_at)
def results_workbook(found: ClassAt) -> ResponseReturnValue:
    """Excel."""
    body = as_workbook(found, _read(found), config().issuer, clock.now(), scores=_teaches(found))
    return _file(body, MIMETYPE, f"ket-qua-{found.code}.xlsx")


@bp.get("/lop/<code>/ket-qua.pdf")
@needs(Permission.CLASS_KEEP, on=class_at)
def results_print(found: ClassAt) -> ResponseReturnValue:
    """PDF."""
    above = ancestors(db(), found.school)
    body = as_print(found, _read(found), above, clock.now(), scores=_teaches(found))
    return _file(body, PDF, f"ket-qua-{found.code}.pdf")


@bp.get("/lop/<code>/xac-nhan.pdf")
@needs(Permission.CLASS_KEEP, on=class_at)
def class_papers(found: ClassAt) -> ResponseReturnValue:
    """Every confirmation and slip of the class that holds now, each on its page, in the order of the list."""
    papers = [(one.confirmation, one.hidden) for one in _read(found) if one.confirmation is not None]
    if not papers:
        raise Refused("Lớp chưa có em nào có xác nhận hay phiếu kết quả để in.")
    settings = config()
    issuer = Issuer(settings.issuer, settings.contact, settings.public_url, settings.demo)
    try:
        body = print_pages(papers, issuer, words=_("Xác nhận, %(unit)s", unit=found.spoken), on=clock.today())
    except Unprintable as reason:
        raise Refused("Tên có chữ mà máy chưa in được. Báo người phụ trách để được giúp.") from reason
    return _file(body, PDF, f"xac-nhan-{found.code}.pdf")


def _shown(found: ClassAt, form: OwnFileForm) -> Response:
    rows, scores = _read(found), _teaches(found)
    columns = heads(scores=scores)
    return page(
        "classrooms/results.html",
        form=form,
        here=found,
        heads=[one.words for one in columns],
        rows=[[written(value, column.format) for value, column in zip(line(one, scores=scores), columns, strict=True)]
              for one in rows],
        counts=[(REACHED_WORDS[state], n) for state, n in counts(rows)],
        summary=summary(rows),
        papers=sum(one.confirmation is not None for one in rows),
        scores=scores,
    )  # fmt: skip


def _read(found: ClassAt) -> list[PupilResult]:
    rows = results_of(db(), found, library(), clock.today())
    if rows:
        look(Act.CLASS_READ, found.unit, count=len(rows))
    return rows


def _teaches(found: ClassAt) -> bool:
    return actor().may(Permission.CLASS_TEACH, found.path)


def _filled(found: ClassAt) -> tuple[bytes, str]:
    """The file that was sent, with results, and what to call it. Raises Refused for what cannot be filled in."""
    sent = request.files.get("file")
    name = (sent.filename or "") if sent else ""
    body = sent.read(LARGEST_FILE + 1) if sent else b""
    table = read_table(body, name)
    if not body.startswith(b"PK"):
        raise Refused(
            "Chỉ điền được vào tệp Excel .xlsx. Mở tệp bằng Excel, lưu thành .xlsx rồi tải lên.", field="file"
        )
    rows = _read(found)
    pupils = [Named(one.pupil.person.id, one.pupil.person.name, one.pupil.person.birth_year) for one in rows]
    filled = 0
    for sheet in table.sheets:
        matched = match(sheet, pupils) if has_names(sheet) else {}
        if any(isinstance(who, int) for who in matched.values()):
            cells, header = own_cells(matched, rows, found.unit.name), header_number(sheet)
            if header is not None:
                cells[header] = own_heads()
            body = fill_in(body, sheet.name, first_free(sheet, own_heads()), cells)
            filled += 1
    if not filled:
        raise Refused("Không thấy em nào của lớp này trong tệp. Xem lại có đúng tệp của lớp không.", field="file")
    return body, name.rpartition("/")[2] or f"ket-qua-{found.code}.xlsx"


def _file(body: bytes, mimetype: str, name: str) -> Response:
    told = Response(body, mimetype=mimetype, headers={"Cache-Control": "no-store"})
    told.headers.set("Content-Disposition", "inline" if mimetype == PDF else "attachment", filename=name)
    return told
