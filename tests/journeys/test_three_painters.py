"""One drawing, three painters: window, paper and SVG show the same picture, all but pixel by pixel."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.palette import PAPER_COLOUR, PAPER_GREY, Palette
from clinic_app.domain.people import PEOPLE
from clinic_app.figures import engine
from clinic_app.figures.pose import parse_pose
from clinic_app.figures.svg import svg_text
from clinic_app.pdf.figure_page import write_figure
from clinic_app.pdf.preview import PagePainter
from clinic_resources import read_text
from clinic_ui.painting import PaintableDrawing

HEIGHT_PX = 280
HEIGHT_MM = 46.8
"""At this size the window's lines are as thick as the paper's."""

Pixels = npt.NDArray[np.int16]
FIGURES = (("gastrocnemius-stretch-on-stairs", PAPER_COLOUR, "older-man"), ("bird-dog", PAPER_GREY, ""))


def blank(drawing: Drawing) -> QImage:
    width = round(HEIGHT_PX * drawing.width / drawing.height)
    image = QImage(width, HEIGHT_PX, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def pixels(image: QImage) -> Pixels:
    data = np.frombuffer(bytes(image.constBits()), dtype=np.uint8)
    return data.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3].astype(np.int16)


def by_qt(drawing: Drawing, palette: Palette) -> Pixels:
    image = blank(drawing)
    painter = QPainter(image)
    PaintableDrawing(drawing).paint(painter, QRectF(image.rect()), palette)
    painter.end()
    return pixels(image)


def by_svg(drawing: Drawing, palette: Palette) -> Pixels:
    image = blank(drawing)
    painter = QPainter(image)
    text = svg_text(drawing, palette, height_mm=HEIGHT_MM)
    QSvgRenderer(text.encode()).render(painter, QRectF(image.rect()))
    painter.end()
    return pixels(image)


def by_pdf(drawing: Drawing, palette: Palette) -> Pixels:
    pages = PagePainter(write_figure(drawing, palette, height_mm=HEIGHT_MM))
    page = pages.render(0, HEIGHT_PX / pages.page_size(0)[1])
    pages.close()
    rows = np.frombuffer(page.data, dtype=np.uint8).reshape(page.height, page.stride // 4, 4)
    return rows[:, : page.width, :3].astype(np.int16)


@pytest.mark.parametrize(("slug", "palette", "person"), FIGURES)
@pytest.mark.parametrize("other", [by_svg, by_pdf])
def test_the_other_painters_show_what_the_window_shows(
    qapp: QApplication, slug: str, palette: Palette, person: str, other: Callable[..., Pixels]
) -> None:
    pose = parse_pose(slug, read_text(f"poses/{slug}.toml")).drawn_as(PEOPLE.get(person))
    drawing, worn = engine.draw(pose, "end"), palette.worn_by(PEOPLE.get(person))
    first, second = by_qt(drawing, worn), other(drawing, worn)
    high, wide = (min(one, two) for one, two in zip(first.shape[:2], second.shape[:2], strict=True))
    apart = np.abs(first[:high, :wide] - second[:high, :wide]).max(axis=2)
    assert (first.min(axis=2) < 250).mean() > 0.05  # there is something to compare
    assert apart.mean() < 6.0  # edges half a pixel apart: PDFium rounds the page's size up
    assert (apart > 90).mean() < 0.015
