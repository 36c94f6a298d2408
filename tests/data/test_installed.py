"""Which libraries are too old for this program: those that guard patients are refused at the start."""

import sys
import time
import tomllib
from pathlib import Path

import pytest

from clinic_app.cli import main
from clinic_app.data import installed
from clinic_app.data.start import RecordStart
from clinic_app.domain.errors import ResourceError

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def an_installed(place: Path, *names: str) -> str:
    for name in names:
        (place / f"{name}.dist-info").mkdir(parents=True)
    return str(place)


def test_what_is_installed_here_is_new_enough() -> None:
    installed.check_installed()
    installed.check_database_library()


@pytest.mark.parametrize(
    ("found", "bounds", "fits"),
    [
        ("6.11.3", ">=6.8,!=6.12.0", True),
        ("6.12.0", "!=6.12.0,>=6.8", False),
        ("6.12", "!=6.12.0,>=6.8", False),
        ("4.3.1", "<6,>=5.1", False),
        ("6.0rc1", "<6,>=5.1", False),
        ("5.1.0", "<6,>=5.1", True),
        ("0.6.10", ">=0.6.2", True),
        ("1.4.9", "~=1.4", True),
        ("2.0", "~=1.4", False),
    ],
)
def test_a_version_outside_its_bounds_is_one_sentence(found: str, bounds: str, fits: bool) -> None:
    if fits:
        installed.check_version("a library", found, bounds)
    else:
        with pytest.raises(ResourceError, match=r"is installed, but the program needs"):
            installed.check_version("a library", found, bounds)


def test_requirements_of_extras_do_not_count_and_a_missing_library_does() -> None:
    installed.check_requirements(["no-such-library>=1; extra == 'test'"])
    with pytest.raises(ResourceError, match="no-such-library is not installed"):
        installed.check_requirements(["no-such-library>=1"])


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("sqlcipher3-0.5.4", "sqlcipher3 0.5.4"),
        ("cryptography-43.0.3", "cryptography 43.0.3"),
        ("reportlab-4.3.1", "reportlab 4.3.1"),
        ("Pillow-10.4.0", "pillow 10.4.0"),
        ("PySide6_Essentials-6.7.3", "pyside6-essentials 6.7.3"),
        ("PySide6_Essentials-6.12.0", "pyside6-essentials 6.12.0"),
    ],
)
def test_an_old_library_that_guards_patients_is_refused_before_anything_is_opened_or_made(
    old: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "path", [an_installed(tmp_path / "site", old), *sys.path])
    start = RecordStart(tmp_path / "record", tmp_path / "config")
    for opening in (start.look, start.open):
        with pytest.raises(ResourceError, match=f"^{said} is installed, but the program needs"):
            opening()
    assert not start.folder.exists()
    assert main(["library", "calf"]) == 5
    [complaint] = capsys.readouterr().err.splitlines()
    assert said in complaint


def test_the_first_of_two_counts_as_it_does_for_an_import(tmp_path: Path) -> None:
    places = [an_installed(tmp_path / name, f"pillow-{name}") for name in ("11.3", "9.0")]
    installed.check_guards(places)
    with pytest.raises(ResourceError, match=r"pillow 9\.0"):
        installed.check_guards(places[::-1])


def test_libraries_of_which_nothing_is_written_down_pass(tmp_path: Path) -> None:
    installed.check_guards(["", str(tmp_path / "nowhere"), str(PYPROJECT)])


def test_the_floors_are_those_the_program_is_installed_with() -> None:
    wanted = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {name + bounds for name, bounds in installed.GUARDING.items()} <= set(wanted)


def test_looking_costs_next_to_nothing() -> None:
    installed.check_guards()
    spent = []
    for _ in range(5):
        began = time.process_time()
        installed.check_guards()
        spent.append(time.process_time() - began)
    assert min(spent) < 0.01
