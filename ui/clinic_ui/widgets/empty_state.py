"""What a page says when there is nothing on it yet, and the next step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.widgets.figure_view import FigureView
from clinic_ui.widgets.labels import Label

_TEXT_WIDTH = 440
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class EmptyState(QWidget):
    """A figure, a heading, one sentence, and buttons for what can be done."""

    def __init__(
        self,
        theme: Theme,
        heading: str,
        sentence: str,
        buttons: Sequence[QPushButton] = (),
        *,
        thumbnails: Thumbnails | None = None,
        figure: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        if thumbnails is not None and figure:
            column.addWidget(_figure(thumbnails, theme, figure), 0, _MIDDLE)
            column.addSpacing(16)
        column.addWidget(_centred(Label(heading, theme, Type.BIG, wraps=True), theme), 0, _MIDDLE)
        said = _centred(Label(sentence, theme, Type.BODY, Tone.TEXT_2, wraps=True), theme)
        column.addWidget(said, 0, _MIDDLE)
        if buttons:
            column.addSpacing(8)
            column.addLayout(_row(buttons))
        column.addStretch(3)


def _figure(thumbnails: Thumbnails, theme: Theme, slug: str) -> FigureView:
    view = FigureView(thumbnails, theme)
    view.setFixedSize(220, 220)
    view.show_figure(slug, name="")
    return view


def _centred(label: Label, theme: Theme) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    width = theme.px(_TEXT_WIDTH)
    label.setFixedSize(width, label.heightForWidth(width))
    return label


def _row(buttons: Sequence[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row
