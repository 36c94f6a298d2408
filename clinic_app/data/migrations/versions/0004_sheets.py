"""What a sheet looks like: choices of program and clinic; country, logo, colour, hours; e-mail."""

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
    _allow("handout", "'printed', 'saved'", "'printed', 'saved', 'emailed'")


def _allow(table: str, words: str, more_words: str) -> None:
    """Widen a CHECK: SQLite changes none, so the table is made anew with all that hangs on it."""
    connection = op.get_bind()
    made: dict[str, str] = dict(
        connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,)
        ).fetchall()
    )
    statement = made.pop(table)
    if more_words in statement:
        return
    assert words in statement, f"the CHECK of {table} is not as it was written"
    widened = statement.replace(words, more_words).replace(table, f"{table}_anew", 1)
    connection.exec_driver_sql(widened)
    connection.exec_driver_sql(f"INSERT INTO {table}_anew SELECT * FROM {table}")
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for what in made.values():
        connection.exec_driver_sql(what)


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")
