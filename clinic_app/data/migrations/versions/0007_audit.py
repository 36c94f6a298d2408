"""Who did what: the audit log, which nobody may change, and the keys of what it keeps of patients."""

import sqlalchemy as sa
from alembic import op

from clinic_app.data.column_types import Typed, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The log stays empty: what is there already is entered by the record, which has the key."""
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", Typed(length=200), nullable=False),
        sa.Column("therapist_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("subject_id", Typed(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.String(length=100), nullable=False),
        sa.Column("shape", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    for column in ("at", "patient_id"):
        op.create_index(op.f(f"ix_audit_entry_{column}"), "audit_entry", [column])
    op.create_table(
        "audit_key",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_audit_key_patient_id_patient")),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_audit_key")),
    )
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER guard_audit_entry_{event} BEFORE {event.upper()} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the audit log never changes'); END"
        )


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")
