"""``python -m campaign.window_session idle|full FOLDER TIMES SEED`` prints a tally as JSON.

``idle`` leaves the real program alone with a window open, ``full`` saves in forms on a full disk.
"""

import gc
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from campaign.disks import no_room_beyond
from campaign.judging import expect
from campaign.tally import Tally
from campaign.window_kinds import MARK, OPENERS, TYPED, Stage, until
from whole_records import Whole, store_whole_patient

_WORDS: Final = "four words are better"
_IDLE_S: Final = 301


def in_sight(app: QApplication) -> str:
    """Everything that can be read in windows that are shown, titles too."""
    said: list[str] = []
    for window in app.topLevelWidgets():
        if window.isVisible():
            said.append(window.windowTitle())
            for widget in (window, *window.findChildren(QWidget)):
                said += _texts(widget) if widget.isVisible() else []
    return "\n".join(said)


def _texts(widget: QWidget) -> Sequence[str]:
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        return (widget.text(), widget.toolTip())
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return (widget.toPlainText(),)
    return (str(getattr(widget, "text", "")) if not callable(getattr(widget, "text", None)) else "",)


def _idle(folder: Path, times: int, chance: random.Random) -> Tally:
    """Open, leave alone, look, come back; once for each."""
    tally = Tally("left alone with a window open")
    app, stage = _protected(folder)
    first = chance.randrange(len(OPENERS))
    for number in range(times):
        opener = OPENERS[(first + number) % len(OPENERS)]
        what = opener.__name__.strip("_").replace("_", " ")
        _unlock(stage)
        opener(stage)
        until(lambda: not stage.program.worker.is_busy)
        QTest.qWait(20)
        tally.injected += 1
        _go_away(stage)
        is_locked = until(lambda: _is_asking(stage))
        expect(tally, f"{what}: it is not locked", is_locked, "leaked")
        _look(tally, app, stage, what)
        if "form" in what and "episode" not in what:
            _unlock(stage)
            draft = stage.context.services.drafts.find(f"patient:{stage.whole.patient.id}")
            expect(tally, f"{what}: what was typed is gone", draft and TYPED in draft.payload, "lost")
    stage.program.window.close()
    stage.program.close()
    return tally


def _protected(folder: Path) -> tuple[QApplication, Stage]:
    from clinic_app.data import key_slots
    from clinic_app.data.record import create_record
    from clinic_app.domain.clinic import ClinicProfile
    from clinic_app.paths import AppFolders
    from clinic_app.services.access import AccessService
    from clinic_ui.app import Program
    from desk_day.program_in_use import drawn_by_rule, stretched_little

    drawn_by_rule()
    stretched_little()
    app = QApplication(["clinic-companion"])
    folders = AppFolders(*(folder / name for name in ("record", "config", "cache", "logs")))
    record = create_record(folders.record)
    whole = store_whole_patient(record, MARK)
    with record.writing() as work:
        work.clinic.save_profile(ClinicProfile(name="Harbour"))
        work.commit()
    AccessService(record, key_slots.new_code).protect("Ada Lane", _WORDS)
    record.close()
    program = Program(app, folders)
    program.start()
    return app, Stage(program, whole)


def _is_asking(stage: Stage) -> bool:
    from clinic_ui.access.unlock_screen import UnlockScreen

    return isinstance(stage.program.window.stack.currentWidget(), UnlockScreen)


def _unlock(stage: Stage) -> None:
    if stage.program.window.rail.isVisible():
        return
    assert until(lambda: _is_asking(stage)), "nobody asks for the passphrase"
    screen = stage.program.window.stack.currentWidget()
    QTest.keyClicks(screen.secret.line, _WORDS)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    assert until(stage.program.window.rail.isVisible), "it does not unlock"
    assert until(lambda: stage.program._locker is not None and stage.program._locker._is_watching)


def _go_away(stage: Stage) -> None:
    """The clock on the wall goes on, and nobody touches anything."""
    watch = stage.program._locker._idle
    now = watch._now
    watch._now = lambda: now() + _IDLE_S
    watch.look()
    watch._now = now
    watch._touched_at = now()


def _look(tally: Tally, app: QApplication, stage: Stage, what: str) -> None:
    from clinic_app.data.key_file import RecordKey

    until(lambda: not stage.program.worker.is_busy)  # somebody may have asked for something just before
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = [each for each in app.topLevelWidgets() if each.isVisible() and each is not stage.window]
    others = [type(each).__name__ for each in shown]
    expect(tally, f"{what}: still shown: {others}", not others, "leaked")
    expect(tally, f"{what}: the patient can be read", MARK.lower() not in in_sight(app).lower(), "leaked")
    expect(tally, f"{what}: the record is open", stage.program._services is None, "leaked")
    gc.collect()
    keys = sum(isinstance(each, RecordKey) for each in gc.get_objects())
    expect(tally, f"{what}: {keys} keys are kept", not keys, "leaked")


def _full(folder: Path, times: int, chance: random.Random) -> Tally:
    """A patient and a problem, changed and saved without room, then with room."""
    from clinic_app.data.record import DATABASE_NAME, create_record
    from desks import Desk

    tally = Tally("disk full, somebody saves in a form")
    app = QApplication(["clinic-companion"])
    record = create_record(folder)
    whole = store_whole_patient(record, MARK)
    desk = Desk(folder.with_name("config"), record=record)  # type: ignore[arg-type]  # a real one
    told, forms = list[str](), list[QWidget]()
    desk.problems.problem_met.connect(told.append)
    for number in range(times):
        form, field, read = _a_form(desk, whole, number)
        forms.append(form)  # one that nobody holds goes while its threads still work for it
        form.show()
        until(lambda: not desk.worker.is_busy)
        text = f"typed {number} {MARK}"
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        tally.injected += 1
        size = (folder / DATABASE_NAME).stat().st_size
        told.clear()
        with no_room_beyond(chance.randrange(512, size // 2)):
            form.store_button.click()
            until(lambda form=form: form.store_button.isEnabled() and not desk.worker.is_busy)
            QTest.qWait(600)  # a draft is tried meanwhile
        is_told = bool(told) or "make room" in in_sight(app)  # in a box, or below the field
        expect(tally, f"form {number}: nobody was told", is_told)
        is_there = form.isVisible() and _texts(field)[0] == text
        expect(tally, f"form {number}: what was typed is gone from it", is_there, "lost")
        if not is_there:
            continue
        form.store_button.click()
        until(lambda form=form: not form.isVisible())
        expect(tally, f"form {number}: with room it is not stored", read() == text, "lost")
    for widget in app.topLevelWidgets():
        widget.close()
    return tally


def _a_form(desk: Any, whole: Whole, number: int) -> tuple[Any, QWidget, Callable[[], str]]:
    from clinic_ui.pages.episode_form import EpisodeForm
    from clinic_ui.pages.patient_form import PatientForm

    patients = desk.services.patients
    if number % 2:
        form = EpisodeForm(desk.context, whole.patient.id, patients.episodes(whole.patient.id)[0])
        return form, form.inputs.problem, lambda: str(patients.episodes(whole.patient.id)[0].problem)
    asked = PatientForm(desk.context, patients.get(whole.patient.id))
    field = asked.inputs.typed_into("occupation")
    return asked, field, lambda: str(patients.get(whole.patient.id).occupation)


def main(what: str, folder: Path, times: int, seed: int) -> None:
    """The process's whole life."""
    injected = {"idle": _idle, "full": _full}[what]
    print(json.dumps(asdict(injected(folder, times, random.Random(seed)))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
