"""The fields of the patient form by name, and their places."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

import clinic_resources
from clinic_app.domain.patient import Patient, Sex
from clinic_ui.context import Context
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.limit_inputs import LimitInputs, limit_texts
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line, paragraph


class PatientInputs:
    """The form's fields by name, and their places."""

    def __init__(self, context: Context) -> None:
        self._context = context
        text = context.words.gettext
        self.family_name, self.given_name, self.preferred_name = line(), line(), line()
        self.birth_date = line(placeholder=text("1961-03-14 or 14.3.1961"), longest=20)
        self.phone, self.email = line(), line()
        self.notes = paragraph(height=context.theme.px(72))
        icons = context.actions.icons
        self.sex = ChoiceBox(icons, _sexes(context))
        self.language = ChoiceBox(icons, language_names(clinic_resources.paper_languages()))
        self._rows = {
            "family_name": FormField(context.theme, text("Family name"), self.family_name),
            "given_name": FormField(context.theme, text("Given name"), self.given_name),
            "preferred_name": FormField(context.theme, text("Preferred name"), self.preferred_name),
            "birth_date": FormField(context.theme, text("Birth date"), self.birth_date),
            "sex": FormField(context.theme, text("Sex"), self.sex),
            "language": FormField(context.theme, text("Language of handouts"), self.language),
            "phone": FormField(context.theme, text("Phone"), self.phone),
            "email": FormField(context.theme, text("E-mail"), self.email),
            "notes": FormField(context.theme, text("Notes"), self.notes),
        }
        self.limits = LimitInputs(context)
        self._rows["minutes"] = self.limits.minutes_row
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        for number, row in enumerate(self._rows.values()):
            if row is self.limits.minutes_row:
                continue
            whole = row.field is self.notes
            self.grid.addWidget(row, number // 2, number % 2, 1, 2 if whole else 1)

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        return {
            "family_name": self.family_name.text(),
            "given_name": self.given_name.text(),
            "preferred_name": self.preferred_name.text(),
            "birth_date": self.birth_date.text(),
            "sex": str(self.sex.currentData()),
            "language": str(self.language.currentData()),
            "phone": self.phone.text(),
            "email": self.email.text(),
            "notes": self.notes.toPlainText(),
            **self.limits.typed(),
        }

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name in ("family_name", "given_name", "preferred_name", "birth_date", "phone", "email"):
            getattr(self, name).setText(texts.get(name, ""))
        self.notes.setPlainText(texts.get("notes", ""))
        self.sex.choose(texts.get("sex", ""))
        self.language.choose(texts.get("language", ""))
        self.limits.show_texts(texts)

    def refuse(self, name: str, sentence: str) -> None:
        """Say what is wrong with one field (none if ``name`` is empty)."""
        for key, row in self._rows.items():
            row.refuse(sentence if key == name else "")
        if name:
            self._rows[name].field.setFocus()

    def note(self, name: str, sentence: str) -> None:
        """Say what is wrong with one field, or that nothing is; the others and the focus stay."""
        self._rows[name].refuse(sentence)

    def typed_into(self, name: str) -> QWidget:
        """The field of that name."""
        return self._rows[name].field

    def connect_changes(self, slot: Callable[..., None]) -> None:
        """Call ``slot`` at every change a person makes."""
        for name in ("family_name", "given_name", "preferred_name", "birth_date", "phone", "email"):
            getattr(self, name).textEdited.connect(slot)
        self.notes.textChanged.connect(slot)
        self.sex.activated.connect(slot)
        self.language.activated.connect(slot)
        self.limits.connect_changes(slot)


def _sexes(context: Context) -> dict[str, str]:
    text = context.words.gettext
    return {
        Sex.UNKNOWN.value: text("Not recorded"),
        Sex.FEMALE.value: text("Female"),
        Sex.MALE.value: text("Male"),
        Sex.OTHER.value: text("Other"),
    }


def texts_of(patient: Patient) -> dict[str, str]:
    """What the fields hold for a patient."""
    return {
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "preferred_name": patient.preferred_name,
        "birth_date": patient.birth_date.isoformat() if patient.birth_date else "",
        "sex": patient.sex.value,
        "language": patient.language,
        "phone": patient.phone,
        "email": patient.email,
        "notes": patient.notes,
        **limit_texts(patient),
    }
