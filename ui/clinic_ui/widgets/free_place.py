"""Finds the place in a window where something small covers nothing that is typed in or pressed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_GAP: Final = 8
_TYPED_IN: Final = (QLineEdit, QPlainTextEdit, QTextEdit)
_PRESSED: Final = (QComboBox, QAbstractButton)
_NEAR: Final = 0.25
"""Of the window's height: for a button nothing climbs further than that."""


def free_place(window: QWidget, above: QWidget, starts: Sequence[QRect]) -> QPoint:
    """The lowest place for ``above``, climbing from each of ``starts``; of two alike the first.

    Fields are never covered where any place is free, buttons only where none is near.
    """
    ways = [QRect(start.x(), 0, start.width(), start.bottom()) for start in starts]
    fields = _in_the_way(window, above, _TYPED_IN, ways)
    everything = fields + _in_the_way(window, above, _PRESSED, ways)
    place = _lowest(starts, everything)
    if starts[0].y() - place.y() > _NEAR * window.height():
        place = _lowest(starts, fields)
    return place if place.y() >= 0 else starts[0].topLeft()


def _lowest(starts: Sequence[QRect], inputs: Sequence[QRect]) -> QPoint:
    places = [QPoint(start.x(), _climbed(start, inputs)) for start in starts]
    return max(places, key=QPoint.y)


def _in_the_way(
    window: QWidget, but: QWidget, kinds: Sequence[type[QWidget]], ways: Sequence[QRect]
) -> list[QRect]:
    """Where, in the window's pixels, something of these takes an input: what is in sight, not in ``but``."""
    found = []
    for widget in (widget for kind in kinds for widget in window.findChildren(kind)):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        whole = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if any(whole.intersects(way) for way in ways) and not but.isAncestorOf(widget):
            place = _in_sight(widget, window)
            if not place.isEmpty():
                found.append(place)
    return found


def _in_sight(widget: QWidget, window: QWidget) -> QRect:
    """What is not scrolled away."""
    place, inside = widget.rect(), widget
    while inside is not window:
        place.translate(inside.pos())
        around = inside.parentWidget()
        if around is None or inside.isWindow():
            return QRect()  # stands in a window of its own
        place = place.intersected(around.rect())
        inside = around
    return place


def _climbed(start: QRect, inputs: Sequence[QRect]) -> int:
    """The top of the lowest place above ``start`` that covers nothing; negative where there is none."""
    place = QRect(start)
    for _ in inputs:
        covered = [each for each in inputs if each.intersects(place)]
        if not covered:
            break
        place.moveBottom(min(each.top() for each in covered) - _GAP)
    return place.top()
