"""Hostile texts typed and pasted into the real window's forms, saved with the keyboard, read back.

``python -m campaign.typed_keys FOLDER`` takes what is typed where as JSON on standard input, and prints
a tally as JSON.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final

from campaign.hostile_texts import LONG, TEXTS
from campaign.tally import Tally
from campaign.typed_values import VALUE_FORMS, VALUES

_TITLE: Final = "hostile text typed in the window"
_A_CHILD: Final = 40
"""Forms that one process fills: a crash ends no more of them."""
_PATIENCE_S: Final = 1_800
_FORMS: Final = (
    *("patient", "visit", "program", "phrase", "problem", "own exercise", "letter", "settings"),
    "find anything",
)
_PASTED: Final = {
    "a megabyte without a blank": "w" * 1_000_000,
    "fifty megabytes": "fifty " * 8_500_000,
}
"""Nobody types these, but somebody pastes them."""

Task = tuple[str, str, str]
"""A text, a way in, a form."""


def text_called(name: str) -> str:
    """The text of that name."""
    return {**TEXTS, **_PASTED, **VALUES}[name]


def tasks() -> Iterator[Task]:
    """Every text in every form by every way that it may come."""
    for name in (*TEXTS, *_PASTED):
        ways = ("PASTE", "RICH") if name in LONG or name in _PASTED else ("PASTE", "RICH", "KEYS", "COMMIT")
        for number, form in enumerate(_FORMS):
            yield name, "PASTE", form
            others = [each for each in ways if each != "PASTE"]
            yield name, others[(number + len(name)) % len(others)], form
    for name in VALUES:
        for form in VALUE_FORMS:
            yield name, "KEYS", form


def typed_in_the_window(folder: Path, times: int, chance: random.Random) -> Tally:
    """Whatever is typed is kept or refused in a sentence, and no window dies or stands still."""
    tally = Tally(_TITLE)
    every = chosen(times, chance)
    for start in range(0, len(every), _A_CHILD):
        some = every[start : start + _A_CHILD]
        place = folder.with_name(f"{folder.name}-{start}")
        place.mkdir()
        command = [sys.executable, "-m", "campaign.typed_keys", str(place)]
        env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
        try:
            done = subprocess.run(
                command,
                input=json.dumps(some),
                env=env,
                check=False,
                capture_output=True,
                text=True,
                timeout=_PATIENCE_S,
            )
        except subprocess.TimeoutExpired as late:
            said = (late.stderr or b"").decode(errors="replace")
            done = subprocess.CompletedProcess(command, -1, "", f"{said}\nnot back in {_PATIENCE_S} s")
        add(tally, done)
    return tally


def chosen(times: int, chance: random.Random) -> list[Task]:
    """So many, the forms in turn; all of them where there are not more."""
    every = list(tasks())
    if times >= len(every):
        return every
    known = (*_FORMS, *VALUE_FORMS)
    forms = chance.sample(known, len(known))
    short = [each for each in every if each[0] not in _PASTED and each[0] not in LONG]
    return [
        chance.choice([each for each in short if each[2] == forms[at % len(forms)]]) for at in range(times)
    ]


def add(tally: Tally, done: "subprocess.CompletedProcess[str]") -> None:
    """What one window told, and how its process ended."""
    told = _told(done.stdout)
    if told is None or done.returncode != 0:
        told = told or Tally(_TITLE)
        at = [line for line in done.stderr.splitlines() if line.startswith("at ")][-1:]
        told.crashed += 1
        told.note(f"the window died ({done.returncode}) {at} {done.stderr[-300:]}")
    for column in ("injected", "lost", "crashed", "leaked", "silent"):
        setattr(tally, column, getattr(tally, column) + getattr(told, column))
    for note in told.notes:
        tally.note(note)


def _told(output: str) -> Tally | None:
    try:
        return Tally(**json.loads(output.splitlines()[-1]))
    except (ValueError, IndexError):
        return None


def main(folder: Path, wanted: list[Task]) -> None:
    """The life of one window."""
    from PySide6.QtWidgets import QApplication

    from campaign.shown_texts import wrong_texts
    from campaign.typed_forms import FORMS
    from campaign.typed_places import new_care
    from campaign.typist import Typist, Way
    from clinic_app.data.record import create_record
    from clinic_ui import theme as looks
    from clinic_ui.icons import Icons
    from clinic_ui.main_window import MainWindow
    from desks import Desk

    app = QApplication(["clinic-companion"])
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(app, theme)
    tally = _Loud(_TITLE)
    sys.excepthook = partial(_met, tally)
    record: Any = create_record(folder / "record")
    care = new_care(record)
    desk = Desk(folder, record=record, library=care.services.library, theme=theme)
    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    window.fill(context)
    window.show()
    told: list[str] = []
    desk.problems.problem_met.connect(told.append)
    context.toasts.said.connect(lambda sentence, *_: told.append(sentence))
    ours = desk.problems.sentence(RuntimeError())
    forms = FORMS | VALUE_FORMS
    for name, way, form in wanted:
        print(f"at {name} {way} {form}", file=sys.stderr, flush=True)
        typist = Typist(desk, window, care, tally, name, text_called(name), Way[way], told)
        _one(tally, typist, forms[form], f"{name} {way} in {form}")
        if ours in told:
            tally.crashed += 1
            tally.note(f"{name} {way} in {form}: our fault was said")
        for wrong in set(wrong_texts()):
            tally.silent += 1
            tally.note(f"{name} {way} in {form}: {wrong}")
    print(json.dumps(asdict(tally)), flush=True)


class _Loud(Tally):
    def note(self, what: str) -> None:
        """All of it on the error output, for whoever looks into it."""
        print(f"note {what}", file=sys.stderr)
        super().note(what)


def _one(tally: Tally, typist: Any, form: Any, what: str) -> None:
    from PySide6.QtWidgets import QApplication, QDialog

    try:
        form(typist)
    except Exception as error:
        tally.crashed += 1
        tally.note(f"{what}: {type(error).__name__}: {error}")
        if os.environ.get("CAMPAIGN_TRACES"):
            raise
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog) and each.isVisible():
            each.close()


def _met(tally: Tally, kind: type[BaseException], error: BaseException, trace: Any) -> None:
    import traceback

    place = traceback.extract_tb(trace)[-1]
    tally.crashed += 1
    tally.note(f"{kind.__name__} at {Path(place.filename).name}:{place.lineno}")
    if os.environ.get("CAMPAIGN_TRACES"):
        traceback.print_exception(error)


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.load(sys.stdin))
