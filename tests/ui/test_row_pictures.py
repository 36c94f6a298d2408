"""Rows at rest are kept as pictures, and look as if they were painted."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.widgets.row_pictures import RowPictures


class Bench:
    """Paints one row on an image, and counts how often it was really painted."""

    def __init__(self, theme: Theme, *, kept_bytes: int = 1_000_000) -> None:
        self.theme, self.times = theme, 0
        self.pictures = RowPictures(theme, Tone.STAGE, kept_bytes=kept_bytes)

    def paint(self, shows: str, *, ratio: float = 1.0, state: QStyle.StateFlag | None = None) -> QImage:
        image = QImage(round(200 * ratio), round(60 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(self.theme.colour(Tone.STAGE))
        option = QStyleOptionViewItem()
        option.rect = QRect(10, 10, 180, 40)
        option.state = state if state is not None else QStyle.StateFlag.State_Enabled
        painter = QPainter(image)
        self.pictures.paint(painter, option, shows, self._paint)
        painter.end()
        return image

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self.times += 1
        RowPainter(painter, self.theme).text(option.rect.toRectF(), "Bridge", Type.BODY_STRONG)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_picture_looks_as_the_row_itself(look: Theme, ratio: float) -> None:
    bench = Bench(look)
    painted, pictured, again = (bench.paint("bridge", ratio=ratio) for _ in range(3))
    assert painted == pictured == again
    assert bench.times == 2


def test_a_row_that_shows_something_else_is_painted(look: Theme) -> None:
    bench = Bench(look)
    for shows in ("bridge", "bridge", "bridge, a favourite"):
        bench.paint(shows)
    assert bench.times == 3
    bench.pictures.forget()
    bench.paint("bridge")
    assert bench.times == 4


def test_a_chosen_row_and_one_between_dots_are_always_painted(look: Theme) -> None:
    bench = Bench(look)
    for _ in range(3):
        bench.paint("bridge", state=QStyle.StateFlag.State_Selected)
        bench.paint("bridge", ratio=1.5)
    assert bench.times == 6


def test_the_pictures_shown_longest_ago_give_way(look: Theme) -> None:
    bench = Bench(look, kept_bytes=2 * 180 * 40 * 4)
    for shows in ("a", "a", "b", "b", "a", "c", "c"):
        bench.paint(shows)
    before = bench.times
    bench.paint("a")
    assert bench.times == before
    bench.paint("b")
    assert bench.times == before + 1
