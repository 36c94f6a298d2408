"""The kinds of props by family, with their sizes and defaults in centimetres of a 172 cm body."""

from collections.abc import Mapping
from typing import Final

Sizes = Mapping[str, float]

_ROOM: Final[Mapping[str, Sizes]] = {
    "stairs": {"x": 0, "steps": 1, "tread": 30, "rise": 18, "width": 70, "direction": 1},
    "step": {"x": 0, "z": 0, "length": 38, "height": 15, "width": 68, "turn": 0},
    "wall": {"x": 40, "z": 0, "thickness": 6, "height": 205, "width": 60},
    "back_wall": {"z": -30, "from_x": -50, "to_x": 50, "height": 200},
    "corner": {"x": 40, "z": 0, "length": 75, "height": 200, "turn": 0},
    "door_post": {"x": 0, "z": 0, "height": 205},
    "doorway": {"x": 0, "z": 0, "gap": 86, "height": 205, "post": 9, "depth": 12, "wall": 26},
    "handrail": {"from_x": -8, "to_x": 62, "height": 104, "slope": 17 / 30, "z": -29},
    "mirror": {"x": 70, "z": 0, "width": 52, "height": 172, "turn": 0},
    "block": {"from_x": 0, "to_x": 0, "from_y": 0, "to_y": 0, "from_z": 0, "to_z": 0},
}

_FURNITURE: Final[Mapping[str, Sizes]] = {
    "chair": {"x": 0, "z": 0, "height": 46, "backrest": 1, "back": 44, "arms": 0, "turn": 0},
    "stool": {"x": 0, "z": 0, "height": 46, "radius": 17},
    "table": {"x": 60, "z": 0, "length": 66, "width": 110, "height": 73, "turn": 0},
    "worktop": {"from_x": 24, "to_x": 56, "from_z": -36, "to_z": 36, "height": 92},
    "plinth": {"from_x": -95, "to_x": 95, "height": 50, "width": 65, "z": 0},
    "bed": {"from_x": -100, "to_x": 100, "height": 50, "width": 92, "z": 0, "headboard": 1},
}

_TRAINING: Final[Mapping[str, Sizes]] = {
    "mat": {"from_x": -95, "to_x": 95, "width": 66},
    "foam_roller": {"length": 60, "radius": 7.5, "turn": 0},
    "ball": {"radius": 10},
    "slant_board": {"x": 0, "z": 0, "length": 36, "width": 40, "rise": 13},
    "balance_pad": {"x": 0, "z": 0, "length": 40, "width": 48, "height": 6},
    "wobble_board": {"x": 0, "z": 0, "radius": 21, "height": 8, "tilt": 0},
    "slider": {"radius": 10},
    "cuff_weight": {"half_width": 4.5, "thickness": 1.6},
    "backpack": {"height": 40, "width": 28, "depth": 15},
    "bike": {"x": 0, "saddle": 88, "handlebar": 112, "crank": 17, "crank_angle": 0},
    "pulley": {"x": 20, "y": 205, "z": 0},
}

_SOFT: Final[Mapping[str, Sizes]] = {
    "pillow": {"length": 34, "thickness": 11, "width": 44, "turn": 0},
    "bolster": {"length": 56, "radius": 9, "turn": 0},
    "strap": {"half_width": 2.2, "half_thickness": 0.6, "tail": 3.5},
    "band": {"half_width": 2.4, "half_thickness": 0.5, "rest_length": 55, "knot": 1, "tail": 0},
    "loop_band": {"half_width": 2.4, "thickness": 0.7},
    "towel": {"half_width": 5.0, "half_thickness": 0.8, "tail": 3.5},
    "towel_flat": {"length": 40, "width": 26, "thickness": 0.8, "turn": 0},
    "towel_fold": {"length": 30, "width": 24, "thickness": 4, "turn": 0},
    "towel_roll": {"length": 40, "radius": 4.5, "turn": 0},
}

_HANDHELD: Final[Mapping[str, Sizes]] = {
    "stick": {"radius": 1.2, "beyond": 12},
    "twist_bar": {"radius": 2.2, "beyond": 4, "twist": 0},
    "dumbbell": {"length": 22, "radius": 4.4},
    "bottle": {"height": 21, "radius": 3.5},
    "can": {"height": 11, "radius": 3.6},
}

PROP_SIZES: Final[Mapping[str, Sizes]] = {**_ROOM, **_FURNITURE, **_TRAINING, **_SOFT, **_HANDHELD}
"""The kinds of props and their sizes in centimetres.

``turn`` and ``tilt`` are degrees, ``slope`` a ratio, ``direction`` 1 or -1; ``backrest``, ``arms``,
``headboard`` and ``knot`` are 1 or 0; ``crank_angle`` is the right pedal's, 0 in front, 90 on top.
"""

LYING_AT: Final = (
    "pillow",
    "bolster",
    "ball",
    "foam_roller",
    "slider",
    "towel_flat",
    "towel_fold",
    "towel_roll",
    "dumbbell",
    "bottle",
    "can",
)
"""Props that lie at a place (``at``), or are held there."""

RUNNING_THROUGH: Final = ("strap", "band", "towel", "stick", "twist_bar", "pulley")
"""Props that run through places (``through``)."""

STRIPS: Final = ("strap", "band", "towel")
"""Flat strips; ``across`` may say how their width lies."""

AROUND: Final = ("loop_band", "cuff_weight")
"""Props that go around limbs (``around``)."""

HELD: Final = (*_HANDHELD, "pulley")
"""Props that hands hold: they never become see-through."""
