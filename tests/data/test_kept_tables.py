"""The library's tables kept between starts: the same as read, never trusted when the file changed."""

import tomllib
from pathlib import Path

import pytest

from clinic_app.data.kept_tables import KeptTables
from clinic_app.data.library_files import load_library, load_library_kept_in


def test_the_library_from_kept_tables_is_the_library(tmp_path: Path) -> None:
    first = load_library_kept_in(tmp_path)
    assert load_library_kept_in(tmp_path) == first == load_library()


def test_a_changed_text_is_read_anew(tmp_path: Path) -> None:
    tables = KeptTables(tmp_path)
    tables.table("reps = 3")
    tables.keep()
    again = KeptTables(tmp_path)
    assert again.table("reps = 3") == {"reps": 3}
    assert again.table("reps = 4") == {"reps": 4}


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"a": 3}', b"\xff\xfe"])
def test_a_damaged_cache_only_costs_time(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "library-tables.json").write_bytes(damage)
    tables = KeptTables(tmp_path)
    assert tables.table("reps = 3") == {"reps": 3}
    tables.keep()
    assert KeptTables(tmp_path).table("reps = 3") == {"reps": 3}


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    tables = KeptTables(tmp_path / "file")
    assert tables.table("reps = 3") == {"reps": 3}
    tables.keep()


def test_what_is_no_toml_is_said(tmp_path: Path) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        KeptTables(tmp_path).table("reps =")
