"""From a named prop to what it is made of: solids for hard things, pieces of the mesh for soft ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.body.mesh import FIRST_PROP_PART, Material, MeshBuilder
from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.props import furniture, handheld, room, training
from clinic_app.figures.props.balls import add_ball
from clinic_app.figures.props.bike import bike
from clinic_app.figures.props.loops import add_loop
from clinic_app.figures.props.soft import BAG_AT, add_backpack, add_pillow
from clinic_app.figures.props.strips import add_strip
from clinic_app.figures.props.twist_bars import add_twist_bar
from clinic_app.figures.scene import Prop
from clinic_app.figures.sites import Place, Site, Vector
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import Solid

_FROM_THE_RIGHT: Final = vector((0.0, 0.0, 1.0))
_PARTS_A_PROP: Final = 4
"""How many numbers of mesh parts each soft prop may use."""

_STANDING: Final[Mapping[str, Callable[[Sizes], tuple[Solid, ...]]]] = {
    "stairs": room.stairs,
    "step": room.step,
    "wall": room.wall,
    "back_wall": room.back_wall,
    "corner": room.corner,
    "door_post": room.door_post,
    "doorway": room.doorway,
    "mirror": room.mirror,
    "block": room.block,
    "chair": furniture.chair,
    "stool": furniture.stool,
    "table": furniture.table,
    "worktop": furniture.worktop,
    "plinth": furniture.plinth,
    "bed": furniture.bed,
    "mat": training.mat,
    "slant_board": training.slant_board,
    "balance_pad": training.balance_pad,
    "wobble_board": training.wobble_board,
    "bike": bike,
}

_LYING: Final[Mapping[str, Callable[[Sizes, Array], tuple[Solid, ...]]]] = {
    "slider": training.slider,
    "foam_roller": lambda sizes, at: training.roller(sizes, at, Finish.FOAM),
    "bolster": lambda sizes, at: training.roller(sizes, at, Finish.PAD),
    "towel_roll": lambda sizes, at: training.roller(sizes, at, Finish.TOWEL),
    "towel_fold": training.folded,
    "towel_flat": training.spread,
}

_HELD: Final[Mapping[str, Callable[[Sizes, Array, Array], tuple[Solid, ...]]]] = {
    "dumbbell": handheld.dumbbell,
    "bottle": handheld.bottle,
    "can": handheld.can,
}

_SPANNING: Final[Mapping[str, Callable[[Sizes, Array], tuple[Solid, ...]]]] = {
    "stick": handheld.stick,
}

_SOFT: Final = (
    "pillow",
    "ball",
    "strap",
    "band",
    "towel",
    "twist_bar",
    "loop_band",
    "cuff_weight",
    "backpack",
)


def solids_of(prop: Prop, skeleton: Skeleton | None = None) -> tuple[Solid, ...]:
    """The prop's hard pieces; none for soft props, nor without a ``skeleton`` for those the body holds."""
    if prop.kind == "handrail":
        return room.handrail(prop)
    if prop.kind in _STANDING:
        return _standing(prop.kind, tuple(prop.sizes.items()))
    if prop.kind in _LYING and prop.at is not None and not isinstance(prop.at, Site):
        return _lying(prop.kind, tuple(prop.sizes.items()), prop.at)
    loose: tuple[Solid, ...] = ()
    if prop.at is not None and _can_be_found(prop.at, skeleton):
        loose = _at_place(prop, prop.at, skeleton)
    elif prop.through and skeleton is not None:
        loose = _through_places(prop, skeleton)
    return tuple(replace(solid, bold=True) for solid in loose)


@lru_cache(maxsize=256)
def _standing(kind: str, sizes: tuple[tuple[str, float], ...]) -> tuple[Solid, ...]:
    """What stands in the room whatever the body does: made once for all frames."""
    return _STANDING[kind](dict(sizes))


@lru_cache(maxsize=256)
def _lying(kind: str, sizes: tuple[tuple[str, float], ...], place: Vector) -> tuple[Solid, ...]:
    """What lies in the room, likewise."""
    return tuple(replace(solid, bold=True) for solid in _LYING[kind](dict(sizes), vector(place)))


def is_soft(prop: Prop) -> bool:
    """Whether the prop is part of the mesh, so that hands and heads may sink into its edge."""
    return prop.kind in _SOFT


def add_soft_props(
    builder: MeshBuilder, props: Sequence[Prop], skeleton: Skeleton, viewer: Array = _FROM_THE_RIGHT
) -> None:
    """Add the soft ones of the props to the figure's mesh, which holds the body already.

    ``viewer`` (3,) is the direction towards the eye: straps turn their width to it.
    """
    for index, prop in enumerate(props):
        if is_soft(prop):
            _add_soft(builder, FIRST_PROP_PART + index * _PARTS_A_PROP, prop, skeleton, viewer)


def _can_be_found(place: Place, skeleton: Skeleton | None) -> bool:
    return skeleton is not None or not isinstance(place, Site)


def _at_place(prop: Prop, place: Place, skeleton: Skeleton | None) -> tuple[Solid, ...]:
    at = vector(place) if skeleton is None else skeleton.locate(place)
    if prop.kind in _LYING:
        return _LYING[prop.kind](prop.sizes, at)
    if prop.kind in _HELD:
        return _HELD[prop.kind](prop.sizes, at, _grip_line(place, skeleton))
    return ()


def _grip_line(place: Place, skeleton: Skeleton | None) -> Array:
    """The way a thing lies in a hand: towards the thumb; upright where no hand holds it."""
    if skeleton is None or not isinstance(place, Site):
        return vector((0.0, 1.0, 0.0))
    return skeleton.segment(place.part).axes[:, 0]


def _through_places(prop: Prop, skeleton: Skeleton) -> tuple[Solid, ...]:
    points = np.array([skeleton.locate(place) for place in prop.through])
    if prop.kind in _SPANNING:
        return _SPANNING[prop.kind](prop.sizes, points)
    if prop.kind == "pulley":
        grips = [_grip_line(place, skeleton) for place in prop.through]
        return training.pulley(prop.sizes, (points[0], points[-1]), (grips[0], grips[-1]))
    return ()


def _add_soft(builder: MeshBuilder, part: int, prop: Prop, skeleton: Skeleton, viewer: Array) -> None:
    if prop.kind == "backpack":
        add_backpack(builder, part, skeleton.segment(BAG_AT), prop.sizes)
    elif prop.kind == "twist_bar":
        places = np.array([skeleton.locate(place) for place in prop.through])
        add_twist_bar(builder, part, places, prop.sizes)
    elif prop.around:
        material = Material.BAND if prop.kind == "loop_band" else Material.BAG
        add_loop(builder, part, prop.around, skeleton, prop.sizes, material)
    elif prop.at is not None:
        middle = skeleton.locate(prop.at)
        if prop.kind == "ball":
            add_ball(builder, part, middle, prop.sizes["radius"], Material.BALL)
        else:
            add_pillow(builder, part, middle, prop.sizes)
    else:
        add_strip(builder, part, prop, skeleton, viewer)
