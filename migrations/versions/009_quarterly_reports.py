"""Quarterly reports: what they say and what was counted by hand, sendings, reminders, period ends, recipients.

Locks: nothing but the new tables. Data: nothing changes.
"""

import sqlalchemy as sa
from alembic import op

revision = '009'
down_revision = '008'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('report',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('unit_id', NUMBER, nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('quarter', sa.SmallInteger(), nullable=False),
    sa.Column('correction', sa.SmallInteger(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(40), nullable=False),
    sa.Column('version', NUMBER, nullable=False),
    sa.Column('difficulties', sa.Text(), nullable=False),
    sa.Column('proposals', sa.Text(), nullable=False),
    sa.Column('good_models', sa.Text(), nullable=False),
    sa.Column('drafted_by_id', NUMBER, nullable=False),
    sa.Column('drafted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_back', sa.Text(), nullable=False),
    sa.Column('submitted_by_id', NUMBER, nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('frozen', sa.Text(), nullable=True),
    sa.Column('digest', sa.Text(), nullable=True),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('issued_by_id', NUMBER, nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('signer', sa.Text(), nullable=True),
    sa.Column('signer_title', sa.Text(), nullable=True),
    sa.Column('collective', sa.Text(), nullable=True),
    sa.Column('in_place_of', sa.Text(), nullable=True),
    sa.Column('file_name', sa.Text(), nullable=True),
    sa.Column('file_type', sa.Text(), nullable=True),
    sa.Column('file', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("(state = 'draft') = (frozen IS NULL)", name=op.f('ck_report_frozen_unless_draft')),
    sa.CheckConstraint("(state IN ('draft', 'submitted')) = (issued_on IS NULL)", name=op.f('ck_report_issued_with_its_day')),
    sa.CheckConstraint('(frozen IS NULL) = (digest IS NULL)', name=op.f('ck_report_frozen_with_its_hash')),
    sa.CheckConstraint('correction >= 0', name=op.f('ck_report_counted_from_nought')),
    sa.CheckConstraint('issued_by_id <> drafted_by_id AND issued_by_id <> submitted_by_id', name=op.f('ck_report_two_people')),
    sa.CheckConstraint('last_on > first_on', name=op.f('ck_report_runs_forward')),
    sa.CheckConstraint('quarter BETWEEN 1 AND 4', name=op.f('ck_report_a_quarter')),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['person.id'], name=op.f('fk_report_drafted_by_id_person')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['person.id'], name=op.f('fk_report_issued_by_id_person')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['person.id'], name=op.f('fk_report_submitted_by_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('unit_id', 'year', 'quarter', 'correction', name=op.f('uq_report_unit_id_year_quarter_correction')),
    sqlite_autoincrement=True
    )
    op.create_table('report_calendar',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('unit_id', NUMBER, nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('ends_day', sa.SmallInteger(), nullable=True),
    sa.Column('working_days', sa.SmallInteger(), nullable=True),
    sa.Column('set_by_id', NUMBER, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ends_day BETWEEN 1 AND 28 OR ends_day = 31', name=op.f('ck_report_calendar_a_day_of_every_month')),
    sa.CheckConstraint('ends_day IS NOT NULL OR working_days IS NOT NULL', name=op.f('ck_report_calendar_something_decided')),
    sa.CheckConstraint('working_days BETWEEN 1 AND 60', name=op.f('ck_report_calendar_some_days')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_report_calendar_set_by_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_calendar_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_calendar')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('report_calendar', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_calendar_unit_id_from_on'), ['unit_id', 'from_on'], unique=False)

    op.create_table('report_recipient',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('unit_id', NUMBER, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('set_by_id', NUMBER, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_report_recipient_set_by_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_recipient_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_recipient')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('report_recipient', schema=None) as batch_op:
        batch_op.create_index('uq_report_recipient_active', ['unit_id', 'name'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.create_table('report_reminder',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('unit_id', NUMBER, nullable=False),
    sa.Column('by_unit_id', NUMBER, nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('quarter', sa.SmallInteger(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('by_id', NUMBER, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_report_reminder_by_id_person')),
    sa.ForeignKeyConstraint(['by_unit_id'], ['unit.id'], name=op.f('fk_report_reminder_by_unit_id_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_report_reminder_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_reminder')),
    sa.UniqueConstraint('unit_id', 'by_unit_id', 'year', 'quarter', 'day', name='uq_report_reminder_once_a_day'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('report_reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_reminder_by_unit_id'), ['by_unit_id'], unique=False)

    op.create_table('report_indicator',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('report_id', NUMBER, nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('value', NUMBER, nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('entered_by_id', NUMBER, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('value >= 0', name=op.f('ck_report_indicator_not_negative')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['person.id'], name=op.f('fk_report_indicator_entered_by_id_person')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_indicator_report_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_indicator')),
    sa.UniqueConstraint('report_id', 'key', name=op.f('uq_report_indicator_report_id_key')),
    sqlite_autoincrement=True
    )
    op.create_table('report_sending',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('report_id', NUMBER, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('to_unit_id', NUMBER, nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_by_id', NUMBER, nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_by_id', NUMBER, nullable=True),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_by_id', NUMBER, nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.CheckConstraint('(returned_at IS NULL) = (reason IS NULL)', name=op.f('ck_report_sending_returned_with_a_reason')),
    sa.ForeignKeyConstraint(['received_by_id'], ['person.id'], name=op.f('fk_report_sending_received_by_id_person')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_sending_report_id_report')),
    sa.ForeignKeyConstraint(['returned_by_id'], ['person.id'], name=op.f('fk_report_sending_returned_by_id_person')),
    sa.ForeignKeyConstraint(['sent_by_id'], ['person.id'], name=op.f('fk_report_sending_sent_by_id_person')),
    sa.ForeignKeyConstraint(['to_unit_id'], ['unit.id'], name=op.f('fk_report_sending_to_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_sending')),
    sa.UniqueConstraint('report_id', 'name', name=op.f('uq_report_sending_report_id_name')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('report_sending', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_sending_to_unit_id'), ['to_unit_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('report_sending', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_sending_to_unit_id'))

    op.drop_table('report_sending')
    op.drop_table('report_indicator')
    with op.batch_alter_table('report_reminder', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_reminder_by_unit_id'))

    op.drop_table('report_reminder')
    with op.batch_alter_table('report_recipient', schema=None) as batch_op:
        batch_op.drop_index('uq_report_recipient_active', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.drop_table('report_recipient')
    with op.batch_alter_table('report_calendar', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_calendar_unit_id_from_on'))

    op.drop_table('report_calendar')
    op.drop_table('report')
