"""A narrow column alone in the middle of the window: what is asked before the pages are there."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_ui.widgets.labels import Pane
from clinic_ui.widgets.scrolled import scrolled


def show_centred(place: QWidget, inside: QWidget) -> None:
    """Let ``inside``, which has its width, be all of ``place``: a little above the middle, or scrolled."""
    pane = Pane("stage")
    across = QHBoxLayout(pane)
    across.addStretch(1)
    middle = QVBoxLayout()
    middle.addStretch(2)
    middle.addWidget(inside)
    middle.addStretch(3)
    across.addLayout(middle)
    across.addStretch(1)
    whole = QVBoxLayout(place)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scrolled(pane))
