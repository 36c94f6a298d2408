"""The process is killed while a therapist types: the draft is there at the next start."""

import subprocess
import sys
import time
from pathlib import Path

from clinic_app.data.record import create_record, open_record
from clinic_app.domain.program import ProgramVersion

_TYPES_FOR_S = 2.0
_ON_DISK_WITHIN_S = 1.5
"""A draft is saved half a second after the first key that is not on disk; a busy machine may be slower."""

_TYPIST = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from clinic_app.data.record import open_record
from clinic_ui.builder.page import BuilderPage
from desks import Desk, a_stored_program

app = QApplication([])
desk = Desk(Path({folder!r}), record=open_record(Path({folder!r})))
page = BuilderPage(desk.context)
page.show()
page.open_program(a_stored_program(desk, "soleus-stretch-on-step"))
while page.model.program is None:
    QTest.qWait(5)
page.head.why.setFocus()
for number in range(100_000):
    QTest.keyClick(page.head.why, "abcdefghij"[number % 10])
    print(number + 1, flush=True)
    QTest.qWait(20)
"""


def test_what_was_typed_before_the_kill_is_in_the_draft_at_the_next_start(tmp_path: Path) -> None:
    create_record(tmp_path).close()
    program = _TYPIST.format(path=sys.path, folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as typist:
        typed: list[float] = []
        assert typist.stdout is not None
        for _line in typist.stdout:
            typed.append(time.monotonic())
            if typed[-1] - typed[0] > _TYPES_FOR_S:
                break
        typist.kill()

    found = _draft_in(tmp_path).content.why
    text = "abcdefghij" * (len(typed) // 10 + 1)
    assert text.startswith(found), "nothing but what was typed"
    settled = sum(moment < typed[-1] - _ON_DISK_WITHIN_S for moment in typed)
    assert settled > 0
    assert len(found) >= settled, "all but the last moment's typing"


def _draft_in(folder: Path) -> ProgramVersion:
    """The one program's draft, as the next start finds it."""
    record = open_record(folder)
    with record.reading() as work:
        (summary,) = work.programs.summaries()
        draft = work.programs.versions(summary.program_id)[-1]
    record.close()
    assert draft.is_draft
    return draft
