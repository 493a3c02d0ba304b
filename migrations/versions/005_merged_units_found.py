"""Units that were merged are found from the unit that took them up.

Locks: unit against writing while the index is made (some tens of thousands of rows: well under a second).
Data: none is changed.
"""

from alembic import op

revision = '005'
down_revision = '004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_unit_successor_id', 'unit', ['successor_id'])


def downgrade() -> None:
    op.drop_index('ix_unit_successor_id', table_name='unit')
