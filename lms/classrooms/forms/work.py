"""Work to set: what, from when until when, for whom; and what is changed of it later."""

import secrets
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField

from lms.classrooms.queries.pupils import Pupil
from lms.classrooms.rules.days import WEEKDAYS
from lms.classrooms.rules.standing import STUCK_TRIES, Standing, State
from lms.classrooms.rules.things import Choice
from lms.classrooms.rules.work import GridRow
from lms.content.rules.library import Library
from lms.errors import Refused
from lms.web.forms import Form, SelectChoice, answered
from lms.web.words import in_words

ALL, SOME = "ca-lop", "mot-so"


class DaysForm(Form):
    """From when until when."""

    opens = StringField(
        _l("Bắt đầu từ ngày"),
        description=_l("Trước ngày này các em chưa thấy bài."),
        validators=[answered(_l("Gõ ngày bắt đầu."))],
    )
    due = StringField(
        _l("Hạn làm"),
        description=_l("Ví dụ 27/11. Để trống là không có hạn. Quá hạn các em vẫn làm được, chỉ ghi là trễ."),
    )


class PupilsForm(Form):
    """Whom work is for."""

    who = RadioField(
        _l("Giao cho"),
        choices=[SelectChoice(ALL, _l("Cả lớp, kể cả em vào lớp sau")), SelectChoice(SOME, _l("Một số em"))],
        default=ALL,
        validators=[answered(_l("Chọn một ý."))],
    )
    pupils = SelectMultipleField(_l("Chọn em"), coerce=int)

    def chosen(self) -> frozenset[int] | None:
        """The pupils chosen, None for the whole class. Raises Refused, beside the field, when none is."""
        if self.text("who") == ALL:
            return None
        if not self.pupils.data:
            raise Refused("Chọn ít nhất một em.", field="pupils")
        return frozenset(self.pupils.data)


class WorkForm(DaysForm, PupilsForm):
    """Work to set; `once` makes sending twice setting once."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(18))
    target = SelectField(_l("Giao bài nào?"), validators=[answered(_l("Chọn bài để giao."))])


class ExtendForm(Form):
    """A later day for some of them."""

    people = SelectMultipleField(_l("Cho em nào"), coerce=int)
    until = StringField(
        _l("Đến hết ngày"), description=_l("Sau hạn của cả lớp."), validators=[answered(_l("Gõ ngày gia hạn."))]
    )

    def chosen(self) -> frozenset[int]:
        """The pupils chosen. Raises Refused, beside the field, when none is."""
        if not self.people.data:
            raise Refused("Chọn ít nhất một em.", field="people")
        return frozenset(self.people.data)


def pupil_choices(pupils: Sequence[Pupil]) -> list[SelectChoice]:
    """The pupils of a class to be ticked, by the numbers of its list."""
    return [SelectChoice(one.person.id, f"{one.number}. {one.person.name}") for one in pupils]


def choice_words(told: Sequence[Choice]) -> list[SelectChoice]:
    """What can be set, each with the course it belongs to; what is meant for others says so."""
    named = [(one, f"{one.within}: {one.title}" if one.within else one.title) for one in told]
    return [
        SelectChoice(one.target, name if one.fits else str(gettext("%(name)s (nhóm khác)", name=name)))
        for one, name in named
    ]


def why_stuck(one: Standing, library: Library) -> str:
    """What holds somebody up, in words; empty for whoever is not stuck."""
    if one.state is not State.STUCK:
        return ""
    lesson = library.lesson(one.at)
    where = lesson.title if lesson is not None else ""
    if one.tries >= STUCK_TRIES:
        return str(gettext("Thử một câu %(n)s lần chưa được: %(lesson)s", n=one.tries, lesson=where))
    if where:
        return str(gettext("Dừng %(n)s ngày rồi: %(lesson)s", n=one.still, lesson=where))
    return str(gettext("Dừng %(n)s ngày rồi", n=one.still))


def why_in_need(row: GridRow, library: Library) -> str:
    """Why a pupil wants help, in words: what they are stuck at, else how much is late."""
    told = [one for one in row.standings if one is not None]
    stuck = sorted((one for one in told if one.state is State.STUCK), key=lambda one: (-one.tries, -one.still))
    if stuck:
        return why_stuck(stuck[0], library)
    late = sum(one.overdue for one in told)
    if any(one.state is not State.NONE for one in told):
        return str(gettext("Trễ %(n)s bài", n=late))
    return str(gettext("Chưa làm bài nào, trễ %(n)s bài", n=late))


def spoken(day: date, today: date) -> str:
    """A day as it is said: `thứ sáu 27/11`; with its year when that is not this one."""
    told = day.strftime("%d/%m" if day.year == today.year else "%d/%m/%Y")
    return f"{in_words(WEEKDAYS[day.weekday()])} {told}"
