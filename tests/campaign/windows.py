"""Faults of the whole program: killed while somebody types, ended from outside, and bugs of its own."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from campaign.desk import MARKER, leaks, missing, new_record, patient_id
from campaign.tally import Tally
from clinic_app.data.record import open_record
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.services.drafts import DraftService

LETTERS = "abcdefghij"
PROMISED_S, USUAL_S = 10.0, 2.0
"""A draft is on disk within a second of the first key that is not; a machine that is slow to start the
program (a second or two) gets as long, and ten seconds at the most."""

_PATIENCE_S = 60
_OURS = Path(__file__).resolve().parents[2]


def killed_while_typing(folder: Path, times: int, chance: random.Random) -> Tally:
    """kill -9: all but the last moment's typing is offered at the next start."""
    tally = Tally("kill -9 while typing")
    acked = _clinic(folder)
    for number in range(times):
        moments = []
        started = time.monotonic()
        with _program(folder, "keeps typing") as child:
            kept_within_s = longest_s = PROMISED_S
            for _line in _lines(child):
                moments.append(time.monotonic())
                if len(moments) == 1:
                    kept_within_s = min(max(moments[0] - started, USUAL_S), PROMISED_S)
                    longest_s = kept_within_s + chance.uniform(0.2, 0.9)
                if moments[-1] - moments[0] > longest_s:
                    break
            child.kill()
        tally.injected += 1
        what = f"round {number}"
        if not moments:
            tally.crashed += 1
            tally.note(f"{what}: nobody could type")
            continue
        settled = sum(each < moments[-1] - kept_within_s for each in moments)
        for place in ("form", "visit"):
            judge_typed(tally, folder, place, settled, len(moments) + 500, what)
        _judge_rest(tally, folder, acked, what)
        _forget_typed(folder)
    return tally


def ended_from_outside(folder: Path, times: int, chance: random.Random) -> Tally:
    """SIGTERM, SIGHUP and SIGINT, with text that is not saved yet: it is kept, and the end is a clean one."""
    tally = Tally("SIGTERM, SIGHUP with unsaved text")
    acked = _clinic(folder)
    for number in range(times):
        told = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)[number % 3]
        what = f"round {number}, {told.name}"
        with _program(folder, "has typed") as child:
            has_typed = any(line == "typed" for line in _lines(child, until="typed"))
            time.sleep(chance.uniform(0, 0.02))
            child.send_signal(told)
            try:
                status = child.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                status = -1
        tally.injected += 1
        if status != 0 or not has_typed:
            tally.crashed += 1
            tally.note(f"{what}: it ended with {status}")
        whole = 2 * len(LETTERS)
        for place in ("form", "visit"):
            judge_typed(tally, folder, place, whole, whole, what)
        _judge_rest(tally, folder, acked, what)
        _forget_typed(folder)
    return tally


def bugs_of_ours(folder: Path, times: int, chance: random.Random) -> Tally:
    """A slot, a paint event, an errand, a thread fails: the window goes on, tells the person, and logs where.

    What failed knew a patient's name: neither the log nor what is said to the terminal does.
    """
    tally = Tally("exception in slot, paint, worker, thread")
    acked = _clinic(folder)
    while tally.injected < times:
        with _program(folder, "faults") as child:
            said = list(_lines(child))
            complaints = child.stderr.read() if child.stderr else ""
            status = child.wait(_PATIENCE_S)
        found = [json.loads(line) for line in said if line.startswith("{")][: times - tally.injected]
        tally.injected += len(found)
        tally.silent += sum(not each["told"] for each in found)
        tally.crashed += sum(not each["goes_on"] for each in found) + (status != 0 or "met" not in said)
        log = (folder.parent / "home" / "logs" / "window.log").read_text("utf-8")
        tally.silent += "ValueError" not in log
        tally.leaked += (MARKER in log) + (MARKER in complaints)
        for each in found:
            if not (each["told"] and each["goes_on"]):
                tally.note(str(each))
        if status != 0 or not found:
            tally.note(f"it ended with {status}: {complaints[-300:]!r}")
            break
        _judge_rest(tally, folder, acked, "afterwards")
    return tally


def judge_typed(tally: Tally, folder: Path, place: str, least: int, most: int, what: str) -> None:
    """What the next start offers is the beginning of what was typed, with so many letters at the least."""
    found = _offered(folder, place)
    whole = LETTERS * (most // len(LETTERS) + 1)
    if not whole.startswith(found) or not least <= len(found) <= most:
        tally.lost += 1
        tally.note(f"{what}: {len(found)} letters of {least} to {most} are in the {place}")


def _offered(folder: Path, place: str) -> str:
    """What a form is filled with when it is opened, or stands in the visit's note."""
    record = open_record(_home(folder))
    with closing(record):
        if place == "form":
            draft = DraftService(record).find(f"patient:{patient_id(0)}")
            return str(json.loads(draft.payload).get("notes", "")) if draft else ""
        with record.reading() as work:
            visits = work.visits.of_patient(patient_id(0))
            return visits[0].subjective if visits else ""


def _forget_typed(folder: Path) -> None:
    """The next round begins with nothing typed."""
    from dataclasses import replace

    with closing(open_record(_home(folder))) as record:
        DraftService(record).drop(f"patient:{patient_id(0)}")
        with record.writing() as work:
            for visit in work.visits.of_patient(patient_id(0)):
                work.visits.save(replace(visit, subjective=""))
            work.commit()


def _home(folder: Path) -> Path:
    """The record of the program whose home is beside ``folder``."""
    return folder.parent / "home" / "record"


def _clinic(folder: Path) -> list[int]:
    """A clinic that was used before."""
    acked = new_record(_home(folder), 4)
    with closing(open_record(_home(folder))) as record, record.writing() as work:
        work.clinic.save_profile(ClinicProfile(name="Harbour"))
        work.commit()
    return acked


def _judge_rest(tally: Tally, folder: Path, acked: list[int], what: str) -> None:
    lost = missing(_home(folder), acked)
    tally.lost += len(lost)
    found = leaks(folder.parent / "home")
    tally.leaked += len(found)
    if lost or found:
        tally.note(f"{what}: {len(lost)} patients are gone, readable in {found}")


@contextmanager
def _program(folder: Path, errand: str) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {
        "QT_LOGGING_RULES": "qt.text.*=false",
        "CLINIC_APP_HOME": str(folder.parent / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(map(str, (_OURS, _OURS / "ui", _OURS / "resources", _OURS / "tests"))),
    }
    command = [sys.executable, "-m", "campaign.at_the_window", errand]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def _lines(child: subprocess.Popen[str], until: str = "") -> Iterator[str]:
    assert child.stdout is not None
    for line in child.stdout:
        yield line.strip()
        if until and line.strip() == until:
            return
