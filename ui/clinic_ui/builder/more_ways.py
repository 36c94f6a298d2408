"""The other ways a sheet leaves: an e-mail draft, text, a password, a calendar; and the file's summary."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from clinic_app.domain.audit import AuditAction, ByItsRow, Leaving, Noted
from clinic_app.domain.program import HandoutWay
from clinic_app.services.programs import OpenProgram
from clinic_app.services.summary_printing import PreparedSummary
from clinic_ui.builder.outputs import Outputs, Ready
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.file_output import FileKind, save_file
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.work import Latest


class MoreWays:
    """A button with a menu; what hands the sheet out asks the same questions as printing does."""

    def __init__(
        self,
        context: Context,
        model: ProgramModel,
        outputs: Outputs,
        owner: QWidget,
        *,
        open_file: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        text = context.words.gettext
        self._context, self._model, self._outputs, self._owner = context, model, outputs, owner
        self._open_file = open_file
        self._latest = Latest(context.worker)
        self.button = icon_button(context.actions.icons, "more", text("More ways to hand out"))
        menu = QMenu(self.button)
        self.mail = menu.addAction(text("E-mail draft with the sheet …"), self._on_mail)
        self.copy = menu.addAction(text("Copy as text"), self._on_copy)
        self.protect = menu.addAction(text("Save with a password …"), self._on_protect)
        self.calendar = menu.addAction(text("Next visit for a calendar …"), self._on_calendar)
        menu.addSeparator()
        self.summary = menu.addAction(text("Save the therapist’s summary …"), self._on_summary)
        self.print_summary = menu.addAction(text("Print the therapist’s summary …"), self._on_print_summary)
        menu.aboutToShow.connect(self._on_about_to_show)
        menu.setToolTipsVisible(True)
        self.button.setMenu(menu)

    def _on_about_to_show(self) -> None:
        content = self._model.content
        for action in (self.mail, self.copy, self.protect, self.summary, self.print_summary):
            action.setEnabled(bool(content.items))
        for action in (self.mail, self.protect):
            self._context.seat.hold_while(action, not self._model.is_handed_out)
        self.calendar.setEnabled(content.review_date is not None)

    def _program(self) -> OpenProgram | None:
        return self._model.as_it_stands()

    def _on_mail(self) -> None:
        self._outputs.prepare(self._save_mail)

    def _save_mail(self, ready: Ready) -> None:
        program = self._program()
        if program is None:
            return
        data = self._context.services.sending.mail_draft(program, ready.handout)
        name = ready.handout.file_name.removesuffix(".pdf") + ".eml"
        text = self._context.words.gettext
        kind = FileKind(text("Save the e-mail draft"), text("E-mail drafts (*.eml)"), "eml")
        saved = partial(self._on_mailed, ready)
        self._ask(kind, data, name, ByItsRow.STORED, saved)

    def _on_mailed(self, ready: Ready, path: str) -> None:
        self._open_file(QUrl.fromLocalFile(path))
        self._outputs.record(ready.handout, HandoutWay.EMAILED)

    def _on_copy(self) -> None:
        program = self._program()
        if program is not None:
            self._latest.run(partial(self._context.services.handouts.plain_text, program), self._copied)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.toasts.say(self._context.words.gettext("Copied as text"))

    def _on_protect(self) -> None:
        text = self._context.words.gettext
        said = text("The copy opens with this password only. Tell it to the patient another way.")
        dialog = QInputDialog(self._owner)
        dialog.setWindowTitle(text("Save with a password"))
        dialog.setLabelText(said)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.textValueSelected.connect(self._on_password)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_password(self, password: str) -> None:
        self._outputs.prepare(partial(self._save_protected, password))

    def _save_protected(self, password: str, ready: Ready) -> None:
        protect = partial(self._context.services.sending.protected, ready.handout, password)
        self._latest.run(protect, partial(self._save_copy, ready))

    def _save_copy(self, ready: Ready, data: bytes) -> None:
        on_saved = partial(self._on_copy_saved, ready)
        name = ready.handout.file_name
        self._outputs.sheets.save_pdf(data, name=name, leaving=ByItsRow.STORED, on_saved=on_saved)

    def _on_copy_saved(self, ready: Ready, _path: str) -> None:
        self._outputs.record(ready.handout, HandoutWay.SAVED)

    def _on_calendar(self) -> None:
        program, text = self._program(), self._context.words.gettext
        if program is None:
            return
        data = self._context.services.sending.appointment(program)
        kind = FileKind(text("Save the next visit"), text("Calendar files (*.ics)"), "ics")
        name = f"{program.version.content.review_date}.ics"
        left = Noted(AuditAction.EXPORTED, "appointment", program.program.id, program.program.patient_id)
        self._ask(kind, data, name, left, self._on_file_saved)

    def _ask(
        self, kind: FileKind, data: bytes, name: str, leaving: Leaving, on_saved: Callable[[str], object]
    ) -> None:
        save_file(self._context, self._owner, kind, data, name=name, leaving=leaving, on_saved=on_saved)

    def _on_file_saved(self, _path: str) -> None:
        self._context.toasts.say(self._context.words.gettext("Saved"))

    def _on_summary(self) -> None:
        self._prepare_summary(self._save_summary)

    def _on_print_summary(self) -> None:
        self._prepare_summary(self._print_summary)

    def _prepare_summary(self, on_prepared: Callable[[Noted, PreparedSummary], None]) -> None:
        """For the therapist's file: no handout, so nothing is asked or numbered; the log says it left."""
        program, language = self._program(), self._context.words.language
        if program is not None:
            job = partial(self._context.services.summaries.prepare, program, language)
            of = program.program
            leaving = Noted(AuditAction.PRINTED, "summary", of.id, of.patient_id)
            self._latest.run(job, partial(on_prepared, leaving))

    def _save_summary(self, leaving: Noted, ready: PreparedSummary) -> None:
        text = self._context.words.gettext
        kind = FileKind(text("Save the therapist’s summary"), text("PDF files (*.pdf)"), "pdf")
        data, name = ready.pdf.data, ready.file_name
        self._ask(kind, data, name, leaving.in_a_file, self._on_file_saved)

    def _print_summary(self, leaving: Noted, ready: PreparedSummary) -> None:
        self._outputs.sheets.print_pdf(
            ready.pdf.data,
            paper=ready.paper,
            leaving=leaving,
            on_sent=self._on_summary_sent,
            name=ready.file_name,
            on_saved=self._on_file_saved,
            job=self._context.words.gettext("Therapist’s summary"),
        )

    def _on_summary_sent(self) -> None:
        self._context.toasts.say(self._context.words.gettext("Sent to the printer"))
