"""The figures as tables of plain values: the page and every file are made from these, so that they cannot differ."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lms.confirmations.rules.wording import EVIDENCE_WORDS
from lms.coverage.forms.checking import checks_table
from lms.coverage.forms.columns import (
    FIGURES,
    IMPOSSIBLE,
    LACKING,
    NO_NUMBER,
    NOWHERE,
    PARTIAL,
    PASSED_OVER,
    SUMMED,
    TOO_FEW,
    UNPLACED,
    Column,
    Kind,
    Table,
    Value,
)
from lms.coverage.forms.details import aims_table, late_table, missing_table
from lms.coverage.queries.coverage import Line
from lms.coverage.queries.picture import Picture
from lms.coverage.rules.groups import AGE_BANDS, GROUPS, Group, said
from lms.coverage.rules.kinds import SOURCE_WORDS, TARGET_WORDS, TargetCount
from lms.coverage.rules.rates import Figures, added, still_to_reach
from lms.coverage.rules.targets import TargetSaid
from lms.skills.rules import Evidence
from lms.units.models import UnitVersion
from lms.web.words import in_words as _

LEVELS = (said("Mức 0"), said("Mức 1"), said("Mức 2"), said("Mức 3"))
"""What a level of evidence is called where there is no room for its words (`EVIDENCE_WORDS`)."""


def figures_table(picture: Picture) -> Table:
    """Every unit and group: the unit itself first, then each unit below in the office's order, then the unplaced."""
    coverage = picture.coverage
    rows = [figures_row(line, picture.target(line.group)) for line in coverage.lines]
    rows += [figures_row(line, picture.target(line.group)) for _, lines in coverage.below for line in lines]
    rows += [unplaced_row(picture, group) for group in GROUPS if coverage.unplaced[group.code].known and coverage.below]
    return Table("figures", said("Số liệu"), FIGURES, tuple(rows))


def figures_row(line: Line, target: TargetSaid | None) -> tuple[Value, ...]:
    """One unit and group, as all tables write it."""
    one, rate, used = line.figures, line.rate, line.used
    source = None
    if used is not None:
        parts = (SOURCE_WORDS[used.row.source], used.row.counting, used.row.document)
        source = "; ".join(part for part in parts if part)
    counted = rate.figures.completed if target and target.counts is TargetCount.COMPLETED else rate.figures.confirmed
    missing = None if target is None or rate.impossible else still_to_reach(rate.number, target.share, counted)
    return (
        *_names(line.unit, line.group),
        used.row.number if used else None,
        source,
        *_counts(one),
        rate.number,
        _share(rate.completed),
        _share(rate.confirmed),
        target.share if target else None,
        TARGET_WORDS[target.counts] if target else None,
        missing,
        _state(line),
    )


def unplaced_row(picture: Picture, group: Group) -> tuple[Value, ...]:
    """Those of a group who belong to none of the units below: no rate of their own."""
    one = picture.coverage.unplaced[group.code]
    whole = picture.coverage.unit
    words = NOWHERE if whole.parent_id is None else UNPLACED
    return (None, words, group.words, None, None, *_counts(one), None, None, None, None, None, None, None)


def evidence_table(picture: Picture) -> Table:
    """The completed of each group by level of evidence."""
    numbered = [Column(f"level_{n}", words, Kind.NUMBER) for n, words in enumerate(LEVELS)]
    columns = (Column("group", said("Nhóm"), Kind.TEXT), *numbered)
    rows = tuple((line.group.words, *line.figures.by_evidence) for line in picture.coverage.lines)
    return Table("evidence", said("Mức minh chứng"), columns, rows)


def levels_told() -> str:
    """What the levels of evidence mean, in one sentence under a table."""
    meant = ((words, EVIDENCE_WORDS[Evidence(n)]) for n, words in enumerate(LEVELS))
    return "; ".join(_("%(level)s: %(words)s", level=_(level), words=_inside(_(words))) for level, words in meant) + "."


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


def age_table(picture: Picture) -> Table:
    """Each group by age on 31/12 and by sex."""
    names = (("group", said("Nhóm")), ("trait", said("Độ tuổi, giới tính")))
    counts = [
        one for one in FIGURES if one.key in ("listed", "registered", "learning", "completed", "self", "confirmed")
    ]
    columns = (*(Column(key, words, Kind.TEXT) for key, words in names), *counts)
    return Table("ages", said("Độ tuổi và giới tính"), columns, tuple(_ages(picture)))


def trend_table(picture: Picture) -> Table:
    """How each group stood at the end of each month, and by how much that changed in the month."""
    columns = (
        Column("month", said("Tháng"), Kind.TEXT),
        Column("group", said("Nhóm"), Kind.TEXT),
        Column("completed", said("Đã hoàn thành, cuối tháng"), Kind.NUMBER),
        Column("confirmed", said("Đã xác nhận, cuối tháng"), Kind.NUMBER),
        Column("change", said("Tăng, giảm đã xác nhận trong tháng"), Kind.NUMBER),
    )
    rows: list[tuple[Value, ...]] = []
    months = sorted(picture.trend)
    for line in picture.coverage.lines:
        for before, month in pairwise(months):
            then, now = picture.trend[before][line.group.code], picture.trend[month][line.group.code]
            name = f"{month:%m/%Y}"
            rows.append((name, line.group.words, now.completed, now.confirmed, now.confirmed - then.confirmed))
    return Table("trend", said("Diễn biến 12 tháng"), columns, tuple(rows))


def communes_table(picture: Picture) -> Iterator[Table]:
    """Every commune below, where they were asked for: the country's workbook has them all."""
    if picture.communes:
        rows = [figures_row(line, picture.target(line.group)) for _, lines in picture.communes for line in lines]
        yield Table("communes", said("Từng xã, phường"), FIGURES, tuple(rows))


def meanings_table() -> Table:
    """What each column means."""
    columns = (Column("column", said("Cột"), Kind.TEXT), Column("meaning", said("Nghĩa"), Kind.TEXT))
    rows = [(one.words, one.meaning) for one in FIGURES if one.meaning]
    rows += [(words, EVIDENCE_WORDS[Evidence(n)]) for n, words in enumerate(LEVELS)]
    return Table("meanings", said("Định nghĩa"), columns, tuple(rows))


def tables_of(picture: Picture) -> Sequence[Table]:
    """All tables, as files hold them."""
    return (
        figures_table(picture),
        evidence_table(picture),
        age_table(picture),
        trend_table(picture),
        *communes_table(picture),
        aims_table(picture),
        checks_table(picture),
        late_table(picture),
        missing_table(picture),
        meanings_table(),
    )


def _names(unit: UnitVersion, group: Group) -> tuple[str, str, str]:
    return unit.code, f"{unit.spoken[:1].upper()}{unit.spoken[1:]}", group.words


def _counts(one: Figures) -> tuple[int, ...]:
    return one.listed, one.registered, one.learning, one.completed, one.completed - one.confirmed, one.confirmed


def _share(value: float | None) -> float | None:
    """A share with the 15 digits that a spreadsheet keeps: every file holds the very same value."""
    return None if value is None else float(f"{value:.15g}")


def _state(line: Line) -> str | None:
    rate = line.rate
    words = ((rate.impossible, IMPOSSIBLE), (rate.number is None, NO_NUMBER), (rate.too_few, TOO_FEW),
             (rate.number is not None and bool(line.lacking), LACKING), (rate.partial, PARTIAL),
             (rate.passes_over > 0, PASSED_OVER), (rate.number is not None and not rate.own, SUMMED))  # fmt: skip
    return next((said_so for holds, said_so in words if holds), None)


def _ages(picture: Picture) -> Iterator[tuple[Value, ...]]:
    year = picture.coverage.year
    for line in picture.coverage.lines:
        traits = picture.coverage.traits.get(line.group.code, ())
        for first, last in AGE_BANDS:
            some = [one.figures for one in traits if first <= year - one.birth_year <= (last or 200)]
            if some:
                words = said("%(first)s–%(last)s tuổi") if last else said("từ %(first)s tuổi")
                yield line.group.words, words % {"first": first, "last": last}, *_counts(added(some))
        for sex, words in (("female", said("Nữ")), ("male", said("Nam")), ("", said("Chưa ghi giới tính"))):
            some = [one.figures for one in traits if one.sex == sex]
            if some:
                yield line.group.words, words, *_counts(added(some))
