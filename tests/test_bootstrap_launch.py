import sys
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import NoReturn

import pytest

from clinic_app.__main__ import main
from clinic_app.bootstrap import launch
from clinic_app.bootstrap.environment import Environment
from clinic_app.bootstrap.failure import SetUpError
from clinic_app.bootstrap.launch import ALL_TESTS, SAMPLE_NAME, run_here, start
from clinic_app.bootstrap.working_copy import user_data_folder, writable_copy


class BecameError(Exception):
    """This process would have turned into another: its argument is the command."""


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """A checkout whose environment is ready, seen by a bare interpreter."""
    (tmp_path / "pyproject.toml").touch()
    environment = Environment(tmp_path)
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    environment.mark_finished(["test"])

    def become(_program: str, command: list[str]) -> NoReturn:
        raise BecameError(command)

    def has_nothing(_extras: object) -> bool:
        return False

    monkeypatch.setattr("os.execv", become)
    monkeypatch.setattr(launch, "this_python_has", has_nothing)
    monkeypatch.setattr(launch, "find_checkout", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    return environment


def test_a_ready_environment_takes_over_at_once(ready: Environment) -> None:
    with pytest.raises(BecameError) as became:
        start(["library", "calf"])
    assert became.value.args == ([str(ready.python), "-P", "-m", "clinic_app", "library", "calf"],)


def test_test_runs_pytest_in_the_checkout(ready: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    with pytest.raises(BecameError) as became:
        start(["test", "-q", "tests/domain"])
    assert became.value.args == ([str(ready.python), "-m", "pytest", "-q", "tests/domain"],)
    assert Path.cwd() == ready.project


def test_test_alone_runs_all_of_them_on_every_processor(ready: Environment) -> None:
    with pytest.raises(BecameError) as became:
        start(["test"])
    assert became.value.args == ([str(ready.python), "-m", "pytest", *ALL_TESTS],)


def test_a_set_up_that_fails_is_one_sentence_and_exit_status_1(
    ready: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ready.stamp.unlink()
    ready.folder.rename(ready.folder.with_name("elsewhere"))
    ready.folder.touch()  # a file where the environment should be
    assert start([]) == 1
    assert str(ready.folder) in capsys.readouterr().err


def test_without_a_screen_a_sample_handout_is_written_and_its_place_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.chdir(tmp_path)
    assert run_here([]) == 0
    assert (tmp_path / SAMPLE_NAME).read_bytes().startswith(b"%PDF")
    assert str(tmp_path / SAMPLE_NAME) in capsys.readouterr().err


class LibraryNobodyKnew(MetaPathFinder):
    """Qt, linked against a library that a later release came to need."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "clinic_ui.__main__":
            raise ImportError("libnew.so.1: cannot open shared object file: No such file or directory")


def test_a_library_missing_beyond_our_list_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "meta_path", [LibraryNobodyKnew(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "clinic_ui.__main__", raising=False)
    with pytest.raises(SetUpError, match=r"libnew\.so\.1"):
        run_here([])


def test_an_old_python_hears_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 10))
    assert main() == 1
    assert "needs Python 3.11 or newer; this is Python 3.8" in capsys.readouterr().err


def test_a_checkout_that_cannot_be_written_to_is_copied_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = tmp_path / "clinic_app" / "side.py"
    for path in (module, tmp_path / ".git" / "HEAD", tmp_path / ".venv" / "big"):
        path.parent.mkdir()
        path.write_text("one", encoding="utf-8")
    module.chmod(0o444)
    copy = writable_copy(tmp_path)
    assert copy == user_data_folder() / "program"
    assert {path.name for path in copy.iterdir()} == {"clinic_app", ".copied"}
    assert "cannot be written to" in capsys.readouterr().err
    writable_copy(tmp_path)
    assert capsys.readouterr().err == ""


def test_a_changed_checkout_is_copied_again(tmp_path: Path) -> None:
    (tmp_path / "side.py").write_text("one", encoding="utf-8")
    writable_copy(tmp_path)
    (tmp_path / "side.py").write_text("three", encoding="utf-8")
    assert (writable_copy(tmp_path) / "side.py").read_text(encoding="utf-8") == "three"
