"""What a solver knows: who is drawn in which posture among which props, and the skin that gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.domain.errors import ResourceError
from clinic_app.domain.showing import short
from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.figure import add_body
from clinic_app.figures.body.mesh import Mesh, MeshBuilder, Part
from clinic_app.figures.geometry import Array, rotation_y, unit, vector
from clinic_app.figures.posture import Posture, Side
from clinic_app.figures.scene import Look, Prop
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solving.patches import Surface
from clinic_app.figures.solving.surfaces import surface_named
from clinic_app.figures.stand import pose_skeleton
from clinic_app.figures.touching import HEIGHTS, Direction, Height

UP: Final = vector((0.0, 1.0, 0.0))
_QUARTER: Final = 90.0
_UPRIGHT: Final = 0.5
_ON_ITS_SIDE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Room:
    """The props and the person. ``seated_by`` is how much lower (cm) a sitting person's heights are."""

    props: Sequence[Prop]
    look: Look
    seated_by: float = 0.0

    def skeleton(self, posture: Posture, hips: Array) -> Skeleton:
        """The skeleton of this person with the middle of the hips at ``hips`` (3,)."""
        return pose_skeleton(posture, hips, BUILDS[self.look.build].shoulders)

    def skin(self, skeleton: Skeleton, posture: Posture, parts: Sequence[Part]) -> Mesh:
        """The drawn body's skin of at least these ``parts``."""
        builder = MeshBuilder()
        add_body(builder, skeleton, posture, self.look, frozenset(parts))
        return builder.mesh()

    def points(self, skeleton: Skeleton, posture: Posture, parts: Sequence[Part]) -> Array:
        """The skin's vertices (n, 3) of these parts alone."""
        mesh = self.skin(skeleton, posture, parts)
        return vector(mesh.vertices[mesh.vertices_of(tuple(parts))])

    def surface(self, name: str, skeleton: Skeleton) -> Surface:
        """The surface a pose names.

        Raises:
            ResourceError: no prop of the picture is called so, or it has no such surface.
        """
        found = surface_named(name, self.props, skeleton)
        if found is None:
            raise unknown_surface(name, self.props)
        return found

    def height(self, height: Height) -> float:
        """A height in centimetres over the floor."""
        return HEIGHTS[height] - self.seated_by if isinstance(height, str) else height


def unknown_surface(name: str, props: Sequence[Prop]) -> ResourceError:
    """The complaint about a surface no prop of the picture has."""
    known = ", ".join(["floor", *(prop.name for prop in props)])
    return ResourceError(
        "There is no {surface} to touch in the picture. There are {known}.", surface=short(name), known=known
    )


def room_axes(posture: Posture) -> Array:
    """Axes (3, 3; columns forward, up, right) of the room as the person stands in it, by quarter turns."""
    return rotation_y(round(posture.pelvis.turn / _QUARTER) * _QUARTER)


def heading(skeleton: Skeleton) -> Array:
    """The level direction (3,) the front of the pelvis looks in.

    Of a body lying on its back it is where the feet are, on its belly or on all fours where the head is.
    """
    forward, up = skeleton.pelvis.axes[:, 0], skeleton.pelvis.axes[:, 1]
    lies = float(up[1]) < _UPRIGHT and abs(float(forward[1])) > _ON_ITS_SIDE
    level = -up * np.sign(forward[1]) if lies else forward
    return unit(level * vector((1.0, 0.0, 1.0)))


def direction(words: Direction, skeleton: Skeleton, axes: Array, side: Side) -> Array:
    """The unit vector (3,) that words or numbers mean for a limb of that ``side``."""
    if all(isinstance(word, float) for word in words):
        return unit(vector(words))
    out = 1.0 if side == "r" else -1.0
    meanings = {
        "up": UP,
        "down": -UP,
        "forward": axes[:, 0],
        "back": -axes[:, 0],
        "out": axes[:, 2] * out,
        "in": -axes[:, 2] * out,
        "headwards": skeleton.pelvis.axes[:, 1],
        "footwards": -skeleton.pelvis.axes[:, 1],
    }
    return unit(vector(sum(meanings[str(word)] for word in words)))
