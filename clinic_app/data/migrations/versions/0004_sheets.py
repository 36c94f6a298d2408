"""What a sheet looks like: choices of program and clinic; country, logo, colour, hours, signature."""

import sqlalchemy as sa
from alembic import op

from clinic_app.data.column_types import Typed

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns are added in place, which keeps the triggers that guard what was handed out."""
    usual, empty = sa.text("'{}'"), sa.text("''")
    op.add_column("program_version", sa.Column("choices", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("clinic", sa.Column("choices", sa.JSON(), nullable=False, server_default=usual))
    op.add_column("clinic", sa.Column("country", sa.String(100), nullable=False, server_default=empty))
    op.add_column("clinic", sa.Column("accent", sa.String(100), nullable=False, server_default=empty))
    op.add_column("clinic", sa.Column("hours", Typed(), nullable=False, server_default=empty))
    op.add_column("clinic", sa.Column("logo_sha256", sa.String(100), nullable=False, server_default=empty))
    op.add_column("therapist", sa.Column("signature_note", Typed(), nullable=False, server_default=empty))


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")
