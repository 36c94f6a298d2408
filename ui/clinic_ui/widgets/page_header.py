"""The bar across a page's top: what it is, and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Pane, hairline
from clinic_ui.widgets.long_name import LongName

HEIGHT = 64

_MOST = 100
"""A stretch that leaves nothing to an empty space."""


class PageHeader(Pane):
    """Title and a few words on the left, buttons on the right, a hairline below.

    Title and words take the width that is free, and two lines each before anything is shortened.
    """

    def __init__(self, theme: Theme, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self.setFixedHeight(max(HEIGHT, theme.px(HEIGHT)))
        self.title = LongName(title, theme)
        self.subtitle = LongName(subtitle, theme, Type.BODY, Type.SMALL, Tone.TEXT_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QWidget()
        self._row = QHBoxLayout(line)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(12)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.addWidget(self.title)
        self._words.addWidget(self.subtitle)
        self.stack_words(False)
        self._row.addLayout(self._words)
        self._row.setAlignment(self._words, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        column.addWidget(line, 1)
        column.addWidget(hairline())

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` at the right end."""
        self._row.addWidget(widget)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put ``widget`` after the words; it takes what is free."""
        self._row.insertWidget(1, widget, _MOST)

    def stack_words(self, stacked: bool) -> None:
        """Put the few words below the title where there is no room beside it."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._words.setDirection(down if stacked else across)
        self._words.setSpacing(0 if stacked else 12)
        for name in (self.title, self.subtitle):
            name.hug(stacked)
