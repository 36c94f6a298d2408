"""What a patient was given, one a row, each to be printed or saved again as it was."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.program import Handout
from clinic_app.domain.version_words import ways_words
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words


class HandoutRow(Pane):
    """One handout; print and save give the very bytes of that day."""

    print_wanted = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, context: Context, handout: Handout, title: str, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self._handout = handout
        words, theme, icons = context.words, context.theme, context.actions.icons
        when = words.moment(handout.handed_out_at)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(4)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(when, theme, Type.BODY_MEDIUM))
        if title:
            column.addWidget(Label(title, theme, Type.SMALL, wraps=True))
        column.addWidget(Label(handout_line(handout, words), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        row.addLayout(column, 1)
        self.print_button = icon_button(icons, "print", words.gettext("Print the handout again"))
        self.save_button = icon_button(icons, "pdf", words.gettext("Save the handout as PDF"))
        for button in (self.print_button, self.save_button):
            button.setAccessibleDescription(when)
            row.addWidget(button)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)

    def _on_print(self) -> None:
        self.print_wanted.emit(self._handout)

    def _on_save(self) -> None:
        self.save_wanted.emit(self._handout)


def handout_line(handout: Handout, words: Words) -> str:
    """Version, pages, how it left."""
    pages = words.ngettext("{count} page", "{count} pages", handout.page_count)
    parts = (
        words.gettext("Version {number}").format(number=handout.version_number),
        pages.format(count=handout.page_count),
        ways_words((handout,), words),
    )
    return "  ·  ".join(parts)
