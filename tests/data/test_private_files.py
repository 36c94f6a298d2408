"""Folders that only their owner may look into, and every folder that had to be made for them."""

import stat
import sys
from pathlib import Path

import pytest

from clinic_app.data.private_files import make_private_folder


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_folders_around_a_new_one_are_private_too_and_those_that_were_there_stay(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path / "record" / "handouts" / "ab")
    modes = [
        stat.S_IMODE((tmp_path / each).stat().st_mode)
        for each in ("", "record", "record/handouts", "record/handouts/ab")
    ]
    assert modes == [0o755, 0o700, 0o700, 0o700]
