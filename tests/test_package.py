"""The wheel holds the three packages, whole, and nothing else."""

import gettext
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

CHECKOUT = Path(__file__).parent.parent
PACKAGE_PARENTS = {"clinic_app": "", "clinic_ui": "ui", "clinic_resources": "resources"}
RESOURCES_KINDS = {
    ".py",
    ".toml",
    ".json",
    ".svg",
    ".ttf",
    ".po",
    ".pot",
    ".mo",
    ".md",
    ".txt",
    ".typed",
    ".png",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(CHECKOUT)).build(directory=str(folder), versions=["standard"])
    with ZipFile(path) as opened:
        yield opened


def package_files(package: str) -> set[str]:
    parent = CHECKOUT / PACKAGE_PARENTS[package]
    return {
        path.relative_to(parent).as_posix()
        for path in (parent / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_three_packages_and_its_own_papers(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    (papers,) = tops - set(PACKAGE_PARENTS)
    assert papers.endswith(".dist-info")
    assert tops == {*PACKAGE_PARENTS, papers}


@pytest.mark.parametrize("package", PACKAGE_PARENTS)
def test_every_file_of_a_package_is_in_the_wheel_and_no_other(wheel: ZipFile, package: str) -> None:
    in_wheel = {name for name in wheel.namelist() if name.startswith(f"{package}/")}
    assert in_wheel == package_files(package)


def test_every_translation_is_there_ready_to_be_read(wheel: ZipFile) -> None:
    names = set(wheel.namelist())
    for name in [name for name in names if name.endswith(".po")]:
        with wheel.open(name.removesuffix(".po") + ".mo") as compiled:
            assert gettext.GNUTranslations(compiled).info()["content-type"].lower().endswith("utf-8")


def test_every_kind_of_resource_is_there(wheel: ZipFile) -> None:
    rooms = {tuple(name.split("/")[1:2]) for name in wheel.namelist() if name.startswith("clinic_resources/")}
    assert rooms >= {(room,) for room in ("fonts", "icons", "library", "poses", "schemas")}


def test_resources_are_of_the_kinds_the_program_reads(wheel: ZipFile) -> None:
    kinds = {Path(name).suffix for name in wheel.namelist() if name.startswith("clinic_resources/")}
    assert kinds <= RESOURCES_KINDS


def test_every_font_has_its_licence_beside_it(wheel: ZipFile) -> None:
    licences = wheel.read("clinic_resources/LICENSES.md").decode()
    named = [f"clinic_resources/{pattern}" for pattern in re.findall(r"`([^`]*\*[^`]*)`", licences)]
    borrowed = [name for name in wheel.namelist() if name.endswith(".ttf")]
    assert borrowed
    assert [name for name in borrowed if not any(fnmatch(name, pattern) for pattern in named)] == []
    assert "SIL OPEN FONT LICENSE Version 1.1" in licences


def test_our_own_licence_and_command_come_along(wheel: ZipFile) -> None:
    (licence,) = [name for name in wheel.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
    assert "MIT" in wheel.read(licence).decode()
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "clinic-app = clinic_app.__main__:main" in wheel.read(entry_points).decode()
