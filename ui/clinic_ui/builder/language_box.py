"""Chooses the language of a sheet."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

import clinic_resources
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.pages.languages import language_names
from clinic_ui.widgets.choice_box import ChoiceBox


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
