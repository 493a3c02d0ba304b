"""Checks counted beside the fold; public pages of totals; which numbers were entered by a unit above.

Locks: eligible_number while its column is added (a moment: it has a few thousand rows). Data: nothing changes.
"""

import sqlalchemy as sa
from alembic import op

revision = '008'
down_revision = '007'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('folded_check',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('place_id', NUMBER, nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('n', NUMBER, nullable=False),
    sa.Column('out_of', NUMBER, nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_folded_check')),
    sa.UniqueConstraint('place_id', 'kind', name=op.f('uq_folded_check_place_id_kind')),
    sqlite_autoincrement=True
    )
    op.create_table('public_page',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('unit_id', NUMBER, nullable=False),
    sa.Column('on_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('on_by_id', NUMBER, nullable=True),
    sa.Column('off_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('off_by_id', NUMBER, nullable=True),
    sa.CheckConstraint('off_at IS NULL OR off_at >= on_at', name=op.f('ck_public_page_runs_forward')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_public_page_unit_id_unit')),
    sa.ForeignKeyConstraint(['on_by_id'], ['person.id'], name=op.f('fk_public_page_on_by_id_person')),
    sa.ForeignKeyConstraint(['off_by_id'], ['person.id'], name=op.f('fk_public_page_off_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_public_page')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('public_page', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_public_page_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index('uq_public_page_open', ['unit_id'], unique=True,
                              sqlite_where=sa.text('off_at IS NULL'), postgresql_where=sa.text('off_at IS NULL'))
    with op.batch_alter_table('eligible_number', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('entered_above_id', NUMBER, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_eligible_number_entered_above_id_unit'), 'unit', ['entered_above_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('eligible_number', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_eligible_number_entered_above_id_unit'), type_='foreignkey')
        batch_op.drop_column('entered_above_id')
    op.drop_table('public_page')
    op.drop_table('folded_check')
