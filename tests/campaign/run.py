"""Runs the fault campaign and prints its table: ``python tests/campaign/run.py [--long] [--only NAME]``.

The short form takes one to three minutes; the long one injects 500 kills, 1,000 power cuts, 300 turned bits,
200 full disks and 100 files pulled away. Ends with 1 if anything but what was injected is not 0.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]  # the tests' own builders

from campaign.altered import (  # noqa: E402
    changed_salt,
    held_lock,
    hurt_while_open,
    other_shapes,
    put_back,
)
from campaign.backups import bad_backups, newest_damaged  # noqa: E402
from campaign.clocks import clock_jumps  # noqa: E402
from campaign.crowds import crowded  # noqa: E402
from campaign.erasing import killed_while_erasing  # noqa: E402
from campaign.exports import killed_while_exporting  # noqa: E402
from campaign.faults import (  # noqa: E402 - found beside this file
    Fault,
    flipped_bits,
    full_disk,
    hurt_files,
    hurt_key_files,
    killed_while_changing_passphrase,
    killed_while_saving,
    pulled_away,
)
from campaign.guesses import wrong_passphrases  # noqa: E402
from campaign.handed_texts import texts_handed_out  # noqa: E402
from campaign.intruders import (  # noqa: E402
    erased_patients,
    forged_log,
    hostile_keys,
    one_exported,
)
from campaign.kept_texts import texts_kept  # noqa: E402
from campaign.left_open import full_forms, left_alone  # noqa: E402
from campaign.long_work import (  # noqa: E402
    killed_while_backing_up,
    killed_while_mending,
    killed_while_migrating,
    killed_while_restoring,
)
from campaign.memory import out_of_memory  # noqa: E402
from campaign.memory_at_start import no_memory_to_open  # noqa: E402
from campaign.missing_fonts import fonts_missing  # noqa: E402
from campaign.odd_values import odd_hours, values_kept  # noqa: E402
from campaign.outside_backups import backups_tampered_with  # noqa: E402
from campaign.outside_files import files_outside  # noqa: E402
from campaign.outside_pictures import pictures_outside  # noqa: E402
from campaign.outside_sizes import sizes_outside  # noqa: E402
from campaign.places import (  # noqa: E402
    backup_place_fails,
    full_at_backup,
    full_at_export,
    full_at_restore,
    read_only,
)
from campaign.power import power_cuts, power_cuts_while_keys_change, power_cuts_while_migrating  # noqa: E402
from campaign.power_backup import power_cuts_while_backing_up  # noqa: E402
from campaign.power_erasing import power_cuts_while_erasing  # noqa: E402
from campaign.several import (  # noqa: E402
    edited_twice,
    erased_meanwhile,
    killed_before_answer,
    many_writers,
    numbered_twice,
    opened_while_updated,
)
from campaign.sheets_taken import sheets_taken  # noqa: E402
from campaign.shown_texts import texts_shown  # noqa: E402
from campaign.starts import second_starts  # noqa: E402
from campaign.surroundings import count_traces, own_surroundings  # noqa: E402
from campaign.tally import Tally, table  # noqa: E402
from campaign.typed_keys import typed_in_the_window  # noqa: E402
from campaign.unlisted import unlisted  # noqa: E402
from campaign.windows import bugs_of_ours, ended_from_outside, killed_while_typing  # noqa: E402

FAULTS: Final[dict[str, tuple[Fault, int, int]]] = {
    "kills": (killed_while_saving, 40, 500),
    "passphrase": (killed_while_changing_passphrase, 20, 200),
    "backup": (killed_while_backing_up, 10, 40),
    "restore": (killed_while_restoring, 7, 40),
    "migration": (killed_while_migrating, 7, 20),
    "mending": (killed_while_mending, 10, 60),
    "erasing": (killed_while_erasing, 5, 60),
    "export": (killed_while_exporting, 24, 100),
    "typing": (killed_while_typing, 1, 20),
    "ended": (ended_from_outside, 2, 20),
    "bugs": (bugs_of_ours, 8, 80),
    "clock": (clock_jumps, 6, 60),
    "starts": (second_starts, 6, 60),
    "memory": (out_of_memory, 6, 90),
    "memory-open": (no_memory_to_open, 6, 180),
    "power": (power_cuts, 60, 1_000),
    "power-migration": (power_cuts_while_migrating, 10, 200),
    "power-keys": (power_cuts_while_keys_change, 20, 200),
    "power-backup": (power_cuts_while_backing_up, 3, 100),
    "power-erasing": (power_cuts_while_erasing, 6, 200),
    "bits": (flipped_bits, 40, 300),
    "files": (hurt_files, 27, 180),
    "keys": (hurt_key_files, 18, 120),
    "disk": (full_disk, 40, 200),
    "pulled": (pulled_away, 20, 100),
    "guesses": (wrong_passphrases, 12, 50),
    "texts": (texts_kept, 1, 110),
    "ways-out": (texts_handed_out, 1, 110),
    "windows": (texts_shown, 1, 100),
    "typed": (typed_in_the_window, 3, 2_000),
    "values": (values_kept, 30, 400),
    "hours": (odd_hours, 1, 8),
    "crowds": (crowded, 1, 10),
    "pictures": (pictures_outside, 9, 160),
    "imports": (files_outside, 12, 1_000),
    "sizes": (sizes_outside, 10, 60),
    "tampered": (backups_tampered_with, 6, 77),
    "fonts": (fonts_missing, 1, 40),
    "full-backup": (full_at_backup, 8, 60),
    "full-export": (full_at_export, 16, 100),
    "full-restore": (full_at_restore, 8, 60),
    "read-only": (read_only, 6, 30),
    "backup-folder": (backup_place_fails, 10, 100),
    "bad-backups": (bad_backups, 9, 90),
    "thirty": (newest_damaged, 2, 20),
    "salt": (changed_salt, 16, 64),
    "put-back": (put_back, 4, 40),
    "hurt-open": (hurt_while_open, 14, 140),
    "shapes": (other_shapes, 8, 40),
    "held-lock": (held_lock, 4, 30),
    "two-editors": (edited_twice, 10, 200),
    "erased-meanwhile": (erased_meanwhile, 4, 40),
    "four-writers": (many_writers, 80, 800),
    "two-numbering": (numbered_twice, 20, 200),
    "no-answer": (killed_before_answer, 5, 50),
    "updated-meanwhile": (opened_while_updated, 2, 20),
    "forgery": (forged_log, 18, 180),
    "hostile-keys": (hostile_keys, 17, 68),
    "erased": (erased_patients, 5, 30),
    "one-patient": (one_exported, 6, 60),
    "left-alone": (left_alone, 4, 40),
    "full-forms": (full_forms, 2, 20),
    "sheets": (sheets_taken, 14, 280),
    "unlisted": (unlisted, 14, 140),
}
"""Name: the fault, how often in the short form, how often in the long one."""


NOT_SEARCHED: Final = frozenset({"export", "sizes"})
"""Faults whose folder holds what left the record on purpose, or gigabytes that were put there."""


def campaign(names: list[str], *, is_long: bool, seed: int) -> list[Tally]:
    """Inject them all, each into records of its own, on every processor there is."""
    hands = min(os.cpu_count() or 1, len(names))
    parts = [names[at::hands] for at in range(hands)]
    part = partial(_part, is_long=is_long, seed=seed)
    with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as pool:
        told = dict(pair for tallies in pool.map(part, parts) for pair in tallies.items())
    return [told[name] for name in names]


def _part(names: list[str], *, is_long: bool, seed: int) -> dict[str, Tally]:
    """What one process injects, one after the other."""
    with tempfile.TemporaryDirectory(prefix="campaign-") as made, own_surroundings(Path(made) / "around"):
        return {name: _injected(name, Path(made), is_long=is_long, seed=seed) for name in names}


def _injected(name: str, made: Path, *, is_long: bool, seed: int) -> Tally:
    fault, short, long = FAULTS[name]
    started = time.monotonic()
    place = made / name
    place.mkdir()
    tally = fault(place / "record", long if is_long else short, random.Random(seed))
    count_traces(tally, made / "around", *([] if name in NOT_SEARCHED else [place]))
    shutil.rmtree(place)
    took_s = time.monotonic() - started
    print(f"{name}: {tally.injected} in {took_s:.0f} s, {tally.counts}", file=sys.stderr, flush=True)
    return tally


def main() -> int:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--long", action="store_true", help="hundreds of each instead of dozens")
    parser.add_argument("--only", action="append", choices=FAULTS, help="only this fault; may be repeated")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    chosen = parser.parse_args()
    tallies = campaign(chosen.only or list(FAULTS), is_long=chosen.long, seed=chosen.seed)
    print(table(tallies))
    print(f"seed {chosen.seed}")
    return 0 if all(each.is_clean for each in tallies) else 1


if __name__ == "__main__":
    sys.exit(main())
