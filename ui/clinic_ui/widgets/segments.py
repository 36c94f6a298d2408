"""A few choices of which one holds: side, theme, paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from clinic_ui.widgets.buttons import PushButton
from clinic_ui.widgets.labels import Pane


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the choices: what it stands for, its short text, and its full name."""

    value: object
    text: str
    name: str = ""


class Segments(Pane):
    """Choices side by side; Tab reaches the chosen one, arrow keys choose another."""

    choice_changed = Signal(object)
    """The value of the choice that a person made."""

    def __init__(
        self, name: str, choices: Sequence[Choice], chosen: object, parent: QWidget | None = None
    ) -> None:
        super().__init__("sunk", parent)
        self.setAccessibleName(name)
        self._choices = list(choices)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for number, choice in enumerate(choices):
            row.addWidget(self._button(number, choice, name))
        self.choose(chosen)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def chosen(self) -> object:
        """The value of the choice that holds; None while none does."""
        number = self._group.checkedId()
        return self._choices[number].value if number >= 0 else None

    def choose(self, value: object) -> None:
        """Show another choice, or none, without saying that a person made it."""
        self._group.setExclusive(False)
        for number, choice in enumerate(self._choices):
            self._group.button(number).setChecked(choice.value == value)
        self._group.setExclusive(True)
        self._take_tab()

    def text_of(self, value: object) -> str:
        """The short text of a choice; empty if there is none such."""
        return next((each.text for each in self._choices if each.value == value), "")

    def focus_chosen(self) -> None:
        """Give the keyboard to the choice that holds, else to the first."""
        self._group.button(max(self._group.checkedId(), 0)).setFocus(Qt.FocusReason.OtherFocusReason)

    def buttons(self) -> list[QPushButton]:
        """The choices' buttons, in order."""
        return [button for button in self._group.buttons() if isinstance(button, QPushButton)]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right choose the neighbour; overrides Qt."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = self._group.checkedId() + step
        if 0 <= number < len(self._choices):
            button = self._group.button(number)
            button.setFocus(Qt.FocusReason.TabFocusReason)
            button.click()

    def _button(self, number: int, choice: Choice, name: str) -> QPushButton:
        button = PushButton(choice.text)
        button.setProperty("kind", "segment")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{name}: {choice.name or choice.text}")
        button.setToolTip(choice.name)
        self._group.addButton(button, number)
        return button

    def _take_tab(self) -> None:
        reached = max(self._group.checkedId(), 0)
        for number, button in enumerate(self.buttons()):
            policy = Qt.FocusPolicy.StrongFocus if number == reached else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _on_clicked(self, number: int) -> None:
        self._take_tab()
        self.choice_changed.emit(self._choices[number].value)
