"""The sheet of keys: all that can be done with the keyboard, read from the table of shortcuts."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.folding import folded
from clinic_ui.context import Context
from clinic_ui.shortcuts import Shortcut, Where
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.key_caps import KeyCaps
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.overlay import Overlay
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.search_field import SearchField

_WIDTH, _TOP = 1000, 72
_COLUMNS = 3
_ROW = 34


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    shortcut: Shortcut
    widget: QWidget
    searched: str


class KeySheet(Overlay):
    """Searched while it is typed in; the same key, Escape or a click beside it closes."""

    def __init__(self, context: Context, window: QWidget) -> None:
        text = context.words.gettext
        super().__init__(context.theme, window, text("Keyboard"), width=_WIDTH, top=_TOP)
        self._context = context
        self.search = SearchField(
            context.actions.icons, text("Search for a key, or what it does"), pause_ms=0
        )
        self.close_button = icon_button(context.actions.icons, "close", text("Close"))
        self.lines: list[_Line] = []
        self._groups: dict[Where, QWidget] = {}
        self.nothing = Label("", context.theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.show_all = text_button(text("Show all keys"), Kind.OUTLINE)
        self._lay_out()
        self.search.query_changed.connect(self._on_query)
        self.search.results_wanted.connect(self._turn)
        self.close_button.clicked.connect(self.give_way)
        self.show_all.clicked.connect(self.search.clear)
        self._on_query("")

    def open(self) -> None:
        """All keys, the keyboard in the search; overrides Overlay."""
        self.search.clear()
        super().open()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[Shortcut]:
        """What stands on the sheet now."""
        return [line.shortcut for line in self.lines if not line.widget.isHidden()]

    def panel_height(self, width: int) -> int:  # noqa: ARG002 - the same at every width
        """All rows of the longest column; overrides Overlay."""
        return self._body.sizeHint().height() + self._head.sizeHint().height() + 24

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F1 closes too, the page keys turn over; overrides Overlay."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_F1:
            self.give_way()
        self._turn(step)
        super().keyPressEvent(event)

    def _turn(self, pages: int = 1) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(28, 20, 20, 12)
        head.setSpacing(16)
        head.addWidget(Label(text("Keyboard"), theme, Type.TITLE))
        head.addWidget(self.search, 1)
        head.addWidget(self.close_button)
        self._body = Pane("stage")
        columns = QHBoxLayout(self._body)
        columns.setContentsMargins(28, 0, 28, 20)
        columns.setSpacing(28)
        made = [QVBoxLayout() for _ in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        for where in Where:
            shortest = heights.index(min(heights))
            group = self._groups[where] = self._group(where)
            made[shortest].addWidget(group)
            heights[shortest] += group.sizeHint().height()
        for column in made:
            column.setSpacing(16)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._empty = QWidget()
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(28, 0, 28, 24)
        empty.setSpacing(12)
        empty.addWidget(self.nothing)
        empty.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        empty.addStretch(1)
        panel = QVBoxLayout(self.panel)
        panel.setContentsMargins(1, 1, 1, 12)
        panel.setSpacing(0)
        panel.addWidget(self._head)
        self._area = scrolled(self._body)
        panel.addWidget(self._area, 1)
        panel.addWidget(self._empty, 1)

    def _group(self, where: Where) -> QWidget:
        theme, words = self._context.theme, self._context.words
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = words.gettext(where.value)
        column.addWidget(Label(title, theme, Type.SMALL_STRONG, Tone.ACCENT))
        for shortcut in Shortcut:
            if shortcut.where is where:
                line = self._line(shortcut, title)
                self.lines.append(line)
                column.addWidget(line.widget)
        return group

    def _line(self, shortcut: Shortcut, title: str) -> _Line:
        theme, words = self._context.theme, self._context.words
        widget = QWidget()
        name = shortcut.name_in(words)
        caps = KeyCaps(shortcut.sequences(), theme, words)
        row = QHBoxLayout()
        row.setSpacing(12)
        refusal = self._context.seat.refusal if shortcut.value.changes else ""
        tone = Tone.TEXT_3 if refusal else Tone.TEXT
        row.addWidget(Label(name, theme, Type.SMALL, tone, wraps=True), 1)
        row.addWidget(caps, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(hairline())
        widget.setMinimumHeight(theme.px(_ROW))
        widget.setAccessibleName(f"{name}: {caps.accessibleName()}")
        widget.setAccessibleDescription(refusal)
        widget.setToolTip(refusal)
        return _Line(shortcut, widget, folded(f"{name} {caps.accessibleName()} {title}"))

    def _on_query(self, query: str) -> None:
        wanted = folded(query).split()
        found = set()
        for line in self.lines:
            is_found = all(word in line.searched for word in wanted)
            line.widget.setHidden(not is_found)
            if is_found:
                found.add(line.shortcut.where)
        for where, group in self._groups.items():
            group.setHidden(where not in found)
        said = self._context.words.gettext("No key for “{query}”.")
        self.nothing.setText(said.format(query=query))
        self._area.setHidden(not found)
        self._empty.setHidden(bool(found))
