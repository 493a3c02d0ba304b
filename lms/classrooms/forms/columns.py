"""Which column of a list is what: as it is read now, and as whoever brought it puts it right."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import ClassVar, Self

from wtforms import SelectField

from lms.errors import NotFound
from lms.sheets.forms import SheetForm, column_choices
from lms.sheets.rules.choosing import ALL_SHEETS, Choice
from lms.sheets.rules.columns import Columns
from lms.sheets.rules.tables import Table


class ColumnsForm(SheetForm):
    """A sheet, and a list of its columns for each thing that is read.

    `FIELDS`: what a column holds → the fields in which it is chosen; two of them where it may stand in two columns.
    """

    FIELDS: ClassVar[Mapping[str, Sequence[str]]] = {}

    @classmethod
    def showing(cls, table: Table, choice: Choice, heads: Sequence[str], now: Columns, **more: str) -> Self:
        """The columns as they are read now, each to be chosen anew; `heads` name those of the sheet looked at."""
        chosen = {"sheet": choice.sheet, **more}
        for key, fields in cls.FIELDS.items():
            found = [str(one) for one in now.get(key, ())]
            chosen |= dict(zip(fields, [*found, "", ""], strict=False))
        form = cls(data=chosen)
        form.offer_sheets(table)
        named = column_choices(heads)
        for name in chain.from_iterable(cls.FIELDS.values()):
            field = form[name]
            if isinstance(field, SelectField):
                field.choices = named
        return form

    def chosen(self, table: Table, choice: Choice, now: Columns) -> dict[str, object]:
        """The sheet and columns as sent, as a draft keeps them; another sheet's are guessed. Raises NotFound for a
        sheet that is not there.

        A thing in several columns that one field cannot show (day, month and year) stays so while that one is not
        changed.
        """
        sheet = self.text("sheet")
        if sheet not in {ALL_SHEETS, *(one.name for one in table.sheets)}:
            raise NotFound
        if sheet != choice.sheet:
            return {"sheet": sheet, "columns": None}
        columns: dict[str, list[int]] = {}
        for key, fields in self.FIELDS.items():
            found = [at for name in fields if (at := self.column(name)) is not None]
            before = list(now.get(key, ()))
            columns[key] = before if len(fields) == 1 and found == before[:1] else found
        return {"sheet": sheet, "columns": {key: found for key, found in columns.items() if found}}
