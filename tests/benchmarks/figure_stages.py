"""Where drawing figures spends its time, run by hand: ``python tests/benchmarks/figure_stages.py``.

Every shipped pose (or each ``--every`` N) is drawn ``--rounds`` times, at print quality or ``--quality
DRAG``, in CPU time of one core; each stage's best round counts. Milliseconds come as median and 95th
percentile over the poses, and as a ratio to a fixed piece of numpy work that is timed beside each pose, so
that figures from other machines and noisy hours can be compared. ``--fresh`` parses and solves the pose anew
each round, as while a joint is being dragged.
"""

# ruff: noqa: E402 - the packages' folders are set, and threads kept to one, before anything is imported

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any, Final

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
CHECKOUT = Path(__file__).parents[2]
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]

import numpy as np

from clinic_app.domain.palette import PAPER_COLOUR
from clinic_app.figures import engine
from clinic_app.figures.pose import Pose, parse_pose
from clinic_app.figures.svg import svg_text
from clinic_resources import names, read_text

STAGES: Final = {
    "solve, box": ("shot_of", "settled"),
    "mesh": ("add_body", "add_soft_props", "MeshBuilder"),
    "muscles laid": ("shown_muscles",),
    "raster": ("look_at_mesh",),
    "props sorted": ("sorted_solids",),
    "pixels": ("look_at",),
    "prop faces": ("prop_faces",),
    "ground shadows": ("ground_shadows",),
    "areas traced": ("areas_of",),
    "shading": ("filled",),
    "muscles drawn": ("muscle_shapes",),
    "prop edges": ("prop_edges", "glass"),
    "lines": ("figure_lines",),
    "details": ("details_of", "skin_details", "seen_details"),
    "signs": ("placed_signs",),
}
"""Names in the engine by stage. What is left over is curves of the lines, marks and the engine itself."""

REST: Final = "line curves, rest"


class Stopwatch:
    """Sums up CPU time by stage; a stage inside another counts as the inner one."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys([*STAGES, REST], 0.0)
        self._running = [REST]
        self._since = process_time()

    def restart(self) -> None:
        """Begin a new figure."""
        self.spent = dict.fromkeys(self.spent, 0.0)
        self._since = process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What runs inside belongs to the stage."""
        self.lap()
        self._running.append(name)
        try:
            yield
        finally:
            self.lap()
            self._running.pop()

    def lap(self) -> None:
        """Book what has passed on the stage that runs."""
        now = process_time()
        self.spent[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function with its time booked on the stage; what it yields is made at once."""

        def run(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                found = function(*given, **named)
                return iter(list(found)) if isinstance(found, Iterator) else found

        return run


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Inside, the engine's stages are timed."""
    usual = {name: getattr(engine, name) for names_of in STAGES.values() for name in names_of}
    for stage, names_of in STAGES.items():
        for name in names_of:
            setattr(engine, name, watch.timed(stage, usual[name]))
    try:
        yield
    finally:
        for name, function in usual.items():
            setattr(engine, name, function)


def floor_ms() -> float:
    """CPU time of a fixed piece of numpy work, half large arrays and half small calls."""
    image = np.linspace(0.0, 1.0, 300_000, dtype=np.float32).reshape(600, 500)
    points = np.arange(30.0).reshape(10, 3)
    turn = np.eye(3)
    start = process_time()
    for _ in range(12):
        image = (image[:, ::-1] + image) * np.float32(0.5)
        np.flatnonzero(image > np.float32(0.4))
    for _ in range(400):
        points = points @ turn + np.concatenate([points[5:], points[:5]]) * 1e-9
        np.sqrt((points**2).sum(axis=1))
    return (process_time() - start) * 1000


def stages_of(pose: Pose, quality: engine.Quality, rounds: int, *, fresh: bool) -> dict[str, float]:
    """Milliseconds by stage of the pose's last frame, its ``parse``, ``whole`` picture, and ``floor``."""
    watch, floor = Stopwatch(), []
    best: dict[str, float] = {}
    engine.draw(pose, pose.frames[-1], quality=quality)
    for _ in range(rounds):
        floor.append(floor_ms())
        with watched(watch):
            start = process_time()
            drawn = parse_pose(pose.slug, f"{pose.text}\n# {os.urandom(4).hex()}") if fresh else pose
            parsed = process_time() - start
            if fresh:
                _forget_solved()
            watch.restart()
            engine.draw(drawn, drawn.frames[-1], quality=quality)
            watch.lap()
        spent = {"parse": parsed, **watch.spent, "whole": parsed + sum(watch.spent.values())}
        for stage, seconds in spent.items():
            best[stage] = min(best.get(stage, np.inf), seconds * 1000)
    return {**best, "floor": min(floor)}


def _forget_solved() -> None:
    from clinic_app.figures import spine, stand
    from clinic_app.figures.solving import settle

    settle._settled.cache_clear()  # a dragged pose is new each time; here it is the same again
    stand.posed.cache_clear()
    spine._upright_spine.cache_clear()


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quality", default="PRINT", choices=[quality.name for quality in engine.Quality])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--fresh", action="store_true")
    chosen = parser.parse_args()
    poses = [
        parse_pose(slug, read_text(f"poses/{slug}.toml")) for slug in names("poses", ".toml")[:: chosen.every]
    ]
    quality = engine.Quality[chosen.quality]
    found = [stages_of(pose, quality, chosen.rounds, fresh=chosen.fresh) for pose in poses]
    print(f"{len(poses)} poses, {chosen.quality}, best of {chosen.rounds}: ms median, p95, times the floor")
    for stage in found[0]:
        values = [figure[stage] for figure in found]
        ratio = median(figure[stage] / figure["floor"] for figure in found)
        most = quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
        print(f"{stage:20} {median(values):7.1f} {most:7.1f} {ratio:7.2f}")
    sizes = [
        len(svg_text(engine.draw(pose, pose.frames[-1], quality=quality), PAPER_COLOUR, height_mm=90.0))
        / 1000
        for pose in poses
    ]
    print(f"SVG kB: median {median(sizes):.1f}, largest {max(sizes):.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
