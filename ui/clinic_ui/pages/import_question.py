"""What a file of exercises would bring in, before anything is stored."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.services.own_exercises import Arrivals
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

_WIDTH, _LIST_HEIGHT = 520, 260


class ImportQuestion(QDialog):
    """Names what is new and what takes another's place. Open it with ``open()``."""

    import_wanted = Signal(object)
    """The arrivals, to be stored."""

    def __init__(self, context: Context, arrivals: Arrivals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._arrivals = context, arrivals
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Import exercises"))
        self.setMinimumWidth(theme.px(_WIDTH))
        names = {
            each.exercise.slug: each.exercise.name(context.words.language) for each in arrivals.exercises
        }
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 12, 0)
        rows.setSpacing(6)
        for heading, slugs in (
            (text("{count} new").format(count=len(arrivals.new)), arrivals.new),
            (
                text("{count} in place of what you have").format(count=len(arrivals.replacing)),
                arrivals.replacing,
            ),
        ):
            if slugs:
                rows.addWidget(Label(heading, theme, Type.BODY_STRONG))
                for slug in slugs:
                    rows.addWidget(Label(names[slug], theme, Type.BODY, Tone.TEXT_2, wraps=True))
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setMinimumHeight(min(theme.px(_LIST_HEIGHT), inside.sizeHint().height() + 4))
        area.setWidget(inside)
        self.import_button = text_button(text("Import"), Kind.PRIMARY)
        context.seat.hold(self.import_button)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.import_button.setDefault(True)
        self.import_button.clicked.connect(self._on_import)
        self.cancel_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _on_import(self) -> None:
        self.accept()
        self.import_wanted.emit(self._arrivals)
