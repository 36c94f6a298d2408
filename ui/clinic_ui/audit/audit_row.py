"""The way to the audit log from Settings."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_ui.audit.log_form import LogForm
from clinic_ui.context import Context
from clinic_ui.seat import grey
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label


class AuditRow(QWidget):
    """A button and what is behind it; only owners may press it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form: LogForm | None = None
        text = context.words.gettext
        icons = context.actions.icons
        self.button = text_button(text("Open the log …"), Kind.OUTLINE, icons=icons, icon="history")
        grey(self.button, context.seat.not_owner)
        about = text("What was changed, opened, printed and taken out, and a check that nothing was forged.")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.button)
        row.addWidget(Label(about, context.theme, Type.SMALL, Tone.TEXT_2, wraps=True), 1)
        self.button.clicked.connect(self._on_pressed)

    def _on_pressed(self) -> None:
        self.form = LogForm(self._context, self.window())
        self.form.finished.connect(self._on_finished)
        self.form.open()

    def _on_finished(self, _result: int) -> None:
        if self.form is not None:
            self.form.deleteLater()
            self.form = None
