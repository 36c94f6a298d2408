"""Precaution tags of a patient or of a problem: chosen from a list, taken out by a click."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.safety import Precaution
from clinic_ui.context import Context
from clinic_ui.pages.limit_words import GRAVEST_FIRST, precaution_name, severity_words
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.flow import FlowLayout

_LEAST = 16
"""Characters of a name that the list shows when closed."""


class TagBox(QWidget):
    """The list offers the gravest first, each with what it does."""

    tags_changed = Signal()
    """A person added or took out a tag."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chips: dict[str, QPushButton] = {}
        text = context.words.gettext
        self.choice = ChoiceBox(context.actions.icons, {"": text("Add a precaution …"), **self._offered()})
        self.choice.setAccessibleName(text("Add a precaution …"))
        self.choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(_LEAST)
        self._flow = FlowLayout(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._flow)
        column.addWidget(self.choice)
        self.choice.activated.connect(self._on_chosen)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags chosen, in the order they were."""
        return tuple(self._chips)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show these tags, without saying that a person chose them."""
        for tag in list(self._chips):
            self._drop(tag)
        for tag in tags:
            self._add(tag)

    def chips(self) -> list[QPushButton]:
        """The chosen tags' buttons."""
        return list(self._chips.values())

    def _offered(self) -> dict[str, str]:
        words = self._context.words
        known = sorted(
            self._context.library.precautions.values(), key=lambda each: GRAVEST_FIRST.index(each.severity)
        )
        return {
            each.tag: f"{precaution_name(each, words)}: {severity_words(each.severity, words)}"
            for each in known
        }

    def _on_chosen(self, _at: int) -> None:
        tag = str(self.choice.currentData())
        self.choice.setCurrentIndex(0)
        if tag and tag not in self._chips:
            self._add(tag)
            self.tags_changed.emit()

    def _add(self, tag: str) -> None:
        precaution = self._context.library.precautions.get(tag)
        words = self._context.words
        name = precaution_name(precaution, words) if precaution else tag
        chip = text_button(name, Kind.CHIP, icons=self._context.actions.icons, icon="close")
        chip.setAccessibleName(words.gettext("Take out: {name}").format(name=name))
        chip.setToolTip(_tooltip(precaution, words.language))
        chip.clicked.connect(partial(self._on_taken_out, tag))
        self._chips[tag] = chip
        self._flow.addWidget(chip)
        chip.show()
        self.updateGeometry()

    def _on_taken_out(self, tag: str, _checked: bool = False) -> None:
        self._drop(tag)
        self.choice.setFocus()
        self.tags_changed.emit()

    def _drop(self, tag: str) -> None:
        chip = self._chips.pop(tag)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.updateGeometry()


def _tooltip(precaution: Precaution | None, language: str) -> str:
    return (precaution.message.get(language) or precaution.message["en"]) if precaution else ""
