"""Above the cards: what is said about the whole program, and what a handout waits for."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.safety import Severity
from clinic_ui.builder.advice_box import AdviceBox
from clinic_ui.builder.program_advice import ProgramAdvice
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fitting_area import FittingArea
from clinic_ui.widgets.labels import Label, Pane, hairline

_MARGIN: Final = 16


class AdviceStrip(QWidget):
    """Advice on the program, one line of it; gone when there is none."""

    def __init__(self, context: Context, told: ProgramAdvice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self._makes_way = False
        self.box = AdviceBox(context, told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(_MARGIN - 8, 4, _MARGIN - 8, 4)
        self.area = FittingArea(self.box)
        inside.addWidget(self.area)
        column.addLayout(inside)
        column.addWidget(hairline())
        self.setAccessibleName(context.words.gettext("Advice on the whole program"))
        self.hide()
        told.changed.connect(self._on_changed)

    def make_way(self) -> None:
        """The gate says it all."""
        self._makes_way = True
        self.hide()

    def come_back(self) -> None:
        """The gate is closed."""
        self._makes_way = False
        self._on_changed()

    def _on_changed(self) -> None:
        advice = self._told.of_program()
        self.box.show_advice(advice)
        self.setVisible(bool(advice) and not self._makes_way)


class HandoutGate(Pane):
    """Opens when a handout is refused: what is not answered, each with its ways; goes on once all is."""

    opened = Signal()
    closed = Signal()
    """Nothing waits any more, or the person gave up."""

    keyboard_left = Signal()
    """The gate is closed, and where the keyboard came from is no more."""

    def __init__(self, context: Context, told: ProgramAdvice, parent: QWidget | None = None) -> None:
        super().__init__("tile", parent)
        self._context, self._told = context, told
        self._go_on: Callable[[], object] | None = None
        self._came_from: QWidget | None = None
        self._is_keyboard_due = False
        text, theme = context.words.gettext, context.theme
        self.title = Label("", theme, Type.BODY_STRONG, wraps=True)
        self.hint = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.later_button = text_button(text("Not now"), Kind.LINK)
        self.box = AdviceBox(context, told, shows_all=True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.later_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.hint)
        self.area = FittingArea(self.box)
        column.addWidget(self.area)
        column.addStretch(1)
        self.hide()
        self.later_button.clicked.connect(self.close_gate)
        self.box.keyboard_left.connect(self.later_button.setFocus)
        told.changed.connect(self._on_changed)

    @property
    def is_asking(self) -> bool:
        """Whether questions are shown."""
        return self._go_on is not None and not self.isHidden()

    def ask(self, go_on: Callable[[], object]) -> None:
        """Show what a handout waits for; ``go_on`` is called once everything is answered."""
        self._go_on = go_on
        if not self._has_keyboard():
            self._came_from = QApplication.focusWidget()
        self._told.refresh()

    def expect_answer(self) -> None:
        """An answer was given elsewhere: once it is known, the keyboard goes to the next question."""
        self._is_keyboard_due = self.is_asking

    def close_gate(self) -> None:
        """Give up handing out; the keyboard goes back to where it came from."""
        self._go_on = None
        had_keyboard = self._has_keyboard()
        self.closed.emit()  # first: what made way for the questions can take the keyboard again
        if had_keyboard:
            self._give_keyboard_back()
        self._came_from = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves the questions; overrides Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_gate()
        else:
            super().keyPressEvent(event)

    def tab_stops(self) -> list[QPushButton]:
        """What the Tab key reaches, in order."""
        return [*self.box.tab_stops(), self.later_button]

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _give_keyboard_back(self) -> None:
        before = self._came_from
        if before is not None and isValid(before) and before.isEnabled() and not self.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._has_keyboard():
            self.keyboard_left.emit()

    def _on_changed(self) -> None:
        if self._go_on is None:
            return
        waiting = self._told.waiting()
        if not waiting and self._told.is_up_to_date:
            go_on = self._go_on
            self.close_gate()
            go_on()
            return
        self.box.show_advice(waiting)
        words, count = self._context.words, len(waiting)
        title = words.ngettext("Answer {count} question first", "Answer {count} questions first", count)
        self.title.setText(title.format(count=count))
        self.hint.setText(self._hint(waiting))
        if not waiting:
            return
        if self.isHidden():
            self.show()
            self.opened.emit()
            self._is_keyboard_due = True
        if self._is_keyboard_due:
            self._is_keyboard_due = False
            self.box.in_order()[0].take_keyboard()

    def _hint(self, waiting: Sequence[Advice]) -> str:
        text = self._context.words.gettext
        hint = text("Then the sheet goes on by itself. A draft can be looked at all the time.")
        if not any(each.severity is Severity.BLOCK for each in waiting):
            return hint
        named = text("“Stop” is cleared with a name and a reason, which are kept with this version.")
        return f"{hint} {named}"
