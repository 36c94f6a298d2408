"""A file is written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from clinic_app.domain.errors import OutputError
from clinic_app.exchange.files import write_whole


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "sheet.pdf", b"whole")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("sheet.pdf", b"whole")]


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)

    write_whole(target, b"new")

    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "real.pdf")

    write_whole(tmp_path / "link.pdf", b"new")

    assert (tmp_path / "real.pdf").read_bytes() == b"new"
    assert (tmp_path / "link.pdf").is_symlink()


def test_a_full_disk_damages_nothing_and_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"precious")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OutputError, match="the disk is full"):
        write_whole(target, b"new")

    assert target.read_bytes() == b"precious"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_truly_full_device_is_said_so() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")

    with pytest.raises(OutputError, match="the disk is full"):
        write_whole(Path("/dev/full"), b"new")


def test_a_link_in_a_circle_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")

    with pytest.raises(OutputError, match="a link that leads back to itself"):
        write_whole(tmp_path / "loop.pdf", b"new")


def test_a_file_on_a_disk_that_can_only_be_read_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"precious")

    def read_only(_path: Path, _flags: int) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as disk:
        disk.setattr(os, "open", read_only)
        with pytest.raises(OutputError, match="can only be read"):
            write_whole(target, b"new")

    assert target.read_bytes() == b"precious"


def test_a_path_in_a_complaint_is_short_and_printable(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as failure:
        write_whole(tmp_path / "no\x1b[31m\nfolder" / ("n" * 200) / "sheet.pdf", b"new")

    assert str(failure.value).isprintable()
    assert "sheet.pdf could not be written" in str(failure.value)
    assert len(str(failure.value)) < 250


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no such folder"):
        write_whole(tmp_path / "nowhere" / "sheet.pdf", b"new")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_whole(tmp_path, b"new")


def test_a_name_that_is_too_long_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="the name is too long"):
        write_whole(tmp_path / ("n" * 300), b"new")


def test_until_it_is_whole_the_new_file_has_no_name_that_a_kill_could_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"precious")
    seen: list[list[str]] = []
    flush = os.fsync

    def look_and_flush(number: int) -> None:
        seen.append([each.name for each in tmp_path.iterdir()])
        flush(number)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", look_and_flush)
        write_whole(target, b"new")

    assert seen[0] == ["sheet.pdf"]
    assert target.read_bytes() == b"new"


def test_a_disk_without_nameless_files_takes_one_with_a_hidden_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_TMPFILE")
    write_whole(tmp_path / "sheet.pdf", b"new")
    assert (tmp_path / "sheet.pdf").read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["sheet.pdf"]
