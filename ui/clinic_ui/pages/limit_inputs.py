"""The fields of a patient's limits: precautions, positions, what is at home, minutes a day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.equipment_words import equipment_name
from clinic_app.domain.errors import InputError
from clinic_app.domain.limits import ALWAYS_THERE
from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.tag_box import TagBox
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments
from clinic_ui.widgets.toggle_chip import ToggleChip

_MOST_MINUTES: Final = 240
_YES: Final = "yes"
LIMIT_NAMES: Final = ("precaution_tags", "no_floor", "no_prone", "was_asked", "equipment", "minutes")


class LimitInputs(QWidget):
    """Texts in and out, as the patient form keeps them in its draft."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text, words, icons = context.words.gettext, context.words, context.actions.icons
        self.tags = TagBox(context)
        self.no_floor = ToggleChip(icons, text("Cannot get down to the floor"))
        self.no_prone = ToggleChip(icons, text("Cannot lie face down"))
        choices = (Choice(False, text("Not asked")), Choice(True, text("Asked")))
        self.asked = Segments(text("Equipment at home"), choices, False)
        needed = {each for exercise in context.library.exercises.values() for each in exercise.equipment}
        self.equipment = {
            key: ToggleChip(icons, equipment_name(key, words)) for key in sorted(needed - ALWAYS_THERE)
        }
        self.minutes = line(longest=3)
        self.minutes_row = FormField(
            context.theme, text("Minutes a day the patient will spend"), self.minutes
        )
        self._owned = QWidget()
        self._lay_out()
        self.asked.choice_changed.connect(self._on_asked)

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        owned = (key for key, chip in self.equipment.items() if chip.isChecked())
        return {
            "precaution_tags": " ".join(self.tags.keys),
            "no_floor": _YES if self.no_floor.isChecked() else "",
            "no_prone": _YES if self.no_prone.isChecked() else "",
            "was_asked": _YES if self.asked.chosen else "",
            "equipment": " ".join(owned),
            "minutes": self.minutes.text(),
        }

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        self.tags.show_keys(texts.get("precaution_tags", "").split())
        self.no_floor.setChecked(texts.get("no_floor") == _YES)
        self.no_prone.setChecked(texts.get("no_prone") == _YES)
        self.asked.choose(texts.get("was_asked") == _YES)
        owned = texts.get("equipment", "").split()
        for key, chip in self.equipment.items():
            chip.setChecked(key in owned)
        self.minutes.setText(texts.get("minutes", ""))
        self._on_asked()

    def put_into(self, patient: Patient) -> Patient:
        """The patient with these limits.

        Raises:
            InputError: the minutes are no number of minutes.
        """
        texts = self.typed()
        return replace(
            patient,
            precaution_tags=self.tags.keys,
            no_floor=bool(texts["no_floor"]),
            no_prone=bool(texts["no_prone"]),
            equipment=tuple(texts["equipment"].split()) if texts["was_asked"] else None,
            minutes_willing=self.checked_minutes(),
        )

    def checked_minutes(self) -> int | None:
        """The minutes a day; None where nothing is typed.

        Raises:
            InputError: it is no number of minutes.
        """
        typed = self.minutes.text().strip()
        if not typed:
            return None
        if not typed.isdecimal() or not 1 <= int(typed) <= _MOST_MINUTES:
            raise InputError("Type minutes from 1 to {most}, or leave it out.", most=_MOST_MINUTES)
        return int(typed)

    def title(self, name: str) -> str:
        """What the field is called in the form."""
        text = self._context.words.gettext
        titles = {"precaution_tags": text("Precautions"), "minutes": self.minutes_row.name.text()}
        titles |= {"no_floor": self.no_floor.text(), "no_prone": self.no_prone.text()}
        return titles.get(name, text("Equipment at home"))

    def said(self, name: str, text: str) -> str:
        """A text of that field in words."""
        words = self._context.words
        if name == "precaution_tags":
            return self.tags.said(text.split())
        if name == "equipment":
            return ", ".join(equipment_name(key, words) for key in text.split())
        if name in {"no_floor", "no_prone", "was_asked"}:
            return words.gettext("yes") if text else words.gettext("no")
        return text

    def connect_changes(self, slot: Callable[..., None]) -> None:
        """Call ``slot`` at every change a person makes."""
        self.tags.keys_changed.connect(slot)
        self.asked.choice_changed.connect(slot)
        self.minutes.textEdited.connect(slot)
        for button in (self.no_floor, self.no_prone, *self.equipment.values()):
            button.clicked.connect(slot)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        flow = FlowLayout(6, self._owned)
        for chip in self.equipment.values():
            flow.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(text("Precautions"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        column.addWidget(self.tags)
        positions = FlowLayout(6)
        positions.addWidget(self.no_floor)
        positions.addWidget(self.no_prone)
        column.addLayout(positions)
        column.addSpacing(4)
        column.addWidget(Label(text("Equipment at home"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        asked = QHBoxLayout()
        asked.addWidget(self.asked)
        asked.addStretch(1)
        column.addLayout(asked)
        there = ", ".join(
            equipment_name(each, self._context.words).lower() for each in sorted(ALWAYS_THERE - {"none"})
        )
        said = text("Taken to be there: {things}.").format(things=there)
        column.addWidget(Label(said, theme, Type.CAPTION, Tone.TEXT_3, wraps=True))
        column.addWidget(self._owned)
        column.addSpacing(4)
        column.addWidget(self.minutes_row)
        column.addStretch(1)

    def _on_asked(self, *_chosen: object) -> None:
        self._owned.setVisible(bool(self.asked.chosen))


def limit_texts(patient: Patient) -> dict[str, str]:
    """What the fields hold for a patient."""
    return {
        "precaution_tags": " ".join(patient.precaution_tags),
        "no_floor": _YES if patient.no_floor else "",
        "no_prone": _YES if patient.no_prone else "",
        "was_asked": _YES if patient.equipment is not None else "",
        "equipment": " ".join(patient.equipment or ()),
        "minutes": str(patient.minutes_willing or ""),
    }
