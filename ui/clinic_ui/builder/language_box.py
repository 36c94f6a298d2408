"""Chooses the language of a sheet, and whether the therapist's stands below it."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

import clinic_resources
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.pages.languages import language_name, language_names
from clinic_ui.theme import Type
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.toggle_chip import ToggleChip


class LanguageBox(ChoiceBox):
    """Every language a sheet can be printed in, each by its own name."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        names = language_names(clinic_resources.paper_languages())
        super().__init__(context.actions.icons, names, parent)
        self._words, self._model = context.words, model
        self.setAccessibleName(context.words.gettext("Language of the sheet"))
        self.setToolTip(context.words.gettext("Language of the sheet"))
        self.activated.connect(self._on_activated)
        model.opened.connect(self._on_changed)
        model.content_changed.connect(self._on_changed)

    def _on_activated(self, index: int) -> None:
        name = self._words.gettext("Change the language")
        self._model.change(replace(self._model.content, language=self.itemData(index)), name)

    def _on_changed(self) -> None:
        self.choose(self._model.content.language)
        self.setEnabled(not self._model.is_read_only)


class LanguageChoice(QWidget):
    """A row: the sheet's language, and for one that is not the window's, the window's below it."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.box = LanguageBox(context, model)
        own = language_name(context.words.language)
        self.below = ToggleChip(context.actions.icons, f"+ {own}")
        words = context.words.gettext("{language} in small lines below names, steps and doses")
        self.below.setToolTip(words.format(language=own))
        self.below.setAccessibleName(words.format(language=own))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._label = Label(context.words.gettext("Language"), context.theme, Type.SMALL_MEDIUM)
        row.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.box, 1)
        row.addWidget(self.below)
        self.below.clicked.connect(self._on_clicked)
        model.opened.connect(self._on_changed)
        model.content_changed.connect(self._on_changed)

    def set_narrow(self, is_narrow: bool) -> None:
        """The box's own name says what it is, too."""
        self._label.setHidden(is_narrow)

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches, in order."""
        return [self.box, self.below]

    def _on_clicked(self, is_wanted: bool) -> None:
        content = self._model.content
        choices = content.choices or self._clinics_choices()
        changed = replace(choices, language_below=self._context.words.language if is_wanted else "")
        name = self._context.words.gettext("Change the language")
        self._model.change(replace(content, choices=changed), name)

    def _clinics_choices(self) -> SheetChoices:
        return self._context.services.profile.profile().choices

    def _on_changed(self) -> None:
        content, own = self._model.content, self._context.words.language
        self.below.setHidden(content.language == own)
        self.below.setChecked(content.choices is not None and content.choices.language_below == own)
        self.below.setEnabled(not self._model.is_read_only)
