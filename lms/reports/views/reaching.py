"""Who may do what with a report, and what it says now."""

import json

from lms import clock
from lms.access.rules import Permission
from lms.content.adapters.running import library
from lms.coverage.queries.picture import picture_of
from lms.errors import Forbidden, Refused
from lms.reports.forms.content import content_of
from lms.reports.forms.names import recipients_of
from lms.reports.queries.decided import outside_of, period_of_report
from lms.reports.queries.reports import Found, frozen_text, merged_within, names_of
from lms.reports.rules.freezing import Content, digest_of
from lms.reports.rules.states import WAYS, Step, held_at, may_see
from lms.units.models import UnitVersion
from lms.units.queries import ancestors
from lms.web.database import db
from lms.web.identity import actor


def held(found: Found) -> frozenset[Permission]:
    """What the visitor may do by posts at the report's very unit; nothing once that unit is no more."""
    return frozenset() if found.of_merged else held_at(actor(), found.path)


def check_seen(found: Found) -> None:
    """Raises Forbidden for whoever may not read the report as it stands."""
    if not may_see(actor(), found.report.state, found.path):
        raise Forbidden


def check_own(found: Found, step: Step) -> None:
    """Raises Forbidden for a step that is somebody else's, Refused where the unit is no more."""
    if not WAYS[step].permissions.intersection(held_at(actor(), found.path)):
        raise Forbidden
    if found.of_merged:
        raise Refused("Đơn vị của báo cáo này đã nhập vào đơn vị khác, nên chỉ xem được.")


def check_held(unit: UnitVersion, permission: Permission) -> None:
    """Raises Forbidden for whoever has no such post at the very unit: reaching it from above is not enough."""
    if permission not in held_at(actor(), unit.path):
        raise Forbidden


def content_now(found: Found) -> Content:
    """What a report says: as it was frozen, or, of a draft, as it would be now.

    Raises RuntimeError for a frozen text that is not the one its hash was taken of: it was changed behind our back.
    """
    report = found.report
    text = frozen_text(db(), report) if report.digest else None
    if text is not None:
        if digest_of(text) != report.digest:
            raise RuntimeError(f"report {report.id}: what is frozen does not fit its hash")
        frozen: Content = json.loads(text)
        return frozen
    above = ancestors(db(), found.unit)
    return content_of(
        report,
        picture_of(db(), found.unit, period_of_report(report, clock.today()), library()),
        above=above,
        recipients=recipients_of(above, outside_of(db(), found.unit.unit_id)),
        merged=merged_within(db(), found.unit, report.first_on, report.last_on),
        names=names_of(db(), [row.entered_by_id for row in report.indicators]),
    )
