"""Strands: tapered strokes on the hair that follow its growth, from parting, hairline or bun."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.hair import STYLES, HairStyle
from clinic_app.figures.body.hair_locks import lies_on_hair, locks_of
from clinic_app.figures.body.head import skull_of
from clinic_app.figures.body.mesh import Material
from clinic_app.figures.details import Detail
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Segment

_Bend = tuple[tuple[float, float, float], ...]
"""Where a strand starts, what it bends towards, where it ends: roughly, in the head's axes."""

_PARTED_TOP: Final[tuple[_Bend, ...]] = (
    ((7.8, 12.8, -2.6), (7.6, 15.0, 1.5), (4.0, 13.5, 6.4)),
    ((5.0, 15.0, -3.0), (4.0, 17.0, 1.0), (-0.5, 14.5, 6.0)),
    ((1.0, 16.0, -3.0), (-0.5, 17.0, 1.0), (-5.0, 14.0, 4.6)),
    ((6.0, 12.6, -4.6), (4.6, 12.0, -6.6), (2.0, 9.5, -8.0)),
    ((2.2, 14.6, -4.6), (0.5, 13.0, -7.0), (-2.4, 9.0, -8.2)),
)
_PARTING: Final[_Bend] = ((8.8, 11.6, -3.4), (4.0, 17.0, -4.2), (-4.0, 15.0, -2.8))

_SHORT_BACK: Final[tuple[_Bend, ...]] = (
    ((-3.5, 12.5, 6.4), (-5.5, 8.5, 7.4), (-6.0, 3.5, 6.6)),
    ((-3.5, 12.5, -6.4), (-5.5, 8.5, -7.4), (-6.0, 3.5, -6.6)),
    ((-7.0, 14.0, 0.8), (-10.0, 9.5, 1.8), (-9.5, 3.5, 2.4)),
    ((-7.0, 13.6, -1.6), (-10.0, 9.0, -3.2), (-9.2, 5.0, -4.0)),
    ((-7.8, 8.0, 4.4), (-8.4, 4.0, 4.8), (-7.6, 0.0, 4.6)),
    ((2.2, 10.4, 7.6), (0.8, 8.8, 8.2), (-0.4, 6.9, 8.3)),
)
_CROPPED: Final[tuple[_Bend, ...]] = (
    ((6.8, 13.0, -1.5), (6.2, 14.4, 1.0), (5.4, 14.2, 3.4)),
    ((2.5, 15.5, -3.6), (1.0, 16.0, -4.6), (-1.0, 14.6, -5.4)),
    ((3.0, 15.5, 3.0), (1.6, 16.0, 3.8), (0.0, 15.0, 4.6)),
    ((-3.0, 16.0, 0.6), (-4.4, 15.6, 1.0), (-5.8, 14.4, 1.4)),
    ((3.6, 10.8, 7.0), (2.6, 10.0, 7.6), (1.8, 8.4, 7.9)),
    ((3.6, 10.8, -7.0), (2.6, 10.0, -7.6), (1.8, 8.4, -7.9)),
    ((-8.0, 5.6, 4.6), (-8.4, 4.0, 4.8), (-8.2, 2.2, 4.8)),
    ((-8.8, 3.0, -2.6), (-9.0, 1.4, -2.8), (-8.6, -0.4, -2.8)),
    ((-8.0, 11.5, -1.0), (-9.0, 10.0, -2.0), (-9.4, 8.0, -2.4)),
    ((-4.0, 11.5, 6.6), (-5.0, 10.0, 7.2), (-5.6, 8.0, 7.2)),
    ((-4.0, 11.5, -6.6), (-5.0, 10.0, -7.2), (-5.6, 8.0, -7.2)),
)
_COMBED_BACK: Final[tuple[_Bend, ...]] = tuple(
    tuple((forward, up, side * out) for forward, up, out in bend)
    for side in (1, -1)
    for bend in (
        ((8.2, 12.6, 1.5), (2.0, 18.0, 2.2), (-6.6, 14.2, 1.6)),
        ((7.0, 12.2, 4.4), (1.0, 15.5, 6.4), (-6.6, 13.2, 3.0)),
        ((4.2, 9.6, 7.0), (-1.0, 12.2, 8.8), (-7.2, 11.6, 4.0)),
        ((-2.4, 6.2, 8.0), (-5.0, 8.6, 7.8), (-8.2, 9.6, 4.0)),
        ((-5.6, 0.0, 6.0), (-8.0, 4.0, 6.0), (-9.0, 8.0, 3.0)),
        ((-8.0, -2.6, 2.0), (-9.5, 2.0, 2.4), (-9.7, 6.6, 1.4)),
    )
)
_BOB: Final[tuple[_Bend, ...]] = (
    ((6.8, 13.2, -2.2), (7.8, 13.0, 4.0), (4.4, 5.0, 8.8)),
    ((3.0, 15.5, -3.0), (2.0, 16.0, 6.5), (1.0, 4.0, 10.0)),
    ((-1.5, 15.5, -2.5), (-4.0, 15.0, 7.0), (-4.6, 3.0, 9.3)),
    ((5.6, 12.6, -4.6), (5.0, 10.0, -8.0), (3.2, 3.0, -9.2)),
    ((1.5, 14.5, -4.6), (0.0, 11.0, -9.0), (-1.5, 2.0, -10.0)),
    ((-3.0, 14.5, -4.0), (-5.0, 10.0, -8.5), (-6.0, 2.0, -8.8)),
    ((-6.5, 14.0, 1.4), (-10.5, 9.0, 2.4), (-10.2, 0.5, 2.8)),
    ((-6.5, 13.6, -2.0), (-10.5, 8.0, -3.8), (-9.8, -1.0, -4.4)),
    ((7.8, 12.0, -1.6), (8.6, 11.0, 3.0), (6.0, 6.6, 6.8)),
    ((7.6, 12.0, -3.8), (8.0, 9.6, -5.4), (5.4, 4.0, -7.4)),
    *(
        tuple((forward, up, side * out) for forward, up, out in bend)
        for side in (1, -1)
        for bend in (
            ((-5.4, 0.6, 8.4), (-5.8, -2.0, 7.8), (-5.2, -3.8, 6.8)),
            ((-9.4, -0.4, 4.2), (-9.0, -2.6, 4.0), (-7.6, -4.4, 3.6)),
        )
    ),
)
_THINNING: Final[tuple[_Bend, ...]] = (
    ((-2.0, 7.4, 7.8), (-4.6, 6.6, 7.6), (-6.4, 3.0, 6.6)),
    ((-2.0, 7.4, -7.8), (-4.6, 6.6, -7.6), (-6.4, 3.0, -6.6)),
    ((-8.0, 8.6, 4.0), (-9.0, 6.0, 4.0), (-8.6, 1.0, 3.6)),
    ((-9.0, 8.4, -1.6), (-10.0, 5.0, -2.0), (-9.4, 0.0, -2.0)),
)
_CURLS: Final[tuple[_Bend, ...]] = tuple(
    ((x + 1.2, y - 0.8, z - 0.6), (x + 0.2, y + 2.4, z), (x - 1.2, y - 0.6, z + 0.6))
    for x, y, z in (
        (7.0, 14.0, 3.0),
        (6.6, 14.4, -3.4),
        (2.0, 16.5, 0.5),
        (1.0, 11.0, 8.0),
        (0.0, 12.5, -7.8),
        (-4.0, 8.0, 8.6),
        (-4.6, 6.0, -8.4),
        (-4.4, 15.0, 3.6),
        (-5.0, 14.6, -4.0),
    )
) + tuple(
    ((x, y - 0.8, z - 1.3), (x, y + 2.4, z), (x, y - 0.6, z + 1.3))
    for x, y, z in (
        (-10.0, 11.0, 2.0),
        (-10.5, 7.0, -2.6),
        (-10.0, 3.0, 2.4),
        (-8.5, 10.0, -6.0),
        (-8.6, 6.0, 6.0),
    )
)

_STRAND_LIES_ON: Final = 0.8
_POINTS: Final = 15
_LIFT: Final = 0.1
STRAND_WIDTH: Final = 0.42
"""Centimetres across a strand in its middle."""

_TAIL_STRANDS: Final = ((20.0, 3, 12), (80.0, 2, 9), (150.0, 3, 13), (215.0, 2, 10), (290.0, 3, 12))
_BUN_STRANDS: Final = tuple((float(around), 3, 9) for around in range(0, 360, 60))
"""Degrees around, from the ring, to the ring."""


def strands_of(head: Segment, look: Look) -> Iterator[Detail]:
    """The middle lines of the strands, seen or not."""
    style = STYLES[look.hair]
    for line in _on_skull(
        look.hair, beard=look.beard, jowls=BUILDS[look.build].jowls, pressed=lies_on_hair(head)
    ):
        yield _strand(head, line)
    for lock in locks_of(head, style):
        for around, first, last in _BUN_STRANDS if style.bun else _TAIL_STRANDS:
            yield _strand(head, lock.on_surface(around, first, last))


def _strand(head: Segment, line: Array) -> Detail:
    return Detail(line @ head.axes.T + head.origin, material=Material.HAIR, lies_on=_STRAND_LIES_ON)


def tapered(line: Array, widest: float) -> Array:
    """The outline (2n - 1, 2) of a stroke along ``line`` (n, 2; pixels) that thins out to both ends.

    ``widest`` is its width in the middle, in pixels.
    """
    ways = np.gradient(line, axis=0)
    across = np.stack([-ways[:, 1], ways[:, 0]], axis=1) / (np.hypot(*ways.T)[:, None] + 1e-9)
    width = widest / 2 * np.sin(np.linspace(0, np.pi, len(line))) ** 0.8
    side = across * width[:, None]
    return vector(np.concatenate([line + side, (line - side)[-2::-1]]))


@lru_cache(maxsize=32)
def _on_skull(style_name: str, *, beard: bool, jowls: float, pressed: bool) -> tuple[Array, ...]:
    """The strands (n, 3) in the head's axes."""
    bends = vector(_bends_of(style_name, STYLES[style_name]))
    share = np.linspace(0, 1, _POINTS)[None, :, None]
    start, middle, end = (bends[:, None, at] for at in range(3))
    lines = (1 - share) ** 2 * start + 2 * share * (1 - share) * middle + share**2 * end
    skull = skull_of(style_name, beard=beard, jowls=jowls, pressed=pressed)
    return tuple(skull.beyond(lines.reshape(-1, 3), _LIFT).reshape(lines.shape))


def _bends_of(style_name: str, style: HairStyle) -> tuple[_Bend, ...]:
    if style.bun or style.ponytail:
        return _COMBED_BACK
    return {
        "short": (*_PARTED_TOP, *_SHORT_BACK, _PARTING),
        "cropped": _CROPPED,
        "bob": (*_BOB, _PARTING),
        "curls": _CURLS,
        "thinning": _THINNING,
    }[style_name]
