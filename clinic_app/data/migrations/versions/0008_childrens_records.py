"""Records of children are kept until a birthday."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The 25th, in a clinic that says nothing else."""
    usual = sa.text("25")
    op.add_column(
        "clinic", sa.Column("retention_birthday", sa.Integer(), nullable=False, server_default=usual)
    )
