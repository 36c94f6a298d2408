"""One run of the program, from its start to its end."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from clinic_app import core_dumps
from clinic_app.paths import app_folders
from clinic_ui import composition
from clinic_ui.app import Program
from clinic_ui.tidied_here import TidiedHere
from clinic_ui.told_to_end import ToldToEnd

QUIT_AFTER_PAINT: Final = "CLINIC_APP_QUIT_AFTER_PAINT"
"""Set to 1, the program ends with status 0 once its window was painted."""

_WAITS_FOR_FIRST_S, _ASKS_AGAIN_S = 4.0, 0.2


def run(arguments: Sequence[str]) -> int:
    """Open the window on this machine's record; returns the exit status when it is closed."""
    core_dumps.leave_none()
    app = QApplication.instance() or QApplication(list(arguments))
    assert isinstance(app, QApplication)
    app.setApplicationName("clinic-companion")
    app.setDesktopFileName("clinic-companion")
    folders = app_folders()
    here = composition.first_program(folders)
    if here is None and _show_first_instance(folders.record):
        return 0
    tidied = TidiedHere()
    program = Program(app, folders)
    program.problems.catch_everything()
    told_to_end = ToldToEnd()
    told_to_end.told.connect(program.end)
    only_paints = os.environ.get(QUIT_AFTER_PAINT) == "1"
    program.start(opens=not only_paints)
    if only_paints:
        program.window.first_painted.connect(app.quit)
    status = app.exec()
    program.close()
    told_to_end.close()
    tidied.close()
    if here is not None:
        here.release()
    return status


def _show_first_instance(record: Path) -> bool:
    """Another program has this desk: whether it came to the front. One that just starts is waited for."""
    from clinic_ui.single_instance import call_first_instance

    until = time.monotonic() + _WAITS_FOR_FIRST_S
    while not call_first_instance(record):
        if time.monotonic() > until:
            return False
        time.sleep(_ASKS_AGAIN_S)
    return True
