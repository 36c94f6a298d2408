"""A diagnosis in words and as a code: typing either offers the library's codes; any code may be typed."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from clinic_app.domain.diagnosis_codes import CodeOffer, condition_name, find_codes, tidy_code
from clinic_ui.context import Context
from clinic_ui.widgets.fields import FormField, line

_LONGEST_CODE: Final = 12


class DiagnosisInputs(QObject):
    """Two fields that help each other."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text = context.words.gettext
        self.diagnosis = line(placeholder=text("In words, or search by code"))
        self.code = line(placeholder="M54.50", longest=_LONGEST_CODE)
        help_text = text("Offered for the conditions of the library; any code may be typed.")
        self.diagnosis_row = FormField(context.theme, text("Diagnosis"), self.diagnosis)
        self.code_row = FormField(context.theme, text("ICD-10-CM code"), self.code, help_text=help_text)
        self._on_changed: Callable[[], object] = _nothing
        self.offers: list[CodeOffer] = []
        self._models = [self._help(field) for field in (self.diagnosis, self.code)]

    def connect_changes(self, slot: Callable[[], object]) -> None:
        """Call ``slot`` once an offer was taken (typing is the fields' own to say)."""
        self._on_changed = slot

    def checked_code(self) -> str:
        """The code as it is written (InputError if it has not the shape of one)."""
        return tidy_code(self.code.text())

    def take(self, offer: CodeOffer) -> None:
        """Put an offered code in, and its condition where nothing better is said yet."""
        typed = self.diagnosis.text().strip()
        name = condition_name(offer, self._context.library)
        if len(typed) < len(name):
            self.diagnosis.setText(name)
        self.code.setText(offer.code)
        text = self._context.words.gettext
        note = text("Add the last signs of the code: side, encounter.") if offer.is_stem else ""
        self.code_row.refuse("")
        if note:
            self.code_row.note.setText(note)
            self.code.setAccessibleDescription(note)
            self.code.setFocus()
        self._on_changed()

    def _help(self, field: QLineEdit) -> QStringListModel:
        model = QStringListModel(self)
        completer = QCompleter(model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setWidget(field)
        field.textEdited.connect(partial(self._offer, field, completer, model))
        completer.activated.connect(self._on_activated)
        return model

    def _offer(self, field: QLineEdit, completer: QCompleter, model: QStringListModel, typed: str) -> None:
        library, language = self._context.library, self._context.words.language
        self.offers = find_codes(typed, library, language)
        model.setStringList([f"{each.code}   {condition_name(each, library)}" for each in self.offers])
        if self.offers and field.isVisible():
            completer.complete()
        elif (popup := completer.popup()) is not None:
            popup.hide()

    def _on_activated(self, line: str) -> None:
        code = line.partition(" ")[0]
        for offer in self.offers:
            if offer.code == code:
                self.take(offer)
                return


def _nothing() -> None:
    """Nobody listens yet."""
