"""Training things that stand on the floor or lie at a place: mats, rollers, boards, pads, a pulley."""

from itertools import pairwise
from typing import Final

import numpy as np

from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, cross, length, rotation_y, rotation_z, unit, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.props.room import standing
from clinic_app.figures.shapes import box, circle, extruded, line, rod, slab
from clinic_app.figures.solids import Solid

_MAT_THICKNESS: Final = 1.6
_SLIDER: Final = 1.2
_UP: Final = (0.0, 1.0, 0.0)
_FOLDS: Final = 3


def mat(sizes: Sizes) -> tuple[Solid, ...]:
    """An exercise mat whose top is the floor's height: ``top``."""
    half = sizes["width"] / 2
    low = (sizes["from_x"], -_MAT_THICKNESS, -half)
    return (slab(low, (sizes["to_x"], 0, half), 3, Finish.PAD, name="top"),)


def slant_board(sizes: Sizes) -> tuple[Solid, ...]:
    """A wedge that rises from x forwards: ``top`` is its slope."""
    long, rise, half = sizes["length"], sizes["rise"], sizes["width"] / 2
    wedge = extruded([(0, 0), (long, 0), (long, rise), (0, 1.2)], -half, half, Finish.WOOD, "top")
    grips = [
        line((x, 1.2 + (rise - 1.2) * x / long, -half + 3), (x, 1.2 + (rise - 1.2) * x / long, half - 3))
        for x in (long * 0.25, long * 0.5, long * 0.75)
    ]
    return standing((wedge.marked(*grips),), sizes)


def balance_pad(sizes: Sizes) -> tuple[Solid, ...]:
    """A thick soft foam pad: ``top``."""
    long, half, high = sizes["length"] / 2, sizes["width"] / 2, sizes["height"]
    pad = slab((-long, 0, -half), (long, high, half), 6, Finish.FOAM, name="top")
    return standing((pad,), sizes)


def wobble_board(sizes: Sizes) -> tuple[Solid, ...]:
    """A round board on a half ball, tilted forwards by ``tilt``: ``top``."""
    radius, high = sizes["radius"], sizes["height"]
    under = high - 2.2
    rings = [(0.0, 2.5), (under * 0.25, 6.0), (under * 0.6, 8.4), (under, 9.2)]
    ball = [
        rod((0, low, 0), (0, up, 0), first, Finish.RUBBER, end_radius=second, name="ball")
        for (low, first), (up, second) in pairwise(rings)
    ]
    board = rod((0, under, 0), (0, high, 0), radius, Finish.WOOD, name="top")
    tilt = rotation_z(-sizes["tilt"])
    tilted = tuple(solid.moved(tilt, vector((0.0, 0.0, 0.0))) for solid in (*ball, board))
    return standing(tilted, sizes)


def slider(sizes: Sizes, at: Array) -> tuple[Solid, ...]:
    """A gliding disc under a heel or hand; it lies on the floor below ``at`` (3,): ``top``."""
    low = max(at[1] - _SLIDER, 0.0)
    return (
        rod((at[0], low, at[2]), (at[0], low + _SLIDER, at[2]), sizes["radius"], Finish.FOAM, name="top"),
    )


def roller(sizes: Sizes, at: Array, finish: Finish) -> tuple[Solid, ...]:
    """A roll about its middle ``at`` (3,), along z until it is turned: ``top``."""
    along = rotation_y(sizes["turn"]) @ vector((0.0, 0.0, sizes["length"] / 2))
    radius = sizes["radius"]
    rings = [
        np.concatenate([points := circle(at + along * end, along, radius * share), points[:1]])
        for end in (-1, 1)
        for share in ((0.5,) if finish is Finish.FOAM else (0.66, 0.33))
    ]
    return (rod(at - along, at + along, radius, finish, name="top").marked(*rings),)


def folded(sizes: Sizes, at: Array) -> tuple[Solid, ...]:
    """A towel folded flat, the middle of its underside at ``at`` (3,): ``top``."""
    long, half, thick = sizes["length"] / 2, sizes["width"] / 2, sizes["thickness"]
    cloth = slab((-long, 0, -half), (long, thick, half), thick / 2, Finish.TOWEL, axis=2, name="top")
    layers = [
        line(
            (-long + thick / 4, thick * share, half),
            (long - thick / 4, thick * share, half),
        )
        for share in (np.arange(1, _FOLDS) / _FOLDS)
    ]
    return (cloth.marked(*layers).moved(rotation_y(sizes["turn"]), at),)


def spread(sizes: Sizes, at: Array) -> tuple[Solid, ...]:
    """A towel lying flat, the middle of its top at ``at`` (3,): ``top``."""
    long, half, thick = sizes["length"] / 2, sizes["width"] / 2, sizes["thickness"]
    cloth = box((-long, -thick, -half), (long, 0, half), Finish.TOWEL, "top")
    hems = [line((x, 0, -half), (x, 0, half)) for x in (-long + 3, -long + 5, long - 5, long - 3)]
    return (cloth.marked(*hems).moved(rotation_y(sizes["turn"]), at),)


def pulley(sizes: Sizes, hands: tuple[Array, Array], grips: tuple[Array, Array]) -> tuple[Solid, ...]:
    """A pulley at x, y, z: its rope runs to both ``hands`` (3,), with handles along ``grips`` (3,).

    The pieces are ``wheel``, ``rope`` and ``handle``.
    """
    wheel = vector((sizes["x"], sizes["y"] - 14, sizes["z"]))
    between = (hands[0] - hands[1]) * vector((1.0, 0.0, 1.0))
    across = unit(between) if length(between) > 1 else vector((0.0, 0.0, 1.0))
    axis = cross(across, vector(_UP))
    ropes = [
        rod(hand + unit(wheel - hand) * 7, wheel + across * sign * 4.2, 0.45, Finish.PAINTED, name="rope")
        for hand, sign in zip(hands, (1, -1), strict=True)
    ]
    cords = [
        rod(hand + unit(grip) * end, hand + unit(wheel - hand) * 7, 0.4, Finish.PAINTED, name="rope")
        for hand, grip in zip(hands, grips, strict=True)
        for end in (-5.2, 5.2)
    ]
    handles = [
        rod(hand - unit(grip) * 6.5, hand + unit(grip) * 6.5, 1.5, Finish.RUBBER, name="handle")
        for hand, grip in zip(hands, grips, strict=True)
    ]
    hanger = rod(wheel + vector(_UP) * 3, wheel + vector(_UP) * 14, 1.2, Finish.METAL, name="hanger")
    disc = rod(wheel - axis * 1.3, wheel + axis * 1.3, 4.6, Finish.METAL, name="wheel")
    hub = circle(wheel + axis * 1.3, axis, 1.4)
    return (hanger, *ropes, *cords, disc.marked(np.concatenate([hub, hub[:1]])), *handles)
