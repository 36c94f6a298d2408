"""Who the figures of a sheet show; sheets from before show each figure's own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; adding in place keeps the triggers that guard what was handed out."""
    op.add_column(
        "program_version", sa.Column("person", sa.String(length=100), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")
