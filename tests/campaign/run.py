"""Runs the fault campaign and prints its table: ``python tests/campaign/run.py [--long] [--only NAME]``.

The short form takes one to three minutes; the long one injects 500 kills, 1,000 power cuts, 300 turned bits,
200 full disks and 100 files pulled away. Ends with 1 if anything but what was injected is not 0.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]  # the tests' own builders

from campaign.crowds import crowded  # noqa: E402
from campaign.faults import (  # noqa: E402 - found beside this file
    Fault,
    flipped_bits,
    full_disk,
    hurt_files,
    hurt_key_files,
    killed_while_changing_passphrase,
    killed_while_saving,
    pulled_away,
    wrong_passphrases,
)
from campaign.handed_texts import texts_handed_out  # noqa: E402
from campaign.kept_texts import texts_kept  # noqa: E402
from campaign.missing_fonts import fonts_missing  # noqa: E402
from campaign.odd_values import odd_hours, values_kept  # noqa: E402
from campaign.outside_backups import backups_tampered_with  # noqa: E402
from campaign.outside_files import files_outside  # noqa: E402
from campaign.outside_pictures import pictures_outside  # noqa: E402
from campaign.outside_sizes import sizes_outside  # noqa: E402
from campaign.power import power_cuts  # noqa: E402
from campaign.shown_texts import texts_shown  # noqa: E402
from campaign.tally import Tally, table  # noqa: E402

FAULTS: Final[dict[str, tuple[Fault, int, int]]] = {
    "kills": (killed_while_saving, 40, 500),
    "passphrase": (killed_while_changing_passphrase, 20, 200),
    "power": (power_cuts, 60, 1_000),
    "bits": (flipped_bits, 40, 300),
    "files": (hurt_files, 27, 180),
    "keys": (hurt_key_files, 18, 120),
    "disk": (full_disk, 40, 200),
    "pulled": (pulled_away, 20, 100),
    "guesses": (wrong_passphrases, 12, 50),
    "texts": (texts_kept, 3, 110),
    "ways-out": (texts_handed_out, 1, 110),
    "windows": (texts_shown, 1, 110),
    "values": (values_kept, 60, 400),
    "hours": (odd_hours, 1, 8),
    "crowds": (crowded, 1, 10),
    "pictures": (pictures_outside, 12, 160),
    "imports": (files_outside, 16, 1_000),
    "sizes": (sizes_outside, 10, 60),
    "tampered": (backups_tampered_with, 6, 77),
    "fonts": (fonts_missing, 1, 40),
}
"""Name: the fault, how often in the short form, how often in the long one."""


def campaign(names: list[str], *, is_long: bool, seed: int) -> list[Tally]:
    """Inject them all, each into records of its own."""
    tallies = []
    for name in names:
        fault, short, long = FAULTS[name]
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="campaign-") as place:
            tallies.append(fault(Path(place) / "record", long if is_long else short, random.Random(seed)))
        took = time.monotonic() - started
        print(f"{name}: {tallies[-1].injected} in {took:.0f} s", file=sys.stderr, flush=True)
    return tallies


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
