"""Beginning a report and filling in its draft; making a numbered correction of one that is out."""

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import clock
from lms.access.rules import Origin
from lms.audit.actions import record
from lms.audit.rules import Act
from lms.errors import Forbidden, Refused
from lms.reports.models import Report, ReportIndicator
from lms.reports.queries.reports import existed_from, hold, latest_of
from lms.reports.rules.editing import Overtaken, merge, seen_in
from lms.reports.rules.periods import ReportPeriod, check_begun
from lms.reports.rules.states import WAYS, State, Step, check_step
from lms.reports.rules.typed import TEXTS, Indicator
from lms.units.models import UnitVersion

_DRAFTERS = WAYS[Step.EDIT].permissions


def begin(session: Session, origin: Origin, unit: UnitVersion, period: ReportPeriod) -> Report:
    """A draft on a period; the one that is there already, whatever has become of it, when there is one.

    Raises Refused, beside field `quarter`, for a period still to come, or one before the unit was there.
    """
    check_begun(period)
    began = existed_from(session, unit.unit_id)
    if began is None or began > period.last:
        raise Refused("Đơn vị chưa có trong kỳ này. Chọn kỳ sau.", field="quarter")
    known = latest_of(session, unit.unit_id, period.year, period.quarter or 1)
    return known or _insert(session, origin, _blank(origin, unit, period), Act.REPORT_BEGUN)


def save_texts(session: Session, origin: Origin, report: Report, typed: Mapping[str, str], seen: str) -> None:
    """Keep the texts of a draft. Raises Overtaken when somebody saved others first, Refused once it is no draft."""
    held = hold(session, report)
    check_step(Step.EDIT, held.state, _DRAFTERS)
    _check_seen(held, seen, typed, texts_of(held))
    if all(getattr(held, key) == typed[key] for key in TEXTS):
        return
    for key in TEXTS:
        setattr(held, key, typed[key])
    _saved(session, origin, held)


def save_indicators(
    session: Session, origin: Origin, report: Report, typed: Sequence[Indicator], *, seen: str, shown: Mapping[str, str]
) -> None:
    """Keep what was counted by hand: rows typed anew or otherwise are their typist's, rows left out are gone.

    `shown` is what stood in the fields, by name. Raises Overtaken and Refused as for the texts.
    """
    held = hold(session, report)
    check_step(Step.EDIT, held.state, _DRAFTERS)
    _check_seen(held, seen, shown, indicators_of(held))
    known = {row.key: row for row in held.indicators}
    kept = {one.key for one in typed}
    changed = [one for one in typed if _differs(known.get(one.key), one)]
    gone = [row for key, row in known.items() if key not in kept]
    if not changed and not gone:
        return
    for row in gone:
        session.delete(row)
    for one in changed:
        _write(session, origin, held, known.get(one.key), one)
    session.flush()
    session.expire(held, ["indicators"])
    _saved(session, origin, held)


def texts_of(report: Report) -> dict[str, str]:
    """The texts of a draft by name."""
    return {key: getattr(report, key) for key in TEXTS}


def indicators_of(report: Report) -> dict[str, str]:
    """What stands in the fields of the indicators, by name: `<key>_value`, `<key>_evidence`."""
    found: dict[str, str] = {}
    for row in report.indicators:
        found |= {f"{row.key}_value": str(row.value), f"{row.key}_evidence": row.evidence}
    return found


def seen_token(report: Report, values: Mapping[str, str]) -> str:
    """What a form filled from a draft carries, so that a save by somebody else in between is noticed."""
    return seen_in(report.version, values)


def correct(session: Session, origin: Origin, report: Report) -> Report:
    """A numbered correction of a report that is out: a draft with its texts and hand-counted numbers, figures anew.

    Pressed twice, or by two people, it is one. Raises Refused for a report that is not the last one of its period.
    """
    held = hold(session, report)
    check_step(Step.CORRECT, held.state, WAYS[Step.CORRECT].permissions)
    last = latest_of(session, held.unit_id, held.year, held.quarter)
    if last is not None and last.correction > held.correction:
        if last.correction == held.correction + 1:
            return last
        raise Refused("Đã có bản đính chính sau bản này. Mở bản mới nhất.")
    made = Report(
        unit_id=held.unit_id, year=held.year, quarter=held.quarter, correction=held.correction + 1,
        first_on=held.first_on, last_on=held.last_on, state=State.DRAFT, version=1, drafted_at=clock.now(),
        drafted_by_id=_who(origin), **texts_of(held),
    )  # fmt: skip
    made.indicators = [
        ReportIndicator(key=row.key, words=row.words, value=row.value, evidence=row.evidence,
                        entered_by_id=row.entered_by_id, at=row.at)
        for row in held.indicators
    ]  # fmt: skip
    return _insert(session, origin, made, Act.REPORT_CORRECTED)


def _blank(origin: Origin, unit: UnitVersion, period: ReportPeriod) -> Report:
    return Report(
        unit_id=unit.unit_id, year=period.year, quarter=period.quarter, correction=0, first_on=period.first,
        last_on=period.last, state=State.DRAFT, version=1, drafted_by_id=_who(origin), drafted_at=clock.now(),
    )  # fmt: skip


def _insert(session: Session, origin: Origin, made: Report, act: Act) -> Report:
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        known = latest_of(session, made.unit_id, made.year, made.quarter)
        if known is None:
            raise
        return known
    record(session, origin, act, unit_id=made.unit_id, report=made.id, correction=made.correction)
    return made


def _check_seen(held: Report, seen: str, typed: Mapping[str, str], now: Mapping[str, str]) -> None:
    if seen.partition(".")[0] == str(held.version):
        return
    merged = merge(seen, typed, {key: now.get(key, "") for key in {*typed, *now}})
    if merged.others:
        raise Overtaken(merged)


def _saved(session: Session, origin: Origin, held: Report) -> None:
    held.version += 1
    held.drafted_by_id, held.drafted_at = _who(origin), clock.now()
    record(session, origin, Act.REPORT_SAVED, unit_id=held.unit_id, report=held.id, version=held.version)
    session.flush()


def _write(session: Session, origin: Origin, held: Report, row: ReportIndicator | None, one: Indicator) -> None:
    row = row or ReportIndicator(report_id=held.id, key=one.key)
    row.words, row.value, row.evidence = one.words, one.value, one.evidence
    row.entered_by_id, row.at = _who(origin), clock.now()
    session.add(row)


def _differs(row: ReportIndicator | None, one: Indicator) -> bool:
    return row is None or (row.words, row.value, row.evidence) != (one.words, one.value, one.evidence)


def _who(origin: Origin) -> int:
    if origin.person_id is None:
        raise Forbidden
    return origin.person_id
