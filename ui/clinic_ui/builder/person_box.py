"""Chooses who the figures of a sheet show."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clinic_app.domain.people import PEOPLE
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.widgets.choice_box import ChoiceBox


class PersonBox(ChoiceBox):
    """Everybody there is; the first choice leaves each figure its own person."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        text = context.words.gettext
        names = {"": text("Various people"), **{key: text(each.name) for key, each in PEOPLE.items()}}
        super().__init__(context.actions.icons, names, parent)
        self._words, self._model = context.words, model
        self.setAccessibleName(text("Who the figures show"))
        self.setToolTip(text("Who the figures show"))
        self.activated.connect(self._on_activated)
        model.opened.connect(self._on_changed)
        model.content_changed.connect(self._on_changed)

    def _on_activated(self, index: int) -> None:
        name = self._words.gettext("Change figures")
        self._model.change(replace(self._model.content, person=self.itemData(index)), name)

    def _on_changed(self) -> None:
        self.choose(self._model.content.person)
        self.setEnabled(not self._model.is_read_only)
