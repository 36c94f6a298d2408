"""Handouts of 20 to 200 exercises: time an exercise, and the most memory the whole process took.

    pytest tests/benchmarks/test_handout_growth.py --benchmark-only -s

Each size runs in a process of its own, on figures drawn before, and is put beside the sheet of 20.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from clinic_app.data.library_files import load_library
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery

SIZES = (20, 50, 100, 200)

MAKE = """
import json, sys, time
from pathlib import Path
sys.path.insert(0, "tests")
from builders import a_clinic
from clinic_app.data.library_files import load_library
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.services.printing import SheetPrinter
from clinic_app.services.sheet import SheetSubject
from clinic_resources import catalogue

size, folder = int(sys.argv[1]), Path(sys.argv[2])
library = load_library()
known = list(library.exercises.values())
items = tuple(prescribed(known[number % len(known)]) for number in range(size))
printer = SheetPrinter(library=library, pictures=Gallery(DrawingCache(folder)), catalogue=catalogue)
start = time.process_time()
printed = printer.print(ProgramContent(title="All", items=items), SheetSubject(clinic=a_clinic()))
spent = time.process_time() - start
status = Path("/proc/self/status").read_text().splitlines()
(most_kb,) = (int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(json.dumps({"s": spent, "mb": most_kb / 1024, "kb": len(printed.data) / 1000}))
"""


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    gallery = Gallery(DrawingCache(folder))
    for slug in load_library().exercises:
        for frame in gallery.frames(slug):
            gallery.drawing(slug, frame)
    return folder


def test_time_and_memory_grow_with_the_exercises(benchmark: Any, figures: Path) -> None:
    benchmark.group = "handouts as they grow"
    found: dict[int, Mapping[str, float]] = {}

    def all_sizes() -> None:
        for size in SIZES:
            found[size] = _made(size, figures)

    benchmark.pedantic(all_sizes, rounds=1, iterations=1)
    for size, each in found.items():
        share = {name: round(value / found[SIZES[0]][name], 2) for name, value in each.items()}
        print(size, {name: round(value, 2) for name, value in each.items()}, "beside 20:", share)
    benchmark.extra_info["memory of 200 beside 20"] = round(found[200]["mb"] / found[20]["mb"], 2)


def _made(size: int, figures: Path) -> Mapping[str, float]:
    command = [sys.executable, "-c", MAKE, str(size), str(figures)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    read: Mapping[str, float] = json.loads(done.stdout)
    return read
