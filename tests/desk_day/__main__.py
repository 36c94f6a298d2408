"""``python -m desk_day DESKTOP REPORT``: a day on this HOME, and what was seen of it."""

import json
import sys
import traceback
from dataclasses import asdict
from functools import partial
from os import _exit
from pathlib import Path

from desk_day import afternoon, failing, morning
from desk_day.program_in_use import ProgramInUse, drawn_by_rule, stretched_little

STEPS = (
    morning.open_protected,
    morning.add_a_patient,
    morning.add_a_problem,
    morning.write_a_visit,
    morning.hand_out_a_program,
    morning.take_a_score,
    morning.write_a_letter,
    afternoon.look_at_every_page,
    afternoon.search,
    afternoon.import_patients,
    afternoon.back_up,
    afternoon.open_the_patient,
    afternoon.lock_and_come_back,
    afternoon.export,
    afternoon.leave_a_form_half_done,
    failing.fail_often,
    afternoon.erase_somebody,
)


def main(desktop: Path, report: Path) -> int:
    """The whole day."""
    drawn_by_rule()
    stretched_little()
    day = ProgramInUse(desktop)
    for step in STEPS:
        try:
            day.step(step.__name__, partial(step, day))
        except Exception:  # the program's hooks would only say that something went wrong
            print(f"stopped at {step.__name__} after {day.seen.steps}", file=sys.stderr)
            traceback.print_exc()
            _exit(1)
    day.close()
    report.write_text(json.dumps(asdict(day.seen)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
