"""The story of a patient: more fields; visits, scores, diaries, letters; phrases of the clinic."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from clinic_app.data.column_types import NumberTuple, TextTuple, Typed, UtcDateTime
from clinic_app.domain.name_sounds import sounds
from clinic_app.domain.namesakes import name_words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LONGEST_WORD = 200
_SAYS = {
    "visit": "what was signed never changes",
    "visit_amendment": "what was added to a signed visit never changes",
    "measure_result": "a score never changes; it can be withdrawn",
    "letter": "what was sent never changes",
}
_WRITTEN = {
    "visit": (
        "OLD.signed_at IS NOT NULL",
        "visited_on, therapist_id, subjective, objective, assessment, plan, pain_now, pain_best, pain_worst, "
        "body_chart, findings, signed_at, signed_by",
    ),
    "visit_amendment": ("1", "visit_id, text, amended_at, amended_by"),
    "measure_result": ("1", "measure, part, taken_on, value, answers, activities, note"),
    "letter": ("1", "kind, reader, addressee, written_at, therapist_id, sha256, page_count"),
}
"""When a row is guarded, and what of it: whose it is may change, because two patients may be merged."""


def upgrade() -> None:
    """Columns are added in place, which keeps the triggers that guard what was handed out."""
    _add_columns()
    _create_visit()
    _create_amendment()
    _create_measure_result()
    _create_diary()
    _create_letter()
    _create_erasure()
    _index_what_waits()
    _guard()
    _add_sounds()


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")


def _add_columns() -> None:
    no, none, empty = sa.false(), sa.text("'[]'"), sa.text("''")
    for name in (
        "emergency_contact",
        "occupation",
        "sport",
        "referrer",
        "insurer",
        "claim_number",
        "consent_note",
    ):
        op.add_column("patient", sa.Column(name, Typed(), nullable=False, server_default=empty))
    op.add_column("patient", sa.Column("needs_interpreter", sa.Boolean(), nullable=False, server_default=no))
    unknown = sa.text("'unknown'")
    op.add_column(
        "patient", sa.Column("dominant_hand", sa.String(40), nullable=False, server_default=unknown)
    )
    op.add_column("patient", sa.Column("consent_on", sa.Date(), nullable=True))
    op.add_column("patient", sa.Column("photo_sha256", sa.String(100), nullable=False, server_default=empty))
    op.add_column("patient", sa.Column("merged_into", sa.Uuid(), nullable=True))
    op.add_column("patient", sa.Column("merge", sa.JSON(), nullable=True))
    for name in ("mechanism", "diagnosis", "referrer", "outcome"):
        op.add_column("episode", sa.Column(name, Typed(), nullable=False, server_default=empty))
    op.add_column(
        "episode", sa.Column("diagnosis_code", sa.String(100), nullable=False, server_default=empty)
    )
    op.add_column("episode", sa.Column("activities", TextTuple(), nullable=False, server_default=none))
    op.add_column("episode", sa.Column("planned_visits", sa.Integer(), nullable=True))
    op.add_column("clinic", sa.Column("phrases", sa.JSON(), nullable=False, server_default=none))
    ten = sa.text("10")
    op.add_column("clinic", sa.Column("retention_years", sa.Integer(), nullable=False, server_default=ten))


def _stamps() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by", Typed(length=200), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by", Typed(length=200), nullable=False),
    )


def _key(table: str) -> tuple[SchemaItem, ...]:
    return sa.Column("id", sa.Uuid(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _other(table: str, name: str, kind: str, *, may_lack: bool = False) -> tuple[SchemaItem, ...]:
    """A column that names a row of another table."""
    named = op.f(f"fk_{table}_{name}_{kind}")
    return (
        sa.Column(name, sa.Uuid(), nullable=may_lack),
        sa.ForeignKeyConstraint([name], [f"{kind}.id"], name=named),
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _revision(table: str) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f(f"ck_{table}_revision")),
    )


def _create_visit() -> None:
    texts = ("subjective", "objective", "assessment", "plan")
    pains = ("pain_now", "pain_best", "pain_worst")
    op.create_table(
        "visit",
        *_key("visit"),
        *_other("visit", "patient_id", "patient"),
        *_other("visit", "episode_id", "episode", may_lack=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        *_other("visit", "therapist_id", "therapist", may_lack=True),
        *(sa.Column(name, Typed(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in pains),
        *(sa.CheckConstraint(f"{name} BETWEEN 0 AND 10", name=op.f(f"ck_visit_{name}")) for name in pains),
        sa.Column("body_chart", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=True),
        sa.Column("signed_by", Typed(length=200), nullable=False),
        *_revision("visit"),
        *_stamps(),
    )
    _index("visit", "episode_id")
    _index("visit", "therapist_id")
    _index("visit", "patient_id", "visited_on")
    _index("visit", "visited_on")
    op.create_index("ix_visit_unsigned", "visit", ["visited_on"], sqlite_where=sa.text("signed_at IS NULL"))


def _create_amendment() -> None:
    op.create_table(
        "visit_amendment",
        *_key("visit_amendment"),
        *_other("visit_amendment", "visit_id", "visit"),
        sa.Column("text", Typed(), nullable=False),
        sa.Column("amended_at", UtcDateTime(), nullable=False),
        sa.Column("amended_by", Typed(length=200), nullable=False),
        *_stamps(),
    )
    _index("visit_amendment", "visit_id")


def _create_measure_result() -> None:
    table = "measure_result"
    op.create_table(
        table,
        *_key(table),
        *_other(table, "patient_id", "patient"),
        *_other(table, "episode_id", "episode", may_lack=True),
        *_other(table, "visit_id", "visit", may_lack=True),
        sa.Column("measure", sa.String(length=100), nullable=False),
        sa.Column("part", sa.String(length=100), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("answers", NumberTuple(), nullable=False),
        sa.Column("activities", TextTuple(), nullable=False),
        sa.Column("note", Typed(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_because", Typed(), nullable=False),
        *_stamps(),
    )
    _index(table, "episode_id")
    _index(table, "visit_id")
    _index(table, "patient_id", "measure", "taken_on")


def _create_diary() -> None:
    op.create_table(
        "diary",
        *_key("diary"),
        *_other("diary", "patient_id", "patient"),
        *_other("diary", "program_id", "program"),
        *_other("diary", "version_id", "program_version"),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("planned_per_day", sa.Integer(), nullable=False),
        sa.Column("planned_days_a_week", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned_per_day >= 1", name=op.f("ck_diary_planned_per_day")),
        sa.CheckConstraint("planned_days_a_week BETWEEN 1 AND 7", name=op.f("ck_diary_planned_days_a_week")),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("note", Typed(), nullable=False),
        *_revision("diary"),
        *_stamps(),
    )
    _index("diary", "program_id")
    _index("diary", "version_id")
    _index("diary", "patient_id", "started_on")


def _word(name: str, *words: str) -> sa.Column[str]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=False)


def _create_letter() -> None:
    op.create_table(
        "letter",
        *_key("letter"),
        *_other("letter", "patient_id", "patient"),
        *_other("letter", "episode_id", "episode", may_lack=True),
        _word("kind", "discharge", "progress"),
        _word("reader", "patient", "referrer", "insurer"),
        sa.Column("addressee", Typed(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        *_other("letter", "therapist_id", "therapist", may_lack=True),
        sa.Column("sha256", sa.String(length=100), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_letter_sha256")),
        sa.Column("page_count", sa.Integer(), nullable=False),
        *_stamps(),
    )
    _index("letter", "patient_id")
    _index("letter", "episode_id")
    _index("letter", "therapist_id")


def _add_sounds() -> None:
    """How the names of the patients who are there sound, beside the words they are found by."""
    connection = op.get_bind()
    patients = connection.execute(
        sa.text("SELECT id, family_name, given_name, preferred_name FROM patient")
    ).fetchall()
    add = sa.text("INSERT OR IGNORE INTO patient_word (patient_id, word) VALUES (:patient_id, :word)")
    for patient_id, *names in patients:
        apart = {word[:_LONGEST_WORD] for name in names for word in name_words(name)}
        words = apart | frozenset[str]().union(*map(sounds, apart))
        if words:
            connection.execute(add, [{"patient_id": patient_id, "word": word} for word in sorted(words)])


def _index_what_waits() -> None:
    """What Today asks over all patients."""
    _index("handout", "handed_out_at")
    for name, column, condition in (
        ("drafts", "changed_at", "number IS NULL"),
        ("begun", "handed_out_at", "number = 1"),
        ("review_date", "review_date", "number IS NOT NULL"),
    ):
        named = f"ix_program_version_{name}"
        op.create_index(named, "program_version", [column], sqlite_where=sa.text(condition))


def _create_erasure() -> None:
    """What stays of an erased patient: nothing of the person."""
    op.create_table(
        "erasure",
        *_key("erasure"),
        sa.Column("record_number", sa.Integer(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=False),
        sa.Column("erased_by", Typed(length=200), nullable=False),
        sa.Column("reason", Typed(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.Column("pending", TextTuple(), nullable=False),
    )


def _guard() -> None:
    for table, (condition, columns) in _WRITTEN.items():
        for event, what in (("update", f"UPDATE OF {columns}"), ("delete", "DELETE")):
            op.execute(
                f"CREATE TRIGGER guard_{table}_{event} BEFORE {what} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{_SAYS[table]}'); END"
            )
