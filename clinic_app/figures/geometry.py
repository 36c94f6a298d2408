"""Rotations and directions in the body's axes: x forward, y up, z to the person's right."""

from math import cos, radians, sin, sqrt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
"""Any array of floats; each function's docstring gives its shape."""

_TINY = 1e-12


def vector(values: object) -> Array:
    """``values`` as an array of floats."""
    return np.asarray(values, dtype=np.float64)


def rotation_x(degrees: float) -> Array:
    """The 3 × 3 rotation about x (up turns towards the right)."""
    cosine, sine = _cosine_sine(degrees)
    return np.array([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]])


def rotation_y(degrees: float) -> Array:
    """The 3 × 3 rotation about y (forward turns towards the left)."""
    cosine, sine = _cosine_sine(degrees)
    return np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])


def rotation_z(degrees: float) -> Array:
    """The 3 × 3 rotation about z (forward turns towards up)."""
    cosine, sine = _cosine_sine(degrees)
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])


def _cosine_sine(degrees: float) -> tuple[float, float]:
    angle = radians(degrees)
    return cos(angle), sin(angle)


def length(direction: Array) -> float:
    """How long a vector (3,) is."""
    return sqrt(direction.dot(direction))


def unit(direction: Array) -> Array:
    """A vector (3,) of length one; the zero vector stays zero."""
    return direction / (length(direction) + _TINY)


def cross(first: Array, second: Array) -> Array:
    """The cross product of two vectors (3,): faster than ``np.cross`` for single vectors."""
    a, b, c = first.tolist()
    x, y, z = second.tolist()
    return np.array([b * z - c * y, c * x - a * z, a * y - b * x])


def turn(rotation_vectors: Array) -> Array:
    """Rotations (n, 3, 3) by vectors (n, 3): direction is the axis, length the angle in radians."""
    angles = np.sqrt(np.einsum("ij,ij->i", rotation_vectors, rotation_vectors))
    axes = rotation_vectors / np.maximum(angles, _TINY)[:, None]
    cosines = np.cos(angles)
    found = axes[:, :, None] * ((1.0 - cosines)[:, None] * axes)[:, None, :]
    x, y, z = (np.sin(angles)[:, None] * axes).T
    for at in range(3):
        found[:, at, at] += cosines
    for row, column, sine in ((0, 1, z), (1, 2, x), (2, 0, y)):
        found[:, row, column] -= sine
        found[:, column, row] += sine
    return vector(found)


def rotation_vector(rotation: Array) -> Array:
    """The vector (3,) whose :func:`turn` is ``rotation`` (3, 3)."""
    cosine = float(np.clip((np.trace(rotation) - 1.0) / 2.0, -1.0, 1.0))
    angle = float(np.arccos(cosine))
    if angle < 1e-6:
        return np.zeros(3)
    if angle > np.pi - 1e-3:
        return unit(_half_turn_axis(rotation)) * angle
    skew = np.array(
        [rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]]
    )
    return vector(angle / (2.0 * np.sin(angle)) * skew)


def _half_turn_axis(rotation: Array) -> Array:
    outer = (rotation + np.eye(3)) / 2.0
    strongest = int(np.argmax(np.diag(outer)))
    return vector(outer[:, strongest] / np.sqrt(outer[strongest, strongest]))


def between(start: Array, end: Array, shares: Array) -> Array:
    """Rotations (n, 3, 3) from ``start`` (share 0) to ``end`` (share 1), evenly turning."""
    return start @ turn(shares[:, None] * rotation_vector(start.T @ end))


def axes_from(up: Array, right: Array) -> Array:
    """Axes (3, 3, columns forward, up, right) with this ``up``, and ``right`` as near as can be."""
    up_axis = unit(up)
    right_axis = unit(right - up_axis * (right @ up_axis))
    axes = np.empty((3, 3))
    axes[:, 0], axes[:, 1], axes[:, 2] = cross(up_axis, right_axis), up_axis, right_axis
    return axes
