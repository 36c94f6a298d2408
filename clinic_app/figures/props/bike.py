"""The exercise bike: a frame, saddle and handlebar, and pedals where a pose's feet can reach them."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.shapes import box, circle, pipe, rod, slab
from clinic_app.figures.solids import Solid

CRANK_HEIGHT: Final = 29.0
SADDLE_BACK: Final = -22.0
"""The cranks' height, and how far the saddle's middle lies behind them (cm)."""

_HANDLEBAR: Final = 36.0
_PEDAL_OUT: Final = 12.5
_FLYWHEEL: Final = (31.0, 27.0, 21.0)


def pedal(sizes: Sizes, side: int) -> Array:
    """The middle (3,) of a pedal's top; ``side`` is 1 on the right and -1 on the left."""
    angle = np.radians(sizes["crank_angle"]) + (0 if side > 0 else np.pi)
    return vector(
        (
            sizes["x"] + sizes["crank"] * np.cos(angle),
            CRANK_HEIGHT + sizes["crank"] * np.sin(angle) + 1.2,
            side * _PEDAL_OUT,
        )
    )


def bike(sizes: Sizes) -> tuple[Solid, ...]:
    """A bike that faces along x, its cranks at x: ``saddle``, ``grip``, ``pedal_r``, ``pedal_l``."""
    return (*_frame(sizes), *_wheels(sizes), *_saddle(sizes), *_handlebar(sizes), *_cranks(sizes))


def _frame(sizes: Sizes) -> Iterator[Solid]:
    x = sizes["x"]
    for foot in (x - 40, x + 50):
        yield rod((foot, 2.6, -25), (foot, 2.6, 25), 2.6, Finish.RUBBER, name="foot")
    yield from pipe([(x - 40, 3, 0), (x - 12, 12, 0), (x + 50, 3, 0)], 2.4, Finish.METAL, "frame")
    yield from pipe(
        [(x - 8, 12, 0), (x + SADDLE_BACK + 4, sizes["saddle"] - 28, 0)], 2.8, Finish.METAL, "frame"
    )
    yield from pipe(
        [(x + 20, 26, 0), (x + _HANDLEBAR - 5, sizes["handlebar"] - 14, 0)], 2.6, Finish.METAL, "frame"
    )


def _wheels(sizes: Sizes) -> Iterator[Solid]:
    x = sizes["x"]
    forward, up, radius = _FLYWHEEL
    hub = vector((x + forward, up, 0))
    out = vector((0.0, 0.0, 3.4))
    rings = [
        np.concatenate([points := circle(hub + side * out, out, radius * share), points[:1]])
        for side in (-1, 1)
        for share in (0.8, 0.2)
    ]
    yield rod(hub - out, hub + out, radius, Finish.RUBBER, name="wheel").marked(*rings)
    crank = vector((x, CRANK_HEIGHT, 0))
    yield slab(
        (x - 9, CRANK_HEIGHT - 9, -4.2),
        (x + 34, CRANK_HEIGHT + 9, 4.2),
        9,
        Finish.PAINTED,
        axis=2,
        name="case",
    )
    yield rod(crank - vector((0, 0, 5.4)), crank + vector((0, 0, 5.4)), 5.0, Finish.METAL, name="case")


def _saddle(sizes: Sizes) -> Iterator[Solid]:
    x, top = sizes["x"] + SADDLE_BACK, sizes["saddle"]
    yield from pipe([(x + 6, top - 30, 0), (x, top - 4, 0)], 1.8, Finish.METAL, "frame")
    outline = [
        (-13, 10.5),
        (-15, 7),
        (-15, -7),
        (-13, -10.5),
        (-3, -8),
        (10, -3.2),
        (15, -2),
        (15, 2),
        (10, 3.2),
        (-3, 8),
    ]
    ring = vector([[x + forward, top, side] for forward, side in outline])
    middle = vector((x, top, 0))
    under = middle + (ring - middle) * 0.82 - vector((0, 4.2, 0))
    yield Solid(under, ring, "saddle", soft=True, finish=Finish.RUBBER)


def _handlebar(sizes: Sizes) -> Iterator[Solid]:
    x, top = sizes["x"] + _HANDLEBAR, sizes["handlebar"]
    yield rod((x - 6, top - 16, 0), (x - 2, top - 1, 0), 2.2, Finish.METAL, name="frame")
    bar = [(x - 9, top + 2, 27), (x - 2, top, 14), (x - 2, top, -14), (x - 9, top + 2, -27)]
    yield from pipe(bar, 1.5, Finish.RUBBER, "grip")
    yield box((x - 1, top, -7), (x + 3, top + 10, 7), Finish.RUBBER, "display")


def _cranks(sizes: Sizes) -> Iterator[Solid]:
    for side in (1, -1):
        x, y, z = pedal(sizes, side).tolist()
        yield rod(
            (sizes["x"], CRANK_HEIGHT, side * 6.2), (x, y - 1.2, side * 6.2), 1.6, Finish.METAL, name="crank"
        )
        name = "pedal_r" if side > 0 else "pedal_l"
        yield rod((x, y - 1.2, side * 5.0), (x, y - 1.2, side * 9.0), 0.9, Finish.METAL, name="crank")
        yield box((x - 4.8, y - 2.4, z - 4.2), (x + 4.8, y, z + 4.2), Finish.RUBBER, name)
