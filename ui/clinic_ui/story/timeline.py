"""The timeline: every entry in one scroll, filtered by kind, opened by click or Enter."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.domain.story import StoryEntry, StoryKind
from clinic_app.domain.words import mark
from clinic_ui.context import Context
from clinic_ui.story.entry_words import SayEntry
from clinic_ui.story.timeline_rows import ROW_HEIGHT, TimelineDelegate, TimelineModel
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments

_FILTERS: Final = {
    None: mark("All"),
    StoryKind.VISIT: mark("Visits"),
    StoryKind.PROGRAM: mark("Programs"),
    StoryKind.SCORE: mark("Scores"),
}

_SEEN_FIRST: Final = 60
"""No window shows more rows of the timeline."""


class Timeline(QWidget):
    """As high as all its rows: what is around it scrolls."""

    opened = Signal(object)
    """The StoryEntry somebody chose."""

    link_wanted = Signal(object)
    """The StoryEntry whose link somebody followed."""

    menu_wanted = Signal(object, QPoint)
    """A StoryEntry, and where on the screen its menu was asked for."""

    row_reached = Signal(QRect)
    """Where, in this widget, the keyboard is: what is around it should show that."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._entries: Sequence[StoryEntry] = ()
        text, theme = context.words.gettext, context.theme
        choices = [Choice(kind, text(name)) for kind, name in _FILTERS.items()]
        self.filters = Segments(text("Show in the timeline"), choices, None)
        self.model = TimelineModel(context.words, SayEntry(context.library, context.words), self)
        self.delegate = TimelineDelegate(theme, context.actions.icons, self)
        self.view = TimelineView(self.model, self.delegate)
        self.view.setAccessibleName(text("Timeline"))
        self.hint = Label("", theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.head = QHBoxLayout()
        self._lay_out()
        self.filters.choice_changed.connect(self._show)
        self.view.activated.connect(self._on_activated)
        self.view.clicked.connect(self._on_activated)
        self.view.link_wanted.connect(self._on_link_key)
        self.delegate.link_clicked.connect(self.link_wanted)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.selectionModel().currentChanged.connect(self._on_current)

    def show_entries(self, entries: Sequence[StoryEntry]) -> None:
        """Show another patient's, or another problem's; the filter stays."""
        self._entries = entries
        self._show()

    def _lay_out(self) -> None:
        text = self._context.words.gettext
        self.head.setSpacing(8)
        self.head.addWidget(Label(text("Timeline"), self._context.theme, Type.HEAD), 1)
        self.head.addWidget(self.filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.hint)
        column.addWidget(self.view)

    def _show(self, _choice: object = None) -> None:
        wanted = self.filters.chosen
        shown = [each for each in self._entries if wanted is None or each.kind is wanted]
        self.model.show(shown, self._context.services.patients.today())
        self.view.setFixedHeight(len(shown) * self._context.theme.px(ROW_HEIGHT))
        self.view.setVisible(bool(shown))
        self.hint.setText(self._nothing(wanted))
        self.hint.setVisible(not shown)

    def _nothing(self, wanted: object) -> str:
        text = self._context.words.gettext
        if wanted is None:
            return text("Nothing happened yet. Visits, handouts, scores and letters stand here.")
        if wanted is StoryKind.VISIT:
            return text("No visit yet. “Start visit” opens a note for today.")
        if wanted is StoryKind.PROGRAM:
            return text("Nothing was handed out yet.")
        return text("No score yet. “Add” records one, or keys in a diary.")

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.entry(index.row()))

    def _on_link_key(self, row: int) -> None:
        self.link_wanted.emit(self.model.entry(row))

    def _on_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            self.menu_wanted.emit(self.model.entry(index.row()), self.view.viewport().mapToGlobal(at))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and self.view.hasFocus():
            self.row_reached.emit(self.view.visualRect(index).translated(self.view.pos()))


class TimelineView(QListView):
    """All rows, without a scroll bar of its own; the right arrow follows a row’s link."""

    link_wanted = Signal(int)
    """The row whose link the keyboard wants."""

    def __init__(
        self, model: TimelineModel, delegate: TimelineDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # what is seen is there before the rest
        self.setBatchSize(_SEEN_FIRST)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Right follows a row's link; overrides Qt."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Right and index.isValid() and self._model.lines(index.row()).link:
            self.link_wanted.emit(index.row())
            return
        super().keyPressEvent(event)
