"""Paints figures side by side for the eye, run by hand: ``python tests/contact_sheet.py SHEET.png [SLUG …]``.

Without slugs every figure is painted. ``--mm 90`` sets the print height of a picture (at 8 pixels a
millimetre), ``--grey`` paints as for a photocopier, ``--line`` in lines alone, ``--person older-woman`` on
that body, ``--frame end`` one frame instead of all.
"""

# ruff: noqa: E402 - Qt's platform and the packages' folders are set before they are imported

import argparse
import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from clinic_app.domain.palette import PAPER_COLOUR, PAPER_GREY, PAPER_LINE, Palette
from clinic_app.domain.people import PEOPLE
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.paths import app_folders
from clinic_ui.painting import PaintableDrawing

PIXELS_PER_MM = 8
CAPTION_PX = 26
MARGIN_PX = 10


def paint_sheet(
    gallery: Gallery,
    pictures: list[tuple[str, str]],
    height_px: int,
    columns: int,
    palette: Palette,
    person: str = "",
) -> QImage:
    """One image with every (slug, frame), captions below."""
    width_px = round(height_px * 1.25)
    rows = -(-len(pictures) // columns)
    sheet = QImage(columns * width_px, rows * (height_px + CAPTION_PX), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    for place, (slug, frame) in enumerate(pictures):
        x, y = place % columns * width_px, place // columns * (height_px + CAPTION_PX)
        box = QRectF(x, y, width_px, height_px).adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, 0)
        PaintableDrawing(gallery.drawing(slug, frame, person=person)).paint(painter, box, palette)
        painter.setPen(QColor("#333333"))
        caption = QRectF(x, y + height_px, width_px, CAPTION_PX)
        painter.drawText(caption, int(Qt.AlignmentFlag.AlignCenter), f"{slug} · {frame}")
    painter.end()
    return sheet


def main() -> None:
    """Read the arguments and paint the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--frame")
    parser.add_argument("--grey", action="store_true")
    parser.add_argument("--line", action="store_true")
    parser.add_argument("--person", default="", choices=("", *PEOPLE))
    parser.add_argument("--mm", type=float, default=50)
    parser.add_argument("--columns", type=int, default=4)
    chosen = parser.parse_args()
    application = QGuiApplication(sys.argv[:1])
    gallery = Gallery(DrawingCache(app_folders().cache))
    pictures = [
        (slug, frame)
        for slug in chosen.slugs or gallery.slugs()
        for frame in gallery.frames(slug)
        if chosen.frame in (None, frame)
    ]
    style = PAPER_GREY if chosen.grey else PAPER_LINE if chosen.line else PAPER_COLOUR
    palette = style.worn_by(PEOPLE.get(chosen.person))
    height_px = round(chosen.mm * PIXELS_PER_MM)
    sheet = paint_sheet(gallery, pictures, height_px, chosen.columns, palette, chosen.person)
    sheet.save(str(chosen.target))
    application.quit()


if __name__ == "__main__":
    main()
