"""The first shape of the record."""

import sqlalchemy as sa
from alembic import op

from clinic_app.data.column_types import TextTuple, Typed, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_IS_HANDED_OUT = "(SELECT number FROM program_version WHERE id = {row}.version_id) IS NOT NULL"
_GUARDS = {
    "program_version": ("UPDATE", "DELETE", "OLD.number IS NOT NULL"),
    "handout": ("UPDATE", "DELETE", "1"),
}
_SAYS = "what was handed out never changes"


def upgrade() -> None:
    """Make every table, and the triggers that guard what was handed out."""
    _create_patient()
    _create_patient_word()
    _create_counter()
    _create_episode()
    _create_clinic()
    _create_therapist()
    _create_draft()
    _create_program()
    _create_program_version()
    _create_program_item()
    _create_handout()
    _guard_what_was_handed_out()


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")


def _guard_what_was_handed_out() -> None:
    for table, (*events, condition) in _GUARDS.items():
        for event in events:
            _guard(table, event, condition)
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        _guard("program_item", event, _IS_HANDED_OUT.format(row=row))


def _guard(table: str, event: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER guard_{table}_{event.lower()} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    )


def _create_clinic() -> None:
    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", Typed(), nullable=False),
        sa.Column("phone", Typed(), nullable=False),
        sa.Column("address", Typed(), nullable=False),
        sa.Column("web", Typed(), nullable=False),
        sa.Column("booking_url", Typed(), nullable=False),
        sa.Column("emergency_number", Typed(), nullable=False),
        sa.Column("paper", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clinic_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )


def _create_counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("key", Typed(), nullable=False),
        sa.Column("payload", Typed(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )


def _create_patient() -> None:
    op.create_table(
        "patient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_number", sa.Integer(), nullable=False),
        sa.Column("family_name", Typed(length=200), nullable=False),
        sa.Column("given_name", Typed(length=200), nullable=False),
        sa.Column("preferred_name", Typed(length=200), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column(
            "sex",
            sa.Enum(
                "female",
                "male",
                "other",
                "unknown",
                name="sex",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("gender", Typed(), nullable=False),
        sa.Column("phone", Typed(), nullable=False),
        sa.Column("email", Typed(), nullable=False),
        sa.Column("address", Typed(), nullable=False),
        sa.Column("language", sa.String(length=100), nullable=False),
        sa.Column("notes", Typed(), nullable=False),
        sa.Column("precaution_tags", TextTuple(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("sort_name", Typed(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
        sa.CheckConstraint("record_number >= 1", name=op.f("ck_patient_record_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("record_number", name=op.f("uq_patient_record_number")),
    )
    op.create_index(op.f("ix_patient_sort_name"), "patient", ["sort_name"], unique=False)


def _create_therapist() -> None:
    op.create_table(
        "therapist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", Typed(), nullable=False),
        sa.Column("credentials", Typed(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_therapist")),
    )


def _create_episode() -> None:
    op.create_table(
        "episode",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("problem", Typed(), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "left",
                "right",
                "both",
                "none",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("onset", sa.Date(), nullable=True),
        sa.Column("goals", Typed(), nullable=False),
        sa.Column("precaution_tags", TextTuple(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_episode_patient_id_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
    )
    op.create_index(op.f("ix_episode_patient_id"), "episode", ["patient_id"], unique=False)


def _create_patient_word() -> None:
    op.create_table(
        "patient_word",
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("word", Typed(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_patient_word_patient_id_patient"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("patient_id", "word", name=op.f("pk_patient_word")),
    )
    op.create_index(
        op.f("ix_patient_word_word_patient_id"), "patient_word", ["word", "patient_id"], unique=False
    )


def _create_program() -> None:
    op.create_table(
        "program",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("episode_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_program_episode_id_episode")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_program_patient_id_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
    )
    op.create_index(op.f("ix_program_episode_id"), "program", ["episode_id"], unique=False)
    op.create_index(op.f("ix_program_patient_id"), "program", ["patient_id"], unique=False)


def _create_program_version() -> None:
    op.create_table(
        "program_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", Typed(), nullable=False),
        sa.Column("why", Typed(), nullable=False),
        sa.Column("language", sa.String(length=100), nullable=False),
        sa.Column("paper", sa.String(length=100), nullable=False),
        sa.Column("education", TextTuple(), nullable=False),
        sa.Column("phase", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("review_date", sa.Date(), nullable=True),
        sa.Column("template_slug", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("handed_out_at", UtcDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_program_version_number")),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_program_version_program_id_program")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_version")),
        sa.UniqueConstraint("program_id", "number", name=op.f("uq_program_version_program_id_number")),
    )
    op.create_index(
        op.f("ix_program_version_program_id_changed_at"),
        "program_version",
        ["program_id", "changed_at"],
        unique=False,
    )
    op.create_index(
        "uq_program_version_draft",
        "program_version",
        ["program_id"],
        unique=True,
        sqlite_where=sa.text("number IS NULL"),
    )


def _create_handout() -> None:
    op.create_table(
        "handout",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("handed_out_at", UtcDateTime(), nullable=False),
        sa.Column("therapist_id", sa.Uuid(), nullable=True),
        sa.Column(
            "way",
            sa.Enum("printed", "saved", name="way", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=100), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=100), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_handout_sha256")),
        sa.CheckConstraint("version_number >= 1", name=op.f("ck_handout_version_number")),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_handout_program_id_program")),
        sa.ForeignKeyConstraint(
            ["therapist_id"], ["therapist.id"], name=op.f("fk_handout_therapist_id_therapist")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["program_version.id"], name=op.f("fk_handout_version_id_program_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout")),
    )
    op.create_index(op.f("ix_handout_program_id"), "handout", ["program_id"], unique=False)
    op.create_index(op.f("ix_handout_therapist_id"), "handout", ["therapist_id"], unique=False)
    op.create_index(op.f("ix_handout_version_id"), "handout", ["version_id"], unique=False)


def _create_program_item() -> None:
    op.create_table(
        "program_item",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exercise_slug", sa.String(length=100), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "left",
                "right",
                "left_and_right",
                "both_together",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dosage", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("schedule", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("note", Typed(), nullable=False),
        sa.Column("wording", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pose_key", Typed(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_program_item_position")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["program_version.id"],
            name=op.f("fk_program_item_version_id_program_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "id", name=op.f("pk_program_item")),
    )
