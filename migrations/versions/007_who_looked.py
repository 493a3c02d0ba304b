"""An index of the record by unit: who looked at the people of a place is read for each of them.

Locks: audit_entry while the index is built (seconds for a million rows). Data: nothing changes.
"""

from alembic import op

revision = '007'
down_revision = '006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_audit_entry_unit_id_at', 'audit_entry', ['unit_id', 'at'])


def downgrade() -> None:
    op.drop_index('ix_audit_entry_unit_id_at', table_name='audit_entry')
