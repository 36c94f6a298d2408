"""Furniture: chairs, stools, tables, worktops, treatment plinths and beds."""

from collections.abc import Iterator
from typing import Final

from clinic_app.figures.finishes import Finish
from clinic_app.figures.geometry import Array
from clinic_app.figures.prop_kinds import Sizes
from clinic_app.figures.props.room import standing
from clinic_app.figures.shapes import box, line, rod, slab
from clinic_app.figures.solids import Solid

_SEAT: Final = 4.0
_CHAIR_HALF: Final = 21.0
_CHAIR_LEG: Final = 3.4
_ARMREST: Final = 22.0
_TABLE_TOP: Final = 3.5
_WORKTOP: Final = 4.0
_PLINTH_PAD: Final = 7.0
_MATTRESS: Final = 17.0


def chair(sizes: Sizes) -> tuple[Solid, ...]:
    """A wooden chair that faces along x: ``seat``, ``backrest``, ``armrest``, ``leg``."""
    seat, half = sizes["height"], _CHAIR_HALF
    solids = [slab((-half, seat - _SEAT, -half), (half, seat, half), 4, Finish.WOOD, name="seat")]
    solids += [
        box((x, 0, z), (x + _CHAIR_LEG, seat - _SEAT, z + _CHAIR_LEG), Finish.WOOD, "leg")
        for x in (-half, half - _CHAIR_LEG)
        for z in (-half, half - _CHAIR_LEG)
    ]
    if sizes["arms"]:
        solids += _armrests(seat)
    if sizes["backrest"]:
        solids += _backrest(seat, sizes["back"])
    return standing(tuple(solids), sizes)


def _backrest(seat: float, high: float) -> Iterator[Solid]:
    half, leg = _CHAIR_HALF, _CHAIR_LEG
    for z in (-half, half - leg):
        yield box((-half, seat, z), (-half + leg, seat + high * 0.68, z + leg), Finish.WOOD, "post")
    yield box(
        (-half + 0.8, seat + high * 0.32, -half + leg),
        (-half + leg - 0.8, seat + high * 0.48, half - leg),
        Finish.WOOD,
        "slat",
    )
    low, top = seat + high * 0.68, seat + high
    yield slab((-half, low, -half), (-half + leg, top, half), 3.5, Finish.WOOD, axis=0, name="backrest")


def _armrests(seat: float) -> Iterator[Solid]:
    half, leg = _CHAIR_HALF, _CHAIR_LEG
    for low, high in ((half - leg, half + 1.5), (-half - 1.5, leg - half)):
        yield box(
            (half - 8, seat, low + 0.8),
            (half - 8 + leg, seat + _ARMREST - 3, high - 0.8),
            Finish.WOOD,
            "post",
        )
        yield slab(
            (-half + leg, seat + _ARMREST - 3, low),
            (half - 2, seat + _ARMREST, high),
            2,
            Finish.WOOD,
            name="armrest",
        )


def stool(sizes: Sizes) -> tuple[Solid, ...]:
    """A round padded stool: ``seat``, ``leg``."""
    seat, radius = sizes["height"], sizes["radius"]
    legs = [
        rod((x * 0.98, 0, z * 0.98), (x * 0.62, seat - 6, z * 0.62), 1.5, Finish.METAL, name="leg")
        for x in (-radius, radius)
        for z in (-radius, radius)
    ]
    plate = rod((0, seat - 6.5, 0), (0, seat - 5, 0), radius * 0.9, Finish.METAL)
    pad = rod((0, seat - 5, 0), (0, seat, 0), radius, Finish.PAD, name="seat")
    return standing((pad, *legs, plate), sizes)


def table(sizes: Sizes) -> tuple[Solid, ...]:
    """A table, its middle at x and z: ``top``, ``leg``; the near edge is ``top``'s."""
    long, half, high = sizes["length"] / 2, sizes["width"] / 2, sizes["height"]
    under = high - _TABLE_TOP
    legs = [
        box((x - 2.4, 0, z - 2.4), (x + 2.4, under, z + 2.4), Finish.WOOD, "leg")
        for x in (-long + 6, long - 6)
        for z in (-half + 6, half - 6)
    ]
    apron = [
        box((-long + 8.4, under - 7, z - 1), (long - 8.4, under, z + 1), Finish.WOOD, "apron")
        for z in (-half + 6, half - 6)
    ]
    apron += [
        box((x - 1, under - 7, -half + 8.4), (x + 1, under, half - 8.4), Finish.WOOD, "apron")
        for x in (-long + 6, long - 6)
    ]
    top = slab((-long, under, -half), (long, high, half), 2.5, Finish.WOOD, name="top")
    return standing((*legs, *apron, top), sizes)


def worktop(sizes: Sizes) -> tuple[Solid, ...]:
    """A kitchen worktop on cupboards: ``top``, ``front``."""
    start, end, near, far, high = (sizes[name] for name in ("from_x", "to_x", "from_z", "to_z", "height"))
    kick = box((start + 5, 0, near + 5), (end - 5, 9, far - 5), Finish.METAL, "kick")
    body = box((start + 2, 9, near + 2), (end - 2, high - _WORKTOP, far - 2), name="front")
    doors = [*_doors_along_z(start + 2, near, far, high), *_doors_along_z(end - 2, near, far, high)]
    doors += [*_doors_along_x(near + 2, start, end, high), *_doors_along_x(far - 2, start, end, high)]
    top = box((start, high - _WORKTOP, near), (end, high, far), Finish.WOOD, "top")
    return kick, body.marked(*doors), top


def _doors_along_z(x: float, near: float, far: float, high: float) -> Iterator[Array]:
    yield from (
        line(*((x, up, at) for at, up in points))
        for points in _door_lines(near + 2, far - 2, high - _WORKTOP)
    )


def _doors_along_x(z: float, start: float, end: float, high: float) -> Iterator[Array]:
    yield from (
        line(*((at, up, z) for at, up in points))
        for points in _door_lines(start + 2, end - 2, high - _WORKTOP)
    )


def _door_lines(low: float, high: float, top: float) -> Iterator[list[tuple[float, float]]]:
    """Drawers above doors with their handles: lines of (along, up)."""
    drawer = top - 17
    yield [(low, drawer), (high, drawer)]
    doors = max(1, round((high - low) / 38))
    for door in range(doors):
        left, right = (low + (high - low) * share / doors for share in (door, door + 1))
        middle = (left + right) / 2
        if door:
            yield [(left, 9.0), (left, top)]
        yield [(middle - 5, top - 8), (middle + 5, top - 8)]
        handle = right - 5 if door % 2 == 0 and doors > 1 else left + 5
        yield [(handle, drawer - 7), (handle, drawer - 17)]


def plinth(sizes: Sizes) -> tuple[Solid, ...]:
    """A treatment plinth, its padded top in two sections: ``top``, ``leg``."""
    start, end, high, half = sizes["from_x"], sizes["to_x"], sizes["height"], sizes["width"] / 2
    under, z = high - _PLINTH_PAD, sizes["z"]
    frame = box((start + 6, under - 5, z - half + 5), (end - 6, under, z + half - 5), Finish.METAL, "frame")
    legs = [
        box((x - 2.5, 0, z + side - 2.5), (x + 2.5, under - 5, z + side + 2.5), Finish.METAL, "leg")
        for x in (start + 18, end - 18)
        for side in (-half + 8, half - 8)
    ]
    feet = [
        box((x - 3, 0, z - half + 4), (x + 3, 4, z + half - 4), Finish.METAL, "foot")
        for x in (start + 18, end - 18)
    ]
    pad = slab((start, under, z - half), (end, high, z + half), 5, Finish.PAD, name="top")
    seam = start + (end - start) * 0.3
    joint = line(
        (seam, under, z - half), (seam, high, z - half), (seam, high, z + half), (seam, under, z + half)
    )
    return (*feet, *legs, frame, pad.marked(joint))


def bed(sizes: Sizes) -> tuple[Solid, ...]:
    """A bed with its head at from_x: ``top`` (the mattress), ``frame``, ``headboard``."""
    start, end, high, half, z = (sizes[name] for name in ("from_x", "to_x", "height", "width", "z"))
    half /= 2
    under = high - _MATTRESS
    legs = [
        box((x, 0, z + side), (x + 6, under - 12, z + side + 6), Finish.WOOD, "leg")
        for x in (start + 3, end - 9)
        for side in (-half + 2, half - 8)
    ]
    frame = box((start, under - 12, z - half), (end, under, z + half), Finish.WOOD, "frame")
    mattress = slab(
        (start + 1, under, z - half + 1), (end - 1, high, z + half - 1), 5, Finish.LINEN, axis=0, name="top"
    )
    seams = [
        line((start + 1, up, z + side), (end - 1, up, z + side))
        for up in (under + 5, high - 5)
        for side in (-half + 1, half - 1)
    ]
    solids = [*legs, frame, mattress.marked(*seams)]
    if sizes["headboard"]:
        solids.append(
            slab(
                (start - 5, 0, z - half),
                (start, high + 34, z + half),
                8,
                Finish.WOOD,
                axis=0,
                name="headboard",
            )
        )
    return tuple(solids)
