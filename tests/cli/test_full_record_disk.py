"""The record's own disk is full or can only be read: a check needs no room, a stick takes a backup."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backed_up import a_record, lock_with, patients_of
from campaign.disks import SmallDisk, half_written, mounted
from clinic_app.cli import main
from clinic_app.data.record import DATABASE_NAME, open_record
from clinic_app.domain.errors import OutputError


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    with mounted(tmp_path / "disk", 4) as made:
        if made is None:
            pytest.skip("nobody may mount a disk here")
        home = made.at / "home"
        monkeypatch.setenv("CLINIC_APP_HOME", str(home))
        home.mkdir()
        a_record(home / "record").close()
        yield made


def test_a_full_disk_keeps_nobody_from_a_backup_on_a_stick(
    disk: SmallDisk, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disk.leave(0)
    assert main(["backup", str(stick)]) == 0
    said = capsys.readouterr()
    assert "1 patients" in said.out
    assert said.err == ""
    disk.empty()
    assert main(["restore", str(stick), "--yes"]) == 0
    assert not half_written(disk.at)


def test_neither_does_it_where_the_log_would_tell_who_unlocked(
    disk: SmallDisk, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = open_record(disk.at / "home" / "record")
    (tmp_path / "code.txt").write_text(lock_with(record))
    record.close()
    disk.leave(0)
    assert main(["backup", str(stick), "--recovery-code-file", str(tmp_path / "code.txt")]) == 0
    said = capsys.readouterr()
    assert "1 patients" in said.out
    assert "no room left" in said.err


def test_where_both_are_full_the_folder_somebody_chose_is_named(
    disk: SmallDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    disk.leave(0)
    assert main(["backup"]) == 3
    said = capsys.readouterr().err
    assert f"{disk.at / 'home' / 'backups'} has room for 0 MB" in said


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_a_check_needs_no_room(disk: SmallDisk, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    if how == "full":
        disk.leave(0)
    else:
        disk.turn(read_only=True)
    assert main(["check"]) == 0
    assert "All 1 files of the archive are whole." in capsys.readouterr().out


def test_a_check_finds_damage_on_a_disk_that_cannot_be_written(
    disk: SmallDisk, capsys: pytest.CaptureFixture[str]
) -> None:
    database = disk.at / "home" / "record" / DATABASE_NAME
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    disk.turn(read_only=True)
    assert main(["check"]) == 4
    assert "is damaged" in capsys.readouterr().err


def test_a_full_disk_refuses_a_save_and_keeps_what_was_there(disk: SmallDisk) -> None:
    record = a_record(disk.at / "another")

    def save() -> None:
        with record.writing() as work:
            [patient] = work.patients.search((), archived=False, limit=1)
            work.patients.save(replace(patient, notes="word " * 20_000))
            work.commit()

    disk.leave(0)
    with pytest.raises(OutputError, match="no room left"):
        save()
    assert patients_of(record) == 1
    disk.empty()
    save()
    record.close()
