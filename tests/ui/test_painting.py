from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing, Ink, Shape, Weight
from clinic_app.domain.palette import PAPER_GREY, SCREEN_DARK, SCREEN_LIGHT
from clinic_ui.painting import drawn_image, path_of

SQUARE = Shape("MLLLZ", (0, 0, 100, 0, 100, 100, 0, 100), fill=Ink.SHORTS)
HATCH = Shape("ML", (0, 0, 100, 100), stroke=Ink.MUSCLE_HATCH, weight=Weight.HATCH, paper_only=True)


def test_a_drawing_is_painted_as_large_as_fits_and_in_the_middle(qapp: QApplication) -> None:
    image = drawn_image(Drawing(100, 100, (SQUARE,)), 40, 20, 2.0, SCREEN_LIGHT)
    assert (image.width(), image.height()) == (80, 40)
    assert image.pixelColor(40, 20) == QColor(SCREEN_LIGHT.colours[Ink.SHORTS])
    assert image.pixelColor(5, 20).alpha() == 0
    assert image.pixelColor(75, 20).alpha() == 0


def test_the_dark_palette_gives_other_colours(qapp: QApplication) -> None:
    image = drawn_image(Drawing(100, 100, (SQUARE,)), 20, 20, 1.0, SCREEN_DARK)
    assert image.pixelColor(10, 10) == QColor(SCREEN_DARK.colours[Ink.SHORTS])


def test_paper_shows_what_is_for_paper(qapp: QApplication) -> None:
    image = drawn_image(Drawing(100, 100, (HATCH,)), 20, 20, 1.0, PAPER_GREY)
    assert image.pixelColor(10, 10).alpha() > 0


def test_what_is_for_paper_only_is_left_out_on_screen(qapp: QApplication) -> None:
    image = drawn_image(Drawing(100, 100, (HATCH,)), 20, 20, 1.0, SCREEN_LIGHT)
    assert image.pixelColor(10, 10).alpha() == 0


def test_a_path_has_every_command_of_its_shape(qapp: QApplication) -> None:
    path = path_of(Shape("MLQZ", (0, 0, 10, 0, 20, 10, 10, 20), fill=Ink.SKIN))
    assert path.boundingRect().bottomRight().toTuple() == (15.0, 20.0)
    assert path.currentPosition().toTuple() == (0.0, 0.0)


def test_a_small_picture_does_without_arrows_rather_than_show_stubs(qapp: QApplication) -> None:
    width, height = 80 * UNITS_PER_CM, 180 * UNITS_PER_CM
    arrow = Shape("MLLLZ", (0, 0, width, 0, width, height, 0, height), fill=Ink.ARROW)
    drawing = Drawing(width, height, (arrow,))
    small, large = (drawn_image(drawing, size, size, 1.0, SCREEN_LIGHT) for size in (64, 128))
    assert small.pixelColor(32, 32).alpha() == 0
    assert large.pixelColor(64, 64) == QColor(SCREEN_LIGHT.colours[Ink.ARROW])
