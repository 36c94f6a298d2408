"""Says so where a field has no room for all that was typed or pasted: Qt leaves the end out in silence."""

from PySide6.QtCore import QMetaObject, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from clinic_ui.toasts import Toasts
from clinic_ui.widgets.fields import FormField
from clinic_ui.widgets.growing_text import GrowingText
from clinic_ui.words import Words


class FullFields(QObject):
    """Watches the field that has the keyboard: below it in a form, in a toast anywhere else."""

    def __init__(self, words: Words, toasts: Toasts, parent: QObject) -> None:
        super().__init__(parent)
        self._words, self._toasts = words, toasts
        self._field: QWidget | None = None
        self._watched: list[QMetaObject.Connection] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for each in self._watched:
            QObject.disconnect(each)
        self._watched, self._field = [], now
        if isinstance(now, QLineEdit):
            self._watched = [
                now.inputRejected.connect(self._on_rejected),
                now.textEdited.connect(self._on_edited),
            ]
        elif isinstance(now, GrowingText):
            self._watched = [now.was_cut.connect(self._say)]

    def _on_rejected(self) -> None:
        """More than there is room for; two halves of a letter may have left one place free."""
        if isinstance(self._field, QLineEdit) and not _has_room(self._field):
            self._say(self._field.maxLength())

    def _on_edited(self, _text: str) -> None:
        """Made shorter: what was said of it holds no longer."""
        row = _row_of(self._field)
        if isinstance(self._field, QLineEdit) and row is not None and _has_room(self._field):
            row.take_back(self._said(self._field.maxLength()))

    def _say(self, most: int) -> None:
        row = _row_of(self._field)
        if row is not None:
            row.refuse(self._said(most))
        else:
            self._toasts.say(self._said(most))

    def _said(self, most: int) -> str:
        said = self._words.gettext("There is room for {most} letters here: the rest was left out.")
        return said.format(most=most)


def _has_room(field: QLineEdit) -> bool:
    return len(field.text().encode("utf-16-le", "surrogatepass")) // 2 < field.maxLength() - 1


def _row_of(field: QWidget | None) -> FormField | None:
    above = field.parentWidget() if field is not None else None
    return above if isinstance(above, FormField) and above.field is field else None
