"""The lens stands where it hides nothing, or nowhere."""

from math import hypot

from clinic_app.domain.drawing import Drawing, Ink, Lens, Shape
from clinic_app.pdf.lens import LensPlace, ShownFigure, free_place

SCALE = 0.04


def _block(left: int, top: int, right: int, bottom: int, fill: Ink = Ink.SKIN) -> Shape:
    return Shape("MLLLZ", (left, top, right, top, right, bottom, left, bottom), fill=fill)


def _figure(*shapes: Shape) -> ShownFigure:
    drawing = Drawing(width=1_000, height=3_600, shapes=shapes, lens=Lens(500, 3_500, 150))
    return ShownFigure(drawing, SCALE, 0.0, 3_600 * SCALE, decisive=True)


def _placed(figure: ShownFigure, width: float) -> LensPlace | None:
    height = figure.bottom + 20
    caption = (0.0, figure.bottom + 3, 40.0, 17.0)
    return free_place(figure, (figure,), (caption,), (width, height), 28.0)


def test_it_stands_beside_the_body() -> None:
    figure = _figure(_block(0, 0, 1_000, 3_600))

    place = _placed(figure, 110.0)

    assert place is not None
    assert place.x - place.radius >= 1_000 * SCALE
    assert place.x + place.radius <= 110.0


def test_neither_circle_touches_the_caption_or_the_other_circle() -> None:
    figure = _figure(_block(0, 0, 1_000, 3_600))

    place = _placed(figure, 130.0)

    assert place is not None
    assert place.source_y + place.source_radius < figure.bottom + 3
    assert place.y + place.radius < figure.bottom + 20
    assert hypot(place.x - place.source_x, place.y - place.source_y) > place.radius + place.source_radius


def test_it_is_left_out_where_there_is_no_room() -> None:
    assert _placed(_figure(_block(0, 0, 1_000, 3_600)), 45.0) is None


def test_it_may_lie_on_furniture_where_nothing_else_is_free() -> None:
    body, wall = _block(0, 0, 1_000, 3_600), _block(1_000, 0, 2_700, 3_600, Ink.PROP_FRONT)

    assert _placed(_figure(body, wall), 110.0) is not None
    assert _placed(_figure(body, _block(1_000, 0, 2_700, 3_600)), 110.0) is None
