"""From the process's start to the first paint, and to the page of patients, beside an empty PySide6 window.

Each process prints the processor seconds it took: on a busy machine the clock says little.

``python3 -m clinic_app test tests/benchmarks/test_startup.py --benchmark-only``: each figure is the median of
whole processes; divide by the empty window's.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

_MOST_S = 60
"""A process that is not done by then waits for something that never comes."""

CHECKOUT = Path(__file__).parents[2]

EMPTY_WINDOW = """
import sys, time
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def event(self, event):
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, QApplication.quit)
        return done
app = QApplication(sys.argv)
window = Window()
window.resize(1440, 900)
window.show()
status = app.exec()
print(time.process_time())
sys.exit(status)
"""

FIRST_PAINT = """
import sys, time
from clinic_ui.__main__ import main
status = main()
print(time.process_time())
sys.exit(status)
"""

USABLE = """
import sys, time
from PySide6.QtWidgets import QApplication
from clinic_app.paths import app_folders
from clinic_ui.app import Program
from clinic_ui.rail import PageKey
app = QApplication(sys.argv)
program = Program(app, app_folders())
program.usable.connect(lambda: (print(time.process_time()), app.quit()))
program.problems.problem_met.connect(lambda *problem: (print(problem, file=sys.stderr), app.exit(1)))
program.start()
status = app.exec()
assert program.window.page_key is PageKey.PATIENTS and not program.window.rail.isHidden()
program.close()
sys.exit(status)
"""

A_CLINIC = """
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.paths import app_folders
from clinic_ui.composition import open_clinic
services = open_clinic(app_folders())
services.profile.save_profile(ClinicProfile(name="Riverside Physiotherapy"))
services.close()
"""


def _measure(benchmark: Any, program: str, home: Path, **more: str) -> None:
    _run(program, home, **more)
    spent: list[float] = []

    def once() -> None:
        spent.append(float(_run(program, home, **more)))

    benchmark.pedantic(once, rounds=8, warmup_rounds=1)
    benchmark.extra_info["processor median ms"] = round(statistics.median(spent) * 1000)
    print(dict(benchmark.extra_info))


def _run(program: str, home: Path, **more: str) -> str:
    paths = os.pathsep.join(str(CHECKOUT / part) for part in ("", "ui", "resources"))
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "QT_QPA_PLATFORM": "offscreen",
        "CLINIC_APP_HOME": str(home),
        **more,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # people's machines keep what was compiled
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, timeout=_MOST_S
    )
    return done.stdout.decode()


def test_an_empty_window_is_painted(benchmark: Any, tmp_path: Path) -> None:
    _measure(benchmark, EMPTY_WINDOW, tmp_path)


def test_our_window_is_first_painted(benchmark: Any, tmp_path: Path) -> None:
    _measure(benchmark, FIRST_PAINT, tmp_path, CLINIC_APP_QUIT_AFTER_PAINT="1")


def test_our_window_is_usable(benchmark: Any, tmp_path: Path) -> None:
    _run(A_CLINIC, tmp_path)
    _measure(benchmark, USABLE, tmp_path)
