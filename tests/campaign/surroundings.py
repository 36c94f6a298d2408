"""Everything around a record that a fault may leave text in: home, settings, cache, temporary files, logs."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaign.desk import MARKER
from campaign.tally import Tally
from traces import traces_below

_FOLDERS = {
    "HOME": "home",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_STATE_HOME": "home/.local/state",
    "CLINIC_APP_HOME": "home/clinic",
    "TMPDIR": "temporary",
}


@contextmanager
def own_surroundings(place: Path) -> Iterator[None]:
    """Whatever this process and its children keep or put down for a moment lies below ``place`` meanwhile.

    Around all faults, and not each of them: some share a record that is made once.
    """
    before = {name: os.environ.get(name) for name in _FOLDERS}
    for name, folder in _FOLDERS.items():
        (place / folder).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(place / folder)
    tempfile.tempdir = None  # it is looked up once
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
        tempfile.tempdir = None


def count_traces(tally: Tally, *places: Path) -> None:
    """No text of a patient may be readable in any file below."""
    for place in places:
        for trace in traces_below(place, [MARKER]):
            tally.leaked += 1
            tally.note(f"readable in {trace.file}: {trace.way}")
