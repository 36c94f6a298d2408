"""Hostile texts on the screen: every page shows them as they were typed, and none of them ends a slot."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from campaign.hostile_texts import LONG, TEXTS
from campaign.kept_texts import typed_everywhere
from campaign.tally import Tally
from campaign.typed_places import PLACES, Care, new_care

_PATIENCE_S: Final = 900
"""Of the wall's clock: other work may take the processors meanwhile."""

_STANDS_STILL_S: Final = 8.0
"""Processor seconds of one page: longer is a window that stands still."""


def texts_shown(folder: Path, times: int, chance: random.Random) -> Tally:
    """Each in a process of its own, as a program is: Qt and threads do not survive what other faults do."""
    tally = Tally("hostile text on every page")
    names = [name for name in TEXTS if name not in LONG]
    for name in chance.sample(names, min(times, len(names))):
        tally.injected += 1
        count(tally, name, shown(name))
    return tally


def shown(name: str) -> dict[str, Any]:
    """What a window that shows it told; one that died or never came back told that."""
    main_of_it = "import sys; from campaign.shown_texts import main; main(sys.argv[1])"
    try:
        done = subprocess.run(
            [sys.executable, "-c", main_of_it, name],
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
        )
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        told = {"crashed": [f"the window did not come back in {_PATIENCE_S} s"], "silent": [], "pages": 0}
        done.check_returncode()
    except (ValueError, IndexError, subprocess.CalledProcessError):
        told = {"crashed": [f"the window died ({done.returncode})"], "silent": [], "pages": 0}
    return told


def count(tally: Tally, name: str, told: dict[str, Any]) -> None:
    """What one window told."""
    tally.crashed += len(told["crashed"])
    tally.silent += len(told["silent"])
    for each in (*told["crashed"], *told["silent"]):
        tally.note(f"{name}: {each}")


def main(name: str) -> None:
    """Show a record full of one text on every page; what went wrong as a line of JSON."""
    from PySide6.QtWidgets import QApplication

    from clinic_app.data.record import create_record
    from clinic_ui import theme as looks
    from clinic_ui.composition import PdfPages
    from desks import Desk

    app = QApplication([])
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(app, theme)
    told: dict[str, Any] = {"crashed": [], "silent": [], "pages": 0}
    sys.excepthook = partial(_met, told)
    with tempfile.TemporaryDirectory(prefix="campaign-") as place:
        record = create_record(Path(place) / "record")
        care = new_care(record)
        typing = Tally("typed")
        typed_everywhere(typing, care, PLACES, name)
        desk = Desk(
            Path(place), record=record, library=care.services.library, theme=theme, open_pages=PdfPages
        )
        ours = desk.problems.sentence(RuntimeError())
        desk.problems.problem_met.connect(
            lambda said: told["crashed"].append("something went wrong") if said == ours else None
        )
        _walk(desk, care, TEXTS[name], told)
        desk.close()
    print(json.dumps(told), flush=True)


def _met(told: dict[str, Any], kind: type[BaseException], error: BaseException, trace: Any) -> None:
    place = traceback.extract_tb(trace)[-1]
    told["crashed"].append(f"{kind.__name__} at {Path(place.filename).name}:{place.lineno}")
    if os.environ.get("CAMPAIGN_TRACES"):
        traceback.print_exception(error)


def _walk(desk: Any, care: Care, text: str, told: dict[str, Any]) -> None:
    """Every page, looked at."""
    from clinic_ui.icons import Icons
    from clinic_ui.main_window import MainWindow

    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    window.fill(context)
    window.show()
    for page, show in _pages(window, desk, care, text):
        started = time.process_time()
        try:
            show()
        except Exception as error:
            told["crashed"].append(f"{page}: {type(error).__name__}")
        _settle(desk)
        spent = time.process_time() - started
        if spent > _STANDS_STILL_S:
            told["crashed"].append(f"{page} stood still for {spent:.0f} s")
        told["pages"] += 1
        for wrong in wrong_texts():
            if (said := f"{page}: {wrong}") not in told["silent"]:
                told["silent"].append(said)


def _pages(window: Any, desk: Any, care: Care, text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    from clinic_ui.rail import PageKey

    yield "patients", lambda: window.go(PageKey.PATIENTS)
    yield "patient", lambda: window.open_patient(care.patient)
    yield "visit", lambda: window.open_visit(care.visit)
    yield "signed visit", lambda: window.open_visit(care.signed)
    yield "program", lambda: window.open_program(care.program)
    yield "program handed out", lambda: window.open_program(care.given)
    for key in PageKey:
        yield str(key), lambda key=key: window.go(key)
    yield "toast", lambda: desk.context.toasts.say(text, text)
    yield "problem", lambda: desk.context.problems.problem_met.emit(text)
    yield "find anything", lambda: _find(window, text)


def _find(window: Any, text: str) -> None:
    from PySide6.QtWidgets import QLineEdit

    window.find_anything()
    for each in window.findChildren(QLineEdit):
        if each.isVisible() and each.hasFocus():
            each.setText(text)


def _settle(desk: Any) -> None:
    from PySide6.QtCore import QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    for _ in range(2):
        desk.worker.wait(30_000)
        desk.drawing.wait(30_000)
        deadline = QDeadlineTimer(80)
        while not deadline.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def wrong_texts() -> Iterator[str]:
    """Labels that would read what was typed as markup, and tooltips that would."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QToolTip

    for widget in QApplication.allWidgets():
        if (
            isinstance(widget, QLabel)
            and widget.textFormat() is not Qt.TextFormat.PlainText
            and widget.text()
        ):
            yield f"{type(widget).__name__} reads markup"
        if isinstance(widget, QTextEdit):
            yield f"{type(widget).__name__} takes rich text"
        if "<" in widget.toolTip() and widget.isVisible():
            QToolTip.showText(QPoint(1, 1), widget.toolTip(), widget)
            for tip in QApplication.topLevelWidgets():
                if tip.inherits("QTipLabel") and tip.textFormat() is not Qt.TextFormat.PlainText:  # type: ignore[attr-defined]
                    yield f"the tooltip of a {type(widget).__name__} reads markup"
            QToolTip.hideText()
