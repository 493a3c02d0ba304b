"""“Đọc nhanh”: what the figures say in five sentences, to be copied into a message or a report. Equal to the table."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from lms import clock
from lms.coverage.queries.basis import Basis
from lms.coverage.queries.coverage import Line
from lms.coverage.queries.picture import Picture
from lms.coverage.rules.kinds import TargetCount
from lms.coverage.rules.periods import ROMAN
from lms.coverage.rules.rates import percent, still_to_reach, whole
from lms.coverage.rules.targets import TargetSaid
from lms.skills.rules import ADULTS
from lms.web.words import in_words as _

SENTENCES, MOST_NAMED = 5, 5


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
    """At most five sentences: where each of the first groups stands, what the period brought, what to do next."""
    lines = picture.coverage.lines
    said = [_group(picture, line) for line in lines[: SENTENCES - 2]]
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


def _group(picture: Picture, line: Line) -> str:
    target, rate, unit = picture.target(line.group), line.rate, line.unit.spoken
    done = rate.figures
    told = {"when": moment(picture), "unit": unit, "group": _within(line)}
    if rate.number is None:
        return _(
            "Đến %(when)s, %(unit)s, %(group)s: %(confirmed)s người đã xác nhận, %(completed)s người đã hoàn thành; "
            "chưa có số người thuộc diện nên chưa có tỷ lệ.",
            confirmed=whole(line.figures.confirmed), completed=whole(line.figures.completed), **told,
        )  # fmt: skip
    if rate.impossible:
        return _(
            "Đến %(when)s, %(unit)s, %(group)s: %(completed)s người đã hoàn thành, nhiều hơn số người thuộc diện "
            "(%(number)s), cần sửa số liệu.",
            completed=whole(done.completed), number=whole(rate.number), **told,
        )  # fmt: skip
    sentence = _(
        "Đến %(when)s, %(unit)s, %(group)s: %(confirmed)s người đã xác nhận trên %(number)s người thuộc diện%(rate)s; "
        "%(completed)s người đã hoàn thành",
        confirmed=whole(done.confirmed),
        number=whole(rate.number),
        rate=_(", đạt %(rate)s", rate=percent(rate.confirmed)) if rate.confirmed is not None else "",
        completed=whole(done.completed),
        **told,
    )
    return sentence + _over(line) + (_aim(line, target) if target else ".")


def _within(line: Line) -> str:
    """The group's name as it stands within a sentence."""
    words = _(line.group.short)
    return words[:1].lower() + words[1:]


def _over(line: Line) -> str:
    rate = line.rate
    if line.lacking:
        return _(" (mẫu số chưa gồm nơi mới nhập vào: %(units)s)",
                 units=", ".join(dict.fromkeys(one.unit.spoken for one in line.lacking[:MOST_NAMED])))  # fmt: skip
    if not rate.partial:
        return ""
    over = _("tính trên %(known)s/%(all)s đơn vị đã có số", known=rate.known_units, all=rate.all_units)
    if rate.known_units and rate.smaller:
        over += _(" và %(n)s đơn vị nhỏ hơn", n=rate.smaller)
    elif rate.smaller:
        over = _("cộng số của %(n)s đơn vị nhỏ hơn", n=rate.smaller)
    left = whole(rate.left_out.confirmed)
    return _(" (%(over)s; %(left)s người đã xác nhận ở nơi chưa có số không tính vào)", over=over, left=left)


def _aim(line: Line, target: TargetSaid) -> str:
    rate = line.rate
    counted = rate.figures.completed if target.counts is TargetCount.COMPLETED else rate.figures.confirmed
    missing = still_to_reach(rate.number, target.share, counted) or 0
    words = _("hoàn thành") if target.counts is TargetCount.COMPLETED else _("xác nhận")
    aim = percent(target.share)
    if not missing:
        return _(". Đã đạt chỉ tiêu %(aim)s %(words)s năm %(year)s.", aim=aim, words=words, year=target.year)
    return _(
        ". Chỉ tiêu năm %(year)s là %(aim)s %(words)s, còn %(missing)s người.",
        year=target.year, aim=aim, words=words, missing=whole(missing),
    )  # fmt: skip


def _flow(picture: Picture) -> str:
    changes = [
        _("%(group)s %(change)s", group=_within(line), change=_signed(now - then))
        for line in picture.coverage.lines
        for now, then in [(line.figures.confirmed, picture.before[line.group.code].confirmed)]
    ]
    if not changes:
        return _("Chưa có ai đăng ký ở đơn vị này.")
    return _("Từ đầu %(period)s, số đã xác nhận thay đổi: %(changes)s.", period=period_words(picture),
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
    return [*(_group(picture, line) for line in picture.coverage.lines), _flow(picture)]
