"""Prints what the machine finds wrong with pose files, run by hand: ``python tests/check_poses.py [SLUG …]``.

Without slugs every shipped pose is checked. A SLUG may also be a path to a pose file that is not shipped yet.
``--drawn`` draws each picture, to see whether the highlighted muscles show.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported

import argparse
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]

from clinic_app.domain.errors import KnownError
from clinic_app.figures.checks.faults import pose_faults
from clinic_app.figures.pose import Pose, parse_pose
from clinic_resources import names, read_text


def pose_called(name: str) -> Pose:
    """The shipped pose of that slug, or the one in that file."""
    path = Path(name)
    text = path.read_text(encoding="utf-8") if path.suffix else read_text(f"poses/{name}.toml")
    return parse_pose(path.stem, text)


def main() -> int:
    """Print the faults; 1 where there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--drawn", action="store_true")
    chosen = parser.parse_args()
    count = 0
    for slug in chosen.slugs or names("poses", ".toml"):
        try:
            complaints = [str(fault) for fault in pose_faults(pose_called(slug), drawn=chosen.drawn)]
        except KnownError as error:
            complaints = [f"{slug}: {error}"]
        count += len(complaints)
        for complaint in complaints:
            print(complaint)
    print(f"{count} faults")
    return min(count, 1)


if __name__ == "__main__":
    sys.exit(main())
