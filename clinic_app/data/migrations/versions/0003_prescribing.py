"""Own words and kept advice in programs; limits of a patient; the clinic's shelf; red-flag screens."""

import sqlalchemy as sa
from alembic import op

from clinic_app.data.column_types import TextTuple, Typed, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns are added in place, which keeps the triggers that guard what was handed out."""
    _add_columns()
    _create_shelf()
    _create_red_flag_screen()


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")


def _add_columns() -> None:
    no, none = sa.false(), sa.text("'[]'")
    op.add_column(
        "program_item", sa.Column("has_own_wording", sa.Boolean(), nullable=False, server_default=no)
    )
    op.add_column("program_version", sa.Column("kept_advice", sa.JSON(), nullable=False, server_default=none))
    op.add_column("clinic", sa.Column("usual_doses", sa.JSON(), nullable=False, server_default=none))
    op.add_column("patient", sa.Column("no_floor", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("patient", sa.Column("no_prone", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("patient", sa.Column("equipment", TextTuple(), nullable=True))
    op.add_column("patient", sa.Column("minutes_willing", sa.Integer(), nullable=True))
    # A draft's own wording is the therapist's: the library's is only frozen when a version is handed out.
    op.execute(
        "UPDATE program_item SET has_own_wording = 1 WHERE wording IS NOT NULL AND version_id IN "
        "(SELECT id FROM program_version WHERE number IS NULL)"
    )


def _kind() -> sa.Enum:
    return sa.Enum("exercise", "template", name="kind", native_enum=False, create_constraint=True, length=40)


def _stamps() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
    )


def _create_shelf() -> None:
    op.create_table(
        "shelf_use",
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("is_favourite", sa.Boolean(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("uses >= 0", name=op.f("ck_shelf_use_uses")),
        sa.PrimaryKeyConstraint("kind", "slug", name=op.f("pk_shelf_use")),
    )
    op.create_table(
        "own_entry",
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("photo_sha256", sa.String(length=100), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_stamps(),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_own_entry_revision")),
        sa.PrimaryKeyConstraint("kind", "slug", name=op.f("pk_own_entry")),
    )


def _create_red_flag_screen() -> None:
    op.create_table(
        "red_flag_screen",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("episode_id", sa.Uuid(), nullable=True),
        sa.Column("screen", sa.String(length=100), nullable=False),
        sa.Column("screened_on", sa.Date(), nullable=False),
        sa.Column("therapist_id", sa.Uuid(), nullable=True),
        sa.Column("findings", TextTuple(), nullable=False),
        sa.Column("action", Typed(), nullable=False),
        *_stamps(),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_red_flag_screen_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_red_flag_screen_patient_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["therapist_id"], ["therapist.id"], name=op.f("fk_red_flag_screen_therapist_id_therapist")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_red_flag_screen")),
    )
    for column in ("patient_id", "episode_id", "therapist_id"):
        op.create_index(op.f(f"ix_red_flag_screen_{column}"), "red_flag_screen", [column], unique=False)
