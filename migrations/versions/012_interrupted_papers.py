"""Papers interrupted in one sitting and gone on with in another: since when, and what the earlier part carries.

Locks: the table attempt, for as long as it takes to add a column; on SQLite it is written anew.
Data: nothing changes. The new columns are empty.
"""

import sqlalchemy as sa
from alembic import op

revision = '012'
down_revision = '011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('attempt', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('interrupted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('carried', sa.SmallInteger(), nullable=True))
        batch_op.create_check_constraint(batch_op.f('ck_attempt_carried_known'), 'carried BETWEEN 0 AND 3')


def downgrade() -> None:
    with op.batch_alter_table('attempt', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_attempt_carried_known'), type_='check')
        batch_op.drop_column('carried')
        batch_op.drop_column('interrupted_at')
