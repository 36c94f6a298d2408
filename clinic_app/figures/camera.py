"""Seeing the room: the camera, the picture's box on paper, the window of pixels it is traced in."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.domain.drawing import UNITS_PER_CM
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.scene import View

_LEAST_SLOPE: Final = 0.03
"""A camera flatter than this sees floors edge-on."""


@dataclass(frozen=True, slots=True)
class Camera:
    """An eye infinitely far away. ``axes`` (3, 3) has rows right, up and towards the viewer.

    What it sees is measured in centimetres, each ``zoom`` times as long as in the room.
    """

    axes: Array
    zoom: float = 1.0

    @classmethod
    def of(cls, view: View) -> "Camera":
        """The camera of a pose's view."""
        yaw, pitch = np.radians(view.yaw), np.radians(view.pitch)
        sine, cosine = np.sin(yaw), np.cos(yaw)
        sink, level = np.sin(pitch), np.cos(pitch)
        return cls(
            np.array(
                [
                    [cosine, 0.0, -sine],
                    [-sine * sink, level, -cosine * sink],
                    [sine * level, sink, cosine * level],
                ]
            )
        )

    def see(self, points: Array) -> Array:
        """Points (…, 3) of the room as right, up and nearness (cm)."""
        return vector(points @ (self.axes.T * self.zoom))

    def zoomed(self, zoom: float) -> "Camera":
        """The same eye, closer up."""
        return Camera(self.axes, zoom)

    def level_depth(self, height: float, ups: Array) -> Array | None:
        """How near a level plane at ``height`` cm is where it is seen ``ups`` (n,) up; None where edge-on."""
        level, slope = float(self.axes[1, 1]), float(self.axes[2, 1])
        return None if slope < _LEAST_SLOPE else (height * self.zoom - ups * level) / slope


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of what the camera sees, in centimetres right and up."""

    left: float
    right: float
    bottom: float
    top: float

    @classmethod
    def around(cls, seen: Array, margin: float = 0.0) -> "Box":
        """The smallest box around seen points (n, 2 or more), and ``margin`` more on all sides."""
        # One column at a time: numpy takes many times longer for both at once.
        right, up = seen[:, 0], seen[:, 1]
        low, high, bottom, top = (float(end) for end in (right.min(), right.max(), up.min(), up.max()))
        return cls(low - margin, high + margin, bottom - margin, top + margin)

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            max(self.right, other.right),
            min(self.bottom, other.bottom),
            max(self.top, other.top),
        )

    def widened(self, margin: float) -> "Box":
        """The box with ``margin`` centimetres more on all sides."""
        return Box(self.left - margin, self.right + margin, self.bottom - margin, self.top + margin)

    def holds(self, seen: Array) -> bool:
        """Whether a seen point (2 or more,) lies inside."""
        right, up = float(seen[0]), float(seen[1])
        return self.left <= right <= self.right and self.bottom <= up <= self.top

    def scaled(self, factor: float) -> "Box":
        """The box as a camera sees it that zooms so much more."""
        return Box(self.left * factor, self.right * factor, self.bottom * factor, self.top * factor)

    def units(self, seen: Array) -> Array:
        """Seen points (…, 2 or more) as body units (…, 2) from the box's top left, y down."""
        found = np.empty((*seen.shape[:-1], 2))
        found[..., 0] = (seen[..., 0] - self.left) * UNITS_PER_CM
        found[..., 1] = (self.top - seen[..., 1]) * UNITS_PER_CM
        return found

    @property
    def width_units(self) -> int:
        """The box's width in whole body units."""
        return int(np.ceil((self.right - self.left) * UNITS_PER_CM))

    @property
    def height_units(self) -> int:
        """The box's height in whole body units."""
        return int(np.ceil((self.top - self.bottom) * UNITS_PER_CM))


@dataclass(frozen=True, slots=True)
class Window:
    """A grid of pixels over a part of what the camera sees; row 0 is on top."""

    left: float
    top: float
    pixels_per_cm: float
    columns: int
    rows: int

    @classmethod
    def over(cls, box: Box, pixels_per_cm: float, border: int = 8) -> "Window":
        """The window over ``box`` with ``border`` pixels more on all sides."""
        margin = border / pixels_per_cm
        return cls(
            box.left - margin,
            box.top + margin,
            pixels_per_cm,
            int(np.ceil((box.right - box.left) * pixels_per_cm)) + 2 * border,
            int(np.ceil((box.top - box.bottom) * pixels_per_cm)) + 2 * border,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    def pixels(self, seen: Array) -> Array:
        """Seen points (…, 2 or more) as pixel coordinates (…, 2): x to the right, y down."""
        found = np.empty((*seen.shape[:-1], 2))
        found[..., 0] = (seen[..., 0] - self.left) * self.pixels_per_cm
        found[..., 1] = (self.top - seen[..., 1]) * self.pixels_per_cm
        return found

    def seen(self, pixels: Array) -> Array:
        """Pixel coordinates (…, 2) as seen points (…, 2)."""
        found = np.empty((*pixels.shape[:-1], 2))
        found[..., 0] = pixels[..., 0] / self.pixels_per_cm + self.left
        found[..., 1] = self.top - pixels[..., 1] / self.pixels_per_cm
        return found

    def column_middles(self) -> Array:
        """How far right each column's middle is seen (columns,)."""
        return vector(self.left + (np.arange(self.columns) + 0.5) / self.pixels_per_cm)

    def row_middles(self) -> Array:
        """How far up each row's middle is seen (rows,)."""
        return vector(self.top - (np.arange(self.rows) + 0.5) / self.pixels_per_cm)

    def indices(self, seen: Array) -> tuple["np.typing.NDArray[np.intp]", "np.typing.NDArray[np.intp]"]:
        """Row and column (n,) of the pixel each seen point (n, 2 or more) falls in, kept inside."""
        pixels = self.pixels(seen)
        return (
            pixels[..., 1].astype(np.intp).clip(0, self.rows - 1),
            pixels[..., 0].astype(np.intp).clip(0, self.columns - 1),
        )
