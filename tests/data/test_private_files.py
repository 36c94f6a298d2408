"""Folders that only their owner may look into, and every folder that had to be made for them."""

import os
import stat
import sys
from pathlib import Path

import pytest

from clinic_app.data.private_files import make_private_folder, read_note


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_folders_around_a_new_one_are_private_too_and_those_that_were_there_stay(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path / "record" / "handouts" / "ab")
    modes = [
        stat.S_IMODE((tmp_path / each).stat().st_mode)
        for each in ("", "record", "record/handouts", "record/handouts/ab")
    ]
    assert modes == [0o755, 0o700, 0o700, 0o700]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_note_that_is_a_pipe_a_folder_a_list_or_too_long_says_nothing_and_keeps_nobody_waiting(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "list").write_text("[1]")
    (tmp_path / "deep").write_text("[" * 50_000)
    (tmp_path / "long").write_text('{"a": "' + "x" * 70_000 + '"}')
    (tmp_path / "note").write_text('{"a": 1}')
    found = {name: read_note(tmp_path / name) for name in ("none", "pipe", "folder", "list", "deep", "long")}
    assert set(map(repr, found.values())) == {"{}"}
    assert read_note(tmp_path / "note") == {"a": 1}
