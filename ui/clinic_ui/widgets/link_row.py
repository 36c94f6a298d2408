"""Links side by side whose words stand in line with the texts above: their own padding reaches outside."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QPushButton

PADDING: Final = 5
"""Pixels of a link's outline and padding, as in the style sheet."""


def link_row(first: QPushButton, last: QPushButton | None = None) -> QHBoxLayout:
    """``first`` at the left edge, ``last`` at the right one; what is around needs ``PADDING`` to spare."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addSpacing(-PADDING)
    row.addWidget(first)
    row.addStretch(1)
    if last is not None:
        row.addWidget(last)
        row.addSpacing(-PADDING)
    return row
