"""More than two hundred failures whose messages hold what nobody may read."""

import gc
import threading
from collections.abc import Callable, Iterator
from itertools import cycle
from uuid import uuid4

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from builders import a_patient
from clinic_app.domain.errors import InputError
from desk_day import marks
from desk_day.program_in_use import ProgramInUse

TIMES = 25
"""Of each sort; there are nine."""

_PAINTED_WITHIN_MS = 100


def fail_often(day: ProgramInUse) -> None:
    """Each sort so often; what the program said is on the screen, what it logged is looked at later."""
    names = cycle((*marks.PATIENT.values(), *marks.VISIT))
    said: list[str] = []
    day.program.problems.problem_met.connect(said.append)
    day.expects_failures = True
    for sort, fail in _sorts(day, names).items():
        for _ in range(TIMES):
            fail()
        _run_on(day)
        day.seen.failures[sort] = TIMES
    day.expects_failures = False
    day.program.problems.problem_met.disconnect(said.append)
    day.seen.found.append(f"{len(said)} sentences")


def _sorts(day: ProgramInUse, names: Iterator[str]) -> dict[str, Callable[[], None]]:
    run = day.program.worker.run
    return {
        "slot": lambda: QTimer.singleShot(0, lambda: _stumble(next(names))),
        "thread of the window": lambda: _ignore(run(lambda: _stumble(next(names)), _ignore)),
        "thread of Python": lambda: _in_a_thread(next(names)),
        "paint": lambda: _painted_badly(next(names)),
        "let go": lambda: _let_go_badly(next(names)),
        "database": lambda: _ignore(run(lambda: _stored_twice(day, next(names)), _ignore)),
        "import": lambda: _ignore(run(lambda: _read_badly(day, next(names)), _ignore)),
        "paper": lambda: _ignore(run(lambda: _set_badly(next(names)), _ignore)),
        "known, with a name": lambda: day.program.problems.tell(InputError("No {name}.", name=next(names))),
    }


def _run_on(day: ProgramInUse) -> None:
    """Qt's own loop, as in a running program: ``qWait`` would hand failures of slots to us."""
    loop = QEventLoop()
    QTimer.singleShot(_PAINTED_WITHIN_MS, lambda: day.program.worker.when_idle(loop.quit))
    loop.exec()


def _ignore(_what: object) -> None:
    """Nobody waits for it."""


def _stumble(name: str) -> None:
    {"patient": 1}[name]


def _in_a_thread(name: str) -> None:
    thread = threading.Thread(target=_stumble, args=(name,))
    thread.start()
    thread.join()


def _painted_badly(name: str) -> None:
    class Bad(QWidget):
        def paintEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
            raise ValueError(f"cannot paint {name}")

    bad = Bad()
    bad.show()
    QTimer.singleShot(_PAINTED_WITHIN_MS // 2, bad, bad.deleteLater)


def _let_go_badly(name: str) -> None:
    class Bad:
        def __del__(self) -> None:
            raise ValueError(f"cannot let go of {name}")

    del_me = Bad()
    del del_me
    gc.collect(0)


def _stored_twice(day: ProgramInUse, name: str) -> None:
    """One id twice: the database's own failure, with everything that was to be stored."""
    patient = a_patient(id=uuid4(), record_number=900, family_name=name, notes=name)
    with day.services.record.writing() as work:
        work.patients.add(patient)
        work.patients.add(patient)
        work.commit()


def _set_badly(name: str) -> None:
    """ReportLab quotes what it cannot set."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    Paragraph(f"<b>{name}</i>", getSampleStyleSheet()["Normal"])


def _read_badly(day: ProgramInUse, name: str) -> None:
    """A file that is no table, called like a patient; its reader fails or says so."""
    day.services.patient_import.look_into(b"\x00\x01" + name.encode("utf-16"), f"{name}.csv")
