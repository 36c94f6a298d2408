"""From the process's start to the first paint, and to a usable window, beside an empty PySide6 window.

``python3 -m clinic_app test tests/benchmarks/test_startup.py --benchmark-only``: each figure is the median of
whole processes; divide by the empty window's.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]

EMPTY_WINDOW = """
import sys
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
sys.exit(app.exec())
"""

FIRST_PAINT = """
import sys
from clinic_ui.__main__ import main
sys.exit(main())
"""

USABLE = """
import sys
from PySide6.QtWidgets import QApplication
from clinic_app.paths import app_folders
from clinic_ui.app import Program
app = QApplication(sys.argv)
program = Program(app, app_folders())
program.usable.connect(app.quit)
program.start()
status = app.exec()
program.close()
sys.exit(status)
"""


def _run(program: str, home: Path, **more: str) -> None:
    paths = os.pathsep.join(str(CHECKOUT / part) for part in ("", "ui", "resources"))
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "QT_QPA_PLATFORM": "offscreen",
        "CLINIC_APP_HOME": str(home),
        **more,
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # people's machines keep what was compiled
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True)


def test_an_empty_window_is_painted(benchmark: Any, tmp_path: Path) -> None:
    benchmark.pedantic(_run, args=(EMPTY_WINDOW, tmp_path), rounds=12, warmup_rounds=2)


def test_our_window_is_first_painted(benchmark: Any, tmp_path: Path) -> None:
    benchmark.pedantic(
        _run,
        args=(FIRST_PAINT, tmp_path),
        kwargs={"CLINIC_APP_QUIT_AFTER_PAINT": "1"},
        rounds=12,
        warmup_rounds=2,
    )


def test_our_window_is_usable(benchmark: Any, tmp_path: Path) -> None:
    benchmark.pedantic(_run, args=(USABLE, tmp_path), rounds=12, warmup_rounds=2)
