"""Hands: a fleshy palm with webs, four fingers and a thumb, made once for each shape and put on the wrist."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from clinic_app.figures.body.fingers import curl_filling, finger_surface
from clinic_app.figures.body.hand_bones import digits, is_coiled
from clinic_app.figures.body.mesh import Dress, Indices, Mask, Material, MeshBuilder, part_of
from clinic_app.figures.body.palm import palm_surface
from clinic_app.figures.geometry import Array
from clinic_app.figures.hand_shapes import HAND_SHAPES, HandBends
from clinic_app.figures.posture import Arm
from clinic_app.figures.skeleton import Limb

_SKIN: Final = Dress.plain(Material.SKIN)


@dataclass(frozen=True, slots=True)
class HandPiece:
    """A piece of a right hand in its own axes: vertices (n, 3), faces (m, 3), the part's stem.

    Faces that are ``rooted`` (m,) count as the palm's, whatever the stem.
    """

    stem: str
    vertices: Array
    faces: Indices
    rooted: Mask


def bends_of(arm: Arm) -> HandBends:
    """The bends of a hand: its shape's, and those the pose gives finger by finger."""
    return HAND_SHAPES[arm.hand].bent(arm.fingers_bend)


def add_hand(builder: MeshBuilder, arm: Limb, bends: HandBends, *, fine: bool = False) -> None:
    """Add the hand at the arm's end; ``fine`` for a picture of the hand alone."""
    for piece in hand_pieces(bends, fine=fine):
        faces = piece.faces if arm.outwards > 0 else piece.faces[:, ::-1]
        parts = np.where(piece.rooted, part_of("hand", arm.side), part_of(piece.stem, arm.side))
        builder.add(in_room(arm, piece.vertices), faces, parts, _SKIN)


def in_room(arm: Limb, points: Array) -> Array:
    """Points (n, 3) in the right hand's axes, on this arm's hand in the room."""
    found: Array = points * [1.0, 1.0, float(arm.outwards)] @ arm.end.axes.T + arm.end.origin
    return found


@lru_cache(maxsize=128)
def hand_pieces(bends: HandBends, *, fine: bool) -> tuple[HandPiece, ...]:
    """Palm, fingers and thumb of a right hand."""
    bones = digits(bends)
    vertices, faces = palm_surface(bones, fine=fine)
    pieces = [HandPiece("hand", vertices, faces, np.ones(len(faces), dtype=bool))]
    for digit in bones:
        skin = finger_surface(digit, fine=fine)
        pieces.append(HandPiece(digit.name, skin.vertices, skin.faces, skin.rooted))
    for digit in bones[:4]:
        if is_coiled(digit):
            skin = curl_filling(digit)
            pieces.append(HandPiece(digit.name, skin.vertices, skin.faces, skin.rooted))
    return tuple(pieces)


def hand_is_finite(bends: HandBends) -> bool:
    """Whether every point of the hand is a number."""
    return all(bool(np.isfinite(piece.vertices).all()) for piece in hand_pieces(bends, fine=False))
