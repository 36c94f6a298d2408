"""One line that adds an exercise with its dose: shown as it will be understood, before Enter adds it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.domain.dose_words import dose_cells, dose_sentence
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.side import Side
from clinic_app.services.shelf import habits
from clinic_ui.actions import UndoOfPage
from clinic_ui.builder.dose_numbers import said_of
from clinic_ui.builder.item_clip import holds_exercises
from clinic_ui.builder.quick_help import QuickHelp
from clinic_ui.builder.quick_reading import QuickReading, understood
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.figure_view import FigureView
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.long_name import LongName

if TYPE_CHECKING:
    from clinic_app.domain.patient import Episode

_PICTURE = 64
_LONGEST = 2000
_OTHERS = 2
"""How many names after the chosen one are shown."""


class QuickAdd(QWidget):
    """Says which item is to be added; the keyboard stays for the next."""

    item_typed = Signal(object)
    """The item that a person typed and entered."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text, icons = context.words.gettext, context.actions.icons
        self._context = context
        self._reading: QuickReading | None = None
        self._chosen = 0
        self._habits: dict[str, float] = {}
        self.person = ""
        self.treated: Episode | None = None
        self.reason_against: Callable[[Exercise], str] = _nothing_against
        """Why an exercise does not suit the patient; empty if it does."""
        self.line = _QuickLine()
        self.line.setPlaceholderText(text("Quick add: gastroc 3x30 L 2/d"))
        self.line.setAccessibleName(text("Quick add: exercise, dose, side, note"))
        self.line.setMaxLength(_LONGEST)
        font = context.theme.font(Type.BODY)
        font.setFeature(QFont.Tag("calt"), 0)  # 3x30 stays what was typed
        self.line.setFont(font)
        self.line.addAction(icons.icon("quick"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(UndoOfPage(self))
        self.help_button = icon_button(icons, "help", text("What can be typed"))
        self.understood = _Understood(context)
        self._lay_out()
        self.line.textChanged.connect(self._on_text_changed)
        self.line.entered.connect(self._on_entered)
        self.line.stepped.connect(self._on_stepped)
        self.help_button.clicked.connect(self._on_help)

    def refresh(self) -> None:
        """Learn again what this therapist uses."""
        uses = self._context.services.shelf.uses
        self._context.worker.run(uses, lambda found: self._habits.update(habits(found)))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.help_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.understood)

    def _on_text_changed(self, typed: str) -> None:
        self._chosen = 0
        self._reading = None
        if typed.strip():
            words = self._context.words
            self._reading = understood(typed, self._context.index, words.language, self._habits)
        self._show()

    def _on_stepped(self, by: int) -> None:
        if self._reading is not None and self._reading.exercises:
            self._chosen = max(0, min(self._chosen + by, len(self._reading.exercises) - 1))
            self._show()

    def _on_entered(self) -> None:
        if self._reading is None:
            return
        try:
            item = self._reading.item(self._chosen, self.treated)
        except InputError:
            return  # what is wrong stands below the line
        self.line.clear()
        self.item_typed.emit(item)

    def _show(self) -> None:
        """The exercise with its dose in words; else what is wrong, beside the exercise where there is one."""
        self.understood.setVisible(self._reading is not None)
        if self._reading is None:
            self.line.setAccessibleDescription("")
            return
        words = self._context.words
        item, wrong = None, ""
        try:
            item = self._reading.item(self._chosen, self.treated)
        except InputError as error:
            wrong = said_of(error, words)
        found = self._reading.exercises if self._reading.line.words else ()
        self.understood.show_reading(found, self._chosen, item, wrong, self.person)
        against = self.reason_against(found[self._chosen]) if found else ""
        self.understood.show_against(against)
        self.line.setAccessibleDescription(self.understood.spoken())

    def _on_help(self) -> None:
        QuickHelp(self._context, self).show_above(self.help_button)


class _QuickLine(QLineEdit):
    """↑ and ↓ choose among exercises, Escape clears."""

    entered = Signal()
    stepped = Signal(int)
    pasted = Signal()
    """Exercises, or several lines, are on the clipboard and wanted."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The keys of the line; overrides Qt."""
        if event.matches(QKeySequence.StandardKey.Paste) and holds_exercises():
            self.pasted.emit()
            return
        match event.key():
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case _:
                super().keyPressEvent(event)


class _Understood(QWidget):
    """Picture, name, dose in words and note of what Enter adds; hidden while nothing is typed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self.figure = FigureView(context.thumbnails, theme)
        self.figure.setFixedSize(theme.px(_PICTURE), theme.px(_PICTURE))
        self.name = LongName("", theme, Type.BODY_STRONG, Type.SMALL_STRONG)
        self.place = Label("", theme, Type.SMALL, Tone.TEXT_2)
        self.dose = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.note = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.wrong = Label("", theme, Type.SMALL_MEDIUM, Tone.BAD, wraps=True)
        self.others = Label("", theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        self.against = Label("", theme, Type.SMALL_MEDIUM, Tone.WARN, wraps=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        top.addWidget(self.place, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(top)
        for label in (self.dose, self.note, self.against, self.wrong, self.others):
            policy = label.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)  # a sentence alone keeps the whole width
            label.setSizePolicy(policy)
            column.addWidget(label)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(12)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.hide()

    def show_reading(
        self, found: Sequence[Exercise], at: int, item: ProgramItem | None, wrong: str, person: str
    ) -> None:
        """Show one of what was found: as ``item``, or what is ``wrong``."""
        words = self._context.words
        names = [exercise.name(words.language) for exercise in found[at : at + _OTHERS + 1]]
        self.figure.setVisible(bool(names))
        self.name.setVisible(bool(names))
        if names:
            mirror = item is not None and item.side is Side.LEFT
            self.figure.show_figure(found[at].slug, name=names[0], mirror=mirror, person=person)
            self.name.setText(names[0])
        place = words.gettext("{number} of {count} ↑↓").format(number=at + 1, count=len(found))
        next_names = words.gettext("Next: {names}").format(names=" · ".join(names[1:]))
        _show_if(self.place, place if len(found) > 1 else "")
        _show_if(self.others, next_names if names[1:] else "")
        _show_if(self.dose, self._in_words(item, found[at]) if item else "")
        _show_if(self.note, f"“{item.note}”" if item and item.note else "")
        _show_if(self.wrong, wrong)

    def show_against(self, reason: str) -> None:
        """Say why it does not suit the patient."""
        _show_if(self.against, reason)

    def spoken(self) -> str:
        """All of it in one sentence, for a screen reader."""
        labels = (self.name, self.against, self.wrong, self.dose, self.note)
        return ". ".join(label.text() for label in labels if label.text() and not label.isHidden())

    def _in_words(self, item: ProgramItem, exercise: Exercise) -> str:
        words = self._context.words
        return dose_sentence(dose_cells(item.dosage, item.schedule, item.side, exercise.region, words), words)


def _nothing_against(_exercise: Exercise) -> str:
    return ""


def _show_if(label: Label, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
