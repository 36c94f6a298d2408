"""Windows of the real program, in a process of their own: left alone they lock, a full disk takes no word."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from campaign.tally import Tally


def left_alone(folder: Path, times: int, chance: random.Random) -> Tally:
    """Every kind of window open and nobody there: locked, covered, the key dropped, what was typed kept."""
    return _in_a_process("idle", "left alone with a window open", folder, times, chance)


def full_forms(folder: Path, times: int, chance: random.Random) -> Tally:
    """No room while somebody saves in a form: they are told, the form keeps every word and saves later."""
    return _in_a_process("full", "disk full, somebody saves in a form", folder, times, chance)


def _in_a_process(what: str, title: str, folder: Path, times: int, chance: random.Random) -> Tally:
    command = [sys.executable, "-m", "campaign.window_session", what, str(folder), str(times)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*command, str(chance.randrange(1_000_000))], env=env, check=False, capture_output=True, text=True
    )
    tally = Tally(title)
    try:
        return (
            Tally(**json.loads(done.stdout.splitlines()[-1])) if done.returncode == 0 else _died(tally, done)
        )
    except (ValueError, IndexError):
        return _died(tally, done)


def _died(tally: Tally, done: subprocess.CompletedProcess[str]) -> Tally:
    tally.crashed += 1
    tally.note(f"the program ended with {done.returncode}: {done.stderr[-400:]}")
    return tally
