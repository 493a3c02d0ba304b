"""The form every screen's form is built from: our words, our CSRF token, mistakes beside their fields."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, Self

from flask import request
from flask_babel import LazyString, gettext, lazy_gettext
from wtforms import Form as WTForm
from wtforms import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import DataRequired, Length

from lms.errors import Refused
from lms.web.identity import actor
from lms.web.tokens import FIELD, form_token

__all__ = ["Form", "SelectChoice", "Token", "answered", "at_most"]


class Token(NamedTuple):
    """The hidden field of a signed-in form."""

    name: str
    value: str

    def _value(self) -> str:
        return self.value


class _OwnWords:
    """Vietnamese for whatever WTForms says by itself; it brings none."""

    _WORDS: ClassVar[Mapping[str, LazyString]] = {
        "Not a valid choice.": lazy_gettext("Chọn một ý trong danh sách."),
        "This field is required.": lazy_gettext("Ô này còn trống."),
    }

    def gettext(self, text: str) -> str:
        """The sentence in Vietnamese; one we have no words for stays as it is."""
        return str(self._WORDS.get(text, text))

    def ngettext(self, one: str, _many: str, _n: int) -> str:
        """Vietnamese has one form for any number."""
        return self.gettext(one)


class Form(WTForm):
    """What a screen asks. `details` are named as the action names them; a Refused is shown beside its field."""

    class Meta(DefaultMeta):
        """Our own words."""

        def get_translations(self, form: BaseForm) -> _OwnWords:  # noqa: ARG002
            """Where WTForms looks its sentences up."""
            return _OwnWords()

    @classmethod
    def sent(cls, **defaults: Any) -> Self:
        """The form as sent with this request, or blank (with `defaults`) when it is a GET."""
        return cls(request.form if request.method == "POST" else None, **defaults)

    @property
    def csrf_token(self) -> Token | None:
        """The token of a signed-in visitor; signed-out forms rest on where they were sent from alone."""
        return Token(FIELD, form_token()) if actor().person_id is not None else None

    def is_sent_and_whole(self) -> bool:
        """Whether the form was sent and every field passes its own checks."""
        return request.method == "POST" and bool(self.validate())

    @property
    def details(self) -> Mapping[str, Any]:
        """What was answered, by field name."""
        return dict(self.data)

    def text(self, name: str) -> str:
        """What was typed in a field; empty when nothing was, never None."""
        data = self._fields[name].data
        return data if isinstance(data, str) else ""

    def read(self, **rules: Callable[[str], Any]) -> dict[str, Any]:
        """What rules make of fields, by name; a field that a rule turns down is left out, its sentence beside it."""
        found = {}
        for name, rule in rules.items():
            if self._fields[name].errors:
                continue
            try:
                found[name] = rule(self.text(name))
            except Refused as refusal:
                self.show(refusal)
        return found

    def show(self, refusal: Refused) -> None:
        """Put a rule's sentence beside the field it names, or above the form when it names none that is here."""
        sentence = gettext(refusal.message, **refusal.values)
        if refusal.field in self._fields:
            field = self._fields[refusal.field]
            field.errors = [*field.errors, sentence]
        else:
            self.form_errors.append(sentence)


def answered(message: Any = None) -> DataRequired:
    """The field may not be left empty."""
    return DataRequired(message or lazy_gettext("Ô này còn trống."))


def at_most(letters: int) -> Length:
    """The text may not be longer than so many letters."""
    return Length(max=letters, message=lazy_gettext("Dài quá, tối đa %(max)d ký tự."))
