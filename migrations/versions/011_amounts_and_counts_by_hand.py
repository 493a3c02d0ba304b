"""Targets that are amounts, numbers counted elsewhere and typed in, and when a change of the tree was entered.

Locks: target while it is rewritten (a moment: it has a few hundred rows); unit and unit_version while a column that is
empty is added to each (a moment). Data: nothing changes.
"""

import sqlalchemy as sa
from alembic import op

revision = '011'
down_revision = '010'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('hand_count',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('unit_id', NUMBER, nullable=False),
    sa.Column('group_code', sa.Text(), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('about', sa.String(40), nullable=False),
    sa.Column('number', NUMBER, nullable=False),
    sa.Column('counted_on', sa.Date(), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.Column('entered_by_id', NUMBER, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('once_key', sa.Text(), nullable=True),
    sa.CheckConstraint('number >= 0', name=op.f('ck_hand_count_not_negative')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['person.id'], name=op.f('fk_hand_count_entered_by_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_hand_count_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_count')),
    sa.UniqueConstraint('once_key', name=op.f('uq_hand_count_once_key')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_hand_count_unit_id_year'), 'hand_count', ['unit_id', 'year'], unique=False)
    op.add_column('unit', sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('unit_version', sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('target', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('amount', NUMBER, nullable=True))
        batch_op.alter_column('share', existing_type=sa.Float(), nullable=True)
        batch_op.create_check_constraint(batch_op.f('ck_target_an_amount'), 'amount > 0')
        batch_op.create_check_constraint(batch_op.f('ck_target_one_measure'), '(share IS NULL) <> (amount IS NULL)')


def downgrade() -> None:
    op.execute('DELETE FROM target WHERE share IS NULL')
    with op.batch_alter_table('target', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_target_one_measure'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_target_an_amount'), type_='check')
        batch_op.alter_column('share', existing_type=sa.Float(), nullable=False)
        batch_op.drop_column('amount')
    op.drop_column('unit_version', 'entered_at')
    op.drop_column('unit', 'closed_at')
    op.drop_index(op.f('ix_hand_count_unit_id_year'), table_name='hand_count')
    op.drop_table('hand_count')
