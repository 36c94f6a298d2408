"""A small form for a name, and for a second word where it is asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.templates import LONGEST_TITLE
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.field_texts import FieldTexts
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, grow, line
from clinic_ui.widgets.labels import Label

_WIDTH = 460


class NameForm(QDialog):
    """Open it with ``open()``; it stays until it is closed: ``refuse()`` says what is wrong."""

    named = Signal(str, str)
    """What was typed into the two fields."""

    def __init__(
        self,
        context: Context,
        title: str,
        name: str,
        second: str = "",
        parent: QWidget | None = None,
        *,
        about: str,
    ) -> None:
        """``second`` names the other field, empty: there is none; ``about`` is what a draft is kept by."""
        super().__init__(parent)
        self._context, text = context, context.words.gettext
        self.setWindowTitle(title)
        self.setMinimumWidth(context.theme.px(_WIDTH))
        self.name, self.second = line(name, longest=LONGEST_TITLE), line(longest=LONGEST_TITLE)
        self._name_row = FormField(context.theme, text("Name"), self.name)
        self._second_row = FormField(context.theme, second or text("Name"), self.second)
        if not second:
            self._second_row.hide()
        self.texts = FieldTexts(
            {"name": (text("Name"), self.name), "second": (second or text("Name"), self.second)}
        )
        self.both = BothVersions(context, self.texts)
        key, typed = f"name:{about}", self.texts.typed
        self.draft = DraftKeeper(context.services.drafts, context.worker, key, typed, self)
        self.store_button = text_button(text("Save"), Kind.PRIMARY)
        context.seat.hold(self.store_button)
        self.store_button.setDefault(True)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, context.theme, Type.TITLE, wraps=True))
        column.addWidget(self.both)
        column.addWidget(self._name_row)
        column.addWidget(self._second_row)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column.addLayout(foot)
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self._on_cancel)
        for field in (self.name, self.second):
            field.textEdited.connect(self.draft.note_change)
        self.draft.find(self.texts.show)
        self.name.selectAll()
        self.name.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say below the name what is wrong with it."""
        self._name_row.refuse(self._context.problems.sentence(error))
        grow(self)
        self.name.setFocus()

    def ask(self, before: str, theirs: str) -> None:
        """Another window named it first: both are shown, and the next save goes over theirs."""
        self.both.ask({"name": before}, {"name": theirs, "second": self.second.text()})
        grow(self)

    def accept(self) -> None:
        """It is stored; overrides Qt."""
        self.draft.drop()
        super().accept()

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits; overrides Qt."""
        self.draft.flush()
        super().reject()

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_store(self) -> None:
        self.named.emit(self.name.text(), self.second.text())
