from pathlib import Path

import pytest

from clinic_app.bootstrap.debian import provide
from clinic_app.bootstrap.failure import SetUpError

APT = """#!/bin/sh
echo "$*" >> "{calls}"
case "$1" in install) [ -e "{lists}" ] || exit 100 ;; update) : > "{lists}" ;; esac
"""


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get without package lists until it is told to update; returns the record of its calls."""
    program = tmp_path / "apt-get"
    program.write_text(APT.format(calls=tmp_path / "calls", lists=tmp_path / "lists"), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "calls"


def test_root_gets_what_is_missing_even_with_no_package_lists(
    apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    provide(["libegl1"], needed_for="The window")
    asked = apt.read_text(encoding="utf-8").splitlines()
    assert [line.split()[0] for line in asked] == ["install", "update", "install"]
    assert asked[-1].endswith(" libegl1")
    assert "libegl1" in capsys.readouterr().err


def test_anybody_else_gets_one_line_to_copy(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SetUpError) as told:
        provide(["libgl1", "libegl1"], needed_for="The window")
    assert str(told.value) == (
        "The window needs system packages; install them with: sudo apt-get update"
        " && sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    )
    assert not apt.exists()


def test_a_refused_installation_tells_root_the_line(
    tmp_path: Path, apt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 100\n", encoding="utf-8")
    with pytest.raises(SetUpError, match=r"with: apt-get update && apt-get install .* libegl1$"):
        provide(["libegl1"], needed_for="The window")


def test_another_system_is_told_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetUpError, match=r"own installer.* libegl1$"):
        provide(["libegl1"], needed_for="The window")


def test_nothing_missing_asks_for_nothing(apt: Path) -> None:
    provide([], needed_for="The window")
    assert not apt.exists()
