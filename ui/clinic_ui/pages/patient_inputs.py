"""The fields of the patient form by name, and their places: the usual ones, the rest folded under heads."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

import clinic_resources
from clinic_app.domain.patient import Hand, Patient, Sex
from clinic_ui.context import Context
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.limit_inputs import LimitInputs, limit_texts
from clinic_ui.pages.photo_box import PhotoBox
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line, paragraph
from clinic_ui.widgets.fold import Fold

_YES: Final = "yes"
_WHOLE_ROW: Final = frozenset({"notes", "address", "emergency_contact", "consent_note", "photo_sha256"})
_USUAL: Final = (
    *("family_name", "given_name", "preferred_name", "birth_date", "sex", "gender"),
    *("language", "needs_interpreter", "phone", "email", "notes"),
)
_CONTACT, _LIFE, _PAYING, _CONSENT = "contact", "life", "paying", "consent"
_FOLDED: Final = {
    _CONTACT: ("address", "emergency_contact"),
    _LIFE: ("occupation", "sport", "dominant_hand"),
    _PAYING: ("referrer", "insurer", "claim_number"),
    _CONSENT: ("consent_on", "consent_note", "photo_sha256"),
}
_TEXTS: Final = (
    *("family_name", "given_name", "preferred_name", "gender", "phone", "email", "notes", "address"),
    *("emergency_contact", "occupation", "sport", "referrer", "insurer", "claim_number", "consent_note"),
)
"""Fields that hold what was typed, as it was."""


class PatientInputs:
    """The form's fields by name, and their places."""

    def __init__(self, context: Context) -> None:
        self._context = context
        text, px = context.words.gettext, context.theme.px
        icons = context.actions.icons
        self.family_name, self.given_name, self.preferred_name = line(), line(), line()
        self.birth_date = line(placeholder=text("1961-03-14 or 14.3.1961"), longest=20)
        self.phone, self.email = line(), line()
        self.notes = paragraph(context.words, height=px(72))
        self.sex = ChoiceBox(icons, _sexes(context))
        self.language = ChoiceBox(icons, language_names(clinic_resources.paper_languages()))
        self.interpreter = ChoiceBox(icons, {"": text("Not needed"), _YES: text("Needs an interpreter")})
        self.hand = ChoiceBox(icons, _hands(context))
        self.consent_on = line(placeholder=text("1961-03-14 or 14.3.1961"), longest=20)
        self.photo = PhotoBox(context, text("The photo is for telling patients apart; it is never printed."))
        self._rows = self._named_rows()
        self.limits = LimitInputs(context)
        self._rows["minutes"] = self.limits.minutes_row
        self.usual = self._grid(_USUAL)
        self.folds = self._folds()
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        self.column.addLayout(self.usual)
        self.column.addSpacing(4)
        for fold in self.folds.values():
            self.column.addWidget(fold)

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        return {name: _text_of(self._rows[name].field) for name in self._names()} | self.limits.typed()

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name in self._names():
            _show_in(self._rows[name].field, texts.get(name, ""))
        self.limits.show_texts(texts)
        self.say_what_is_folded()

    def refuse(self, name: str, sentence: str) -> None:
        """Say what is wrong with one field (none if ``name`` is empty)."""
        for key, row in self._rows.items():
            row.refuse(sentence if key == name else "")
        if name:
            self.bring(name)

    def note(self, name: str, sentence: str) -> None:
        """Say what is wrong with one field, or that nothing is; the others and the focus stay."""
        self._rows[name].refuse(sentence)

    def bring(self, name: str) -> None:
        """Give the keyboard to a field; its part of the form opens."""
        for key, names in _FOLDED.items():
            if name in names:
                self.folds[key].open()
        self._rows[name].field.setFocus()

    def title(self, name: str) -> str:
        """What the field is called in the form."""
        return self._rows[name].name.text() if name in self._rows else self.limits.title(name)

    def said(self, name: str, text: str) -> str:
        """A text of that field in words."""
        if name not in self._rows:
            return self.limits.said(name, text)
        field = self._rows[name].field
        if isinstance(field, ChoiceBox):
            return field.itemText(max(field.findData(text), 0))
        return self._context.words.gettext("Photo") if name == "photo_sha256" and text else text

    def typed_into(self, name: str) -> QWidget:
        """The field of that name."""
        return self._rows[name].field

    def connect_changes(self, slot: Callable[..., None]) -> None:
        """Call ``slot`` at every change a person makes."""
        for name in self._names():
            field = self._rows[name].field
            if isinstance(field, QLineEdit):
                field.textEdited.connect(slot)
            elif isinstance(field, QPlainTextEdit):
                field.textChanged.connect(slot)
            elif isinstance(field, ChoiceBox):
                field.activated.connect(slot)
        self.photo.photo_changed.connect(slot)
        self.limits.connect_changes(slot)

    def _names(self) -> list[str]:
        return [name for name in self._rows if name != "minutes"]

    def _named_rows(self) -> dict[str, FormField]:
        text, px = self._context.words.gettext, self._context.theme.px
        hint = text("Who to call, and how they belong together")
        contact = paragraph(self._context.words, height=px(52))
        contact.setPlaceholderText(hint)
        fields: dict[str, tuple[str, QWidget]] = {
            "family_name": (text("Family name"), self.family_name),
            "given_name": (text("Given name"), self.given_name),
            "preferred_name": (text("Preferred name"), self.preferred_name),
            "birth_date": (text("Birth date"), self.birth_date),
            "sex": (text("Sex"), self.sex),
            "gender": (text("Gender, in the patient’s words"), line()),
            "language": (text("Language of handouts"), self.language),
            "needs_interpreter": (text("Interpreter"), self.interpreter),
            "phone": (text("Phone"), self.phone),
            "email": (text("E-mail"), self.email),
            "notes": (text("Notes"), self.notes),
            "address": (text("Address"), paragraph(self._context.words, height=px(72))),
            "emergency_contact": (text("Emergency contact"), contact),
            "occupation": (text("Occupation"), line()),
            "sport": (text("Sport"), line()),
            "dominant_hand": (text("Dominant hand"), self.hand),
            "referrer": (text("Referred by"), line()),
            "insurer": (text("Insurer"), line()),
            "claim_number": (text("Claim number"), line()),
            "consent_on": (text("Consent given on"), self.consent_on),
            "consent_note": (text("What was consented to"), paragraph(self._context.words, height=px(52))),
            "photo_sha256": (text("Photo"), self.photo),
        }
        return {name: FormField(self._context.theme, title, field) for name, (title, field) in fields.items()}

    def _grid(self, names: tuple[str, ...]) -> QGridLayout:
        """Two fields a row; long ones have a row of their own."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        at = 0
        for name in names:
            whole = name in _WHOLE_ROW
            at += at % 2 if whole else 0
            grid.addWidget(self._rows[name], at // 2, at % 2, 1, 2 if whole else 1)
            at += 2 if whole else 1
        return grid

    def _folds(self) -> dict[str, Fold]:
        text, theme, icons = self._context.words.gettext, self._context.theme, self._context.actions.icons
        titles = {
            _CONTACT: text("Address and emergency contact"),
            _LIFE: text("Work and sport"),
            _PAYING: text("Referral and insurance"),
            _CONSENT: text("Consent and photo"),
        }
        return {key: Fold(theme, icons, title, self._grid(_FOLDED[key])) for key, title in titles.items()}

    def say_what_is_folded(self) -> None:
        """A closed part says what is in it, so that nothing seems to be missing."""
        for key, fold in self.folds.items():
            parts = [self._said(name) for name in _FOLDED[key]]
            fold.say("  ·  ".join(part for part in parts if part))

    def _said(self, name: str) -> str:
        field = self._rows[name].field
        if isinstance(field, ChoiceBox):
            return field.currentText() if field.currentIndex() > 0 else ""
        said = _text_of(field)
        return self._context.words.gettext("Photo") if name == "photo_sha256" and said else said


def _text_of(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, ChoiceBox):
        return str(field.currentData())
    assert isinstance(field, PhotoBox)
    return field.text


def _show_in(field: QWidget, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, ChoiceBox):
        field.choose(text)
    elif isinstance(field, PhotoBox):
        field.show_text(text)


def _sexes(context: Context) -> dict[str, str]:
    text = context.words.gettext
    return {
        Sex.UNKNOWN.value: text("Not recorded"),
        Sex.FEMALE.value: text("Female"),
        Sex.MALE.value: text("Male"),
        Sex.OTHER.value: text("Other"),
    }


def _hands(context: Context) -> dict[str, str]:
    text = context.words.gettext
    return {
        Hand.UNKNOWN.value: text("Not recorded"),
        Hand.RIGHT.value: text("Right"),
        Hand.LEFT.value: text("Left"),
        Hand.BOTH.value: text("Both"),
    }


def texts_of(patient: Patient) -> dict[str, str]:
    """What the fields hold for a patient."""
    return {
        **{name: getattr(patient, name) for name in _TEXTS},
        "birth_date": patient.birth_date.isoformat() if patient.birth_date else "",
        "sex": patient.sex.value,
        "language": patient.language,
        "needs_interpreter": _YES if patient.needs_interpreter else "",
        "dominant_hand": patient.dominant_hand.value,
        "consent_on": patient.consent_on.isoformat() if patient.consent_on else "",
        "photo_sha256": patient.photo_sha256,
        **limit_texts(patient),
    }


def with_texts(patient: Patient, typed: Mapping[str, str]) -> Patient:
    """The patient with what was typed into the fields that are text, tidied."""
    texts: dict[str, Any] = {name: typed[name].strip() for name in _TEXTS}
    return replace(patient, **texts)
