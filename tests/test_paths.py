from dataclasses import astuple
from pathlib import Path

import pytest
from platformdirs import user_data_path

from clinic_app.bootstrap.working_copy import user_data_folder
from clinic_app.paths import PROGRAM, app_folders


def test_one_setting_moves_everything(tmp_path: Path) -> None:
    folders = app_folders({"CLINIC_APP_HOME": str(tmp_path)})
    assert all(tmp_path in folder.parents for folder in astuple(folders))
    assert len(set(astuple(folders))) == 4


def test_a_tilde_is_the_persons_home() -> None:
    assert app_folders({"CLINIC_APP_HOME": "~/clinic"}).record == Path.home() / "clinic" / "record"


def test_without_the_setting_the_systems_places_are_used() -> None:
    folders = app_folders({})
    assert folders.record == user_data_path(PROGRAM, appauthor=False) / "record"
    assert all(Path.home() in folder.parents for folder in astuple(folders))


def test_nothing_is_made_by_asking(tmp_path: Path) -> None:
    app_folders({"CLINIC_APP_HOME": str(tmp_path / "new")})
    assert not (tmp_path / "new").exists()


def test_the_start_and_the_program_agree_on_the_persons_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert user_data_folder() == app_folders().record.parent
    monkeypatch.delenv("CLINIC_APP_HOME")
    assert user_data_folder() == app_folders().record.parent
