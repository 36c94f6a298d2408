"""The picture's box: all frames of a pose share it, so that start and end pictures line up."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Final

import numpy as np

from clinic_app.figures.camera import Box, Camera
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.pose import Frame, Pose
from clinic_app.figures.posture import SIDES
from clinic_app.figures.props.making import is_soft, solids_of
from clinic_app.figures.props.soft import BAG_AT
from clinic_app.figures.scene import CloseUp, Prop
from clinic_app.figures.sign_places import placed_signs
from clinic_app.figures.skeleton import Limb, Skeleton
from clinic_app.figures.solving.settle import settled

_CLOSE_UP_SIZE: Final = 150.0
"""A close-up's longer side is drawn as large as so many centimetres of a whole body."""

_MARGIN: Final = 1.5
_ARROW_MARGIN: Final = 6.0
_TRUNK_RADII: Final = (
    (79, 13.0),
    (86, 17.0),
    (91, 17.8),
    (98, 17.5),
    (108, 15.5),
    (118, 15.5),
    (128, 17.0),
    (136, 17.5),
    (146, 11.0),
)
"""Heights up the trunk, and spheres in centimetres that hold it there."""

_HEAD: Final = (0.6, 3.5, 0.0)
_HEAD_RADIUS: Final = 14.6
_LEG_RADII: Final = (13.0, 9.5, 6.5)
_ARM_RADII: Final = (8.0, 6.0, 5.0)
_FOOT: Final = ((-4.0, -3.5, 4.0), (6.0, -4.0, 5.5), (15.5, -4.8, 5.6))
_HAND: Final = ((-6.0, 5.5), (-13.0, 6.0))
"""Distances along foot and hand, with the radii of the spheres that hold them."""


@lru_cache(maxsize=256)
def picture_box(pose: Pose) -> Box:
    """The box around every frame of the pose that shows the whole body, as its camera sees it."""
    camera = Camera.of(pose.view)
    frames = [frame for frame in pose.pictures if frame.close_up is None] or pose.pictures
    return _joined(_frame_box(pose, frame, camera) for frame in frames)


@dataclass(frozen=True, slots=True)
class Shot:
    """How a frame is seen: the camera, and the picture's box in the camera's centimetres."""

    camera: Camera
    box: Box
    baseline: float
    """How far up the camera sees the line pictures side by side stand on (cm)."""


def shot_of(pose: Pose, frame: Frame) -> Shot:
    """The shot of a frame: of the whole body, or close up. Close-ups of one place share box and scale."""
    camera = Camera.of(pose.view)
    if frame.close_up is None:
        return Shot(camera, picture_box(pose), floor_line(pose))
    near = _close_box(pose, frame.close_up)
    zoom = _CLOSE_UP_SIZE / max(near.right - near.left, near.top - near.bottom)
    box = near.scaled(zoom)
    return Shot(camera.zoomed(zoom), box, box.bottom)


@lru_cache(maxsize=256)
def _close_box(pose: Pose, near: CloseUp) -> Box:
    """The box around every close-up of this place in the pose, as its camera sees it without zoom."""
    camera = Camera.of(pose.view)
    return _joined(
        _box_about(camera.see(settled(frame, pose.look).skeleton.locate(near.at)), near)
        for frame in pose.pictures
        if frame.close_up == near
    )


def _box_about(seen: Array, near: CloseUp) -> Box:
    right, up = float(seen[0]), float(seen[1])
    return Box(right - near.width / 2, right + near.width / 2, up - near.height / 2, up + near.height / 2)


def _joined(boxes: Iterable[Box]) -> Box:
    first, *others = boxes
    return reduce(Box.joined, others, first)


@lru_cache(maxsize=256)
def floor_line(pose: Pose) -> float:
    """How far up the camera sees the floor below the first frame's hips (cm)."""
    hips = settled(pose.pictures[0], pose.look).skeleton.pelvis.origin
    return float(Camera.of(pose.view).see(hips * vector((1.0, 0.0, 1.0)))[1])


def _frame_box(pose: Pose, frame: Frame, camera: Camera) -> Box:
    skeleton = settled(frame, pose.look).skeleton
    spheres = _spheres(skeleton)
    seen = camera.see(spheres[:, :3])[:, :2]
    box = Box.around(np.concatenate([seen - spheres[:, 3:], seen + spheres[:, 3:]]), _MARGIN)
    for prop in frame.props:
        for solid in solids_of(prop, skeleton):
            box = box.joined(Box.around(camera.see(solid.corners()), _MARGIN))
        if is_soft(prop):
            box = _around_soft(prop, skeleton, camera, box)
    for sign in placed_signs(pose, frame):
        box = box.joined(Box.around(sign.points, _ARROW_MARGIN))
    return box


def _around_soft(prop: Prop, skeleton: Skeleton, camera: Camera, box: Box) -> Box:
    """The box and what a soft prop needs besides."""
    if prop.kind == "backpack":
        return box.joined(_soft_box([skeleton.segment(BAG_AT).at(-20.0, 0.0, 0.0)], camera, 24.0))
    places = [place for place in (*prop.through, *prop.around, prop.at) if place is not None]
    reach = 3.0 if prop.at is None else max(prop.sizes.values()) / (1 if prop.kind == "ball" else 2)
    reach = max(reach, prop.sizes.get("half_width", 0.0) + 1.5)
    return box.joined(_soft_box([skeleton.locate(place) for place in places], camera, reach))


def _soft_box(points: list[Array], camera: Camera, margin: float) -> Box:
    return Box.around(camera.see(np.array(points)), margin)


def _spheres(skeleton: Skeleton) -> Array:
    """Centres and radii (n, 4) of spheres that hold the whole body."""
    found = [(*skeleton.spine.station(height)[0], radius) for height, radius in _TRUNK_RADII]
    found.append((*skeleton.head.at(*_HEAD), _HEAD_RADIUS))
    for side in SIDES:
        leg, arm = skeleton.legs[side], skeleton.arms[side]
        found += _limb_spheres(leg, _LEG_RADII) + _limb_spheres(arm, _ARM_RADII)
        found += [(*leg.end.at(forward, up, 0.0), radius) for forward, up, radius in _FOOT]
        found += [(*arm.end.at(0.0, up, 0.0), radius) for up, radius in _HAND]
    return np.array(found)


def _limb_spheres(limb: Limb, radii: tuple[float, float, float]) -> list[tuple[float, ...]]:
    joints = (limb.upper.origin, limb.lower.origin, limb.end.origin)
    return [(*joint, radius) for joint, radius in zip(joints, radii, strict=True)]
