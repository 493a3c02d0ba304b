"""Where a group of a unit stands, in sentences: confirmed of how many, the rate, what is missing to the target."""

from collections.abc import Sequence

from lms.coverage.queries.coverage import Line
from lms.coverage.rules.kinds import TargetCount
from lms.coverage.rules.rates import percent, still_to_reach, whole
from lms.coverage.rules.targets import TargetSaid
from lms.web.words import in_words as _

MOST_NAMED = 5


def told_alone(line: Line, target: TargetSaid | None, when: str) -> str:
    """Where a group stands, in a sentence of its own."""
    rate, unit = line.rate, line.unit.spoken
    done = rate.figures
    told = {"when": when, "unit": unit, "group": within(line)}
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


def told_together(lines: Sequence[tuple[Line, TargetSaid | None]], when: str) -> str:
    """Where several groups of a unit stand, in one sentence."""
    told = "; ".join(_briefly(line, target) for line, target in lines)
    unit = lines[0][0].unit.spoken
    return _("Đến %(when)s, %(unit)s, đã xác nhận: %(groups)s.", when=when, unit=unit, groups=told)


def _briefly(line: Line, target: TargetSaid | None) -> str:
    rate, group = line.rate, within(line)
    if rate.number is None:
        return _("%(group)s %(n)s người, chưa có số người thuộc diện", group=group, n=whole(line.figures.confirmed))
    if rate.impossible:
        return _("%(group)s cần sửa số liệu (hoàn thành nhiều hơn số người thuộc diện)", group=group)
    done, number = whole(rate.figures.confirmed), whole(rate.number)
    said = _("%(group)s %(n)s trên %(number)s người", group=group, n=done, number=number)
    if rate.confirmed is not None:
        said += f" ({percent(rate.confirmed)})"
    missing = _missing(line, target) if target else 0
    if target and missing:
        aim = f"{percent(target.share)} {_counted(target)}"
        said += _(", còn %(n)s người nữa mới đạt %(aim)s", n=whole(missing), aim=aim)
    return said + _over(line)


def _counted(target: TargetSaid) -> str:
    return _("hoàn thành") if target.counts is TargetCount.COMPLETED else _("xác nhận")


def _missing(line: Line, target: TargetSaid) -> int:
    """How many more people the target asks for."""
    done = line.rate.figures
    counted = done.completed if target.counts is TargetCount.COMPLETED else done.confirmed
    return still_to_reach(line.rate.number, target.share, counted) or 0


def within(line: Line) -> str:
    """The group's name as it stands within a sentence."""
    words = _(line.group.short)
    return words[:1].lower() + words[1:]


def _over(line: Line) -> str:
    rate = line.rate
    if line.lacking:
        return _(" (mẫu số chưa gồm nơi mới nhập vào: %(units)s)",
                 units=", ".join(dict.fromkeys(one.unit.spoken for one in line.lacking[:MOST_NAMED])))  # fmt: skip
    if rate.passes_over:
        return _(" (%(n)s người đã hoàn thành chưa rõ đơn vị bên dưới không tính vào)", n=whole(rate.passes_over))
    if not rate.partial:
        return ""
    over = _("tính trên %(known)s/%(all)s đơn vị đã có số", known=rate.known_units, all=rate.all_units)
    if rate.known_units and rate.smaller:
        over += _(" và %(n)s đơn vị nhỏ hơn", n=rate.smaller)
    elif rate.smaller:
        over = _("cộng số của %(n)s đơn vị nhỏ hơn", n=rate.smaller)
    if not rate.left_out.confirmed:
        return f" ({over})"
    left = whole(rate.left_out.confirmed)
    return _(" (%(over)s; %(left)s người đã xác nhận ở nơi chưa có số không tính vào)", over=over, left=left)


def _aim(line: Line, target: TargetSaid) -> str:
    missing = _missing(line, target)
    words = _counted(target)
    aim = percent(target.share)
    if not missing:
        return _(". Đã đạt chỉ tiêu %(aim)s %(words)s năm %(year)s.", aim=aim, words=words, year=target.year)
    return _(
        ". Chỉ tiêu năm %(year)s là %(aim)s %(words)s, còn %(missing)s người.",
        year=target.year, aim=aim, words=words, missing=whole(missing),
    )  # fmt: skip
