"""The floors of the house, by reading the source: who may import whom, how long a room may be."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from clinic_app.bootstrap.environment import IMPORT_NAMES, TEST_IMPORT_NAMES

CHECKOUT = Path(__file__).parent.parent
PACKAGES = {
    "clinic_app": CHECKOUT / "clinic_app",
    "clinic_ui": CHECKOUT / "ui" / "clinic_ui",
    "clinic_resources": CHECKOUT / "resources" / "clinic_resources",
}
MODULES = sorted(module for folder in PACKAGES.values() for module in folder.rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
DRAWERS = re.compile(r"(utils?|helpers?|common|misc|manager|controller)$")
FILE_READING = {"io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "urllib"}


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("module", paths, ids=[str(path.relative_to(CHECKOUT)) for path in paths])


def below(*folders: str) -> list[Path]:
    return [module for module in MODULES if any((CHECKOUT / folder) in module.parents for folder in folders)]


def syntax_tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def imported_names(module: Path) -> Iterator[str]:
    """Dotted names of everything a module imports, wherever in it."""
    for node in ast.walk(syntax_tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import hides which floor it comes from"
            assert node.module is not None
            yield node.module


def imported_packages(module: Path) -> set[str]:
    return {name.split(".")[0] for name in imported_names(module)}


def declared(*tables: str) -> set[str]:
    """Normalised distribution names that pyproject.toml asks for."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [
        *project["dependencies"],
        *(r for t in tables for r in project["optional-dependencies"][t]),
    ]
    return {normalised(re.split(r"[<>=!~;\[ ]", requirement)[0]) for requirement in requirements}


def normalised(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def distributions(import_names: set[str]) -> set[str]:
    known = packages_distributions()
    return {normalised(distribution) for name in import_names for distribution in known.get(name, [name])}


def test_the_import_contracts_hold() -> None:
    """In a process of its own: the linter switches off every logger that other tests listen to."""
    check = (
        f"import sys; sys.path[:0] = {sys.path!r}; from importlinter.cli import lint_imports;"
        f"sys.exit(lint_imports(config_filename={str(CHECKOUT / 'pyproject.toml')!r}, no_cache=True))"
    )
    finished = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr


@named(below("clinic_app/domain"))
def test_the_domain_needs_the_standard_library_alone_and_reads_no_file(module: Path) -> None:
    strangers = imported_packages(module) - sys.stdlib_module_names
    assert strangers <= {"clinic_app"}
    assert not imported_packages(module) & FILE_READING
    called = {
        node.func.id
        for node in ast.walk(syntax_tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "open" not in called


@named(below("resources/clinic_resources"))
def test_resources_import_nothing_but_the_standard_library(module: Path) -> None:
    assert imported_packages(module) <= sys.stdlib_module_names | {"clinic_resources"}


@named([CHECKOUT / "clinic_app" / "__main__.py", *below("clinic_app/bootstrap")])
def test_the_start_needs_the_standard_library_and_the_doors_it_opens(module: Path) -> None:
    doors = {"clinic_app.cli", "clinic_ui.__main__"}
    assert {
        name
        for name in imported_names(module)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("clinic_app.bootstrap")
    } <= doors


@named([CHECKOUT / "clinic_app" / "__init__.py", CHECKOUT / "clinic_app" / "__main__.py"])
def test_an_old_python_can_read_as_far_as_the_sentence_that_refuses_it(module: Path) -> None:
    ast.parse(module.read_text(encoding="utf-8"), feature_version=(3, 8))


@named(MODULES)
def test_no_room_is_too_big_to_read(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(syntax_tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name


@named(MODULES)
def test_no_room_is_a_drawer(module: Path) -> None:
    parts = module.relative_to(CHECKOUT).with_suffix("").parts
    assert not [part for part in parts if DRAWERS.search(part)]


def test_everything_imported_is_declared() -> None:
    ours = set(PACKAGES)
    imported = {name for module in MODULES for name in imported_packages(module)}
    part_of_qt = {"shiboken6"}  # PySide6's own half, pinned by it to the same release
    assert distributions(imported - ours - part_of_qt - sys.stdlib_module_names) <= declared()


def test_the_start_knows_every_declared_package_by_its_import_name() -> None:
    assert distributions(set(IMPORT_NAMES) - set(PACKAGES)) == declared()
    assert set(IMPORT_NAMES) >= set(PACKAGES) - {"clinic_app"}
    assert distributions(set(TEST_IMPORT_NAMES)) <= declared("test")
