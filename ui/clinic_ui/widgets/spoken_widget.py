"""Painted widgets with parts: a screen reader walks them, knows what is chosen, and hears what changes.

Qt knows one thing of a painted widget: its name. Here every part is a child of it for screen readers, with a
place, a name and a state, though no widget is behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenPart:
    """One part as it stands now; ``place`` is within the widget."""

    said: str
    place: QRect
    is_chosen: bool = False
    has_keyboard: bool = False
    """Whether keys go there while the widget has the keyboard."""


class SpokenWidget(QWidget):
    """Says its parts by ``spoken_parts``; tells when the keyboard goes to one, or something was put in."""

    part_role = QAccessible.Role.RadioButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        let_painted_parts_speak()

    def spoken_parts(self) -> Sequence[SpokenPart]:
        """All parts, in the order they are read."""
        raise NotImplementedError

    def tell_value(self, value: str) -> None:
        """The widget stands for another value now."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, value))

    def tell_keyboard(self) -> None:
        """The keyboard is at another part: it is read."""
        if QAccessible.isActive() and self.hasFocus():
            at = next((at for at, part in enumerate(self.spoken_parts()) if part.has_keyboard), _NOWHERE)
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(at)
            QAccessible.updateAccessibility(event)

    def announce(self, said: str) -> None:
        """What was put in is read, though the keyboard went on."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))


class SpokenPartInterface(QAccessibleInterface):
    """One part of a painted widget, for screen readers."""

    def __init__(self, widget: SpokenWidget, at: int) -> None:
        super().__init__()
        self._widget, self._at = widget, at

    @property
    def _part(self) -> SpokenPart | None:
        parts = self._widget.spoken_parts() if isValid(self._widget) else ()
        return parts[self._at] if self._at < len(parts) else None

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the part is still there; overrides Qt."""
        return self._part is not None

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt allows none
        """No object is behind it; overrides Qt."""
        return None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """The widget; overrides Qt."""
        return QAccessible.queryAccessibleInterface(self._widget) if isValid(self._widget) else None

    def role(self) -> QAccessible.Role:
        """What its widget says its parts are; overrides Qt."""
        return self._widget.part_role

    def text(self, kind: QAccessible.Text) -> str:
        """Its name; overrides Qt."""
        part = self._part
        return part.said if part is not None and kind == QAccessible.Text.Name else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802 - Qt's name
        """A screen reader changes nothing; overrides Qt."""

    def state(self) -> QAccessible.State:
        """Chosen or not, with the keyboard or not; overrides Qt."""
        state, part = QAccessible.State(), self._part
        if part is None:
            state.invalid = True
            return state
        has_keyboard = part.has_keyboard and self._widget.hasFocus()
        is_button = self.role() is QAccessible.Role.RadioButton
        for name, is_on in (
            ("focusable", True),
            ("focused", has_keyboard),
            ("checkable", is_button),
            ("checked", is_button and part.is_chosen),
            ("selectable", not is_button),
            ("selected", not is_button and part.is_chosen),
            ("invisible", not self._widget.isVisible()),
        ):
            setattr(state, name, is_on)
        return state

    def rect(self) -> QRect:
        """Where it is on the screen; overrides Qt."""
        part = self._part
        if part is None:
            return QRect()
        return QRect(self._widget.mapToGlobal(part.place.topLeft()), part.place.size())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: ARG002
        """It has none; overrides Qt."""
        return None

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """It has none; overrides Qt."""
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: ARG002, N802
        """It has none; overrides Qt."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: ARG002, N802 - Qt's name
        """It has none; overrides Qt."""
        return _NOWHERE


class SpokenWidgetInterface(QAccessibleWidget):
    """A painted widget for screen readers: a group of its parts."""

    def __init__(self, widget: SpokenWidget) -> None:
        super().__init__(widget, QAccessible.Role.Grouping)
        self._widget = widget
        self._children: list[SpokenPartInterface] = []
        widget.destroyed.connect(partial(_let_go, self._children))

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """So many parts; overrides Qt."""
        return len(self._widget.spoken_parts())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """The part of that number; overrides Qt."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._children) <= index:
            self._children.append(SpokenPartInterface(self._widget, len(self._children)))
        return self._children[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """The number of a part; overrides Qt."""
        return next((at for at, each in enumerate(self._children) if each is child), _NOWHERE)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """The part at a place of the screen; overrides Qt."""
        here = self._widget.mapFromGlobal(QPoint(x, y))
        parts = enumerate(self._widget.spoken_parts())
        return next((self.child(at) for at, part in parts if part.place.contains(here)), None)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """The part with the keyboard; overrides Qt."""
        if not self._widget.hasFocus():
            return None
        parts = enumerate(self._widget.spoken_parts())
        return next((self.child(at) for at, part in parts if part.has_keyboard), None)


@cache
def let_painted_parts_speak() -> None:
    """Once for a process: Qt asks us for the interfaces of spoken widgets."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, spoken: QObject) -> QAccessibleInterface | None:
    return SpokenWidgetInterface(spoken) if isinstance(spoken, SpokenWidget) else None


def _let_go(children: list[SpokenPartInterface], _widget: QObject | None = None) -> None:
    """Qt keeps interfaces it was shown by number: it has to hear that they are no more."""
    for each in children:
        if isValid(each):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))
    children.clear()
