"""Files that come into the window."""

import os
from pathlib import Path

import pytest

from clinic_app.domain.errors import InputError
from clinic_ui.file_input import read_file


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "patients.csv")
    with pytest.raises(InputError, match="is no file that can be read"):
        read_file(tmp_path / "patients.csv", 100)


def test_no_more_is_read_than_anything_of_that_sort_may_have(tmp_path: Path) -> None:
    (tmp_path / "patients.csv").write_bytes(b"x" * 1_000)
    assert len(read_file(tmp_path / "patients.csv", 100)) == 101
