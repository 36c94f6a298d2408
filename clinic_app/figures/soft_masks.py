"""Areas of pixels as soft masks with their outlines: all of a picture blurred and traced in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.ndimage import find_objects

from clinic_app.figures.geometry import Array
from clinic_app.figures.rasterise import Floats
from clinic_app.figures.tracing import closed_lines

Labels: TypeAlias = npt.NDArray[np.int8] | npt.NDArray[np.int16]
"""A picture in whole numbers: which of several things a pixel belongs to."""

_Whole = TypeVar("_Whole", npt.NDArray[np.uint8], npt.NDArray[np.uint16])
_Blurred: TypeAlias = npt.NDArray[np.uint16]

_WEIGHTS: Final = (101, 62, 14, 1)
"""A Gaussian of one pixel in whole numbers: the middle, and what lies one to three pixels beside it."""

_WHOLE: Final = (_WEIGHTS[0] + 2 * sum(_WEIGHTS[1:])) ** 2
"""The blurred field well inside a mask."""

_MARGIN: Final = 7
"""How far (pixels) around a mask its field reaches."""

_GAP: Final = 4
"""Pixels between two masks on the plate: more than the blur reaches."""

_SMALLEST: Final = 12
"""Labels with fewer pixels are specks."""

_SHORTEST: Final = 8
"""Outlines with fewer points are specks."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed line (n, 2; pixels of the window) around a mask, and at each point the way (n, 2) into it."""

    points: Array
    inwards: Array


@dataclass(frozen=True, slots=True)
class SoftMask:
    """Where the ``owner`` is: a blurred mask on its ``place`` in the window, and outlines."""

    owner: int
    place: tuple[slice, slice]
    blurred: _Blurred
    outlines: list[Outline]

    def field(self) -> Floats:
        """The mask (rows, columns) as 1 inside, above a half up to the outlines, and 0 outside."""
        found: Floats = self.blurred * np.float32(1.0 / _WHOLE)
        return found


@dataclass(frozen=True, slots=True)
class _Block:
    """A label's rectangle in the window, and where (row, column) it lies on the plate."""

    owner: int
    place: tuple[slice, slice]
    row: int
    column: int

    @property
    def on_plate(self) -> tuple[slice, slice]:
        """Its rows and columns on the plate."""
        rows, columns = self.place
        return (
            slice(self.row, self.row + rows.stop - rows.start),
            slice(self.column, self.column + columns.stop - columns.start),
        )


def soft_masks(labels: Sequence[Labels]) -> list[list[SoftMask]]:
    """For each label picture (rows, columns; 0 is nothing) the masks of its labels, in their order."""
    places = [
        (picture, owner, place) for picture, image in enumerate(labels) for owner, place in _places(image)
    ]
    blocks, shape = _packed([(owner, place) for _, owner, place in places])
    plate = np.zeros(shape, dtype=np.uint8)
    for (picture, owner, place), block in zip(places, blocks, strict=True):
        plate[block.on_plate] = labels[picture][place] == owner
    blurred = _blurred(plate)
    outlines = _outlines(blurred, blocks)
    found: list[list[SoftMask]] = [[] for _ in labels]
    for (picture, owner, place), block, lines in zip(places, blocks, outlines, strict=True):
        found[picture].append(SoftMask(owner, place, blurred[block.on_plate], lines))
    return found


def _places(image: Labels) -> Iterator[tuple[int, tuple[slice, slice]]]:
    """The labels large enough, and the rectangles around them and their blur."""
    counts = np.bincount(image.ravel())
    for owner, found in enumerate(find_objects(image), start=1):
        if counts[owner] >= _SMALLEST:
            rows, columns = (
                slice(max(part.start - _MARGIN, 0), min(part.stop + _MARGIN, size))
                for part, size in zip(found, image.shape, strict=True)
            )
            yield owner, (rows, columns)


def _packed(places: Sequence[tuple[int, tuple[slice, slice]]]) -> tuple[list[_Block], tuple[int, int]]:
    """The rectangles side by side in rows, the tallest first, with a gap around each."""
    sizes = [[part.stop - part.start + _GAP for part in place] for _, place in places]
    area = sum(high * wide for high, wide in sizes)
    width = max([round(1.2 * area**0.5), *(wide for _, wide in sizes)])
    corners: dict[int, tuple[int, int]] = {}
    row = column = height = 0
    for at in sorted(range(len(places)), key=lambda at: -sizes[at][0]):
        high, wide = sizes[at]
        if column + wide > width:
            row, column, height = row + height, 0, 0
        corners[at] = (row + _GAP, column + _GAP)
        column, height = column + wide, max(height, high)
    blocks = [_Block(owner, place, *corners[at]) for at, (owner, place) in enumerate(places)]
    return blocks, (row + height + _GAP, width + _GAP)


def _blurred(plate: npt.NDArray[np.uint8]) -> _Blurred:
    """The plate's ones (rows, columns) blurred; its edge is free, so that rows may run into each other."""
    across = _weighted(plate.ravel(), 1)
    return _weighted(across.astype(np.uint16), plate.shape[1]).reshape(plate.shape)


def _weighted(values: _Whole, step: int) -> _Whole:
    """The sum (n,) of each of the values and its neighbours ``step``, twice and three times as far."""
    found = values * values.dtype.type(_WEIGHTS[0])
    for far, weight in enumerate(_WEIGHTS[1:], start=1):
        apart = far * step
        part = values[2 * apart :] + values[: -2 * apart]
        part *= values.dtype.type(weight)
        found[apart:-apart] += part
    return found


def _outlines(plate: _Blurred, blocks: Sequence[_Block]) -> list[list[Outline]]:
    """The outlines of each block."""
    found: list[list[Outline]] = [[] for _ in blocks]
    lines = [line for line in closed_lines(plate, _WHOLE / 2) if len(line) >= _SHORTEST]
    if not lines:
        return found
    points = np.concatenate(lines)
    inwards = _slopes(plate, points)
    owners = np.zeros(plate.shape, dtype=np.int16)
    for at, block in enumerate(blocks):
        rows, columns = block.on_plate
        owners[rows.start - 1 : rows.stop + 1, columns.start - 1 : columns.stop + 1] = at
    start = 0
    for line in lines:
        here = slice(start, start + len(line))
        start += len(line)
        at = int(owners[round(line[0, 1]), round(line[0, 0])])
        block = blocks[at]
        shift = np.array([block.place[1].start - block.column + 0.5, block.place[0].start - block.row + 0.5])
        found[at].append(Outline(line + shift, inwards[here]))
    return found


def _slopes(plate: _Blurred, points: Array) -> Array:
    """The directions (n, 2) in which the plate rises at ``points`` (n, 2; plate's columns and rows)."""
    column = np.clip((points[:, 0] + 0.5).astype(np.intp), 1, plate.shape[1] - 2)
    row = np.clip((points[:, 1] + 0.5).astype(np.intp), 1, plate.shape[0] - 2)
    flat, wide = plate.ravel(), plate.shape[1]
    at = row * wide + column
    slope = np.empty(points.shape)
    for axis, step in ((0, 1), (1, wide)):
        slope[:, axis] = flat.take(at + step)
        slope[:, axis] -= flat.take(at - step)
    slope /= np.hypot(slope[:, 0], slope[:, 1])[:, None] + 1e-6
    return slope
