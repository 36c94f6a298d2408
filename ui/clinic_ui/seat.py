"""What whoever sits here may change: what they may not is greyed, and says why.

Pages register what changes the record (``hold``), once, where it is made; nothing is asked at a paint.
"""

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from clinic_app.domain.access import Role
from clinic_app.domain.repositories import Record
from clinic_ui.widgets.buttons import PushButton
from clinic_ui.widgets.chip_box import ChipBox
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.words import Words

CHANGES: Final = "changes"
"""The property of a widget that changes the record."""

_INPUTS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QAbstractButton, QComboBox)

_NOTHING: Final = "–"

LOOKS: Final = "looks"
"""The property of a button that only shows something, also in a form that is opened for reading."""


class Seat(QObject):
    """One a window, for whoever works in it; ``look_again`` when the record can no longer be changed."""

    def __init__(self, record: Record, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record, self._words = record, words
        self.refusal = ""
        """Why nothing can be changed, in the window's language; empty: it can be."""
        self._held = QActionGroup(self)
        self._held.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self.look_again()

    @property
    def may_change(self) -> bool:
        """Whether the person may change the record."""
        return not self.refusal

    @property
    def not_owner(self) -> str:
        """Why somebody who is no owner may not even look at something; empty: it is an owner."""
        is_owner = self._record.actor.role is Role.OWNER
        return "" if is_owner else self._words.gettext("Only an owner of the record may do this.")

    @property
    def owner_refusal(self) -> str:
        """Why the clinic's own settings cannot be changed; empty: they can be."""
        return self.refusal if self._record.reading_only is not None else self.not_owner

    def look_again(self) -> None:
        """Ask the record; grey what is on the screen already where it can no longer be changed."""
        refusal = self._asked()
        if refusal == self.refusal:
            return
        self.refusal = refusal
        self._held.setEnabled(not refusal)
        for action in self._held.actions():
            _tell(action, refusal)
        for widget in QApplication.allWidgets():
            if widget.property(CHANGES):
                grey(widget, refusal)

    def hold(self, *things: QWidget | QAction) -> None:
        """These change the record: they stay greyed while that is refused."""
        for thing in things:
            if isinstance(thing, QAction):
                self._held.addAction(thing)
                if self.refusal:
                    _tell(thing, self.refusal)
            else:
                thing.setProperty(CHANGES, True)
                if self.refusal:
                    grey(thing, self.refusal)

    def hold_while(self, action: QAction, changes: bool) -> None:
        """The same for an action that sometimes changes the record: say so after it was enabled."""
        why = self.refusal if changes else ""
        if why:
            action.setEnabled(False)
        if why or action.statusTip():
            _tell(action, why)

    def explain(self, *areas: QWidget) -> None:
        """What is greyed inside these for its own reasons says ours as well."""
        for area in areas:
            area.setToolTip(self.refusal)

    def hold_for_owner(self, *things: QWidget | QAction) -> None:
        """These change what is the clinic's own: greyed for anybody else; forms stay readable."""
        why = self.owner_refusal
        for thing in things if why else ():
            if isinstance(thing, QAction):
                thing.setEnabled(False)
                _tell(thing, why)
            else:
                _make_readable(thing, why)
                _read(thing, why, ())

    def open_for_reading(self, form: QWidget, *, but: Collection[QWidget] = ()) -> bool:
        """Where nothing may be changed: its texts can be selected and copied, the rest is greyed.

        ``but`` stay as they are. Returns whether it is for reading.
        """
        if self.refusal:
            _read(form, self.refusal, but)
        return bool(self.refusal)

    def _asked(self) -> str:
        if self._record.reading_only is not None:
            return self._words.gettext("Opened for reading only")
        if not self._record.actor.may_write:
            return self._words.gettext("Only a therapist can change the record")
        return ""


def grey(widget: QWidget, why: str) -> None:
    """Keep it disabled, with the reason, whatever its page says of a button later; text stays selectable."""
    if isinstance(widget, PushButton):
        widget.hold(why)
        return
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
        widget.setReadOnly(bool(why))
        if not isinstance(widget, QAbstractSpinBox) and widget.placeholderText() != widget.accessibleName():
            widget.setPlaceholderText(_NOTHING)  # an example would be taken for what was written
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(0)
    elif isinstance(widget, ChoiceBox | ChipBox):
        widget.only_read(bool(why))
    else:
        widget.setEnabled(not why)
    widget.setToolTip(why)
    widget.setAccessibleDescription(why)


def _make_readable(widget: QWidget, why: str) -> None:
    """Whatever takes an input takes none any more."""
    widget.setAcceptDrops(False)
    if isinstance(widget, _INPUTS) or getattr(widget, "takes_input", False):
        grey(widget, why)


def _read(form: QWidget, why: str, but: Collection[QWidget]) -> None:
    kept = {id(each) for each in but}
    for child in form.findChildren(QWidget):
        if id(child) not in kept and not child.property(LOOKS):
            _make_readable(child, why)


def _tell(action: QAction, why: str) -> None:
    """The status tip is the reason; buttons and menus show it."""
    action.setStatusTip(why)
    action.setToolTip(why or action.text())
