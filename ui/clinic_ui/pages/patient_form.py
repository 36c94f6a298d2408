"""The form for a new patient, or for changing one. What is typed is kept as a draft within a second."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import clinic_resources
from clinic_app.domain.errors import InputError
from clinic_app.domain.patient import Patient, Sex
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.typed_date import read_date
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line, paragraph
from clinic_ui.widgets.labels import Label

_WIDTH = 620


class PatientForm(QDialog):
    """Open it with ``open()``; it says ``patient_stored`` when the record has the patient."""

    patient_stored = Signal(object)

    def __init__(self, context: Context, patient: Patient | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._patient = context, patient
        self._fields = _Inputs(context)
        text = context.words.gettext
        self.setWindowTitle(text("New patient") if patient is None else text("Change patient"))
        self.setMinimumWidth(context.theme.px(_WIDTH))
        self.restored = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.restored.hide()
        self.store_button = text_button(
            text("Add patient") if patient is None else text("Save changes"), Kind.PRIMARY
        )
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.store_button.setDefault(True)
        self._lay_out()
        if patient is not None:
            self._fields.show(_texts(patient))
        key = f"patient:{patient.id if patient else 'new'}"
        self.draft = DraftKeeper(context.services.drafts, context.worker, key, self._fields.typed, self)
        self.draft.find(self._on_draft_found)
        self._fields.connect_changes(self.draft)
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self.reject)
        self._fields.family_name.setFocus()

    def reject(self) -> None:
        """Given up: the draft goes too; overrides Qt."""
        self.draft.drop()
        super().reject()

    def typed(self) -> Mapping[str, str]:
        """The fields as they stand."""
        return self._fields.typed()

    @property
    def inputs(self) -> "_Inputs":
        """The fields."""
        return self._fields

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.windowTitle(), self._context.theme, Type.TITLE))
        column.addWidget(self.restored)
        column.addLayout(self._fields.grid)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column.addLayout(foot)

    def _on_draft_found(self, fields: dict[str, str]) -> None:
        self._fields.show(fields)
        self.restored.setText(
            self._context.words.gettext("This is what you were typing when the form was last left.")
        )
        self.restored.show()

    def _on_store(self) -> None:
        self._fields.refuse("", "")
        try:
            patient = self._read()
        except InputError as error:
            self._fields.refuse("birth_date", self._context.words.problem(error))
            return
        self.store_button.setEnabled(False)
        patients = self._context.services.patients
        store = patients.add if self._patient is None else patients.save
        self._context.worker.run(partial(store, patient), self._on_stored, self._on_refused)

    def _read(self) -> Patient:
        typed = self._fields.typed()
        base = self._patient or Patient(id=uuid4(), record_number=0, family_name="")
        return replace(
            base,
            family_name=typed["family_name"].strip(),
            given_name=typed["given_name"].strip(),
            preferred_name=typed["preferred_name"].strip(),
            birth_date=read_date(typed["birth_date"]),
            sex=Sex(typed["sex"]),
            phone=typed["phone"].strip(),
            email=typed["email"].strip(),
            language=typed["language"],
            notes=typed["notes"].strip(),
        )

    def _on_stored(self, patient: Patient) -> None:
        self.draft.drop()
        self.patient_stored.emit(patient)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.store_button.setEnabled(True)
        sentence = self._context.problems.sentence(error)
        name = "birth_date" if self._fields.family_name.text().strip() else "family_name"
        self._fields.refuse(name, sentence)
        if not isinstance(error, InputError):
            self._context.problems.tell(error)


class _Inputs:
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
        self.language = ChoiceBox(icons, language_names(clinic_resources.languages()))
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
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        for number, row in enumerate(self._rows.values()):
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
        }

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name in ("family_name", "given_name", "preferred_name", "birth_date", "phone", "email"):
            getattr(self, name).setText(texts.get(name, ""))
        self.notes.setPlainText(texts.get("notes", ""))
        self.sex.choose(texts.get("sex", ""))
        self.language.choose(texts.get("language", ""))

    def refuse(self, name: str, sentence: str) -> None:
        """Say what is wrong with one field (none if ``name`` is empty)."""
        for key, row in self._rows.items():
            row.refuse(sentence if key == name else "")
        if name:
            self._rows[name].field.setFocus()

    def connect_changes(self, draft: DraftKeeper) -> None:
        """Tell the draft of every change a person makes."""
        for name in ("family_name", "given_name", "preferred_name", "birth_date", "phone", "email"):
            getattr(self, name).textEdited.connect(draft.note_change)
        self.notes.textChanged.connect(draft.note_change)
        self.sex.activated.connect(draft.note_change)
        self.language.activated.connect(draft.note_change)


def _sexes(context: Context) -> dict[str, str]:
    text = context.words.gettext
    return {
        Sex.UNKNOWN.value: text("Not recorded"),
        Sex.FEMALE.value: text("Female"),
        Sex.MALE.value: text("Male"),
        Sex.OTHER.value: text("Other"),
    }


def _texts(patient: Patient) -> dict[str, str]:
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
    }
