"""The plus in the library's row below the mouse: one click adds the exercise."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListView

from clinic_ui.context import Context
from clinic_ui.pages.exercise_grid import EXERCISE_ROLE
from clinic_ui.widgets.buttons import icon_button

_SIDE, _MARGIN = 32, 10


class RowAddButton(QObject):
    """Lies at the lower right of the row that the mouse is over. The key is Enter."""

    exercise_chosen = Signal(str)
    """The slug of the exercise to add."""

    def __init__(self, context: Context, view: QListView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._index = QModelIndex()
        self.button = icon_button(
            context.actions.icons, "add", context.words.gettext("Add to program"), parent=view.viewport()
        )
        self.button.setProperty("kind", "add")
        self.button.setFixedSize(context.theme.px(_SIDE), context.theme.px(_SIDE))
        self.button.hide()
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.button.hide)
        view.model().modelReset.connect(self.button.hide)
        view.model().layoutChanged.connect(self.button.hide)
        self.button.clicked.connect(self._on_clicked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the mouse from row to row; overrides Qt."""
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._show_at(event.position().toPoint())
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.Resize):
            self.button.hide()
        return super().eventFilter(watched, event)

    def _show_at(self, point: QPoint) -> None:
        self._index = self._view.indexAt(point)
        exercise = self._index.data(EXERCISE_ROLE) if self._index.isValid() else None
        self.button.setVisible(exercise is not None and self._view.isEnabled())
        if exercise is None:
            return
        box, side = self._view.visualRect(self._index), self.button.width()
        self.button.move(box.right() - side - _MARGIN, box.bottom() - side - _MARGIN)
        said = self._context.words.gettext("Add: {name}")
        self.button.setAccessibleName(said.format(name=exercise.name(self._context.words.language)))

    def _on_clicked(self) -> None:
        if self._index.isValid():
            self._view.setCurrentIndex(self._index)
            self.exercise_chosen.emit(self._index.data(EXERCISE_ROLE).slug)
