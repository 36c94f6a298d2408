"""Links side by side whose words stand in line with the texts above: their own padding reaches outside."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QPushButton

_PADDING: Final = 5
"""Pixels of a link's outline and padding, as in the style sheet."""


def link_row(first: QPushButton, *after: QPushButton, last: QPushButton | None = None) -> QHBoxLayout:
    """``first`` and those ``after`` it at the left edge, ``last`` at the right one."""
    row = QHBoxLayout()
    row.setContentsMargins(-_PADDING, 0, -_PADDING, 0)
    row.setSpacing(12)
    for link in (first, *after):
        row.addWidget(link)
    row.addStretch(1)
    if last is not None:
        row.addWidget(last)
    return row
