"""What is chosen in a file dialog and is none of ours: a gigabyte, a pipe, a device, a folder."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from campaign.hostile_texts import is_a_sentence
from campaign.tally import Tally

_MOST_MB: Final = 700
"""Largest file of each kind (100 MB of PDF) held twice, and the libraries."""

_PATIENCE_S: Final = 40

_READER: Final = """
import json, resource, sys, tempfile
from pathlib import Path
from campaign.outside_files import DOORS
from campaign.typed_places import services_on
from clinic_app.data.record import create_record
from clinic_app.domain.errors import KnownError
from clinic_app.exchange import csv_text, exercise_file
from clinic_app.images.intake import LARGEST_BYTES, clean_picture
from clinic_app.services.program_import import LARGEST_PDF
from clinic_ui.file_input import read_file
most = {"program": LARGEST_PDF, "template": LARGEST_PDF, "exercises": exercise_file.LARGEST_BYTES,
        "patients": csv_text.LARGEST_FILE, "picture": LARGEST_BYTES}
takes = {each.name: each.take for each in DOORS}
takes["picture"] = lambda services, data: clean_picture(data, "x")
with tempfile.TemporaryDirectory() as place:
    services = services_on(create_record(Path(place) / "record"))
    for name, path in zip(sys.argv[1::2], sys.argv[2::2]):
        try:
            takes[name](services, read_file(Path(path), most[name]))
            told = {"taken": True}
        except KnownError as error:
            told = {"refused": str(error)}
        except BaseException as error:
            told = {"crashed": type(error).__name__}
        told["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(told), flush=True)
"""
NAMES: Final = ("program", "exercises", "patients", "picture", "template")


def _sparse(beginning: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(beginning)
        os.truncate(path, 1 << 30)

    return make


SHAPES: Final[Mapping[str, Callable[[Path], object]]] = {
    "a gigabyte of nothing": _sparse(b""),
    "a gigabyte that begins as a PDF": _sparse(b"%PDF-1.7\n"),
    "a gigabyte that begins as JSON": _sparse(b'{"format": "clinic-program/1", "items": ['),
    "a gigabyte that begins as a table": _sparse(b"Last name,First name\nSmith,Ann\n"),
    "a gigabyte that begins as a picture": _sparse(b"\x89PNG\r\n\x1a\n"),
    "a gigabyte of cards": _sparse(b"BEGIN:VCARD\nVERSION:3.0\n"),
    "a pipe": os.mkfifo,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a folder": Path.mkdir,
    "a file that may not be read": lambda path: (path.write_bytes(b"x"), path.chmod(0))[1],
    "nothing at all": Path.exists,
}


def sizes_outside(folder: Path, times: int, chance: random.Random) -> Tally:
    """Every shape through every door: a sentence, soon, in bounded memory."""
    tally = Tally("files that are none, or a gigabyte")
    folder.mkdir(parents=True)
    tries = [(name, shape) for shape in SHAPES for name in NAMES]
    chance.shuffle(tries)
    chosen: list[str] = []
    for number, (name, shape) in enumerate(tries[:times]):
        SHAPES[shape](folder / str(number))
        chosen += [name, str(folder / str(number))]
    for (name, shape), told in zip(tries, read_apart(chosen), strict=False):
        judge(tally, f"{shape} as {name}", told)
    return tally


def read_apart(chosen: list[str]) -> list[dict[str, Any]]:
    """What a process of its own said of each; whatever it died of or never came back from is a crash."""
    with subprocess.Popen(
        [sys.executable, "-c", _READER, *chosen],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as reader:
        try:
            said, _ = reader.communicate(timeout=_PATIENCE_S + 10 * len(chosen))
        except subprocess.TimeoutExpired:
            reader.kill()
            said, _ = reader.communicate()
    told = [json.loads(line) for line in said.splitlines()]
    missing = len(chosen) // 2 - len(told)
    return [*told, *({"crashed": "it died, or never came back"} for _ in range(missing))]


def judge(tally: Tally, what: str, told: Mapping[str, Any]) -> None:
    """Count one file."""
    tally.injected += 1
    if "crashed" in told or not is_a_sentence(str(told.get("refused", "."))):
        tally.crashed += 1
        tally.note(f"{what}: {told.get('crashed') or 'no sentence'}")
    elif told.get("mb", 0) > _MOST_MB:
        tally.crashed += 1
        tally.note(f"{what}: {told['mb']} MB")
