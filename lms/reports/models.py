"""Quarterly reports with what was counted by hand, where they were sent, reminders; period ends and recipients."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Choice, Model
from lms.reports.rules.states import State

ACTIVE = text("withdrawn_at IS NULL")


class Report(Model):
    """A unit's report on a quarter. `correction` 0 is the first; each later one takes the place of the one before.

    `version` grows with every save of the draft. `frozen` is the canonical text of all that the report says, `digest`
    its SHA-256: both from the moment it is submitted, and never changed while it stays so.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "quarter", "correction"),
        CheckConstraint("quarter BETWEEN 1 AND 4", "a_quarter"),
        CheckConstraint("correction >= 0", "counted_from_nought"),
        CheckConstraint("last_on > first_on", "runs_forward"),
        CheckConstraint("(state = 'draft') = (frozen IS NULL)", "frozen_unless_draft"),
        CheckConstraint("(frozen IS NULL) = (digest IS NULL)", "frozen_with_its_hash"),
        CheckConstraint("(state IN ('draft', 'submitted')) = (issued_on IS NULL)", "issued_with_its_day"),
        CheckConstraint("issued_by_id <> drafted_by_id AND issued_by_id <> submitted_by_id", "two_people"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    quarter: Mapped[int] = mapped_column(SmallInteger)
    correction: Mapped[int] = mapped_column(SmallInteger)
    first_on: Mapped[date]
    last_on: Mapped[date]
    state: Mapped[State] = mapped_column(Choice(State))
    version: Mapped[int]
    difficulties: Mapped[str] = mapped_column(default="")
    proposals: Mapped[str] = mapped_column(default="")
    good_models: Mapped[str] = mapped_column(default="")
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime]
    sent_back: Mapped[str] = mapped_column(default="")
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None]
    frozen: Mapped[str | None] = mapped_column(deferred=True)
    digest: Mapped[str | None]
    number: Mapped[str | None]
    issued_on: Mapped[date | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime | None]
    signer: Mapped[str | None]
    signer_title: Mapped[str | None]
    collective: Mapped[str | None]
    in_place_of: Mapped[str | None]
    file_name: Mapped[str | None]
    file_type: Mapped[str | None]
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    indicators: Mapped[list["ReportIndicator"]] = relationship(order_by="ReportIndicator.id")
    sendings: Mapped[list["ReportSending"]] = relationship(order_by="ReportSending.id")


class ReportIndicator(Model):
    """A number counted by hand: what it counts, what shows it, who typed it and when."""

    __tablename__ = "report_indicator"
    __table_args__ = (UniqueConstraint("report_id", "key"), CheckConstraint("value >= 0", "not_negative"))

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    key: Mapped[str]
    words: Mapped[str]
    value: Mapped[int]
    evidence: Mapped[str]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ReportSending(Model):
    """A report on its way to one recipient: sent, received, or returned with a reason.

    `to_unit_id` None: a recipient who does not use the platform; the sender writes down what became of it.
    """

    __tablename__ = "report_sending"
    __table_args__ = (
        UniqueConstraint("report_id", "name"),
        CheckConstraint("(returned_at IS NULL) = (reason IS NULL)", "returned_with_a_reason"),
        Index(None, "to_unit_id"),
    )

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    name: Mapped[str]
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_at: Mapped[datetime | None]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    returned_at: Mapped[datetime | None]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None]


class ReportReminder(Model):
    """A unit above reminded one below of a report, at most once a day."""

    __tablename__ = "report_reminder"
    __table_args__ = (
        UniqueConstraint("unit_id", "by_unit_id", "year", "quarter", "day", name="uq_report_reminder_once_a_day"),
        Index(None, "by_unit_id"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    by_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    quarter: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ReportCalendar(Model):
    """From a day on: on which day of a quarter's last month the periods of a unit and those below it end (31: on the
    month's last), and how many working days those below have then. NULL: not decided here. Only ever inserted.
    """

    __tablename__ = "report_calendar"
    __table_args__ = (
        CheckConstraint("ends_day BETWEEN 1 AND 28 OR ends_day = 31", "a_day_of_every_month"),
        CheckConstraint("working_days BETWEEN 1 AND 60", "some_days"),
        CheckConstraint("ends_day IS NOT NULL OR working_days IS NOT NULL", "something_decided"),
        Index(None, "unit_id", "from_on"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    from_on: Mapped[date]
    ends_day: Mapped[int | None] = mapped_column(SmallInteger)
    working_days: Mapped[int | None] = mapped_column(SmallInteger)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ReportRecipient(Model):
    """Where a unit sends its reports besides the unit above it: `Sở Giáo dục và Đào tạo`."""

    __tablename__ = "report_recipient"
    __table_args__ = (
        Index("uq_report_recipient_active", "unit_id", "name", unique=True, sqlite_where=ACTIVE,
              postgresql_where=ACTIVE),
    )  # fmt: skip

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
