"""Files that are gone or damaged beside the record come back from its backups, and nothing else does."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backed_up import SHEET, a_record
from clinic_app.data.backup_plan import BackupPlan
from clinic_app.data.record import SqlRecord
from clinic_app.data.record_files import ARCHIVE_NAME
from clinic_app.domain.access import Actor, Role
from clinic_app.domain.errors import OutputError, RecordError
from clinic_app.services.backups import BackupService
from clinic_app.services.erasure import ErasureService
from clinic_app.services.permission import GuardedRecord
from clinic_app.services.spare_files import MendedArchive, PutBack, SpareFiles


@pytest.fixture
def record(tmp_path: Path) -> Iterator[SqlRecord]:
    made = a_record(tmp_path / "record")
    yield made
    made.close()


@pytest.fixture
def plan(tmp_path: Path) -> BackupPlan:
    return BackupPlan(tmp_path / "config", tmp_path / "record")


@pytest.fixture
def sheet(record: SqlRecord, plan: BackupPlan, tmp_path: Path) -> Path:
    """The file of the one sheet that was handed out, backed up beside the record and onto a stick."""
    (tmp_path / "stick").mkdir()
    BackupService(record, plan).add_place(str(tmp_path / "stick"))
    assert len(BackupService(record, plan).back_up().backups) == 2
    [found] = (tmp_path / "record" / ARCHIVE_NAME).rglob("?" * 64)
    return found


@pytest.fixture
def spares(record: SqlRecord, plan: BackupPlan) -> SpareFiles:
    return SpareFiles.of_record(record, plan)


def test_nothing_is_put_back_where_nothing_is_gone(spares: SpareFiles, sheet: Path) -> None:
    assert spares.put_back() == PutBack()
    assert sheet.exists()


@pytest.mark.parametrize("content", [None, b"", b"clinic-handout/1\n"])
def test_a_sheet_that_is_gone_or_cut_short_comes_back(
    spares: SpareFiles, record: SqlRecord, sheet: Path, content: bytes | None
) -> None:
    sheet.unlink()
    if content is not None:
        sheet.write_bytes(content)

    assert spares.put_back() == PutBack(came_back=1)
    assert record.archive.get(sheet.name) == SHEET


def test_where_the_backups_beside_the_record_are_gone_the_stick_gives_it(
    spares: SpareFiles, record: SqlRecord, plan: BackupPlan, sheet: Path
) -> None:
    shutil.rmtree(plan.usual)
    shutil.rmtree(sheet.parent.parent)

    assert spares.put_back() == PutBack(came_back=1)
    assert record.archive.get(sheet.name) == SHEET


def test_a_copy_that_is_damaged_too_is_passed_over(spares: SpareFiles, plan: BackupPlan, sheet: Path) -> None:
    [beside] = Path(plan.usual).rglob(sheet.name)
    beside.write_bytes(beside.read_bytes()[:-1] + b"?")
    sheet.unlink()

    assert spares.put_back() == PutBack(came_back=1)


def test_without_a_backup_in_reach_it_stays_gone_and_is_counted(
    spares: SpareFiles, plan: BackupPlan, sheet: Path, tmp_path: Path
) -> None:
    shutil.rmtree(plan.usual)
    shutil.rmtree(tmp_path / "stick")
    sheet.unlink()

    assert spares.put_back() == PutBack(gone=1)


def test_a_sheet_that_is_damaged_is_read_from_the_backup_and_mended(
    record: SqlRecord, plan: BackupPlan, sheet: Path
) -> None:
    sheet.write_bytes(sheet.read_bytes()[:-1] + b"?")

    assert GuardedRecord(record, plan).archive.get(sheet.name) == SHEET
    assert record.archive.get(sheet.name) == SHEET


def test_an_assistant_reads_it_from_the_backup_too(record: SqlRecord, plan: BackupPlan, sheet: Path) -> None:
    sheet.unlink()
    record.act_as(Actor(name="Bo Reed", role=Role.ASSISTANT))

    assert GuardedRecord(record, plan).archive.get(sheet.name) == SHEET


def test_a_record_that_can_only_be_read_is_read_past_the_gap_and_left_alone(
    record: SqlRecord, plan: BackupPlan, sheet: Path
) -> None:
    sheet.unlink()
    record.stop_writing(RecordError("It can only be read."))

    assert SpareFiles.of_record(record, plan).put_back() == PutBack()
    assert GuardedRecord(record, plan).archive.get(sheet.name) == SHEET
    assert not sheet.exists()


class FullArchive:
    """There is no room for a file."""

    def __init__(self, archive: object) -> None:
        self._archive = archive

    def get(self, sha256: str) -> bytes:
        raise RecordError("It is missing.")

    def put(self, pdf: bytes) -> str:
        raise OutputError("There is no room.")

    def is_there(self, sha256: str) -> bool:
        return False


def test_on_a_full_disk_the_sheet_is_shown_and_the_reason_is_kept_for_the_start(
    record: SqlRecord, plan: BackupPlan, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet.unlink()
    full = FullArchive(record.archive)
    monkeypatch.setattr(record, "archive", full)
    spares = SpareFiles.of_record(record, plan)

    assert MendedArchive(full, spares).get(sheet.name) == SHEET
    put_back = spares.put_back()
    assert (put_back.came_back, put_back.gone) == (0, 1)
    assert str(put_back.failure) == "There is no room."


def test_the_photo_of_an_erased_patient_does_not_come_back(record: SqlRecord, plan: BackupPlan) -> None:
    sha256 = record.archive.put(b"a photo")
    with record.writing() as work:
        [patient] = work.patients.search((), archived=False, limit=9)
        work.patients.save(replace(patient, photo_sha256=sha256))
        work.commit()
    BackupService(record, plan).back_up()
    guarded = GuardedRecord(record, plan)
    ErasureService(guarded).erase(patient.id, typed_number=patient.written_number, reason="asked for it")
    assert record.backups.spare(plan.usual, sha256) == b"a photo"

    with pytest.raises(RecordError):
        guarded.archive.get(sha256)
    assert SpareFiles.of_record(record, plan).put_back() == PutBack()
    assert not record.archive.is_there(sha256)


def test_a_folder_without_backups_holds_nothing(record: SqlRecord, tmp_path: Path) -> None:
    assert record.backups.spare(str(tmp_path), "0" * 64) is None
