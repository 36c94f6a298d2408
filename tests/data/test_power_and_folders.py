"""A new folder's name is on the disk before anything within it counts as kept."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_app.data.archive import EncryptedArchive
from clinic_app.data.backup_files import make_folder
from clinic_app.data.private_files import make_private_folder


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the system was told to put on the disk, by name."""
    names, real = set[str](), os.fsync

    def noting(handle: int) -> None:
        names.add(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", noting)
    return names


pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no names of handles")


@pytest.mark.parametrize("make", [make_private_folder, make_folder])
def test_a_new_folder_is_in_the_list_of_the_one_around_it(
    tmp_path: Path, flushed: set[str], make: Callable[[Path], None]
) -> None:
    make(tmp_path / "record")
    make(tmp_path / "record" / "handouts")
    assert flushed >= {str(tmp_path), str(tmp_path / "record")}


def test_the_first_sheet_of_a_record_is_kept_with_every_folder_on_its_way(
    tmp_path: Path, flushed: set[str]
) -> None:
    sha256 = EncryptedArchive(tmp_path / "handouts", bytes(32)).put(b"%PDF-1")
    inner = tmp_path / "handouts" / sha256[:2]
    assert flushed >= {str(tmp_path), str(tmp_path / "handouts"), str(inner)}
