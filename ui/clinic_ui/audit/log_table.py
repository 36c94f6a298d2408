"""The lines of the audit log as a table, newest first; more of them are read when its end is reached."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from clinic_app.domain.audit_words import action_name, subject_name
from clinic_app.services.audit import AuditLine
from clinic_ui.context import Context
from clinic_ui.theme import Type
from clinic_ui.words import Words

_ROW: Final = 32
_TIME_WIDTH: Final = 140
_SHARES: Final = (0.21, 0.23, 0.23)
"""Of the room beside the time, for who, what and to what; the patient has the rest."""

_NEAR_THE_END: Final = 40
Index = QModelIndex | QPersistentModelIndex


class LogModel(QAbstractTableModel):
    """When, who, what, to what, whose."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.gettext
        self._titles = (text("When"), text("Who"), text("What"), text("To what"), text("Patient"))
        self.lines: list[AuditLine] = []

    def show_lines(self, lines: Sequence[AuditLine]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def add_lines(self, lines: Sequence[AuditLine]) -> None:
        """Show these below."""
        if lines:
            first = len(self.lines)
            self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
            self.lines += lines
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Overrides Qt."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Overrides Qt."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's
        """Overrides Qt."""
        is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if is_title else None

    def data(self, index: Index, role: int = 0) -> Any:
        """Overrides Qt."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or not index.isValid():
            return None
        return self._cell(self.lines[index.row()], index.column())

    def _cell(self, line: AuditLine, column: int) -> str:
        words, entry = self._words, line.entry
        match column:
            case 0:
                return f"{entry.at.astimezone():%Y-%m-%d %H:%M}"  # as days are typed above
            case 1:
                return entry.actor or words.gettext("Nobody signed in")
            case 2:
                return action_name(entry.action, words)
            case 3:
                return subject_name(entry, words)
            case _:
                return self._whose(line)

    def _whose(self, line: AuditLine) -> str:
        if line.patient is not None:
            return f"{line.patient.written_number} {line.patient.banner_name}"
        return self._words.gettext("Erased") if line.entry.patient_id is not None else ""


class LogTable(QTableView):
    """Read only."""

    more_wanted = Signal()
    """The end is near."""
    line_reached = Signal(object)
    """The AuditLine that is marked now."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LogModel(context.words, self)
        self.setModel(self.lines)
        self.setAccessibleName(context.words.gettext("Who did what"))
        self.setFont(context.theme.font(Type.SMALL))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(context.theme.px(_ROW))
        head = self.horizontalHeader()
        head.setFont(context.theme.font(Type.SMALL_MEDIUM))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, context.theme.px(_TIME_WIDTH))
        head.setStretchLastSection(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.selectionModel().currentRowChanged.connect(self._on_reached)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Every column has its share; overrides Qt."""
        super().resizeEvent(event)
        room = self.viewport().width() - self.columnWidth(0)
        for column, share in enumerate(_SHARES, start=1):
            self.setColumnWidth(column, int(room * share))

    def _on_scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - _NEAR_THE_END and self.lines.lines:
            self.more_wanted.emit()

    def _on_reached(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.line_reached.emit(self.lines.lines[current.row()])
