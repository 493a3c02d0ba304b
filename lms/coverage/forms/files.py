"""The same tables as files: Excel, CSV, Word, PDF, JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from lms import clock
from lms.coverage.forms.bodies import issuer_of
from lms.coverage.forms.columns import FIGURES, Table
from lms.coverage.forms.reading import moment, period_words, quick_reading, stands_on
from lms.coverage.forms.tables import figures_row, figures_table, levels_told, tables_of
from lms.coverage.queries.picture import Picture
from lms.documents.adapters.attachments import attachment_print, attachment_word
from lms.documents.adapters.workbooks import comma_separated, workbook
from lms.documents.rules import Attachment, Format, Sheet, SheetColumn, Value
from lms.units.models import UnitVersion
from lms.units.queries import MADE_UP_PROVINCE
from lms.units.rules import UnitKind
from lms.web.words import in_words

JSON_VERSION = 1
"""Raised when a key of the JSON goes or changes its meaning: others read it (docs/coverage-json.md)."""

PRINTED = ("figures", "evidence", "aims", "late_changes")
"""What is printed on paper where there is any; the rest is in the spreadsheet."""

NOT_ON_PAPER = frozenset({"unit_code", "source", "listed", "target_counts"})
"""Columns that make a sheet too wide to read: the source of the unit's own numbers stands in a sentence instead."""

SOURCE = next(n for n, one in enumerate(FIGURES) if one.key == "source")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file comes from: who runs the platform, and the units over the one it tells of, nearest first."""

    issuer: str
    above: Sequence[UnitVersion]


def as_workbook(picture: Picture, origin: Origin) -> bytes:
    """Excel: one sheet a table, the first with what the figures stand on."""
    sheets = [sheet_of(table, _notes(picture) if n == 0 else ()) for n, table in enumerate(tables_of(picture))]
    return workbook(sheets, title=title_of(picture), author=origin.issuer, made_at=picture.coverage.made_at)


def as_csv(picture: Picture, origin: Origin) -> bytes:  # noqa: ARG001 - every writer is called alike
    """CSV: every unit and group, one a line."""
    return comma_separated(sheet_of(figures_table(picture)))


def as_letter(picture: Picture, origin: Origin) -> bytes:
    """Word: tables to attach, with quốc hiệu and tiêu ngữ."""
    return attachment_word(_attachment(picture, origin))


def as_pdf(picture: Picture, origin: Origin) -> bytes:
    """PDF of the same. Raises Unprintable."""
    return attachment_print(_attachment(picture, origin))


def as_json(picture: Picture, origin: Origin) -> bytes:
    """JSON: versioned; keys and meanings in docs/coverage-json.md."""
    coverage = picture.coverage
    whole = {
        "version": JSON_VERSION,
        "issuer": origin.issuer,
        "unit": {"code": coverage.unit.code, "name": coverage.unit.spoken},
        "year": picture.period.year,
        "quarter": picture.period.quarter,
        "until": coverage.until.isoformat() if coverage.until else None,
        "made_at": coverage.made_at.isoformat(),
        "stands_on": stands_on(picture),
        "reading": list(quick_reading(picture)),
        "tables": {table.key: _keyed(table) for table in tables_of(picture)},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain).encode()


WRITERS: Mapping[str, tuple[Callable[[Picture, Origin], bytes], str]] = {
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "docx": (as_letter, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
    "json": (as_json, "application/json"),
}


def title_of(picture: Picture) -> str:
    """What every file is called."""
    return str(gettext("Tỷ lệ phổ cập kỹ năng số, %(unit)s", unit=picture.coverage.unit.spoken))


def sheet_of(table: Table, notes: Sequence[str] = ()) -> Sheet:
    """A table in the words of the reader's language."""
    columns = [SheetColumn(in_words(one.words), Format(one.kind.value)) for one in table.columns]
    return Sheet(in_words(table.title), columns, table.rows, notes)


def _attachment(picture: Picture, origin: Origin) -> Attachment:
    """What is printed, under the name of the unit it tells of: whoever runs the platform may be another body."""
    unit = picture.coverage.unit
    over, lines = issuer_of(unit, origin.above) if unit.kind is not UnitKind.COUNTRY else ("", (origin.issuer.upper(),))
    return Attachment(
        author=origin.issuer,
        made_on=clock.day_of(picture.coverage.made_at),
        above=over,
        issuer=lines,
        title=title_of(picture),
        subtitle=_subtitle(picture),
        sample=_sample(picture),
        lines=_lines(picture),
        sheets=_on_paper(picture),
    )


def _notes(picture: Picture) -> Sequence[str]:
    return [f"{title_of(picture)}, {_subtitle(picture)}", stands_on(picture)]


def _subtitle(picture: Picture) -> str:
    return str(gettext("%(period)s, tính đến %(when)s", period=period_words(picture), when=moment(picture)))


def _lines(picture: Picture) -> list[str]:
    sources = [
        gettext("Số người thuộc diện, %(group)s: %(source)s.", group=in_words(line.group.short), source=source)
        for line in picture.coverage.lines
        for source in [figures_row(line, None)[SOURCE]]
        if source
    ]
    return [stands_on(picture), *quick_reading(picture), *sources]


def _on_paper(picture: Picture) -> list[Sheet]:
    """The printed tables without the columns that are too much for paper."""
    found = []
    for table in tables_of(picture):
        if table.key in PRINTED and (table.rows or table.key == PRINTED[0]):
            kept = [n for n, one in enumerate(table.columns) if one.key not in NOT_ON_PAPER]
            rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
            notes = [levels_told()] if table.key == "evidence" else []
            found.append(sheet_of(Table(table.key, table.title, tuple(table.columns[n] for n in kept), rows), notes))
    return found


def _sample(picture: Picture) -> str:
    """What papers about the made-up province say; empty for every other unit."""
    made_up = picture.coverage.unit.code.startswith(MADE_UP_PROVINCE)
    return str(gettext("DỮ LIỆU MẪU")) if made_up else ""


def _keyed(table: Table) -> list[dict[str, Value]]:
    keys = [one.key for one in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
