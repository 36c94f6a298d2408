"""Asks in the patient form, without a dialog of its own, whether somebody is stored a second time."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.namesakes import BirthMatch, Likeness, NameMatch, Resemblance
from clinic_ui.context import Context
from clinic_ui.pages.likeness_words import likeness_words
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.theme import Tone
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Pane

if TYPE_CHECKING:
    from clinic_app.domain.patient import Patient

_JUST_SO: Final = Likeness(NameMatch.SAME, BirthMatch.SAME)
"""Alike in every way: nothing to explain."""


class NamesakeQuestion(Pane):
    """Hidden until it asks; open the one who is there, or store a second one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self._context = context
        self.patient: Patient | None = None
        text = context.words.gettext
        self.line = IconLine(context.theme, context.actions.icons, "warning", "", Tone.WARN)
        self.open_button = text_button(text("Open the patient"), Kind.OUTLINE)
        self.store_button = text_button(text("Store a second one"), Kind.PLAIN)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.store_button)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.line)
        column.addLayout(foot)
        self.hide()

    def ask(self, found: Resemblance) -> None:
        """There is somebody already who may be the same."""
        self.patient = known = found.patient
        words = self._context.words
        said = words.gettext("There is already {name}, record {number}. Open it, or store a second one?")
        if known.birth_date is not None:
            said = words.gettext(
                "There is already {name}, born {date}, record {number}. Open it, or store a second one?"
            )
        if found.likeness != _JUST_SO:
            why = likeness_words(found.likeness, words)
            said = f"{said} {words.gettext('Why it may be the same person: {reasons}.').format(reasons=why)}"
        if known.archived_at is not None:
            said = f"{said} {words.gettext('It is archived.')}"
        name = ", ".join(part for part in (known.family_name, known.given_name) if part)
        born = words.day(known.birth_date) if known.birth_date else ""
        self.line.label.setText(said.format(name=name, date=born, number=record_number(known)))
        self.show()
        self.open_button.setFocus()
