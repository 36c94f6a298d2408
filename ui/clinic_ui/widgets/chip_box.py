"""Several of many: chosen from a list, each a chip that a click takes out."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_ui.icons import Icons
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.flow import FlowLayout

_OPENING = frozenset(
    {
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
_INDENT, _ABOVE = 12, 6
_NOTHING = "–"
_LEAST = 16
"""Characters of a name that the list shows when closed."""


class _Chosen(QWidget):
    """The chips, in as many rows as they need: a grid asks nobody for a height by width."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(6)
        self.setLayout(self.flow)

    def fit(self) -> None:
        """As high as the chips are in this width."""
        self.setFixedHeight(max(0, self.flow.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Rows follow the width; overrides Qt."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()


class _Offer(ChoiceBox):
    """A list to choose from: closed, no key chooses anything unseen, the keys that would open it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows and letters open the list instead of taking the next of it; overrides Qt."""
        is_held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        is_letter = not is_held and event.text().strip().isprintable() and bool(event.text().strip())
        if event.key() in _OPENING or is_letter:
            self.showPopup()
            if is_letter:
                self.view().keyboardSearch(event.text())
            return
        super().keyPressEvent(event)


class ReadText(QLabel):
    """Names that can be selected and copied, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(_INDENT, _ABOVE, 0, _ABOVE)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """A dash where there is nothing; overrides Qt."""
        super().setText(text or _NOTHING)


class ChipBox(QWidget):
    """Keys in the order they were chosen; a key without a name shows as itself.

    Where they may only be read their names are a text, to be selected and copied.
    """

    takes_input = True

    keys_changed = Signal()
    """A person added or took out a key."""

    def __init__(
        self,
        icons: Icons,
        prompt: str,
        named: Mapping[str, str],
        *,
        take_out: str,
        offered: Mapping[str, str] | None = None,
        tooltip: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        """``take_out`` says with ``{name}`` what a chip does; ``offered`` are longer names for the list."""
        super().__init__(parent)
        self._icons, self._named, self._take_out, self._tooltip = icons, named, take_out, tooltip
        self._chips: dict[str, QPushButton] = {}
        self.choice = _Offer(icons, {"": prompt, **(offered or named)})
        self.choice.setAccessibleName(prompt)
        self.choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(_LEAST)
        self._chosen = _Chosen()
        self.read = ReadText()
        self.read.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._chosen)
        column.addWidget(self.choice)
        column.addWidget(self.read)
        self.setFocusProxy(self.choice)
        self.choice.activated.connect(self._on_chosen)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys chosen, in the order they were."""
        return tuple(self._chips)

    def show_keys(self, keys: Iterable[str]) -> None:
        """Show these keys, without saying that a person chose them."""
        for key in list(self._chips):
            self._drop(key)
        for key in keys:
            self._add(key)
        self.read.setText(self.said(self.keys))

    def only_read(self, is_read: bool = True) -> None:
        """Be a text, or chips and a list to choose from again."""
        self.read.setText(self.said(self.keys))
        self.read.setAccessibleName(self.accessibleName() or self.choice.accessibleName())
        self.read.setVisible(is_read)
        self._chosen.setHidden(is_read)
        self.choice.setHidden(is_read)
        self.setFocusProxy(self.read if is_read else self.choice)

    def said(self, keys: Iterable[str]) -> str:
        """The names of keys, in one line."""
        return ", ".join(self._named.get(key, key) for key in keys)

    def chips(self) -> list[QPushButton]:
        """The chosen keys' buttons."""
        return list(self._chips.values())

    def _on_chosen(self, _at: int) -> None:
        key = str(self.choice.currentData())
        self.choice.setCurrentIndex(0)
        if key and key not in self._chips:
            self._add(key)
            self.keys_changed.emit()

    def _add(self, key: str) -> None:
        name = self._named.get(key, key)
        chip = text_button(name, Kind.CHIP, icons=self._icons, icon="close")
        chip.setAccessibleName(self._take_out.format(name=name))
        chip.setToolTip(self._tooltip(key))
        chip.clicked.connect(partial(self._on_taken_out, key))
        self._chips[key] = chip
        self._chosen.flow.addWidget(chip)
        chip.show()
        self._chosen.fit()

    def _on_taken_out(self, key: str, _checked: bool = False) -> None:
        self._drop(key)
        self.choice.setFocus()
        self.keys_changed.emit()

    def _drop(self, key: str) -> None:
        chip = self._chips.pop(key)
        self._chosen.flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._chosen.fit()
