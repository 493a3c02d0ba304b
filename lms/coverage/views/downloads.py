"""The files of a unit's coverage: the same figures as the page."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from lms.access.rules import Permission
from lms.content.adapters.running import library
from lms.coverage.forms.asking import PeriodForm
from lms.coverage.forms.files import WRITERS, Origin
from lms.coverage.queries.picture import picture_of
from lms.coverage.queries.places import covered_unit
from lms.coverage.views import bp
from lms.coverage.views.screen import asked_period
from lms.units.models import UnitVersion
from lms.units.queries import ancestors
from lms.units.rules import UnitKind
from lms.web.database import db
from lms.web.guard import needs
from lms.web.pages import config


@bp.get("/pho-cap/<code>.xlsx")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def coverage_workbook(unit: UnitVersion) -> ResponseReturnValue:
    """Excel."""
    return _file(unit, "xlsx")


@bp.get("/pho-cap/<code>.csv")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def coverage_csv(unit: UnitVersion) -> ResponseReturnValue:
    """CSV."""
    return _file(unit, "csv")


@bp.get("/pho-cap/<code>.docx")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def coverage_letter(unit: UnitVersion) -> ResponseReturnValue:
    """Word."""
    return _file(unit, "docx")


@bp.get("/pho-cap/<code>.pdf")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def coverage_pdf(unit: UnitVersion) -> ResponseReturnValue:
    """PDF."""
    return _file(unit, "pdf")


@bp.get("/pho-cap/<code>.json")
@needs(Permission.COVERAGE_READ, on=covered_unit)
def coverage_data(unit: UnitVersion) -> ResponseReturnValue:
    """JSON."""
    return _file(unit, "json")


def _file(unit: UnitVersion, ending: str) -> Response:
    writer, mimetype = WRITERS[ending]
    period = asked_period(PeriodForm(request.args))
    wide = ending == "xlsx" and unit.kind is UnitKind.COUNTRY
    picture = picture_of(db(), unit, period, library(), communes=wide)
    body = writer(picture, Origin(config().issuer, ancestors(db(), unit)))
    part = f"-quy-{period.quarter}" if period.quarter else ""
    asked = period.day.isoformat() if period.day else f"{period.year}{part}"
    name = f"pho-cap-{unit.code}-{asked}.{ending}"
    shown = "inline" if ending in ("pdf", "json") else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, mimetype=mimetype, headers=headers)
