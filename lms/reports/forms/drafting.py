"""What is typed into a draft: which period, numbers counted by hand, texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField

from lms.errors import Refused
from lms.reports.forms.printing import check_drawn
from lms.reports.models import Report
from lms.reports.rules.periods import ReportPeriod
from lms.reports.rules.typed import (
    LONGEST_TEXT,
    LONGEST_WORDS,
    SHIPPED,
    TEXTS,
    Indicator,
    clean_line,
    clean_text,
    own_key,
    read_indicator,
)
from lms.web.forms import Form, SelectChoice, at_most
from lms.web.words import in_words

OWN = ("own_words", "own_value", "own_evidence")
"""The fields of one more row of the unit's own."""


class BeginForm(Form):
    """Which quarter to report on."""

    quarter = SelectField(_l("Quý"), validate_choice=False)

    def offer(self, periods: Sequence[ReportPeriod], chosen: ReportPeriod) -> None:
        """Give the quarters to choose from, each with its days; `chosen` stands there first."""
        self.quarter.data = self.quarter.data or f"{chosen.year}-{chosen.quarter}"
        self.quarter.choices = [
            SelectChoice(
                f"{one.year}-{one.quarter}",
                str(_l("Quý %(quarter)s, từ %(first)s đến %(last)s", quarter=one.spoken,
                       first=f"{one.first:%d/%m/%Y}", last=f"{one.last:%d/%m/%Y}")),
            )
            for one in periods
        ]  # fmt: skip


class TextsForm(Form):
    """The texts of a report; `seen` tells what the form was filled from."""

    seen = HiddenField()
    difficulties = TextAreaField(
        _l("Khó khăn, vướng mắc"),
        description=_l("Mỗi dòng là một đoạn trong báo cáo. Để trống thì báo cáo ghi “Không có”."),
        validators=[at_most(LONGEST_TEXT)],
    )
    proposals = TextAreaField(_l("Đề xuất, kiến nghị"), validators=[at_most(LONGEST_TEXT)])
    good_models = TextAreaField(
        _l("Mô hình hay, cách làm tốt"),
        description=_l("Nơi nào làm, làm thế nào, kết quả ra sao."),
        validators=[at_most(LONGEST_TEXT)],
    )

    @property
    def texts(self) -> Mapping[str, str]:
        """What was typed, by name."""
        return {key: self.text(key) for key in TEXTS}


class SubmitForm(Form):
    """Laying the draft before the signer: the version that was looked at."""

    version = HiddenField()


def rows_of(report: Report) -> list[tuple[str, str]]:
    """The indicators of a draft as (key, words): those of every unit, then the unit's own."""
    own = [(row.key, row.words) for row in report.indicators if row.key not in SHIPPED]
    return [*((key, in_words(words)) for key, words in SHIPPED.items()), *own]


def numbers_form(rows: Sequence[tuple[str, str]]) -> type[Form]:
    """The form of the indicators: a value and its evidence for each row, and one more row of the unit's own."""
    fields: dict[str, Field] = {"seen": HiddenField()}
    for key, words in rows:
        fields[f"{key}_value"] = StringField(words, validators=[at_most(20)])
        fields[f"{key}_evidence"] = StringField(
            _l("Căn cứ: %(words)s", words=words[:1].lower() + words[1:]), validators=[at_most(300)]
        )
    fields["own_words"] = StringField(
        _l("Tên chỉ tiêu khác"),
        description=_l("Chỉ khi cần. Ví dụ: Số điểm Wi-Fi công cộng."),
        validators=[at_most(160)],
    )
    fields["own_value"] = StringField(_l("Số của chỉ tiêu khác"), validators=[at_most(20)])
    fields["own_evidence"] = StringField(_l("Căn cứ của chỉ tiêu khác"), validators=[at_most(300)])
    return type("NumbersForm", (Form,), dict(fields))


def read_texts(form: TextsForm) -> dict[str, str]:
    """The texts as they are kept, every mistake beside its field."""
    found = {}
    for key in TEXTS:
        found[key] = form.text(key)
        try:
            found[key] = clean_text(form.text(key), key)
        except Refused as refusal:
            if not form[key].errors:
                form.show(refusal)
    check_drawn(form, TEXTS)
    return found


def read_indicators(form: Form, rows: Sequence[tuple[str, str]]) -> list[Indicator]:
    """The indicators as typed, and one of the unit's own, every mistake beside its field."""
    found = []
    for key, words in rows:
        try:
            found.append(read_indicator(key, words, form.text(f"{key}_value"), form.text(f"{key}_evidence")))
        except Refused as refusal:
            form.show(refusal)
    if any(form.text(name).strip() for name in OWN):
        words = clean_line(form.text("own_words"))[:LONGEST_WORDS]
        try:
            key = own_key(words, [key for key, _ in rows])
            own = read_indicator("own", words, form.text("own_value") or "?", form.text("own_evidence"))
            found.append(replace(own, key=key) if own else None)
        except Refused as refusal:
            form.show(refusal)
    check_drawn(form, [*(f"{key}_evidence" for key, _ in rows), "own_words", "own_evidence"])
    return [one for one in found if one is not None]
