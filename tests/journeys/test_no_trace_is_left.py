"""After a day at the desk nothing of it can be read beside the record, and nothing was sent anywhere."""

import json
import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clinic_app.data.door import RecordDoor
from clinic_app.data.record import open_record
from clinic_app.domain.patient import Patient
from desk_day import marks
from desk_day.__main__ import STEPS
from desk_day.failing import TIMES
from traces import found_in, traces_below
from watched_network import CannotWatchError, Outcome, run_watched

_A_WHILE_S = 300
_OURS = (".local/share/clinic-companion/record", ".config/clinic-companion", ".cache/clinic-companion")
_KNOWS_WHO_WORKS = re.compile(r"window\.ini|record\.key(\.copy)?|manifest\.json")
_READABLE = re.compile(
    rb"%PDF-\d\.\d|SQLite format 3\x00|\x89PNG\r\n"
    rb"|\xff\xd8\xff(\xe0\x00\x10JFIF|\xe1..Exif|\xdb\x00[\x43\x84])",
    re.DOTALL,
)
"""How such files begin, long enough that a megabyte of cipher does not hold it by chance."""


@dataclass(frozen=True)
class Left:
    """What is there after the program was closed."""

    home: Path
    temporary: Path
    outcome: Outcome
    was_watched: bool
    seen: dict[str, Any]

    @property
    def desktop(self) -> Path:
        """Where the person saved things on purpose."""
        return self.home / "Desktop"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody may find."""
        return marks.markers(self.seen["code"])

    def hidden(self) -> list[Path]:
        """Every file that the person did not save on purpose."""
        every = [*self.home.rglob("*"), *self.temporary.rglob("*")]
        return [each for each in every if each.is_file() and not each.is_relative_to(self.desktop)]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """One day in a process of its own, on a network where every packet is caught (where that is possible)."""
    folder = tmp_path_factory.mktemp("day")
    home, temporary, report = folder / "home", folder / "temporary", folder / "seen.json"
    (home / "Desktop").mkdir(parents=True)
    temporary.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "CLINIC_"))}
    env = kept | {
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "desk_day", str(home / "Desktop"), str(report)]
    was_watched = True
    usual = os.umask(0)  # the system's own rule lets everybody look: only what the program says counts
    try:
        outcome = run_watched(command, env, timeout_s=_A_WHILE_S)
    except CannotWatchError:
        was_watched = False
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=_A_WHILE_S, check=False
        )
        outcome = Outcome(done.returncode, done.stdout + done.stderr, ())
    finally:
        os.umask(usual)
    assert outcome.status == 0, outcome.said
    return Left(home, temporary, outcome, was_watched, json.loads(report.read_text(encoding="utf-8")))


def test_the_day_was_a_full_one(left: Left) -> None:
    """Else it would be no wonder that nothing is found."""
    assert len(set(left.secrets)) >= 50
    assert list(left.seen["steps"]) == [step.__name__ for step in STEPS]
    assert {marks.FAMILY, marks.VISIT[0]} <= set(left.seen["found"]), "Ctrl+K finds the name and the note"
    assert sum(left.seen["failures"].values()) >= 200
    patient, rows = _stored(left)
    said = repr(patient)
    assert [text for text in marks.PATIENT.values() if text not in said] == []
    assert marks.UNFINISHED in rows, "a draft"


def _stored(left: Left) -> tuple[Patient, str]:
    """The one patient who is left, and all drafts."""
    record_folder = left.home / _OURS[0]
    (way, *_others) = RecordDoor(record_folder).look().ways
    opened = RecordDoor(record_folder).unlock(way.id, marks.PASSPHRASE)
    record = open_record(record_folder, opened.key, actor=opened.actor)
    with record.reading() as work:
        (patient,) = work.patients.search((), archived=False, limit=5)
        drafts = str(work.drafts.all())
    record.close()
    return patient, drafts


def test_the_search_finds_what_left_on_purpose(left: Left) -> None:
    """The same search, where it has to find something."""
    found = {(each.file, each.word) for each in traces_below(left.desktop, left.secrets)}
    folder = marks.FOLDER
    assert {
        (f"{folder}/handout.pdf", marks.FAMILY),
        (f"{folder}/handout.pdf", marks.EXERCISE_NOTE),
        (f"{folder}/letter.pdf", marks.LETTER["remark"]),
        (f"{folder}/all.zip", marks.VISIT[3]),
        (f"{folder}/all.zip", marks.PATIENT["claim_number"]),
        (f"{folder}/fhir.json", marks.PROBLEM["problem"]),
        ("old system.csv", marks.IMPORTED["phone"]),
        ("photo.jpg", marks.PICTURE),
    } <= found


def test_no_file_shows_what_was_stored_typed_searched_or_told_by_failures(left: Left) -> None:
    """Not in the record, the journal, backups, key files, settings, cache, logs; as it is or packed."""
    assert traces_below(left.home, left.secrets, but=[left.desktop]) == []
    assert traces_below(left.temporary, left.secrets) == []
    assert left.seen["passing"] == [], "temporary files that went again"


def test_what_somebody_lets_slip_there_is_found(left: Left) -> None:
    slip = left.home / ".cache" / "clinic-companion" / "slip"
    slip.write_bytes(b"\x00\xff" + marks.VISIT[2].upper().encode("utf-16-le"))
    try:
        (trace,) = traces_below(left.home, left.secrets, but=[left.desktop])
    finally:
        slip.unlink()
    assert (Path(trace.file).name, trace.word, trace.way) == ("slip", marks.VISIT[2], "utf-16-le")


def test_no_sheet_photo_or_open_database_lies_about(left: Left) -> None:
    assert [path.name for path in left.hidden() if _READABLE.search(path.read_bytes())] == []
    kept = [path for path in left.desktop.rglob("*") if path.suffix in (".pdf", ".jpg")]
    assert {path.suffix for path in kept if _READABLE.search(path.read_bytes())} == {".pdf", ".jpg"}


def test_who_works_here_stands_only_where_the_first_screen_reads_it(left: Left) -> None:
    found = {Path(each.file).name for each in traces_below(left.home, [marks.THERAPIST], but=[left.desktop])}
    assert [name for name in found if not _KNOWS_WHO_WORKS.fullmatch(name)] == []


def test_failures_are_in_the_log_without_their_messages(left: Left) -> None:
    (log,) = left.home.rglob("window.log")
    lines = log.read_text(encoding="utf-8").splitlines()
    failures = left.seen["failures"]
    known = ("import", "known, with a name")  # these are sentences to the person, and no bugs
    assert len(lines) == sum(times for sort, times in failures.items() if sort not in known)
    shape = re.compile(r"\d{4}-\d\d-\d\d [\d:,]+ ERROR [A-Za-z]+ at [^'\"]*")
    assert [line for line in lines if not shape.fullmatch(line)] == []
    assert len(lines) == TIMES * (len(failures) - len(known))


def test_neither_a_windows_title_nor_the_terminal_nor_the_clipboard_says_it(left: Left) -> None:
    assert len(left.seen["titles"]) >= 15
    said = "\n".join([*left.seen["titles"], left.outcome.said, left.seen["clipboard_after_lock"]])
    assert list(found_in(said.encode(), left.secrets)) == []
    assert (left.seen["copied"], left.seen["clipboard_after_lock"]) == ("yes", "")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_nobody_else_on_the_computer_may_look_into_anything(left: Left) -> None:
    assert [path.name for path in left.hidden() if path.stat().st_mode & 0o077] == []
    tops = [left.home / name for name in _OURS] + [path.parent for path in left.home.rglob("window.log")]
    tops += [path for path in left.home.rglob("clinic-backup-*") if path.is_dir()]
    folders = [*tops, *(path for top in tops for path in top.rglob("*") if path.is_dir())]
    assert len(folders) > 10
    assert {str(path): oct(stat.S_IMODE(path.stat().st_mode)) for path in folders} == {
        str(path): "0o700" for path in folders
    }


def test_no_packet_left_the_computer(left: Left) -> None:
    if not left.was_watched:
        pytest.skip("no network of our own here")
    assert left.outcome.tried == ()
