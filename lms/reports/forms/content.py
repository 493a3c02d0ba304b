"""What a report says, gathered into one plain value: read live for a draft, frozen when it is submitted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lms import clock
from lms.coverage.forms.bodies import issuer_of
from lms.coverage.forms.columns import Table
from lms.coverage.forms.reading import report_reading, stands_on
from lms.coverage.forms.tables import tables_of
from lms.coverage.queries.picture import Picture
from lms.reports.forms.names import body_of, place_of
from lms.reports.models import Report, ReportIndicator
from lms.reports.queries.decided import Recipient
from lms.reports.rules.freezing import VERSION, Content
from lms.reports.rules.states import said
from lms.reports.rules.typed import TEXTS
from lms.units.models import UnitVersion
from lms.web.words import in_words as _

LEFT_OUT = ("meanings",)
"""Tables that hold no figures."""


def content_of(
    report: Report,
    picture: Picture,
    *,
    above: Sequence[UnitVersion],
    recipients: Sequence[Recipient],
    merged: Sequence[tuple[UnitVersion, date]],
    names: Mapping[int, str],
) -> Content:
    """Everything a report says but its number, day and signature. `above`: the units over its own, nearest first."""
    until = picture.period.until
    return _issuer(picture.coverage.unit, above) | {
        "version": VERSION,
        "year": report.year,
        "quarter": report.quarter,
        "first": report.first_on.isoformat(),
        "last": report.last_on.isoformat(),
        "until": until.isoformat() if until else None,
        "correction": report.correction,
        "to": [{"name": one.name, "unit_id": one.unit_id} for one in recipients],
        "stands_on": stands_on(picture),
        "reading": [*report_reading(picture)],
        "merged": [_merged(version, day) for version, day in merged],
        "tables": {table.key: _kept(table) for table in tables_of(picture) if table.key not in LEFT_OUT},
        "indicators": [_indicator(row, names) for row in report.indicators],
        "texts": {key: getattr(report, key) for key in TEXTS},
    }


def _issuer(unit: UnitVersion, above: Sequence[UnitVersion]) -> dict[str, Any]:
    """Who reports, as it stands at the head, in the text and before the day."""
    over, lines = issuer_of(unit, above)
    return {
        "unit": {"code": unit.code, "name": unit.spoken},
        "above": over,
        "issuer": list(lines),
        "body": body_of(unit),
        "place": place_of(unit, above),
    }


def _indicator(row: ReportIndicator, names: Mapping[int, str]) -> dict[str, Any]:
    by, on = names.get(row.entered_by_id, ""), clock.day_of(row.at).isoformat()
    return {"key": row.key, "words": row.words, "value": row.value, "evidence": row.evidence, "by": by, "on": on}


def _kept(table: Table) -> dict[str, Any]:
    """A table with the words at its heads: what is frozen is not told in other words later."""
    columns = [{"key": one.key, "words": _(one.words), "kind": one.kind.value} for one in table.columns]
    rows = [[_(value) if isinstance(value, str) and value else value for value in row] for row in table.rows]
    return {"title": _(table.title), "columns": columns, "rows": rows}


def _merged(version: UnitVersion, day: date) -> str:
    words = said("Trong kỳ, %(unit)s nhập vào đơn vị từ ngày %(day)s; số liệu tính cả nơi ấy.")
    return _(words, unit=version.spoken, day=f"{day:%d/%m/%Y}")
