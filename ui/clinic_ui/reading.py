"""A form opened for reading: a strip that says why, texts that can be selected and copied, one way out."""

from PySide6.QtWidgets import QBoxLayout, QDialog, QPushButton, QWidget

from clinic_ui.context import Context
from clinic_ui.theme import Tone
from clinic_ui.widgets.icon_line import IconLine


def open_for_reading(context: Context, form: QDialog, close: QPushButton) -> bool:
    """Where nothing may be changed: ``close`` only closes, and nothing else of ``form`` takes an input.

    Returns whether it is for reading.
    """
    if not context.seat.open_for_reading(form, but=[close]):
        return False
    close.setText(context.words.gettext("Close"))
    close.setAccessibleName(close.text())
    layout = form.layout()
    if isinstance(layout, QBoxLayout):
        layout.insertWidget(0, reading_strip(context))
    close.setFocus()
    return True


def reading_strip(context: Context) -> QWidget:
    """Why nothing can be changed, and that texts can be copied."""
    said = context.words.gettext("{reason}. Texts can be selected and copied.")
    line = said.format(reason=context.seat.refusal)
    strip = IconLine(context.theme, context.actions.icons, "lock", line, Tone.WARN)
    strip.setAccessibleName(line)
    return strip
