"""Balls: exercise balls, tennis balls, the knot of a band."""

import numpy as np

from clinic_app.figures.body.mesh import Dress, Material, MeshBuilder
from clinic_app.figures.body.tube import loft
from clinic_app.figures.geometry import Array


def add_ball(builder: MeshBuilder, part: int, middle: Array, radius: float, material: Material) -> None:
    """A ball about ``middle`` (3,)."""
    angles = np.linspace(-1, 1, 15) * np.pi / 2
    centres = middle + np.outer(np.sin(angles) * radius, [0, 1, 0])
    radii = np.repeat((np.cos(angles) * radius + 0.01)[:, None], 4, axis=1)
    tube = loft(centres, np.broadcast_to(np.eye(3), (15, 3, 3)), radii, around=28, power=2.0)
    builder.add(tube.vertices, tube.faces, part, Dress.plain(material))
