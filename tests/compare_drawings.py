"""Shows whether an engine change changes pictures, run by hand before and after it.

``python tests/compare_drawings.py keep KEPT [SLUG …]`` draws every shipped pose (or those) and keeps the
drawings; ``… against KEPT [--sheet WORST.png]`` draws them again, paints both, and prints the pictures that
differ most: the share of the figure's pixels that are clearly another colour. ``--every 4`` takes each fourth
pose, ``--quality DRAG`` the quality of dragging.
"""

# ruff: noqa: E402 - Qt's platform and the packages' folders are set before they are imported

import argparse
import os
import pickle
import sys
from pathlib import Path
from typing import Final

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.palette import PAPER_COLOUR
from clinic_app.figures import engine
from clinic_app.figures.pose import parse_pose
from clinic_resources import names, read_text
from clinic_ui.painting import PaintableDrawing

SIZE: Final = 480
CLEARLY: Final = 48
"""Pixels of a painted picture's longer side; levels (of 256) by which a colour must differ."""

SHOWN: Final = 8


def drawn(slugs: list[str], quality: engine.Quality) -> dict[tuple[str, str], Drawing]:
    """The first and last frames of these poses."""
    found = {}
    for slug in slugs:
        pose = parse_pose(slug, read_text(f"poses/{slug}.toml"))
        for frame in dict.fromkeys((pose.frames[0], pose.frames[-1])):
            found[slug, frame] = engine.draw(pose, frame, quality=quality)
    return found


def painted(drawing: Drawing) -> QImage:
    """The drawing on white paper."""
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    PaintableDrawing(drawing).paint(painter, QRectF(0, 0, SIZE, SIZE), PAPER_COLOUR)
    painter.end()
    return image


def levels(image: QImage) -> npt.NDArray[np.int16]:
    """The image's colours (rows, columns, 4)."""
    return np.frombuffer(image.constBits(), np.uint8).reshape(SIZE, SIZE, 4).astype(np.int16)


def difference(before: Drawing, after: Drawing) -> float:
    """The share of what is painted that is clearly another colour."""
    if before == after:
        return 0.0
    old, new = levels(painted(before)), levels(painted(after))
    other = np.abs(old - new).max(axis=-1) > CLEARLY
    return float(other.sum() / max((old[..., :3] < 255).any(axis=-1).sum(), 1))


def sheet_of(pairs: list[tuple[Drawing, Drawing]]) -> QImage:
    """Before and after side by side, one pair a row."""
    sheet = QImage(2 * SIZE, max(len(pairs), 1) * SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for row, pair in enumerate(pairs):
        for column, drawing in enumerate(pair):
            painter.drawImage(column * SIZE, row * SIZE, painted(drawing))
    painter.end()
    return sheet


def main() -> int:
    """Keep the drawings, or compare with those kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("keep", "against"))
    parser.add_argument("kept", type=Path)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--quality", default="PRINT", choices=[quality.name for quality in engine.Quality])
    parser.add_argument("--sheet", type=Path)
    chosen = parser.parse_args()
    slugs = (chosen.slugs or list(names("poses", ".toml")))[:: chosen.every]
    after = drawn(slugs, engine.Quality[chosen.quality])
    if chosen.what == "keep":
        chosen.kept.write_bytes(pickle.dumps(after))
        return 0
    application = QGuiApplication(sys.argv[:1])
    before: dict[tuple[str, str], Drawing] = pickle.loads(chosen.kept.read_bytes())
    shares = {key: difference(before[key], after[key]) for key in after if key in before}
    worst = sorted(shares, key=lambda key: -shares[key])[:SHOWN]
    print(f"{len(shares)} pictures, {sum(share > 0 for share in shares.values())} not the same")
    for key in worst:
        print(f"{100 * shares[key]:7.2f} % {' '.join(key)}")
    if chosen.sheet:
        sheet_of([(before[key], after[key]) for key in worst[:4]]).save(str(chosen.sheet))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
