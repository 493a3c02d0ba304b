"""Which column of a table of questions is what, as it is read now and as its owner puts it right."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField

from lms.classrooms.forms.columns import ColumnsForm
from lms.questions.adapters.question_tables import LETTERS, guess_questions
from lms.questions.adapters.tidying import excerpt
from lms.sheets.rules.choosing import Choice, chosen_sheets
from lms.sheets.rules.columns import Columns, heads_of
from lms.sheets.rules.tables import Table

FEWEST_OFFERED, LONGEST_HEAD = 4, 40
OPTION = "option_"


class QuestionColumnsForm(ColumnsForm):
    """Which column asks, which hold the options, which tells the right one and why."""

    FIELDS = {  # noqa: RUF012 - annotated where it is declared
        "stem": ("stem",), **{letter: (OPTION + letter.lower(),) for letter in LETTERS}, "key": ("key",),
        "why": ("why",),
    }  # fmt: skip

    stem = SelectField(_l("Cột câu hỏi"), choices=[], validate_choice=False)
    option_a = SelectField(_l("Cột ý A"), choices=[], validate_choice=False)
    option_b = SelectField(_l("Cột ý B"), choices=[], validate_choice=False)
    option_c = SelectField(_l("Cột ý C"), choices=[], validate_choice=False)
    option_d = SelectField(_l("Cột ý D"), choices=[], validate_choice=False)
    option_e = SelectField(_l("Cột ý E"), choices=[], validate_choice=False)
    option_f = SelectField(_l("Cột ý F"), choices=[], validate_choice=False)
    option_g = SelectField(_l("Cột ý G"), choices=[], validate_choice=False)
    option_h = SelectField(_l("Cột ý H"), choices=[], validate_choice=False)
    key = SelectField(_l("Cột đáp án"), choices=[], validate_choice=False)
    why = SelectField(_l("Cột giải thích"), choices=[], validate_choice=False)

    @property
    def asked(self) -> list[Field]:
        """The fields that are worth asking: four options, or one more than are read now."""
        read = [place for place, letter in enumerate(LETTERS, 1) if self.text(OPTION + letter.lower())]
        letters = LETTERS[: max(FEWEST_OFFERED, *read, len(read) + 1)]
        return [self[name] for name in ("stem", *(OPTION + letter.lower() for letter in letters), "key", "why")]


def columns_shown(table: Table, choice: Choice) -> QuestionColumnsForm:
    """The columns of the first sheet read, as they are read now; without heads, what stands in the first row."""
    sheet = next(iter(chosen_sheets(table, choice)), table.sheets[0])
    guessed = guess_questions(sheet, choice.columns)
    heads: Iterable[str] = heads_of(sheet, guessed) if guessed and guessed.header_row is not None else sheet.rows[0]
    named = [excerpt(head, LONGEST_HEAD) for head in heads]
    return QuestionColumnsForm.showing(table, choice, named, guessed.columns if guessed else {})


def columns_sent(table: Table, choice: Choice) -> dict[str, object]:
    """The sheet and columns as sent with this request. Raises NotFound for a sheet that is not there."""
    sheets = chosen_sheets(table, choice)
    guessed = guess_questions(sheets[0], choice.columns) if sheets else None
    now: Columns = guessed.columns if guessed else {}
    return QuestionColumnsForm.sent().chosen(table, choice, now)
