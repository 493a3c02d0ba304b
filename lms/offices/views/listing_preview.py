"""What a draft of a list would do, as a screen: columns, likenesses, rows that cannot be taken."""

from collections import Counter

from flask import Response
from flask_babel import gettext as _

from lms.audit.rules import Act
from lms.listings.queries.drafts import Preview
from lms.listings.rules.matching import ANOTHER, SAME_ROW, Judged, Verdict
from lms.listings.rules.rows import guess_columns
from lms.offices.forms.listing import ColumnsForm
from lms.offices.views.listing_new import as_choice
from lms.people.forms import BlankForm
from lms.sheets.forms import column_choices
from lms.sheets.models import ImportDraft
from lms.sheets.rules.choosing import chosen_sheets, not_read
from lms.sheets.rules.columns import heads_of
from lms.sheets.rules.tables import Sheet
from lms.units.forms import look
from lms.units.models import UnitVersion
from lms.web.forms import SelectChoice
from lms.web.pages import page

ASKED_AT_ONCE, SHOWN = 30, 20


def previewed(unit: UnitVersion, draft: ImportDraft, preview: Preview) -> Response:
    """The screen on which a draft is looked at and put right."""
    asked = [one for one in preview.of(Verdict.MAYBE) if one.undecided][:ASKED_AT_ONCE]
    decided = [one for one in preview.of(Verdict.MAYBE) if not one.undecided][:ASKED_AT_ONCE]
    if asked or decided:
        look(Act.PEOPLE_READ, unit, count=len(asked) + len(decided))
    sheet = next(iter(chosen_sheets(preview.table, preview.choice)), preview.table.sheets[0])
    return page(
        "offices/listing_draft.html",
        form=None,
        blank=BlankForm(),
        columns=_columns_form(preview, sheet),
        ignored=not_read(sheet, guess_columns(sheet, preview.choice.columns)),
        unit=unit,
        draft=draft,
        preview=preview,
        verdicts=Verdict,
        questions=[(one, _choices(one)) for one in [*asked, *decided]],
        taken=sum(1 for one in preview.judged if one.verdict is Verdict.ADD) + _chosen(preview),
        shown=SHOWN,
        unknown=_unknown(preview),
    )


def _unknown(preview: Preview) -> list[tuple[str, int]]:
    """The words that mean no village of the commune, each with how many it is said of, most first; at most twelve."""
    if not preview.ground.villages:
        return []
    words = Counter(one.row.group_name for one in preview.judged if one.row.group_name)
    return words.most_common(12)


def _chosen(preview: Preview) -> int:
    return sum(1 for one in preview.of(Verdict.MAYBE) if one.chosen not in ("", SAME_ROW))


def _choices(one: Judged) -> list[SelectChoice]:
    choices = [as_choice(known) for known in one.alike]
    choices.append(
        SelectChoice(ANOTHER, _("Người khác, cùng tên và năm sinh"), render_kw={"note": _("Thêm người mới.")})
    )
    if one.earlier:
        words = _("Trùng với dòng %(n)s của tệp", n=one.earlier)
        choices.append(SelectChoice(SAME_ROW, words, render_kw={"note": _("Bỏ dòng này.")}))
    return choices


def _columns_form(preview: Preview, sheet: Sheet) -> ColumnsForm:
    """The columns as they are read now, each to be chosen anew."""
    guessed = guess_columns(sheet, preview.choice.columns)
    named = column_choices(heads_of(sheet, guessed))
    at = {key: [str(one) for one in found] for key, found in guessed.columns.items()}
    name = [*at.get("name", []), "", ""]
    form = ColumnsForm(
        None, sheet=preview.choice.sheet, name=name[0], name_more=name[1], birth_year=at.get("birth_year", [""])[0],
        group=at.get("group", [""])[0],
    )  # fmt: skip
    form.offer_sheets(preview.table)
    form.name.choices = form.name_more.choices = form.birth_year.choices = form.group.choices = named
    return form
