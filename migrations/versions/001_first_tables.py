"""first tables

Locks: none that anybody waits for, since every table is new. Data: none yet, the database is empty.
"""

import sqlalchemy as sa
from alembic import op

revision = '001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('act', sa.String(40), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('subject_person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('network', sa.Text(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_person_id_at'), ['person_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_subject_person_id_at'), ['subject_person_id', 'at'], unique=False)

    op.create_table('failure_counter',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('failures', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('blocked_until', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('failures >= 0', name=op.f('ck_failure_counter_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failure_counter')),
    sa.UniqueConstraint('key', name=op.f('uq_failure_counter_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('failure_counter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failure_counter_last_at'), ['last_at'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('given_name', sa.Text(), nullable=False),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.Column('sort_key', sa.Text(), nullable=False),
    sa.Column('birth_year', sa.SmallInteger(), nullable=False),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('sex', sa.String(40), nullable=True),
    sa.Column('phone', sa.Text(), nullable=True),
    sa.Column('is_test', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('once_key', sa.Text(), nullable=True),
    sa.CheckConstraint('birth_year BETWEEN 1850 AND 2200', name=op.f('ck_person_birth_year_possible')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('once_key', name=op.f('uq_person_once_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_search_key'), ['search_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_sort_key'), ['sort_key'], unique=False)

    op.create_table('unit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('successor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.CheckConstraint('successor_id <> id', name=op.f('ck_unit_not_its_own_successor')),
    sa.ForeignKeyConstraint(['successor_id'], ['unit.id'], name=op.f('fk_unit_successor_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sqlite_autoincrement=True
    )
    op.create_table('external_id',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('keyed_hash', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_external_id_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_external_id')),
    sa.UniqueConstraint('kind', 'keyed_hash', name=op.f('uq_external_id_kind_keyed_hash')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('external_id', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_external_id_person_id'), ['person_id'], unique=False)

    op.create_table('ledger_row',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('change', sa.SmallInteger(), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('stage', sa.String(40), nullable=False),
    sa.Column('birth_year', sa.SmallInteger(), nullable=False),
    sa.Column('sex', sa.String(40), nullable=True),
    sa.Column('framework', sa.Text(), nullable=True),
    sa.Column('evidence', sa.SmallInteger(), nullable=True),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('change IN (-1, 1)', name=op.f('ck_ledger_row_one_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_ledger_row_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_row')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('ledger_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_row_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_ledger_row_unit_id'), ['unit_id'], unique=False)

    op.create_table('lesson_done',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lesson', sa.Text(), nullable=False),
    sa.Column('lesson_version', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('on_device_before', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_lesson_done_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_done')),
    sa.UniqueConstraint('person_id', 'lesson', name=op.f('uq_lesson_done_person_id_lesson')),
    sqlite_autoincrement=True
    )
    op.create_table('membership',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('audience', sa.String(40), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('band', sa.Text(), nullable=True),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.CheckConstraint('to_on IS NULL OR to_on >= from_on', name=op.f('ck_membership_runs_forward')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_membership_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_membership_open', ['person_id', 'audience'], unique=True, sqlite_where=sa.text('to_on IS NULL'), postgresql_where=sa.text('to_on IS NULL'))

    op.create_table('notice_given',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('read_out_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_given_person_id_person')),
    sa.ForeignKeyConstraint(['read_out_by_id'], ['person.id'], name=op.f('fk_notice_given_read_out_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_given')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('notice_given', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_given_person_id'), ['person_id'], unique=False)

    op.create_table('person_standing',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('audience', sa.Text(), nullable=False),
    sa.Column('stage', sa.String(40), nullable=False),
    sa.Column('birth_year', sa.SmallInteger(), nullable=False),
    sa.Column('sex', sa.String(40), nullable=True),
    sa.Column('framework', sa.Text(), nullable=True),
    sa.Column('evidence', sa.SmallInteger(), nullable=True),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_standing_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_person_standing_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_standing')),
    sa.UniqueConstraint('person_id', 'audience', name=op.f('uq_person_standing_person_id_audience')),
    sqlite_autoincrement=True
    )
    op.create_table('post',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(40), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('to_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('to_at IS NULL OR to_at >= from_at', name=op.f('ck_post_runs_forward')),
    sa.ForeignKeyConstraint(['given_by_id'], ['person.id'], name=op.f('fk_post_given_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_post_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_post_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_unit_id'), ['unit_id'], unique=False)

    op.create_table('practice_round',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lesson', sa.Text(), nullable=False),
    sa.Column('base', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('number >= 0', name=op.f('ck_practice_round_number_counts_up')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_practice_round_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_round')),
    sa.UniqueConstraint('person_id', 'lesson', name=op.f('uq_practice_round_person_id_lesson')),
    sqlite_autoincrement=True
    )
    op.create_table('remembered_device',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('device', sa.Text(), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_remembered_device_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remembered_device')),
    sa.UniqueConstraint('device', 'person_id', name=op.f('uq_remembered_device_device_person_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('remembered_device', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remembered_device_person_id'), ['person_id'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('shown_code', sa.Text(), nullable=False),
    sa.Column('secret_kind', sa.String(40), nullable=False),
    sa.Column('secret_hash', sa.Text(), nullable=False),
    sa.Column('secret_set_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('secret_set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('epoch', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id_person')),
    sa.ForeignKeyConstraint(['secret_set_by_id'], ['person.id'], name=op.f('fk_sign_in_secret_set_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('code', name=op.f('uq_sign_in_code')),
    sa.UniqueConstraint('person_id', name=op.f('uq_sign_in_person_id')),
    sqlite_autoincrement=True
    )
    op.create_table('unit_version',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('search_key', sa.Text(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_unit_version_runs_forward')),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_version_parent_id_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_version_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_version')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('unit_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_version_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_version_path'), ['path'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_version_search_key'), ['search_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_unit_version_unit_id_valid_from'), ['unit_id', 'valid_from'], unique=False)
        batch_op.create_index('uq_unit_version_current_code', ['code'], unique=True, sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))
        batch_op.create_index('uq_unit_version_current_unit', ['unit_id'], unique=True, sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))

    op.create_table('practice_answer',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('round_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('question_version', sa.Text(), nullable=False),
    sa.Column('tries', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('right_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('tries >= 1', name=op.f('ck_practice_answer_tried')),
    sa.ForeignKeyConstraint(['round_id'], ['practice_round.id'], name=op.f('fk_practice_answer_round_id_practice_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_answer')),
    sa.UniqueConstraint('round_id', 'question', name=op.f('uq_practice_answer_round_id_question')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('practice_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_answer_question'), ['question'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('practice_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_answer_question'))

    op.drop_table('practice_answer')
    with op.batch_alter_table('unit_version', schema=None) as batch_op:
        batch_op.drop_index('uq_unit_version_current_unit', sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))
        batch_op.drop_index('uq_unit_version_current_code', sqlite_where=sa.text('valid_to IS NULL'), postgresql_where=sa.text('valid_to IS NULL'))
        batch_op.drop_index(batch_op.f('ix_unit_version_unit_id_valid_from'))
        batch_op.drop_index(batch_op.f('ix_unit_version_search_key'))
        batch_op.drop_index(batch_op.f('ix_unit_version_path'))
        batch_op.drop_index(batch_op.f('ix_unit_version_parent_id'))

    op.drop_table('unit_version')
    op.drop_table('sign_in')
    with op.batch_alter_table('remembered_device', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remembered_device_person_id'))

    op.drop_table('remembered_device')
    op.drop_table('practice_round')
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_unit_id'))
        batch_op.drop_index(batch_op.f('ix_post_person_id'))

    op.drop_table('post')
    op.drop_table('person_standing')
    with op.batch_alter_table('notice_given', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_given_person_id'))

    op.drop_table('notice_given')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('uq_membership_open', sqlite_where=sa.text('to_on IS NULL'), postgresql_where=sa.text('to_on IS NULL'))
        batch_op.drop_index(batch_op.f('ix_membership_unit_id'))

    op.drop_table('membership')
    op.drop_table('lesson_done')
    with op.batch_alter_table('ledger_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_row_unit_id'))
        batch_op.drop_index(batch_op.f('ix_ledger_row_at'))

    op.drop_table('ledger_row')
    with op.batch_alter_table('external_id', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_external_id_person_id'))

    op.drop_table('external_id')
    op.drop_table('unit')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_sort_key'))
        batch_op.drop_index(batch_op.f('ix_person_search_key'))

    op.drop_table('person')
    with op.batch_alter_table('failure_counter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_failure_counter_last_at'))

    op.drop_table('failure_counter')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_subject_person_id_at'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_person_id_at'))

    op.drop_table('audit_entry')
