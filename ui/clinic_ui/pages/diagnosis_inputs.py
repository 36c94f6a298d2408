"""A diagnosis in words and as a code: typing either offers the library's codes; any code may be typed."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from clinic_app.domain.diagnosis_codes import CodeOffer, condition_name, find_codes, tidy_code
from clinic_app.domain.episode_words import side_name
from clinic_ui.context import Context
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, line

_LONGEST_CODE: Final = 12
_MOST_OFFERS: Final = 5
_LONGEST_NAME: Final = 44
"""Letters of a condition's name on the button that offers it; the tooltip has all."""


class DiagnosisInputs(QWidget):
    """Two fields that help each other, and below them the codes that may be meant."""

    offer_taken = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text = context.words.gettext
        self.diagnosis = line(placeholder=text("In words, or search by code"))
        self.code = line(placeholder="M54.50", longest=_LONGEST_CODE)
        help_text = text("Offered for the conditions of the library; any code may be typed.")
        self.diagnosis_row = FormField(context.theme, text("Diagnosis"), self.diagnosis)
        self.code_row = FormField(context.theme, text("ICD-10-CM code"), self.code, help_text=help_text)
        self.offers: list[CodeOffer] = []
        self.buttons = [text_button("", Kind.LINK) for _ in range(_MOST_OFFERS)]
        for number, button in enumerate(self.buttons, start=1):
            button.setAccessibleName(text("Offered code {number}").format(number=number))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.diagnosis_row)
        column.addWidget(self.code_row)
        offered = QVBoxLayout()
        offered.setSpacing(0)
        for at, button in enumerate(self.buttons):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._on_offer, at))
            button.hide()
            offered.addWidget(button)
        column.addLayout(offered)
        for field in (self.diagnosis, self.code):
            field.textEdited.connect(self._offer)

    def checked_code(self) -> str:
        """The code as it is written (InputError if it has not the shape of one)."""
        return tidy_code(self.code.text())

    def take(self, offer: CodeOffer) -> None:
        """Put an offered code in, and its condition where nothing better is said yet."""
        typed = self.diagnosis.text().strip()
        name = self._name(offer)
        if len(typed) < len(name):
            self.diagnosis.setText(name)
        self.code.setText(offer.code)
        self.code_row.refuse("")
        if offer.is_stem:
            note = self._context.words.gettext("Add the last signs of the code: side, encounter.")
            self.code_row.note.setText(note)
            self.code.setAccessibleDescription(note)
        self._show([])
        self.code.setFocus()
        self.offer_taken.emit()

    def _name(self, offer: CodeOffer) -> str:
        return condition_name(offer, self._context.library, self._context.words.language)

    def _offer(self, typed: str) -> None:
        self._show(find_codes(typed, self._context.library, self._context.words.language, most=_MOST_OFFERS))

    def _show(self, offers: list[CodeOffer]) -> None:
        self.offers = offers
        text = self._context.words.gettext
        for at, button in enumerate(self.buttons):
            if at < len(offers):
                code = f"{offers[at].code}–" if offers[at].is_stem else offers[at].code
                name = self._name(offers[at])
                side = side_name(offers[at].side, self._context.words)
                short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"
                name, short = (", ".join(part for part in (each, side) if part) for each in (name, short))
                button.setText(f"{code}   {short}".replace("&", "&&"))
                button.setToolTip(f"{code}   {name}")
                button.setAccessibleName(text("Take the code {code}: {name}").format(code=code, name=name))
            button.setVisible(at < len(offers))

    def _on_offer(self, at: int, _checked: bool = False) -> None:
        if at < len(self.offers):
            self.take(self.offers[at])
