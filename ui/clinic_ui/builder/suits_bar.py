"""The chip that leaves out what does not suit the patient."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clinic_app.domain.limits import Limits
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

_GAP = 12
_ASIDE = 30
"""Padding and border of the chip."""


class SuitsBar(QWidget):
    """Only there for a patient who has limits."""

    def __init__(self, context: Context, finder: ExerciseFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._finder = context, finder
        self.chip = text_button("", Kind.CHIP)
        self.chip.setCheckable(True)
        self.chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_aside = Label("", context.theme, Type.SMALL, Tone.TEXT_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.chip)
        row.addWidget(self.set_aside, 1)
        self.chip.clicked.connect(finder.show_only_suiting)
        finder.choice_changed.connect(self._show_choice)
        finder.found_changed.connect(self._show_count)
        self._show_choice()

    def _show_choice(self) -> None:
        patient, text = self._finder.patient, self._context.words.gettext
        self.setVisible(patient is not None and self._finder.is_limited)
        if patient is not None:
            name = patient.preferred_name or patient.given_name or patient.family_name
            said = text("Suits {name}").format(name=name)
            self.chip.setAccessibleName(said)
            limits = limits_words(self._finder.limits, self._context)
            self.chip.setToolTip(f"{said}: {limits}")
            self.chip.setAccessibleDescription(limits)
        self.chip.setChecked(self._finder.suits_only)
        self._show_count()

    def _show_count(self) -> None:
        finder, words = self._finder, self._context.words
        count = finder.found.left_out
        self.set_aside.setText(
            words.ngettext("{count} set aside", "{count} set aside", count).format(count=count)
        )
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A long name ends in “…” where it has no room; overrides Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.set_aside.sizeHint().width() - _GAP - self._context.theme.px(_ASIDE)
        said = self.chip.accessibleName()
        shown = self.chip.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, max(room, 0))
        self.chip.setText(shown.replace("&", "&&"))


def limits_words(limits: Limits, context: Context) -> str:
    """What a patient cannot do or does not have, in a line."""
    text, language = context.words.gettext, context.words.language
    said = []
    if limits.no_floor:
        said.append(text("Cannot get down to the floor"))
    if limits.no_prone:
        said.append(text("Cannot lie face down"))
    for tag in limits.tags:
        precaution = context.library.precautions.get(tag)
        names = precaution.names if precaution is not None else {}
        said.append(names.get(language) or names.get("en", tag))
    if limits.equipment is not None:
        said.append(text("Only equipment the patient owns"))
    return "  ·  ".join(said)
