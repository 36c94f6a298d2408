"""Files that belong to the record and are gone from beside it are missed at the start, not at a reprint."""

import shutil
from pathlib import Path

from backed_up import a_record
from clinic_app.data.record_files import ARCHIVE_NAME
from clinic_app.paths import AppFolders
from clinic_ui import composition


def cautions(tmp_path: Path) -> list[str]:
    folders = AppFolders(*(tmp_path / name for name in ("record", "config", "cache", "logs")))
    services = composition.open_clinic(folders)
    try:
        return [str(each) for each in composition.tidy_up(services)]
    finally:
        services.record.close()


def test_a_folder_of_sheets_that_is_gone_is_told_and_put_back_is_not(tmp_path: Path) -> None:
    a_record(tmp_path / "record").close()
    assert cautions(tmp_path) == []
    sheets = tmp_path / "record" / ARCHIVE_NAME
    shutil.move(sheets, tmp_path / "elsewhere")
    [caution] = cautions(tmp_path)
    assert f"(files: 1, folder: {sheets})" in caution
    shutil.rmtree(sheets, ignore_errors=True)
    shutil.move(tmp_path / "elsewhere", sheets)
    assert cautions(tmp_path) == []


def test_one_sheet_that_a_sync_program_took_is_told(tmp_path: Path) -> None:
    a_record(tmp_path / "record").close()
    [sheet] = (tmp_path / "record" / ARCHIVE_NAME).rglob("?" * 64)
    sheet.unlink()
    [caution] = cautions(tmp_path)
    assert "missing beside the record" in caution


def test_what_a_backup_holds_is_put_back_and_told_once(tmp_path: Path) -> None:
    record = a_record(tmp_path / "record")
    (tmp_path / "backups").mkdir()
    record.backups.make(str(tmp_path / "backups"))
    record.close()
    sheets = tmp_path / "record" / ARCHIVE_NAME
    shutil.rmtree(sheets)

    [caution] = cautions(tmp_path)
    assert "put back from a backup (files: 1, folder: " in caution
    assert len(list(sheets.rglob("?" * 64))) == 1
    assert cautions(tmp_path) == []
