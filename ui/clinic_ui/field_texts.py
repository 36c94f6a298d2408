"""Plain fields as texts by name: what a draft keeps of them, and what two versions are compared by."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.widgets.segments import Segments

Field = QLineEdit | QPlainTextEdit | ChoiceBox | Segments


class FieldTexts:
    """Lines, paragraphs, numbers and choices (of texts), each with what it is called."""

    def __init__(self, fields: Mapping[str, tuple[str, Field]]) -> None:
        """``fields``: the title and the field of each name."""
        self._fields = fields

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        return {name: text_of(field) for name, (_, field) in self._fields.items()}

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields whose text is another; a name that is missing is left alone."""
        for name, (_, field) in self._fields.items():
            if name in texts and texts[name] != text_of(field):
                _fill(field, texts[name])

    def title(self, name: str) -> str:
        """What the field is called in the form."""
        return self._fields[name][0]

    def said(self, name: str, text: str) -> str:
        """A text of that field in words."""
        field = self._fields[name][1]
        if isinstance(field, Segments):
            return field.text_of(text)
        return field.itemText(max(field.findData(text), 0)) if isinstance(field, ChoiceBox) else text


def text_of(field: Field) -> str:
    """What stands in a field; the key of what is chosen."""
    if isinstance(field, ChoiceBox):
        return str(field.currentData())
    if isinstance(field, Segments):
        return str(field.chosen)
    if isinstance(field, NumberField):
        return str(field.value)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _fill(field: Field, text: str) -> None:
    if isinstance(field, ChoiceBox | Segments):
        field.choose(text)
    elif isinstance(field, NumberField):
        if text.isdecimal():
            field.show_value(int(text))
    elif isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)
