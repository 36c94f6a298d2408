"""More than two hundred failures whose messages hold what nobody may read."""

import gc
import threading
from collections.abc import Callable, Iterator
from itertools import cycle

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from sqlalchemy import text

from clinic_app.domain.errors import InputError
from desk_day import marks
from desk_day.program_in_use import ProgramInUse

TIMES = 25
"""Of each sort; there are nine."""

_LOOKS_EVERY_MS = 20


def fail_often(day: ProgramInUse) -> None:
    """Each sort so often; what the program said is on the screen, what it logged is looked at later."""
    names = cycle((*marks.PATIENT.values(), *marks.VISIT))
    said: list[str] = []
    day.program.problems.problem_met.connect(said.append)
    day.expects_failures = True
    unpainted: list[QWidget] = []
    for sort, fail in _sorts(day, names, unpainted).items():
        for _ in range(TIMES):
            fail()
        _run_on(day, unpainted)
        day.seen.failures[sort] = TIMES
    day.expects_failures = False
    day.program.problems.problem_met.disconnect(said.append)
    day.seen.found.append(f"{len(said)} sentences")


def _sorts(
    day: ProgramInUse, names: Iterator[str], unpainted: list[QWidget]
) -> dict[str, Callable[[], None]]:
    run = day.program.worker.run
    return {
        "slot": lambda: QTimer.singleShot(0, lambda: _stumble(next(names))),
        "thread of the window": lambda: _ignore(run(lambda: _stumble(next(names)), _ignore)),
        "thread of Python": lambda: _in_a_thread(next(names)),
        "paint": lambda: _painted_badly(next(names), unpainted),
        "let go": lambda: _let_go_badly(next(names)),
        "database": lambda: _ignore(run(lambda: _asked_badly(day, next(names)), _ignore)),
        "import": lambda: _ignore(run(lambda: _read_badly(day, next(names)), _ignore)),
        "paper": lambda: _ignore(run(lambda: _set_badly(next(names)), _ignore)),
        "known, with a name": lambda: day.program.problems.tell(InputError("No {name}.", name=next(names))),
    }


def _run_on(day: ProgramInUse, unpainted: list[QWidget]) -> None:
    """Qt's own loop, as in a running program: ``qWait`` would hand failures of slots to us."""
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: None if unpainted or day.program.worker.is_busy else loop.quit())
    look.start(_LOOKS_EVERY_MS)
    loop.exec()
    look.stop()


def _ignore(_what: object) -> None:
    """Nobody waits for it."""


def _stumble(name: str) -> None:
    {"patient": 1}[name]


def _in_a_thread(name: str) -> None:
    thread = threading.Thread(target=_stumble, args=(name,))
    thread.start()
    thread.join()


def _painted_badly(name: str, unpainted: list[QWidget]) -> None:
    class Bad(QWidget):
        def paintEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
            if self in unpainted:
                unpainted.remove(self)
                QTimer.singleShot(0, self, self.deleteLater)
                raise ValueError(f"cannot paint {name}")

    bad = Bad()
    unpainted.append(bad)
    bad.show()


def _let_go_badly(name: str) -> None:
    class Bad:
        def __del__(self) -> None:
            raise ValueError(f"cannot let go of {name}")

    del_me = Bad()
    del del_me
    gc.collect(0)


def _asked_badly(day: ProgramInUse, name: str) -> None:
    """The database's own failure, with what it was asked for."""
    with day.services.record.reading() as work:
        session = work._session  # type: ignore[attr-defined]
        session.execute(text("SELECT 1 FROM no_such_table WHERE name = :name"), {"name": name})


def _set_badly(name: str) -> None:
    """ReportLab quotes what it cannot set."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    Paragraph(f"<b>{name}</i>", getSampleStyleSheet()["Normal"])


def _read_badly(day: ProgramInUse, name: str) -> None:
    """A file that is no table, called like a patient; its reader fails or says so."""
    day.services.patient_import.look_into(b"\x00\x01" + name.encode("utf-16"), f"{name}.csv")
