"""Set-ups with stand-in installers: shell scripts that write down their arguments and install nothing."""

import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from clinic_app.bootstrap import install
from clinic_app.bootstrap.environment import Environment
from clinic_app.bootstrap.failure import SetUpError
from clinic_app.bootstrap.install import installer_settings, reason, set_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

STAND_IN = """#!/bin/sh
PATH=/usr/bin:/bin
echo "$(basename "$0") $*" >> "{calls}"
for last; do :; done
case "$*" in
  *venv*.venv) mkdir -p "$last/bin"; cp "{python}" "$last/bin/python" ;;
esac
{ending}
"""


@dataclass
class Machine:
    """A checkout, a search path and an interpreter that install nothing."""

    folder: Path

    @property
    def environment(self) -> Environment:
        return Environment(self.folder / "checkout")

    @property
    def calls(self) -> list[str]:
        """What was run, without this machine's own paths."""
        said = self.folder / "calls"
        lines = said.read_text(encoding="utf-8").splitlines() if said.exists() else []
        return [line.replace(str(self.folder), "") for line in lines]

    def add(self, program: str, ending: str = "exit 0") -> Path:
        path = self.folder / "programs" / program
        python = self.folder / "programs" / "python"
        path.write_text(
            STAND_IN.format(calls=self.folder / "calls", python=python, ending=ending), encoding="utf-8"
        )
        path.chmod(0o755)
        return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with a python that has venv and pip, and no uv."""
    made = Machine(tmp_path)
    for name in ("programs", "checkout"):
        (tmp_path / name).mkdir()
    (tmp_path / "checkout" / "pyproject.toml").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    monkeypatch.setattr(install, "BASE_PYTHON", str(made.add("python")))
    return made


def test_without_uv_venv_and_pip_do_the_work(machine: Machine) -> None:
    set_up(machine.environment, ["test"])
    assert machine.environment.is_ready(["test"])
    assert machine.calls == [
        "python -m venv /checkout/.venv",
        "python -m pip install --disable-pip-version-check --no-compile --editable /checkout[test]",
    ]


def test_uv_is_preferred(machine: Machine) -> None:
    machine.add("uv")
    set_up(machine.environment, [])
    assert machine.environment.is_ready()
    assert [call.split()[0] for call in machine.calls] == ["uv", "uv"]


def test_where_uv_fails_pip_is_tried(machine: Machine) -> None:
    machine.add("uv", "exit 2")
    set_up(machine.environment, [])
    assert machine.environment.is_ready()
    assert [call.split()[0] for call in machine.calls] == ["uv", "python", "python"]


def test_a_ready_environment_is_left_alone(machine: Machine) -> None:
    set_up(machine.environment, [])
    before = machine.calls
    set_up(machine.environment, [])
    assert machine.calls == before


def test_a_changed_project_keeps_its_test_tools(machine: Machine) -> None:
    set_up(machine.environment, ["test"])
    (machine.environment.project / "pyproject.toml").write_text("changed", encoding="utf-8")
    set_up(machine.environment, [])
    assert machine.environment.is_ready(["test"])
    assert machine.calls[-1].endswith("[test]")


def test_half_a_set_up_is_thrown_away(machine: Machine) -> None:
    machine.environment.mark_unfinished()
    half_a_package = machine.environment.folder / "half_a_package"
    half_a_package.touch()
    set_up(machine.environment, [])
    assert machine.environment.is_ready()
    assert not half_a_package.exists()


def test_a_failed_set_up_says_why_and_is_not_taken_for_whole(machine: Machine) -> None:
    machine.add("python", 'case "$*" in *pip*) echo "ERROR: no such thing as numpy"; exit 1 ;; esac')
    with pytest.raises(SetUpError, match="no such thing as numpy"):
        set_up(machine.environment, [])
    assert not machine.environment.is_ready()


def test_a_failed_set_up_leaves_what_was_there(machine: Machine) -> None:
    developers_tool = machine.environment.folder / "developers_tool"
    developers_tool.parent.mkdir()
    developers_tool.touch()
    machine.add("python", "exit 1")
    for _ in range(2):
        with pytest.raises(SetUpError):
            set_up(machine.environment, [])
    assert developers_tool.exists()


def test_two_starts_at_once_make_one_set_up(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.add("uv", "sleep 0.1")
    starts = [threading.Thread(target=set_up, args=(machine.environment, [])) for _ in range(2)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert machine.environment.is_ready()
    assert len(machine.calls) == 2
    assert "waiting for it" in capsys.readouterr().err


def test_everything_a_bare_machine_lacks_is_said_at_once(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "find_spec", {}.get)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    machine.add("apt-get")
    with pytest.raises(SetUpError, match=r"sudo apt-get install .* python3-venv libgl1$"):
        set_up(machine.environment, [], also_needed=["libgl1"])


def test_a_system_pip_fills_an_environment_that_has_none(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "find_spec", {"pip": object()}.get)
    set_up(machine.environment, [])
    assert machine.calls[0] == "python -m venv --without-pip /checkout/.venv"
    assert machine.calls[1].startswith("python -m pip --python /checkout/.venv/bin/python install")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Retrying … NewConnectionError(…): Failed to resolve 'x'", "check the network"),
        ("error: Failed to fetch\n  dns error", "check the network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("", "nothing was said"),
    ],
)
def test_the_reason_of_a_failure_is_one_plain_sentence(said: str, sentence: str) -> None:
    told = reason(said, Path("set-up.log"))
    assert sentence in told
    assert "set-up.log" in told
    assert "\n" not in told


def test_uv_is_told_of_the_index_that_pip_was_told_of() -> None:
    index = "https://index.example"
    assert installer_settings({"PIP_INDEX_URL": index})["UV_DEFAULT_INDEX"] == index
    assert "UV_DEFAULT_INDEX" not in installer_settings({"PIP_INDEX_URL": index, "UV_INDEX_URL": "x"})
    assert "UV_DEFAULT_INDEX" not in installer_settings({})
