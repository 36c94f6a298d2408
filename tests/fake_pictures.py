"""Honest stand-ins for the figures: pictures drawn by rule."""

import hashlib
from collections.abc import Sequence

from clinic_app.domain.drawing import Drawing, Ink, Shape, Weight
from clinic_app.domain.errors import InputError


class FakePictures:
    """A standing figure of three shapes for every exercise it knows (all, unless told which)."""

    def __init__(self, slugs: Sequence[str] | None = None) -> None:
        self.slugs = slugs
        self.prepared: list[tuple[str, str]] = []
        self.is_closed = False

    def frames(self, slug: str) -> tuple[str, ...]:
        if self.slugs is not None and slug not in self.slugs:
            raise InputError("There is no figure “{slug}”.", slug=slug)
        return ("start", "end")

    def is_cached(self, slug: str, frame: str) -> bool:
        return frame in self.frames(slug) and (slug, frame) in self.prepared

    def prepare(self, slug: str, frame: str) -> None:
        assert frame in self.frames(slug)
        self.prepared.append((slug, frame))

    def close(self) -> None:
        self.is_closed = True

    def drawing(self, slug: str, frame: str, *, mirror: bool = False, person: str = "") -> Drawing:
        assert frame in self.frames(slug)
        lean = 60 if frame == "end" else 0
        drawing = Drawing(
            width=800,
            height=1800,
            shapes=(_head(lean), _trunk(lean), _leg()),
            baseline=1780,
            areas=_AREAS if slug.startswith("body-map") else {},
        )
        return drawing.mirrored() if mirror else drawing

    def pose_key(self, slug: str, *, person: str = "") -> str:
        self.frames(slug)
        return hashlib.sha256(f"{slug}{person}".encode()).hexdigest()


def _box(left: int, top: int, right: int, bottom: int) -> Shape:
    return Shape("MLLLZ", (left, top, right, top, right, bottom, left, bottom), fill=Ink.MUSCLE)


_AREAS = {
    "lower_back": _box(300, 400, 500, 700),
    "pelvis_hip": _box(300, 700, 500, 900),
    "thigh": _box(300, 900, 500, 1300),
    "lower_leg": _box(300, 1300, 500, 1700),
}


def _head(lean: int) -> Shape:
    x = 400 + lean
    top = (x, 90, x + 110, 90, x + 110, 200, x + 110, 310, x, 310)
    round_again = (x - 110, 310, x - 110, 200, x - 110, 90, x, 90)
    return Shape("MQQQQZ", (*top, *round_again), fill=Ink.SKIN, stroke=Ink.LINE, weight=Weight.OUTLINE)


def _trunk(lean: int) -> Shape:
    points = (280 + lean, 330, 520 + lean, 330, 490, 960, 310, 960)
    return Shape("MLLLZ", points, fill=Ink.SHIRT, stroke=Ink.LINE, weight=Weight.OUTLINE)


def _leg() -> Shape:
    points = (310, 960, 490, 960, 470, 1780, 330, 1780)
    return Shape("MLLLZ", points, fill=Ink.SHORTS, stroke=Ink.LINE, weight=Weight.OUTLINE)
