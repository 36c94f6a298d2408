"""No file leaves the window or the services but through the door that notes it; found in the source."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FLOORS: Final = (ROOT / "ui" / "clinic_ui", ROOT / "clinic_app" / "services")

WRITERS: Final = {
    "write_whole",
    "zip_at",
    "folder_at",
    "write_bytes",
    "write_text",
    "QSaveFile",
    "QPdfWriter",
    "QTemporaryFile",
    "mkstemp",
    "NamedTemporaryFile",
    "setOutputFileName",
    "print_pages",
    "copyfile",
    "copy2",
    "copytree",
}
"""What makes a file, or paper, of something."""

DOORS: Final = {
    "clinic_app/services/ways_out.py": {"write_whole", "zip_at", "folder_at"},
    "ui/clinic_ui/sheet_output.py": {"print_pages"},
    "ui/clinic_ui/page_printing.py": {"print_pages"},
}

OWN_LOG: Final = "ui/clinic_ui/window_log.py"
"""Which holds nothing of a patient, as tests of its own show."""

CLIPBOARD: Final = {"setText", "setMimeData"}
CLIPBOARD_DOORS: Final = {
    "ui/clinic_ui/builder/more_ways.py",  # HandoutService.plain_text notes it
    "ui/clinic_ui/pages/patient_more.py",  # TextSummaryService.of_patient notes it
    "ui/clinic_ui/builder/item_clip.py",  # exercises and doses, of nobody
    "ui/clinic_ui/both_versions.py",  # what the person typed just now, as Ctrl+C would
}

STORED: Final = {
    "clinic_app/domain/audit.py",
    "ui/clinic_ui/builder/more_ways.py",  # a handout
    "ui/clinic_ui/builder/outputs.py",  # a handout
    "ui/clinic_ui/letters/letter_desk.py",  # a letter
}
"""Who may say that a row will tell the log; each stores it once it has left, as its own tests show."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for floor in FLOORS:
        for path in sorted(floor.rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _called(tree: ast.AST) -> Iterator[str]:
    """Every name that is called, or passed on to be called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def _opens_to_write(tree: ast.AST) -> bool:
    """Whether something is opened with a mode that writes."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        modes = [*node.args, *(each.value for each in node.keywords if each.arg == "mode")]
        said = {each.value for each in modes if isinstance(each, ast.Constant)}
        if name in ("open", "fdopen") and said & {"w", "wb", "x", "xb", "a", "ab", "w+b", "r+b"}:
            return True
    return False


def test_whatever_makes_a_file_or_paper_stands_in_one_door() -> None:
    found = {
        name: used
        for name, tree in _modules()
        if (used := set(_called(tree)) & WRITERS) and used != DOORS.get(name)
    }
    assert found == {}
    assert [name for name, tree in _modules() if _opens_to_write(tree)] == [OWN_LOG]


def test_the_walk_sees_what_it_looks_for() -> None:
    assert set(_called(ast.parse("partial(write_whole, path)"))) & WRITERS == {"write_whole"}
    assert _opens_to_write(ast.parse("path.open('wb')"))
    assert not _opens_to_write(ast.parse("path.open('rb')"))


def test_what_goes_to_the_clipboard_is_noted_by_the_errand_that_made_it() -> None:
    found = {
        name
        for name, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in CLIPBOARD and "clipboard()" in ast.unparse(node)
    }
    assert found == CLIPBOARD_DOORS


def test_only_what_is_stored_after_it_left_says_that_its_row_tells() -> None:
    found = {name for name, tree in _modules() if "STORED" in set(_called(tree))}
    assert found == STORED - {"clinic_app/domain/audit.py"}
