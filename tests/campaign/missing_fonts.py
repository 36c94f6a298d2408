"""A font of the paper missing, cut off, or another file: one sentence, and no sheet with empty places."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import clinic_resources
from campaign.hostile_texts import is_a_sentence
from campaign.tally import Tally

_WRITER: Final = """
import json, sys
from pathlib import Path
from clinic_resources import files
files._FOLDER = Path(sys.argv[1])
from clinic_app.domain.errors import KnownError
from sheets import SheetMaker
try:
    data = SheetMaker().write().data
    told = {"written": len(data)}
except KnownError as error:
    told = {"refused": str(error)}
except BaseException as error:
    told = {"crashed": type(error).__name__}
print(json.dumps(told))
"""
_FAMILIES: Final = ("SourceSans3", "DejaVuSans", "NotoSansArabic", "NotoSansDevanagari")
HURTS: Final[Mapping[str, Callable[[Path], object]]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:5_000]),
    "another file": lambda path: path.write_bytes(b"GIF89a" + bytes(5_000)),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


def fonts_missing(folder: Path, times: int, chance: random.Random) -> Tally:
    """Each font of the paper hurt in each way."""
    tally = Tally("a font missing or damaged")
    whole = Path(clinic_resources.file_path("fonts/SourceSans3-Bold.ttf")).parents[1]
    tries = [
        (f"{family}-{weight}.ttf", how)
        for family in _FAMILIES
        for weight in ("Regular", "Bold")
        for how in HURTS
    ]
    for number, (name, how) in enumerate(chance.sample(tries, min(times, len(tries)))):
        place = folder.with_name(f"resources-{number}")
        place.mkdir(parents=True)
        for each in whole.iterdir():
            (place / each.name).symlink_to(each)
        (place / "fonts").unlink()
        shutil.copytree(whole / "fonts", place / "fonts")
        HURTS[how](place / "fonts" / name)
        judge(tally, f"{name} {how}", _told(place))
    return tally


def _told(place: Path) -> Mapping[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", _WRITER, str(place)],
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        return {"crashed": f"the process died: {done.stderr[-200:]!r}"}


def judge(tally: Tally, what: str, told: Mapping[str, object]) -> None:
    """Count one font."""
    tally.injected += 1
    if "crashed" in told or not is_a_sentence(str(told.get("refused", "."))):
        tally.crashed += 1
        tally.note(f"{what}: {told.get('crashed') or 'no sentence'}")
    elif "written" in told:
        tally.silent += 1
        tally.note(f"{what}: a sheet was written without it")
