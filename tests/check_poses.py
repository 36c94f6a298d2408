"""Prints what the machine finds wrong with pose files, run by hand: ``python tests/check_poses.py [SLUG …]``.

Without slugs every shipped pose is checked. A SLUG may also be a path to a pose file that is not shipped yet.
``--drawn`` draws each picture, to see whether the highlighted muscles show; ``--everybody`` checks each pose
on every person figures are drawn as, not only on its own.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]

from clinic_app.domain.errors import KnownError
from clinic_app.domain.people import PEOPLE
from clinic_app.figures.checks.faults import pose_faults
from clinic_app.figures.pose import Pose, parse_pose
from clinic_resources import names, read_text


def pose_called(name: str) -> Pose:
    """The shipped pose of that slug, or the one in that file."""
    path = Path(name)
    text = path.read_text(encoding="utf-8") if path.suffix else read_text(f"poses/{name}.toml")
    return parse_pose(path.stem, text)


def complaints_about(name: str, people: Sequence[str], *, drawn: bool) -> list[str]:
    """What is wrong with one pose, on its own figure (an empty name) and on people of :data:`PEOPLE`.

    Who has the same body as somebody before is not checked again.
    """
    try:
        pose = pose_called(name)
    except KnownError as error:
        return [f"{name}: {error}"]
    found, bodies = [], set()
    for person in people:
        label = f"as {person}, " if person else ""
        drawn_as = pose.drawn_as(PEOPLE.get(person))
        body = replace(drawn_as.look, glasses=False)
        if body in bodies:
            continue
        bodies.add(body)
        try:
            found += [f"{label}{fault}" for fault in pose_faults(drawn_as, drawn=drawn)]
        except KnownError as error:
            found.append(f"{label}{name}: {error}")
    return found


def main() -> int:
    """Print the faults; 1 where there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--everybody", action="store_true")
    chosen = parser.parse_args()
    people = ("", *PEOPLE) if chosen.everybody else ("",)
    count = 0
    with ProcessPoolExecutor() as pool:
        check = partial(complaints_about, people=people, drawn=chosen.drawn)
        for complaints in pool.map(check, chosen.slugs or names("poses", ".toml")):
            count += len(complaints)
            for complaint in complaints:
                print(complaint)
    print(f"{count} faults")
    return min(count, 1)


if __name__ == "__main__":
    sys.exit(main())
