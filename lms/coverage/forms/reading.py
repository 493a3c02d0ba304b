"""“Đọc nhanh”: what the figures say in five sentences, to be copied into a message or a report. Equal to the table."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from lms import clock
from lms.coverage.forms.standing import told_alone, told_together, within
from lms.coverage.queries.basis import Basis
from lms.coverage.queries.picture import Picture
from lms.coverage.rules.periods import ROMAN
from lms.coverage.rules.rates import whole
from lms.skills.rules import ADULTS
from lms.web.words import in_words as _

SENTENCES = 5


class Based(Protocol):
    """Figures that stand on completion rules."""

    @property
    def bases(self) -> Sequence[Basis]:
        """The rules, each with the document by which it binds."""


def stands_on(figures: Based) -> str:
    """The first line: which rule is counted, and by which document it binds."""
    adopted = [one for one in figures.bases if one.adoption is not None]
    if not figures.bases:
        return _("Chưa có quy tắc hoàn thành nào để tính.")
    rule = figures.bases[0].rule
    if not adopted:
        return _(
            "Tính theo quy tắc hoàn thành của nền tảng, bản %(version)s, chưa có văn bản áp dụng tại đơn vị: con số "
            "nói về phiếu kết quả, chưa phải xác nhận theo QĐ 757/QĐ-BKHCN.",
            version=rule.version,
        )
    first = adopted[0].adoption
    return _(
        "Tính theo quy tắc hoàn thành bản %(version)s, áp dụng theo văn bản số %(number)s ngày %(day)s.",
        version=adopted[0].rule.version,
        number=first.number if first else "",
        day=first.signed_on.strftime("%d/%m/%Y") if first else "",
    )


def quick_reading(picture: Picture) -> Sequence[str]:
    """At most five sentences: where the groups stand, what the period brought, what to do next.

    Of many groups the last ones share a sentence: none is left out.
    """
    lines = picture.coverage.lines
    room = SENTENCES - 2
    alone = lines if len(lines) <= room else lines[: room - 1]
    when = moment(picture)
    said = [told_alone(line, picture.target(line.group), when) for line in alone]
    if len(lines) > room:
        said.append(told_together([(line, picture.target(line.group)) for line in lines[room - 1 :]], when))
    return [*said, *filter(None, [_flow(picture), _next(picture)])][:SENTENCES]


def moment(picture: Picture) -> str:
    """As of when, in words."""
    if picture.period.until is not None:
        return _("hết ngày %(day)s", day=picture.period.until.strftime("%d/%m/%Y"))
    return at(picture.coverage.made_at)


def at(made: datetime) -> str:
    """A moment in words: `14:30 ngày 20/11/2026`."""
    return _("%(hour)s ngày %(day)s", hour=clock.time_of_day(made), day=clock.day_of(made).strftime("%d/%m/%Y"))


def period_words(picture: Picture) -> str:
    """The period in words: `quý IV/2026`."""
    period = picture.period
    if period.quarter is None:
        return _("năm %(year)s", year=period.year)
    return _("quý %(quarter)s/%(year)s", quarter=ROMAN[period.quarter], year=period.year)


def _flow(picture: Picture) -> str:
    changes = [
        _("%(group)s %(change)s", group=within(line), change=_signed(now - then))
        for line in picture.coverage.lines
        for now, then in [(line.figures.confirmed, picture.before[line.group.code].confirmed)]
    ]
    if not changes:
        return _("Chưa có ai đăng ký ở đơn vị này.")
    return _("Từ đầu %(period)s, số đã xác nhận: %(changes)s.", period=period_words(picture),
                   changes="; ".join(changes))  # fmt: skip


def _next(picture: Picture) -> str | None:
    """Where most is to be gained, among adults; else what is to be put right."""
    wrong = [unit.spoken for unit, lines in picture.coverage.below for one in lines if one.rate.impossible]
    if wrong:
        return _("Cần sửa số liệu trước tiên: %(units)s.", units=", ".join(dict.fromkeys(wrong)))
    adults = [one for _, lines in picture.coverage.below for one in lines if one.group.code == ADULTS]
    gaps = [(one.rate.number - one.figures.confirmed, one) for one in adults if one.rate.number]
    gap, best = max(gaps, key=lambda pair: pair[0], default=(0, None))
    if best is not None and gap > 0:
        return _("Nơi còn nhiều người lớn chưa xác nhận nhất: %(unit)s, %(n)s người.", unit=best.unit.spoken,
                       n=whole(gap))  # fmt: skip
    missing = [unit.spoken for unit, lines in picture.coverage.below for one in lines if one.rate.number is None]
    if missing:
        return _("Cần nhập số người thuộc diện: %(units)s.", units=", ".join(list(dict.fromkeys(missing))[:5]))
    return None


def _signed(change: int) -> str:
    if change > 0:
        return _("tăng %(n)s", n=whole(change))
    return _("giảm %(n)s", n=whole(-change)) if change else _("không đổi")


def report_reading(picture: Picture) -> Sequence[str]:
    """What a report says of its figures: where every group stands against its target, and what the period brought."""
    when = moment(picture)
    lines = picture.coverage.lines
    return [*(told_alone(line, picture.target(line.group), when) for line in lines), _flow(picture)]
