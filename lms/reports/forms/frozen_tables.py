"""The tables of a report, made from what was frozen: those in the text and those of the annex."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lms.coverage.forms.tables import levels_told
from lms.documents.rules import Format, Sheet, SheetColumn
from lms.reports.rules.freezing import Content
from lms.web.words import in_words as _

SHORT = ("group", "rate_base", "completed", "confirmed", "rate_confirmed", "target", "still")
"""The columns of the table in the text, with the number that its rates are of; the annex has them all."""
AIMS = ("words", "needed", "counts", "have", "missing")
"""Of targets that are no rate: how many there are to be, and are."""
CHECKS = ("check", "n", "out_of")
LATE = ("unit", "group", "year", "before", "after", "changed_on", "reason")
WIDE = (
    "unit", "group", "eligible", "listed", "registered", "learning", "completed", "self", "confirmed", "rate_base",
    "rate_completed", "rate_confirmed", "target", "still",
)  # fmt: skip


def first_table(content: Content) -> Sheet | None:
    """The unit's own rows, and under them of which people a rate is taken wherever that is not all of them."""
    sheet = table_of(content, "figures", SHORT, _("Bảng 1. Kết quả so với chỉ tiêu"), unit_only=True)
    told = table_of(content, "figures", ("group", "state"), "", unit_only=True)
    if sheet is None or told is None:
        return None
    columns = [replace(one, words=_("Số người thuộc diện để tính")) if key == "rate_base" else one
               for key, one in zip(SHORT, sheet.columns, strict=True)]  # fmt: skip
    states = [(group, str(state)) for group, state in told.rows if state]
    notes = [f"{group}: {state[:1].lower()}{state[1:]}." for group, state in states]
    return replace(sheet, columns=columns, notes=notes)


def annex_sheets(content: Content) -> list[Sheet]:
    """The tables behind the signature, numbered; those with nothing in them, or not frozen yet, are left out."""
    levels = [one["key"] for one in content["tables"]["evidence"]["columns"]]
    evidence = table_of(content, "evidence", levels, _("Người đã hoàn thành, theo mức minh chứng"))
    found = (
        table_of(content, "figures", WIDE, _("Số liệu theo đơn vị và nhóm")),
        evidence and replace(evidence, notes=[levels_told()]),
        table_of(content, "checks", CHECKS, _("Kiểm tra số liệu")),
        table_of(content, "late_changes", LATE, _("Số người thuộc diện đổi sau khi đã chốt quý đầu của năm")),
    )
    there = [one for one in found if one is not None]
    return [replace(one, name=f"{n}. {one.name}") for n, one in enumerate(there, start=1)]


def table_of(content: Content, key: str, wanted: Sequence[str], name: str, unit_only: bool = False) -> Sheet | None:
    """Some columns of a frozen table; None for an empty one, or one that was not frozen yet. `unit_only`: the rows of
    the unit itself.
    """
    table: Mapping[str, Any] = content["tables"].get(key, NO_TABLE)
    if not table["rows"]:
        return None
    place = {one["key"]: n for n, one in enumerate(table["columns"])}
    columns = [SheetColumn(table["columns"][place[one]]["words"], _format(table, place[one])) for one in wanted]
    rows = table["rows"]
    if unit_only:
        rows = [row for row in rows if row[place["unit_code"]] == content["unit"]["code"]]
    return Sheet(name, columns, [[row[place[one]] for one in wanted] for row in rows]) if rows else None


NO_TABLE: Mapping[str, Any] = {"columns": [], "rows": []}


def _format(table: Mapping[str, Any], place: int) -> Format:
    return Format(table["columns"][place]["kind"])
