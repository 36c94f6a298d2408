"""Whoever changes the record past the app is found out: six forgeries, each by raw SQL, the guards away."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from builders import TickingClock, a_content, a_draft, a_patient, a_program, a_visit, an_item
from clinic_app.data.anchor import ANCHOR_NAME
from clinic_app.data.audit_rows import unsealed
from clinic_app.data.auditor import COMMITS_A_LINE
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.access import Actor
from clinic_app.domain.audit import EVERYTHING, AuditAction, AuditReport, Standing
from clinic_app.domain.patient import Patient
from forgery import forge


@pytest.fixture
def seen_folder(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "seen"


@pytest.fixture
def patient(folder: Path, seen_folder: Path) -> Patient:
    """Of a record with eight entries, which is closed."""
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="test"), seen_folder=seen_folder)
    patient = a_patient(notes="as it was")
    program = a_program(patient)
    with record.writing() as work:
        work.patients.add(patient)
        work.programs.add(program)
        work.programs.add_version(a_draft(program, a_content(items=(an_item(),))))
        work.commit()
    for _ in range(5):
        _save(record, patient)
    record.close()
    return patient


@contextmanager
def _reopened(folder: Path, seen_folder: Path | None = None) -> Iterator[SqlRecord]:
    record = open_record(folder, clock=TickingClock(), actor=Actor(name="test"), seen_folder=seen_folder)
    yield record
    record.close()


def _save(record: SqlRecord, patient: Patient) -> None:
    with record.writing() as work:
        work.visits.add(a_visit(patient))
        work.commit()


def _verified(record: SqlRecord) -> AuditReport:
    steps: list[tuple[int, int]] = []
    report = record.auditor.verify(lambda *step: steps.append(step))
    assert all(done <= whole for done, whole in steps)
    return report


def _found(folder: Path, seen_folder: Path | None = None) -> AuditReport:
    with _reopened(folder, seen_folder) as record:
        return _verified(record)


def _subjects(mismatches: Sequence[object]) -> list[str]:
    return [each.subject for each in mismatches]  # type: ignore[attr-defined]  # Mismatch


def test_a_record_nobody_touched_is_whole(folder: Path, patient: Patient) -> None:
    report = _found(folder)
    assert report.is_whole
    assert (report.entries, report.rows) == (8, 8)
    assert report.seen.standing is Standing.WHOLE


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'somebody else'",
        "at = '2020-01-01 00:00:00.000000'",
        "subject_id = 'x'",
        "patient_id = NULL",
        "digest = NULL",
        "digest = zeroblob(32)",
        "chain = zeroblob(32)",
        "action = 'opened'",
        "detail = 'x'",
    ],
)
def test_an_edited_entry_is_found(folder: Path, patient: Patient, change: str) -> None:
    forge(folder, f"UPDATE audit_entry SET {change} WHERE number = 5")
    assert 5 in _found(folder).broken


def test_an_entry_taken_out_of_the_middle_is_found(folder: Path, patient: Patient) -> None:
    forge(folder, "DELETE FROM audit_entry WHERE number = 5")
    report = _found(folder)
    assert report.broken == (6,)
    assert _subjects(report.forged) == ["visit"]


def test_an_entry_taken_out_and_the_rest_numbered_anew_is_found(folder: Path, patient: Patient) -> None:
    forge(
        folder,
        "DELETE FROM audit_entry WHERE number = 5",
        "UPDATE audit_entry SET number = number - 1 WHERE number > 5",
    )
    assert 5 in _found(folder).broken


def test_a_tail_that_was_cut_off_is_found_by_the_anchor(folder: Path, patient: Patient) -> None:
    forge(
        folder,
        "DELETE FROM visit WHERE id IN (SELECT subject_id FROM audit_entry WHERE number > 6)",
        "DELETE FROM audit_entry WHERE number > 6",
    )
    report = _found(folder)
    assert not report.broken
    assert (report.seen.standing, report.seen.missing) == (Standing.OLDER, 2)
    assert not report.is_whole


def test_a_file_put_back_from_an_older_copy_is_found(folder: Path, patient: Patient) -> None:
    older = folder.with_name("older.db")
    shutil.copy(folder / "record.db", older)
    with _reopened(folder) as record:
        _save(record, patient)
    shutil.copy(older, folder / "record.db")
    with _reopened(folder) as record:
        assert (record.auditor.seen().standing, record.auditor.seen().missing) == (Standing.OLDER, 1)


def test_a_whole_folder_put_back_is_found_by_the_copy_among_the_settings(
    folder: Path, patient: Patient, seen_folder: Path
) -> None:
    older = folder.with_name("older")
    shutil.copytree(folder, older)
    with _reopened(folder, seen_folder) as record:
        _save(record, patient)
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    assert _found(folder).is_whole  # what lies beside it agrees with it
    seen = _found(folder, seen_folder).seen
    assert (seen.standing, seen.missing) == (Standing.OLDER, 1)


def test_a_record_that_went_on_from_an_older_copy_is_another(
    folder: Path, patient: Patient, seen_folder: Path
) -> None:
    older = folder.with_name("older")
    shutil.copytree(folder, older)
    with _reopened(folder, seen_folder) as record:
        _save(record, patient)
    with _reopened(older) as record:
        for _ in range(3):
            _save(record, patient)
    assert _found(older, seen_folder).seen.standing is Standing.ANOTHER


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO counter (name, last) VALUES ('x', 1)",
    ],
)
def test_what_is_not_watched_may_change(folder: Path, patient: Patient, statement: str) -> None:
    forge(folder, statement)
    assert _found(folder).is_whole


def test_a_forged_row_is_found(folder: Path, patient: Patient) -> None:
    forge(
        folder,
        "CREATE TEMP TABLE forged AS SELECT * FROM visit LIMIT 1",
        "UPDATE forged SET id = 'f0000000000000000000000000000000'",
        "INSERT INTO visit SELECT * FROM forged",
    )
    report = _found(folder)
    assert _subjects(report.forged) == ["visit"]
    assert not report.broken


@pytest.mark.parametrize(
    ("statement", "subject"),
    [
        ("UPDATE patient SET notes = 'as somebody wished'", "patient"),
        ("UPDATE patient SET birth_date = NULL", "patient"),
        ("UPDATE visit SET pain_now = 1 WHERE rowid = 2", "visit"),
        ("UPDATE program_item SET note = 'as somebody wished'", "program_version"),
        ("DELETE FROM program_item", "program_version"),
        ("UPDATE patient SET notes = CAST(x'ff' AS TEXT)", "patient"),
        ("UPDATE patient SET notes = x'ff'", "patient"),
    ],
)
def test_a_changed_row_is_found(folder: Path, patient: Patient, statement: str, subject: str) -> None:
    forge(folder, statement)
    report = _found(folder)
    assert _subjects(report.changed) == [subject]
    assert not report.broken


def test_a_row_that_was_taken_away_is_found(folder: Path, patient: Patient) -> None:
    forge(folder, "DELETE FROM visit WHERE rowid = 2")
    assert _subjects(_found(folder).missing) == ["visit"]


def test_a_row_put_back_as_it_was_is_found(folder: Path, patient: Patient) -> None:
    with _reopened(folder) as record, record.writing() as work:
        work.patients.save(replace(patient, notes="corrected"))
        work.commit()
    forge(folder, "UPDATE patient SET notes = 'as it was', revision = 1")
    assert _subjects(_found(folder).changed) == ["patient"]


def test_what_is_saved_while_the_check_runs_is_no_fault(folder: Path, patient: Patient) -> None:
    with _reopened(folder) as record:

        def save_meanwhile(_done: int, _whole: int) -> None:
            with record.writing() as work:
                [visit, *_] = work.visits.of_patient(patient.id)
                work.visits.save(replace(visit, plan=visit.plan + "x"))
                work.visits.add(a_visit(patient))
                work.visits.delete_unsigned(work.visits.of_patient(patient.id)[-1].id)
                work.commit()

        assert record.auditor.verify(save_meanwhile).is_whole


def test_who_goes_on_with_an_older_record_leaves_a_note(
    folder: Path, patient: Patient, seen_folder: Path
) -> None:
    older = folder.with_name("older.db")
    shutil.copy(folder / "record.db", older)
    with _reopened(folder, seen_folder) as record:
        _save(record, patient)
    shutil.copy(older, folder / "record.db")
    with _reopened(folder, seen_folder) as record:
        for _ in range(COMMITS_A_LINE + 1):
            _save(record, patient)
    with _reopened(folder, seen_folder) as record:
        assert record.auditor.seen().standing is Standing.ANOTHER  # nothing was remembered of that work
        record.auditor.go_on()
        with record.reading() as work:
            [note] = work.audit.page(EVERYTHING, before=None, limit=1)
        assert note.action is AuditAction.WENT_ON
    with _reopened(folder, seen_folder) as record:
        assert record.auditor.seen().standing is Standing.WHOLE


def test_the_anchor_follows_within_a_minute_and_so_many_commits(folder: Path, seen_folder: Path) -> None:
    clock = TickingClock()
    record = create_record(folder, clock=clock, actor=Actor(name="test"), seen_folder=seen_folder)
    patient = a_patient()
    with record.writing() as work:
        work.patients.add(patient)
        work.commit()
    assert not (folder / ANCHOR_NAME).exists()
    clock.wait(seconds=61)
    _save(record, patient)
    first = (folder / ANCHOR_NAME).read_bytes()
    for _ in range(COMMITS_A_LINE - 1):
        _save(record, patient)
    assert (folder / ANCHOR_NAME).read_bytes() == first
    _save(record, patient)
    last = (folder / ANCHOR_NAME).read_bytes()
    assert last != first
    assert [path.read_bytes() for path in seen_folder.iterdir()] == [last]
    record.close()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"mac": 3, "format": 1}', b"null"])
def test_a_damaged_anchor_says_nothing_and_its_twin_speaks(
    folder: Path, patient: Patient, seen_folder: Path, content: bytes
) -> None:
    (folder / ANCHOR_NAME).write_bytes(content)
    with _reopened(folder) as record:
        assert record.auditor.seen().standing is Standing.UNKNOWN
    (folder / ANCHOR_NAME).write_bytes(content)
    with _reopened(folder, seen_folder) as record:
        assert record.auditor.seen().standing is Standing.WHOLE


def test_an_anchor_with_another_number_does_not_count(folder: Path, patient: Patient) -> None:
    path = folder / ANCHOR_NAME
    path.write_text(path.read_text().replace('"count": 8', '"count": 9'))
    with _reopened(folder) as record:
        assert record.auditor.seen().standing is Standing.UNKNOWN


def test_a_record_from_before_the_log_gets_an_entry_for_every_row(folder: Path, patient: Patient) -> None:
    forge(
        folder,
        "DROP TABLE audit_entry",
        "DROP TABLE audit_key",
        "ALTER TABLE clinic DROP COLUMN retention_birthday",
        "UPDATE alembic_version SET version_num = '0006'",
    )
    (folder / ANCHOR_NAME).unlink()
    with _reopened(folder) as record:
        with record.reading() as work:
            found = work.audit.page(EVERYTHING, before=None, limit=100)
        assert {each.action for each in found} == {AuditAction.FOUND}
        assert sorted(each.subject for each in found) == [
            "patient",
            "program",
            "program_version",
            *["visit"] * 5,
        ]
        report = _verified(record)
        assert report.is_whole
        assert report.rows == 8


@pytest.mark.parametrize("kept", [b"", b"cut", bytes(12), bytes(40)])
def test_old_values_that_somebody_altered_are_no_values(kept: bytes) -> None:
    assert unsealed(bytes(32), kept, "patient 1") is None
