"""A report as Word and PDF, from the same parts; the signed paper as it was uploaded."""

from collections.abc import Callable

from flask import Response
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.documents.adapters.official import as_print, as_word
from lms.documents.rules import Letter
from lms.errors import NotFound
from lms.reports.forms.letter import letter_of
from lms.reports.queries.reports import Found, report_at, signed_file
from lms.reports.views import bp
from lms.reports.views.reaching import check_seen, content_now
from lms.web.database import db
from lms.web.guard import needs
from lms.web.pages import config

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/bao-cao/<code>/<int:number>.docx")
@needs(Permission.COVERAGE_READ, on=report_at)
def report_word(found: Found) -> ResponseReturnValue:
    """Word, to edit."""
    return _file(found, as_word, "docx", WORD)


@bp.get("/bao-cao/<code>/<int:number>.pdf")
@needs(Permission.COVERAGE_READ, on=report_at)
def report_pdf(found: Found) -> ResponseReturnValue:
    """PDF, to print and sign."""
    return _file(found, as_print, "pdf", "application/pdf")


@bp.get("/bao-cao/<code>/<int:number>/ban-ky")
@needs(Permission.COVERAGE_READ, on=report_at)
def signed_paper(found: Found) -> ResponseReturnValue:
    """The signed paper. Raises NotFound before there is one."""
    check_seen(found)
    body = signed_file(db(), found.report)
    if body is None:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="{found.report.file_name}"', "Cache-Control": "no-store"}
    return Response(body, mimetype=found.report.file_type, headers=headers)


def _file(found: Found, write: Callable[[Letter], bytes], ending: str, mimetype: str) -> Response:
    check_seen(found)
    if found.of_merged and found.report.digest is None:
        raise NotFound
    report = found.report
    letter = letter_of(content_now(found), report, found.unit, issuer=config().issuer, sample=config().demo)
    corrected = f"-dinh-chinh-{report.correction}" if report.correction else ""
    name = f"bao-cao-{found.unit.code}-{report.year}-quy-{report.quarter}{corrected}.{ending}"
    shown = "inline" if ending == "pdf" else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"', "Cache-Control": "no-store"}
    return Response(write(letter), mimetype=mimetype, headers=headers)
