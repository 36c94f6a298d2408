"""The start: a clinic begins where no record was, one that is gone is missed, a read-only one is read."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from builders import a_patient
from clinic_app.data.aside import move_aside
from clinic_app.data.auditor import SqlAuditor
from clinic_app.data.door import RecordDoor
from clinic_app.data.key_file import KEY_NAMES
from clinic_app.data.lock import RecordLock
from clinic_app.data.record import create_record, open_record, utc_now
from clinic_app.data.record_place import cloud_in, network_of
from clinic_app.data.seen import SeenRecord
from clinic_app.data.start import RecordStart
from clinic_app.domain.audit import EVERYTHING, AuditAction
from clinic_app.domain.errors import OutputError, RecordError
from clinic_app.domain.record_fault import FaultyRecordError, OpenAs, RecordFault, WayOut, ways_out
from stored_shapes import stored_record


@pytest.fixture
def start(tmp_path: Path) -> RecordStart:
    return RecordStart(tmp_path / "record", tmp_path / "config")


def fault_of(start: RecordStart, how: OpenAs = OpenAs.USUAL) -> RecordFault | None:
    try:
        start.open(how=how).close()
    except FaultyRecordError as error:
        return error.fault
    return None


def test_a_clinic_begins_only_where_no_record_ever_was(start: RecordStart) -> None:
    start.open().close()
    aside = start.folder.rename(start.folder.with_name("elsewhere"))
    assert fault_of(start) is RecordFault.MISSING
    assert not start.folder.exists()
    aside.rename(start.folder)
    assert fault_of(start) is None


@pytest.mark.parametrize("left", ["handouts/ab/abcd", "record.db.before-0005", "record.anchor"])
def test_what_a_record_left_behind_is_not_built_over(start: RecordStart, left: str) -> None:
    path = start.folder / left
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    assert fault_of(start) is RecordFault.MISSING


@pytest.mark.parametrize("name", ["record.db", "record.key"])
def test_half_a_record_is_no_new_clinic(start: RecordStart, name: str) -> None:
    start.open().close()
    for path in start.folder.glob(f"{name}*"):
        path.unlink()
    assert fault_of(start) is (
        RecordFault.MISSING_DATABASE if name == "record.db" else RecordFault.KEY_MISSING
    )


def test_a_beginning_that_was_killed_after_the_key_was_written_is_finished(start: RecordStart) -> None:
    start.open().close()
    (start.folder / "record.db").rename(start.folder / "record.db.new")
    assert fault_of(start) is None


def test_another_record_than_the_last_is_used_only_when_somebody_says_so(start: RecordStart) -> None:
    start.open().close()
    start.folder.rename(start.folder.with_name("elsewhere"))
    create_record(start.folder).close()
    assert fault_of(start) is RecordFault.OTHER_THAN_SEEN
    assert fault_of(start, OpenAs.GO_ON) is None
    assert fault_of(start) is None


def test_a_damaged_note_of_what_was_seen_stops_nobody(start: RecordStart) -> None:
    start.open().close()
    SeenRecord(start.settings).path.write_bytes(b"[")
    assert fault_of(start) is None


def test_files_moved_aside_are_kept_whole(start: RecordStart) -> None:
    record = start.open()
    with pytest.raises(RecordError, match="another window"):
        start.begin_anew()
    record.close()
    kept = {path.name: path.read_bytes() for path in start.folder.iterdir()}
    aside = start.begin_anew()
    assert aside is not None
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == kept
    start.open().close()
    moved_again = move_aside(start.folder, utc_now())
    assert moved_again not in (None, aside)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that can be made read-only, also for root."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_record_on_a_disk_that_cannot_be_written_opens_for_reading(
    small_disk: Path, tmp_path: Path
) -> None:
    start = RecordStart(small_disk / "record", tmp_path / "config")
    record = start.open()
    with record.writing() as work:
        work.patients.add(a_patient())
        work.commit()
    record.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)

    record = start.open()
    assert isinstance(record.reading_only, FaultyRecordError)
    assert record.reading_only.fault is RecordFault.READ_ONLY
    with record.reading() as work:
        assert work.patients.count(archived=False) == 1
    with pytest.raises(RecordError, match="for reading only"):
        record.writing()
    record.close()


def test_no_room_for_the_copy_before_an_update_changes_nothing(small_disk: Path) -> None:
    folder = stored_record("0003", small_disk / "record")
    before = (folder / "record.db").read_bytes()
    filled = small_disk / "filled"
    with filled.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(65_536)):
            pass
    with pytest.raises(OutputError):
        open_record(folder)
    assert (folder / "record.db").read_bytes() == before
    assert not list(folder.glob("record.db.copy"))
    filled.unlink()
    open_record(folder).close()


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
nas:/export /mnt/nas nfs4 rw 0 0
//server/share /mnt/our\\040share cifs rw 0 0
user@host: /home/ada/remote fuse.sshfs rw 0 0
tmpfs /mnt/nas/local tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        ("/home/ada/record", ""),
        ("/mnt/nas/record", "/mnt/nas"),
        ("/mnt/nas/local/record", ""),
        ("/mnt/our share/record", "/mnt/our share"),
        ("/home/ada/remote/record", "/home/ada/remote"),
        ("/home/ada/remoter/record", ""),
    ],
)
def test_a_network_drive_is_known_by_its_mount(folder: str, drive: str) -> None:
    assert network_of(PurePosixPath(folder), MOUNTS) == drive


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("/home/ada/Dropbox/clinic", "Dropbox"),
        ("/home/ada/OneDrive - Riverside/clinic", "OneDrive - Riverside"),
        ("/home/ada/Google Drive/clinic", "Google Drive"),
        ("/Users/ada/Library/Mobile Documents/x", "Mobile Documents"),
        ("/home/ada/.local/share/clinic-companion/record", ""),
        ("/home/ada/drive/clinic", ""),
    ],
)
def test_a_cloud_folder_is_known_by_its_name(folder: str, cloud: str) -> None:
    assert cloud_in(PurePosixPath(folder)) == cloud


def test_an_older_copy_put_back_is_used_only_when_somebody_says_so_and_that_is_noted(
    start: RecordStart,
) -> None:
    start.open().close()
    older = (start.folder / "record.db").read_bytes()
    record = start.open()
    with record.writing() as work:
        work.patients.add(a_patient())
        work.commit()
    record.close()
    (start.folder / "record.db").write_bytes(older)

    with pytest.raises(FaultyRecordError, match=r"entries are missing \(\d+\)") as found:
        start.open()
    assert found.value.fault is RecordFault.OLDER_THAN_SEEN
    record = start.open(how=OpenAs.GO_ON)
    with record.reading() as work:
        newest = work.audit.page(EVERYTHING, before=None, limit=1)[0]
    record.close()
    assert newest.action is AuditAction.WENT_ON
    assert fault_of(start) is None


def test_behind_a_link_a_new_clinic_begins_in_the_place_the_link_means(
    start: RecordStart, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "other disk" / "kept"
    elsewhere.mkdir(parents=True)
    linked = RecordStart(tmp_path / "link", start.settings)
    linked.folder.symlink_to(elsewhere, target_is_directory=True)
    linked.open().close()
    aside = linked.begin_anew()
    assert aside is not None
    assert aside.parent == elsewhere.parent
    linked.open().close()
    assert linked.folder.is_symlink()


def test_a_folder_nobody_may_look_into_is_a_sentence_and_no_new_clinic(start: RecordStart) -> None:
    """Another account's folder, or a failing disk; here a name that is too long, which fails for root too."""
    beyond = RecordStart(start.folder.with_name("x" * 300), start.settings)
    for look in (beyond.look, beyond.open, RecordDoor(beyond.folder).look):
        with pytest.raises(FaultyRecordError) as told:
            look()
        assert told.value.fault is RecordFault.UNREADABLE
        assert WayOut.BEGIN_ANEW not in ways_out(told.value)


@pytest.mark.parametrize("name", ["ü 中文 ‮x", "x" * 250, " 'a\" %;b", "-rf", "%2e%2e", "a?mode=memory#x"])
def test_a_record_opens_in_a_folder_of_any_name(start: RecordStart, tmp_path: Path, name: str) -> None:
    odd = RecordStart(tmp_path / name / "record", start.settings)
    odd.open().close()
    odd.open().close()
    assert sorted(each.name for each in tmp_path.iterdir() if (each / "record").is_dir()) == [name]


def test_a_beginning_that_another_program_is_at_is_not_finished_for_it(start: RecordStart) -> None:
    start.open().close()
    unfinished = (start.folder / "record.db").rename(start.folder / "record.db.new")
    lock = RecordLock(start.folder)
    assert fault_of(start) is RecordFault.OPEN_ELSEWHERE
    assert unfinished.exists()
    lock.release()
    assert fault_of(start) is None


def test_a_key_file_that_goes_while_the_record_opens_leaves_nothing_locked(
    start: RecordStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.open().close()
    seen = SqlAuditor.seen

    def taken_meanwhile(auditor: SqlAuditor) -> object:
        for name in KEY_NAMES:
            (start.folder / name).unlink()
        return seen(auditor)

    with monkeypatch.context() as taken:
        taken.setattr(SqlAuditor, "seen", taken_meanwhile)
        start.open().close()
    RecordLock(start.folder).release()
    start.open().close()


def test_a_record_that_is_moved_away_while_open_is_missed_by_its_check(start: RecordStart) -> None:
    record = start.open()
    (start.folder / "record.db").rename(start.folder / "record.moved")
    with pytest.raises(FaultyRecordError) as caught:
        record.check_large()
    assert caught.value.fault is RecordFault.MISSING_DATABASE
    record.close()
