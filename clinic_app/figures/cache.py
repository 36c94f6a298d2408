"""Drawings kept on disk: compressed JSON, one file a picture, written whole or not at all."""

import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from clinic_app.domain.drawing import COORDINATES, Drawing, Ink, Lens, Shape, Weight

_FORMAT: Final = 1
_SUFFIX: Final = ".drawing"
_KEY_LENGTH: Final = 24


class DrawingCache:
    """Drawings in a folder, found by name and the key that says exactly what is drawn.

    A file that is missing, damaged or of another format is a miss, and a folder that cannot be written
    keeps nothing: neither is ever an error.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, name: str, key: str) -> bool:
        """Whether a file for this picture is there (it may yet turn out damaged)."""
        return self._file(name, key).is_file()

    def load(self, name: str, key: str) -> Drawing | None:
        """The drawing, or ``None`` where there is none to be trusted."""
        try:
            return unpacked(self._file(name, key).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def store(self, name: str, key: str, drawing: Drawing) -> None:
        """Keep the drawing in place of any other of the same name."""
        target = self._file(name, key)
        # A drawing that cannot be kept can be drawn again: no reason to stop the therapist.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_whole(target, packed(drawing))
            for older in self._folder.glob(f"{name}.*{_SUFFIX}"):
                # A person's drawings have one part more in their name than the pose's own.
                if older != target and older.name.count(".") == target.name.count("."):
                    older.unlink(missing_ok=True)

    def _file(self, name: str, key: str) -> Path:
        return self._folder / f"{name}.{key[:_KEY_LENGTH]}{_SUFFIX}"


def _write_whole(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def packed(drawing: Drawing) -> bytes:
    """The drawing as compressed JSON."""
    lens = drawing.lens
    table = {
        "format": _FORMAT,
        "size": [drawing.width, drawing.height, drawing.baseline],
        "lens": [lens.x, lens.y, lens.radius] if lens else None,
        "marks": drawing.marks,
        "shapes": [_shape_table(shape) for shape in drawing.shapes],
        "areas": {name: _shape_table(shape) for name, shape in drawing.areas.items()},
    }
    return zlib.compress(json.dumps(table, separators=(",", ":")).encode(), 6)


def unpacked(content: bytes) -> Drawing:
    """The drawing in such bytes.

    Raises:
        ValueError, KeyError, TypeError, zlib.error: the bytes are damaged or of another format.
    """
    table = json.loads(zlib.decompress(content))
    if table["format"] != _FORMAT:
        raise ValueError(table["format"])
    width, height, baseline = table["size"]
    return Drawing(
        width=width,
        height=height,
        shapes=tuple(_shape(entry) for entry in table["shapes"]),
        baseline=baseline,
        lens=Lens(*table["lens"]) if table["lens"] else None,
        marks={name: (x, y) for name, (x, y) in table["marks"].items()},
        areas={name: _shape(entry) for name, entry in table.get("areas", {}).items()},
    )


def _shape_table(shape: Shape) -> Mapping[str, object]:
    """A shape's fields under short names, without those that have their usual value."""
    entry: dict[str, object] = {"v": shape.verbs, "p": shape.points}
    optional = {
        "f": shape.fill,
        "s": shape.stroke,
        "w": shape.weight,
        "o": None if shape.opacity == 1.0 else shape.opacity,
        "d": shape.dash or None,
        "e": shape.even_odd or None,
        "h": shape.paper_only or None,
    }
    return entry | {name: value for name, value in optional.items() if value is not None}


@lru_cache(16_384)
def _shared(number: int) -> int:
    """The same number each time: thousands of points then take a fifth of the memory."""
    return number


def _shape(entry: Mapping[str, Any]) -> Shape:
    verbs, points = entry["v"], tuple(map(_shared, entry["p"]))
    if sum(COORDINATES[verb] for verb in verbs) != len(points):
        raise ValueError(verbs)
    return Shape(
        verbs=verbs,
        points=points,
        fill=Ink(entry["f"]) if "f" in entry else None,
        stroke=Ink(entry["s"]) if "s" in entry else None,
        weight=Weight(entry["w"]) if "w" in entry else None,
        opacity=entry.get("o", 1.0),
        dash=tuple(entry.get("d", ())),
        even_odd=entry.get("e", False),
        paper_only=entry.get("h", False),
    )
