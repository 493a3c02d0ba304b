"""Rows of the tables of reports, each but the last of a kind good, the last breaking one constraint."""

from datetime import date

DAY = date(2026, 11, 20)
NOW = object()
"""Stands for the present moment in the rows below."""

REPORT = {
    "unit_id": "{commune}", "year": 2026, "quarter": 4, "correction": 0, "first_on": date(2026, 10, 1),
    "last_on": date(2026, 12, 31), "state": "draft", "version": 1, "difficulties": "", "proposals": "",
    "good_models": "", "drafted_by_id": "{person}", "sent_back": "",
}  # fmt: skip
SUBMITTED = {**REPORT, "state": "submitted", "frozen": "x", "digest": "d", "submitted_by_id": "{person}"}
INDICATOR = {
    "report_id": "{report}",
    "key": "k",
    "words": "x",
    "value": 1,
    "evidence": "x",
    "entered_by_id": "{person}",
}
SENDING = {"report_id": "{report}", "name": "x", "sent_by_id": "{person}"}
REMINDER = {
    "unit_id": "{commune}", "by_unit_id": "{commune}", "year": 2026, "quarter": 4, "day": DAY, "by_id": "{person}",
}  # fmt: skip
CALENDAR = {"unit_id": "{commune}", "from_on": DAY, "set_by_id": "{person}"}

REPORTS = {
    # constraint: rows of one table, the last of which breaks it
    "uq_report_unit_id_year_quarter_correction": ("report", *[{**REPORT, "drafted_at": NOW}] * 2),
    "ck_report_a_quarter": ("report", {**REPORT, "quarter": 5, "drafted_at": NOW}),
    "ck_report_counted_from_nought": ("report", {**REPORT, "correction": -1, "drafted_at": NOW}),
    "ck_report_runs_forward": ("report", {**REPORT, "last_on": date(2026, 9, 30), "drafted_at": NOW}),
    "ck_report_frozen_unless_draft": ("report", {**REPORT, "frozen": "x", "digest": "d", "drafted_at": NOW}),
    "ck_report_frozen_with_its_hash": ("report", {**SUBMITTED, "digest": None, "drafted_at": NOW}),
    "ck_report_issued_with_its_day": (
        "report", {**SUBMITTED, "issued_on": DAY, "issued_by_id": "{nobody}", "drafted_at": NOW},
    ),
    "ck_report_two_people": ("report", {**SUBMITTED, "issued_by_id": "{person}", "drafted_at": NOW}),
    "uq_report_indicator_report_id_key": ("report_indicator", *[{**INDICATOR, "at": NOW}] * 2),
    "ck_report_indicator_not_negative": ("report_indicator", {**INDICATOR, "value": -1, "at": NOW}),
    "uq_report_sending_report_id_name": ("report_sending", *[{**SENDING, "sent_at": NOW}] * 2),
    "ck_report_sending_returned_with_a_reason": ("report_sending", {**SENDING, "sent_at": NOW, "returned_at": NOW}),
    "uq_report_reminder_once_a_day": ("report_reminder", *[{**REMINDER, "at": NOW}] * 2),
    "ck_report_calendar_a_day_of_every_month": ("report_calendar", {**CALENDAR, "ends_day": 29, "at": NOW}),
    "ck_report_calendar_some_days": ("report_calendar", {**CALENDAR, "working_days": 0, "at": NOW}),
    "ck_report_calendar_something_decided": ("report_calendar", {**CALENDAR, "at": NOW}),
    "uq_report_recipient_active": (
        "report_recipient", *[{"unit_id": "{commune}", "name": "x", "set_by_id": "{person}", "at": NOW}] * 2,
    ),
}  # fmt: skip
