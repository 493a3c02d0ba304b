"""Short checks: what kind an attempt is, tasks drawn for one, what a raised result rests on; who settled a report.

Locks: attempt, proof_result and not_me for a moment (SQLite writes the few rows of not_me anew).
Data: every attempt there is becomes a paper; the other new columns are empty. Going back, attempts that are checks go
with their answers, since papers cannot hold them; results they raised stay.
"""

import sqlalchemy as sa
from alembic import op

revision = '004'
down_revision = '003'
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    # Columns are added without rebuilding the table: numbers of attempts stay used once (sqlite_autoincrement).
    op.add_column('attempt', sa.Column('kind', sa.String(40), nullable=False, server_default='paper'))
    op.add_column('attempt', sa.Column('check_tasks', sa.JSON(), nullable=True))
    op.drop_index('uq_attempt_open', table_name='attempt')
    op.create_index('uq_attempt_open', 'attempt', ['person_id', 'audience', 'kind'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)

    op.add_column('proof_result', sa.Column('rests_on', sa.Text(), nullable=True))

    with op.batch_alter_table('not_me', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('settled_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_not_me_settled_by_id_person'), 'person', ['settled_by_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('not_me', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_not_me_settled_by_id_person'), type_='foreignkey')
        batch_op.drop_column('settled_by_id')

    op.drop_column('proof_result', 'rests_on')

    op.execute("DELETE FROM attempt_item WHERE attempt_id IN (SELECT id FROM attempt WHERE kind = 'check')")
    op.execute("DELETE FROM attempt WHERE kind = 'check'")
    op.drop_index('uq_attempt_open', table_name='attempt')
    op.drop_column('attempt', 'check_tasks')
    op.drop_column('attempt', 'kind')
    op.create_index('uq_attempt_open', 'attempt', ['person_id', 'audience'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
