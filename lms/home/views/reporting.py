"""What `/toi` says of quarterly reports: reminders, and reports that wait for a signature."""

from lms.access.rules import GRANTS, Held, Permission
from lms.reports.queries.reports import reminders_of, waiting_to_be_signed
from lms.units.queries import living_by_id
from lms.web.database import db

REPORTING = frozenset({Permission.REPORT_DRAFT, Permission.REPORT_SIGN})


def writes_reports(post: Held) -> bool:
    """Whether a post lets its holder write or sign the reports of its unit."""
    return bool(GRANTS[post.role] & REPORTING)


def reports_waiting(posts: tuple[Held, ...]) -> list[tuple[str, str, bool]]:
    """What waits about reports as (unit, address, whether it is a reminder; else a report to be signed)."""
    writing = {post.unit_id for post in posts if writes_reports(post)}
    signing = {post.unit_id for post in posts if Permission.REPORT_SIGN in GRANTS[post.role]}
    if not writing:
        return []
    units = living_by_id(db(), writing)
    reminded = dict.fromkeys(one.unit_id for one in reminders_of(db(), writing))
    found = [(units[one].spoken, f"/bao-cao/{units[one].code}/", True) for one in reminded if one in units]
    waiting = waiting_to_be_signed(db(), signing)
    return found + [
        (units[one.unit_id].spoken, f"/bao-cao/{units[one.unit_id].code}/{one.id}", False)
        for one in waiting
        if one.unit_id in units
    ]
