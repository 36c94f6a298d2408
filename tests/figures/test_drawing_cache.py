"""Drawings kept on disk come back equal, or not at all."""

from pathlib import Path

import pytest

from clinic_app.domain.drawing import Drawing, Ink, Lens, Shape, Weight
from clinic_app.figures.cache import DrawingCache, packed, unpacked

DRAWING = Drawing(
    width=300,
    height=400,
    shapes=(
        Shape("MQLZ", (0, 0, 5, 5, 10, 0, 20, 30), Ink.SKIN, Ink.SKIN, Weight.SEAM, even_odd=True),
        Shape("ML", (1, 2, 3, 4), stroke=Ink.LINE, weight=Weight.OUTLINE),
        Shape("ML", (1, 2, 3, 4), stroke=Ink.MUSCLE_HATCH, weight=Weight.HATCH, paper_only=True),
        Shape("MLZ", (1, 2, 3, 4), Ink.MUSCLE, Ink.MUSCLE, Weight.DETAIL, opacity=0.3, dash=(4.0, 3.0)),
    ),
    baseline=390,
    lens=Lens(10, 20, 30),
    marks={"heel_r": (10, 380)},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drawings"


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_kept_drawing_comes_back_equal(folder: Path) -> None:
    DrawingCache(folder).store("bridge.end", "key", DRAWING)
    assert DrawingCache(folder).holds("bridge.end", "key")
    assert DrawingCache(folder).load("bridge.end", "key") == DRAWING


def test_a_drawing_of_another_key_is_not_taken_for_it(folder: Path) -> None:
    cache = DrawingCache(folder)
    cache.store("bridge.end", "key", DRAWING)
    assert not cache.holds("bridge.end", "another key")
    assert cache.load("bridge.end", "another key") is None


def test_a_new_drawing_takes_the_place_of_the_old_one(folder: Path) -> None:
    cache = DrawingCache(folder)
    cache.store("bridge.end", "old", DRAWING)
    cache.store("bridge.start", "old", DRAWING)
    cache.store("bridge.end", "new", DRAWING)
    assert cache.load("bridge.end", "old") is None
    assert cache.load("bridge.start", "old") == DRAWING
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"not a drawing", packed(DRAWING)[:-20], packed(DRAWING)[20:]])
def test_a_damaged_file_is_only_a_miss(folder: Path, damage: bytes) -> None:
    cache = DrawingCache(folder)
    cache.store("bridge.end", "key", DRAWING)
    only_file(folder).write_bytes(damage)
    assert cache.load("bridge.end", "key") is None


def test_a_file_with_a_flipped_bit_is_only_a_miss(folder: Path) -> None:
    cache = DrawingCache(folder)
    cache.store("bridge.end", "key", DRAWING)
    content = bytearray(only_file(folder).read_bytes())
    content[len(content) // 2] ^= 4
    only_file(folder).write_bytes(bytes(content))
    assert cache.load("bridge.end", "key") is None


def test_numbers_that_do_not_fit_the_verbs_are_refused() -> None:
    broken = Drawing(10, 10, (Shape("MQ", (1, 2, 3, 4)),))
    with pytest.raises(ValueError, match="MQ"):
        unpacked(packed(broken))


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("in the way")
    cache = DrawingCache(file / "drawings")
    cache.store("bridge.end", "key", DRAWING)
    assert cache.load("bridge.end", "key") is None


def test_nothing_half_written_is_left_behind(folder: Path) -> None:
    DrawingCache(folder).store("bridge.end", "key", DRAWING)
    assert only_file(folder).suffix == ".drawing"
