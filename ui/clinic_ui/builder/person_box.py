"""Chooses who the figures of a sheet show."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.domain.people import PEOPLE
from clinic_ui.context import Context
from clinic_ui.widgets.choice_box import ChoiceBox

_ASIDE = 56
"""Pixels beside the name: padding, and the arrow."""


class PersonBox(ChoiceBox):
    """Everybody there is; the first choice leaves each figure its own person."""

    person_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        text = context.words.gettext
        names = {"": text("Various people"), **{key: text(each.name) for key, each in PEOPLE.items()}}
        super().__init__(context.actions.icons, names, parent)
        self._context = context
        self.setAccessibleName(text("Who the figures show"))
        self.setToolTip(text("Who the figures show"))
        self.activated.connect(self._on_activated)
        self.ensurePolished()
        widest = max(map(self.fontMetrics().horizontalAdvance, names.values()))
        self.setMinimumWidth(widest + context.theme.px(_ASIDE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _on_activated(self, index: int) -> None:
        self.person_chosen.emit(self.itemData(index))
