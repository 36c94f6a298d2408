"""Prints the page with the recovery code."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.audit import AuditAction, Noted
from clinic_ui.access.recovery_code import RecoveryCode
from clinic_ui.context import Context
from clinic_ui.sheet_output import SheetOutput


def show_code(context: Context, code: str, owner: QWidget, column: QVBoxLayout) -> RecoveryCode:
    """Show the code below what ``column`` holds, ready to be printed; its ``kept`` says when to go on."""
    shown = RecoveryCode(context.theme, context.words, code)
    CodePaper(context, shown, owner)
    column.addWidget(shown)
    shown.confirmed.setFocus()
    return shown


class CodePaper(QObject):
    """Listens to the code's Print button; lives as long as ``owner``."""

    def __init__(self, context: Context, shown: RecoveryCode, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._code = context, shown.written
        self.output = SheetOutput(context, owner)
        shown.print_button.show()
        shown.print_wanted.connect(self._on_wanted)

    def _on_wanted(self) -> None:
        context = self._context
        job = partial(context.services.recovery_paper.page, self._code, context.words.language)
        context.worker.run(job, self._print)

    def _print(self, made: object) -> None:
        data, paper = made if isinstance(made, tuple) else (b"", "")
        text = self._context.words.gettext
        self.output.print_pdf(
            data,
            paper=paper,
            leaving=Noted(AuditAction.PRINTED, "way", detail="recovery"),
            on_sent=partial(self._context.toasts.say, text("Sent to the printer")),
            name=text("Recovery code") + ".pdf",
            on_saved=self._on_saved,
            title=text("Save the page"),
            job=text("Recovery code"),
        )

    def _on_saved(self, _path: str) -> None:
        said = self._context.words.gettext("Saved. Keep this file away from this computer.")
        self._context.toasts.say(said)
