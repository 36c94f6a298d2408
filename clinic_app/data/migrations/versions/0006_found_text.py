"""Notes, programs and problems are found by their words."""

import sqlalchemy as sa
from alembic import op

from clinic_app.data.column_types import Typed

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_LINE = "char(10)"
_WORDING = ("name", "felt_where", "common_mistake", "easier", "start_caption", "end_caption")
_BODIES = {
    "visit": f"""
        SELECT id, patient_id, visited_on AS day,
               trim(subjective || {_LINE} || objective || {_LINE} || assessment || {_LINE} || plan
                    || {_LINE} || coalesce((SELECT group_concat(text, {_LINE}) FROM visit_amendment
                              WHERE visit_id = visit.id), ''), {_LINE}) AS body
        FROM visit""",
    "program": f"""
        SELECT p.id, p.patient_id, date(v.changed_at, 'localtime') AS day,
               trim(v.title || {_LINE} || v.why || {_LINE} ||
                    coalesce((SELECT group_concat(i.note || CASE WHEN i.has_own_wording THEN {_LINE} || {
        "".join(
            f" || {_LINE} || coalesce(json_extract(i.wording, '$.{name}'), '')" for name in _WORDING
        ).removeprefix(f" || {_LINE} || ")
    } || {_LINE} || coalesce((SELECT group_concat(value, {_LINE})
                        FROM json_each(i.wording, '$.steps')), '') ELSE '' END, {_LINE})
                              FROM program_item i WHERE i.version_id = v.id), ''), {_LINE}) AS body
        FROM program p JOIN program_version v ON v.id =
             (SELECT id FROM program_version WHERE program_id = p.id
              ORDER BY number IS NULL DESC, number DESC LIMIT 1)""",
    "problem": f"""
        SELECT id, patient_id, opened_on AS day,
               trim(problem || {_LINE} || diagnosis || {_LINE} || goals || {_LINE} || outcome,
                    {_LINE}) AS body
        FROM episode""",
    "patient": """
        SELECT id, id AS patient_id, date(saved_at, 'localtime') AS day, trim(notes) AS body
        FROM patient WHERE merged_into IS NULL""",
}
"""What of each kind is found; the number of the day 1 January of the year 1 is 1, as in Python."""


def upgrade() -> None:
    """The texts, their index, and what the record holds already."""
    op.create_table(
        "found_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*_BODIES, name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("body", Typed(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_found_text_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_text")),
        sa.UniqueConstraint("owner_id", name=op.f("uq_found_text_owner_id")),
    )
    op.create_index(op.f("ix_found_text_patient_id"), "found_text", ["patient_id"])
    op.execute(
        "CREATE VIEW found_source AS SELECT id, 'ꙮ' || coalesce(patient_id, '') AS whose, body "
        "FROM found_text"
    )
    op.execute(
        "CREATE VIRTUAL TABLE found_words USING fts5(whose, body, content = 'found_source', "
        "content_rowid = 'id', columnsize = 0, detail = none, "
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6')"
    )
    op.execute("INSERT INTO found_words(found_words, rank) VALUES ('secure-delete', 1)")
    for kind, query in _BODIES.items():
        _fill(kind, query)
    op.execute("INSERT INTO found_words(found_words) VALUES ('rebuild')")


def _fill(kind: str, query: str) -> None:
    number = "CAST(julianday(day) - 1721424.5 AS INTEGER) << 20"
    op.execute(
        "INSERT INTO found_text (id, kind, owner_id, patient_id, body) "
        f"SELECT first + row_number() OVER (PARTITION BY first) + (SELECT count(*) FROM found_text "
        f"WHERE found_text.id BETWEEN first AND first + 1048575), '{kind}', owner_id, patient_id, body "
        f"FROM (SELECT {number} AS first, id AS owner_id, patient_id, body FROM ({query}) WHERE body != '')"
    )


def downgrade() -> None:
    """Nothing older can read a record."""
    raise NotImplementedError("a record is never taken back to an older shape")
