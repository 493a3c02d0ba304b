"""Questions to bring, a draft to look through, and a question of a quiz as the screen shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import FileField, StringField, TextAreaField

from lms.classrooms.rules.quizzes import LONGEST_TITLE
from lms.learning.forms import Choice, Left, Shown, shown
from lms.questions.adapters.bringing import read_file, read_pasted
from lms.questions.adapters.brought import LARGEST_FILE, Brought, Reading, with_key
from lms.questions.rules import Kind, Question, presented
from lms.web.forms import Form, answered, at_most

_LETTERS = "ABCDEFGHIJ"


class TitleForm(Form):
    """What a quiz is called."""

    title = StringField(
        _l("Tên bộ câu hỏi"),
        description=_l("Ví dụ: Tin học 7, bài 3."),
        validators=[answered(_l("Đặt tên bộ câu hỏi.")), at_most(LONGEST_TITLE)],
    )


class BringForm(TitleForm):
    """A file of questions, or questions pasted."""

    file = FileField(_l("Tệp câu hỏi"), description=_l("Word .docx, Excel .xlsx, GIFT hoặc Moodle XML; tối đa 5 MB."))
    pasted = TextAreaField(_l("Hoặc dán câu hỏi vào đây"), description=_l("Chép thẳng từ đề, kể cả dòng đáp án."))

    def brought(self) -> Reading:
        """What was sent: the file, else what was pasted. Slow for a large one: called outside any transaction.

        Raises Refused for neither, and for what cannot be read.
        """
        sent = request.files.get("file")
        if (sent and sent.filename) or not self.text("pasted").strip():
            return read_file(sent.read(LARGEST_FILE + 1) if sent else b"")
        return read_pasted(self.text("pasted"))


@dataclass(frozen=True, slots=True)
class Previewed:
    """A question of a draft, `place` from 0, shown as it will be; `open`: its answer is chosen here."""

    place: int
    brought: Brought
    question: Question
    shown: Shown
    open: bool
    dropped: bool


def previewed(reading: Reading, choices: Mapping[str, Any]) -> list[Previewed]:
    """The questions of a draft with what its owner has chosen so far."""
    keys, dropped = choices.get("keys", {}), set(choices.get("dropped", ()))
    rows = []
    for place, one in enumerate(reading.questions):
        question = with_key(one.question, keys.get(str(place), ())) if one.doubt else one.question
        told = _with_choices(question) if one.doubt else solved(question)
        rows.append(Previewed(place, one, question, told, one.doubt is not None, place in dropped))
    return rows


def chosen_in_draft(reading: Reading) -> dict[str, Any]:
    """The answers chosen and the questions not wanted, as sent with this request; places that are not there are not."""
    doubtful = [place for place, one in enumerate(reading.questions) if one.doubt]
    keys = {str(place): _numbers(request.form.getlist(f"khoa-{place}")) for place in doubtful}
    dropped = [place for place in range(len(reading.questions)) if f"bo-{place}" in request.form]
    return {"keys": {place: found for place, found in keys.items() if found}, "dropped": dropped}


def solved(question: Question) -> Shown:
    """The question with its right answer marked, in the order it was written: for whoever teaches."""
    if question.options:
        choices = tuple(
            Choice(n, _option(question, n), mark="right" if one.right else "", why=one.feedback)
            for n, one in enumerate(question.options)
        )
        return Shown(_spoken(question), choices)
    order = presented(question, 1)
    ordering = question.kind is Kind.ORDERING
    answer = [n + 1 for n in order] if ordering else [order.index(n) for n in range(len(question.pairs))]
    return in_quiz(question, 1, tuple(answer))


def in_quiz(question: Question, seed: int, answer: tuple[int, ...] | None) -> Shown:
    """The question for a turn, marked once answered; lines as they were, letters where options need them."""
    told = shown(question, seed, answer)
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        order = presented(question, seed)
        choices = tuple(replace(one, text=_option(question, order[n])) for n, one in enumerate(told.choices))
    else:
        choices = tuple(replace(one, text=in_lines(one.text)) for one in told.choices)
    lefts = tuple(Left(one.value, in_lines(one.text), one.chosen, one.mark) for one in told.lefts)
    return Shown(_spoken(question), choices, lefts, told.outcome)


def right_words(question: Question) -> list[str]:
    """The right answer in words, for whoever has just answered wrong."""
    if question.kind is Kind.MATCHING:
        return [_("%(left)s – %(right)s", left=one.left, right=one.right) for one in question.pairs]
    if question.kind is Kind.ORDERING:
        return list(question.steps)
    return [str(_option(question, n)) for n in question.key]


def in_lines(text: str) -> Markup:
    """A text with its lines kept, everything else of it escaped."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _spoken(question: Question) -> Question:
    return replace(question, stem=in_lines(question.stem), feedback=in_lines(question.feedback))


def _option(question: Question, place: int) -> Markup:
    """An option's text; with its letter where options speak of each other by letters."""
    text = in_lines(question.options[place].text)
    return Markup("{}. {}").format(_LETTERS[place], text) if question.fixed else text


def _with_choices(question: Question) -> Shown:
    """The question with the options chosen so far ticked."""
    chosen = set(question.key)
    options = tuple(Choice(n, _option(question, n), n in chosen) for n in range(len(question.options)))
    return Shown(_spoken(question), options)


def _numbers(sent: Sequence[str]) -> list[int]:
    return sorted({int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 4})
