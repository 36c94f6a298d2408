"""How long a figure takes to draw, and to fetch; run with ``pytest tests/benchmarks --benchmark-only``."""

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from clinic_app.figures import engine
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.figures.pose import parse_pose
from clinic_resources import read_text

SLUGS = ("soleus-stretch-on-step", "hip-flexor-stretch-half-kneeling", "cat-cow", "sit-to-stand", "bird-dog")


@pytest.mark.parametrize("quality", engine.Quality)
@pytest.mark.parametrize("slug", SLUGS)
def test_drawing_a_figure(benchmark: BenchmarkFixture, slug: str, quality: engine.Quality) -> None:
    pose = parse_pose(slug, read_text(f"poses/{slug}.toml"))
    drawing = benchmark(engine.draw, pose, "end", quality=quality)
    assert drawing.shapes


def test_fetching_a_kept_figure(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    Gallery(DrawingCache(tmp_path)).drawing("bird-dog", "end")
    drawing = benchmark(lambda: Gallery(DrawingCache(tmp_path)).drawing("bird-dog", "end"))
    assert drawing.shapes
