"""The shape of the record: the migrations lead to it, from the first on, and lose nothing."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from builders import (
    TickingClock,
    a_handout,
)
from clinic_app.data.engine import migrating_engine, writing_engine
from clinic_app.data.key_file import read_key
from clinic_app.data.migrate import every_revision, newest_revision
from clinic_app.data.record import (
    KNOWN_REVISIONS,
    NEWEST_REVISION,
    SqlRecord,
    create_record,
    open_record,
)
from clinic_app.data.tables import Base
from clinic_app.domain.access import Actor
from clinic_app.domain.program import HandoutWay
from handed_out import handed_out

_LATER_COLUMNS = (
    ("program_version", "person"),
    ("program_version", "kept_advice"),
    ("clinic", "usual_doses"),
    ("program_item", "has_own_wording"),
    ("patient", "no_floor"),
    ("patient", "no_prone"),
    ("patient", "equipment"),
    ("patient", "minutes_willing"),
    ("program_version", "choices"),
    *(("clinic", column) for column in ("choices", "country", "accent", "hours", "logo_sha256")),
    ("therapist", "signature_note"),
    *(("patient", column) for column in ("needs_interpreter", "emergency_contact", "occupation", "sport")),
    *(("patient", column) for column in ("dominant_hand", "referrer", "insurer", "claim_number")),
    *(
        ("patient", column)
        for column in ("consent_on", "consent_note", "photo_sha256", "merged_into", "merge")
    ),
    *(("episode", column) for column in ("mechanism", "diagnosis", "diagnosis_code", "activities")),
    *(("episode", column) for column in ("planned_visits", "referrer", "outcome")),
    ("clinic", "phrases"),
    ("clinic", "retention_years"),
    ("clinic", "retention_birthday"),
)
"""What the first shape of the record did not have."""

_LATER_INDEXES = (
    "ix_handout_handed_out_at",
    *(f"ix_program_version_{name}" for name in ("drafts", "begun", "review_date")),
)

_LATER_TABLES = (
    "audit_entry",
    "audit_key",
    "found_words",
    "found_text",
    "erasure",
    "letter",
    "diary",
    "measure_result",
    "visit_amendment",
    "visit",
    "shelf_use",
    "own_entry",
    "red_flag_screen",
)


def _is_ours(name: str | None, *_: object) -> bool:
    """The tables of the full-text index are SQLite's own."""
    return not (name or "").startswith("found_words")


def test_the_migrations_lead_to_the_tables_of_the_models(record: SqlRecord, folder: Path) -> None:
    engine = migrating_engine(folder / "record.db", read_key(folder).database_key())
    with engine.begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": _is_ours}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    assert newest_revision() == NEWEST_REVISION
    assert every_revision() == KNOWN_REVISIONS


def test_a_record_of_the_first_shape_is_brought_up_to_date_and_a_copy_kept(folder: Path) -> None:
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    given_out = handed_out(record)
    with record.writing() as work:
        work.handouts.add(a_handout(given_out))
        work.commit()
    record.close()
    _take_back_to_first_shape(folder)

    record = open_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    with record.reading() as work:
        assert work.programs.version(given_out.id) == given_out
        [given] = work.handouts.of_program(given_out.program_id)
    with record.writing() as work:
        work.handouts.add(replace(given, id=uuid4(), way=HandoutWay.EMAILED))
        work.commit()
    record.close()
    assert (folder / "record.db.before-0001").is_file()
    engine = writing_engine(folder / "record.db", read_key(folder).database_key())
    for change in ("UPDATE program_version SET title = 'other'", "DELETE FROM handout"):
        with engine.connect() as connection, pytest.raises(Exception, match="never changes"):
            connection.exec_driver_sql(change)
    engine.dispose()


def _take_back_to_first_shape(folder: Path) -> None:
    engine = migrating_engine(folder / "record.db", read_key(folder).database_key())
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP VIEW found_source")
        for index in _LATER_INDEXES:
            connection.exec_driver_sql(f"DROP INDEX {index}")
        for table in _LATER_TABLES:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for table, column in _LATER_COLUMNS:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        _narrow_the_ways_out(connection)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()


def _narrow_the_ways_out(connection: Connection) -> None:
    """The first shape knew no e-mail drafts."""
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'handout'", (", 'emailed'", "")
    )
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
