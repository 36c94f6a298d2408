"""Power cuts, simulated, while patients are erased: each is there whole, or nothing of them is."""

import random
from contextlib import closing
from pathlib import Path

from campaign.erasing import begun, judge
from campaign.power import cuts
from campaign.tally import Tally
from clinic_app.data.record import open_record
from clinic_app.services.erasure import ErasureService


def power_cuts_while_erasing(folder: Path, times: int, chance: random.Random) -> Tally:
    """Rows, files, and the database that is written anew, shorter, after each."""
    people, entries = begun(folder)

    def look(rebuilt: Path, returned: list[int]) -> str:
        found = Tally("one cut")
        with closing(open_record(rebuilt)) as record:
            ErasureService(record).finish()
            for number, person in enumerate(people, start=1):
                judge(found, record, person, entries[number - 1], number in returned, f"patient {number}")
        return "; ".join(found.notes)

    tally = Tally("power cut while erasing (simulated)")
    return cuts(tally, folder, "erase", look, times, chance)
