"""What a start loads: before the first paint nothing of the record, before the pages nothing of paper,
with the list of patients nothing of one patient."""

import os
import subprocess
import sys

import pytest

BEFORE_PAINT = ("sqlalchemy", "reportlab", "numpy", "clinic_app.services", "PySide6.QtDBus")
WITH_THE_LIST = (
    "clinic_app.services.letters",
    "clinic_app.services.handouts",
    "clinic_ui.pages.patient_detail",
)
BEFORE_PAGES = ("reportlab", "numpy", "scipy", "alembic", "PIL", "xml.sax")


def loaded_with(module: str, unwanted: tuple[str, ...]) -> str:
    code = (
        f"import sys, {module}\n"
        f"print(*sorted({{name for name in sys.modules if name.startswith({unwanted!r})}}))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    ).stdout.strip()


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("clinic_ui.running", BEFORE_PAINT),
        ("clinic_app.services.clinic", BEFORE_PAGES),
        ("clinic_ui.pages.patients_page", (*BEFORE_PAGES, *WITH_THE_LIST)),
    ],
)
def test_a_start_loads_nothing_it_does_not_need_yet(module: str, unwanted: tuple[str, ...]) -> None:
    assert loaded_with(module, unwanted) == ""
