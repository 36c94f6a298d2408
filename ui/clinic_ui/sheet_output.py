"""Sheets leave the window: through the system's print dialog, or into a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from clinic_app.domain.audit import ByItsRow, Leaving, Noted
from clinic_app.domain.program import Handout
from clinic_app.services.clinic import ClinicServices
from clinic_ui.context import Context
from clinic_ui.file_output import FileKind, save_file, write
from clinic_ui.long_work import GivenUpError, LongWork, Progress
from clinic_ui.page_printing import PrinterPaper, print_order, print_pages
from clinic_ui.printed_pages import OpenPages

_PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


class SheetOutput(QObject):
    """Prints and saves the bytes of handouts. Everything slow happens off the window's thread."""

    def __init__(
        self,
        context: Context,
        owner: QWidget,
        *,
        printer_names: Callable[[], Sequence[str]] = QPrinterInfo.availablePrinterNames,
    ) -> None:
        super().__init__(owner)
        self._context, self._owner, self._printer_names = context, owner, printer_names
        self.dialog: QDialog | None = None
        self.work = LongWork(context, owner)

    def print_handout(self, handout: Handout) -> None:
        """Print the very bytes handed out, again."""
        self._context.worker.run(partial(given, self._context.services, handout), self._print_given)

    def save_handout(self, handout: Handout) -> None:
        """Save the very bytes handed out into a file the person names."""
        self._context.worker.run(partial(given, self._context.services, handout), self._save_given)

    def print_pdf(
        self,
        data: bytes,
        *,
        paper: str,
        leaving: Leaving,
        on_sent: Callable[[], object],
        name: str,
        on_saved: Callable[[str], object],
        title: str = "",
        job: str = "",
    ) -> None:
        """Ask for a printer, print and note, then call ``on_sent``; nothing happens when the person cancels.

        Without any printer, and where the dialog's choice is a file, the sheet is saved instead: ``name``,
        ``on_saved`` and ``title`` are as in ``save_pdf``. ``job`` is what the printer’s queue calls
        it where it is no handout; everybody at the printer reads it, so it never holds a name.
        """
        if not self._printer_names():
            text = self._context.words.gettext
            saved = _in_a_file(leaving)
            save = partial(self.save_pdf, data, name=name, leaving=saved, on_saved=on_saved, title=title)
            sentence = text("No printer found on this computer. Save the sheet as a PDF instead.")
            self._context.toasts.say(sentence, text("Save as PDF"), save)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(job or self._context.words.gettext("Home exercises"))
        printer.setPageSize(QPageSize(_PAPERS.get(paper, QPageSize.PageSizeId.A4)))
        printer.setPageMargins(printer.pageLayout().minimumMargins(), QPageLayout.Unit.Point)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self._owner)
        dialog.accepted.connect(partial(self._on_accepted, data, printer, leaving, on_sent, on_saved))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        # WORKAROUND https://bugreports.qt.io/browse/PYSIDE-2031: QPrintDialog.open() wants a receiver
        QDialog.open(dialog)

    def save_pdf(
        self,
        data: bytes,
        *,
        name: str,
        leaving: Leaving,
        on_saved: Callable[[str], object],
        title: str = "",
    ) -> None:
        """Ask for a file, write it whole or not at all and note it, then call ``on_saved`` with its path.

        ``title`` is the dialog's, where it is no handout that is saved.
        """
        text = self._context.words.gettext
        kind = FileKind(title or text("Save the handout"), text("PDF files (*.pdf)"), "pdf")
        self.dialog = save_file(
            self._context, self._owner, kind, data, name=name, leaving=leaving, on_saved=on_saved
        )

    def _print_given(self, found: "Given") -> None:
        self.print_pdf(
            found.data,
            paper=found.handout.paper,
            leaving=found.leaving,
            on_sent=self._on_printed_again,
            name=found.name,
            on_saved=self._on_saved_again,
        )

    def _save_given(self, found: "Given") -> None:
        self.save_pdf(found.data, name=found.name, leaving=found.leaving, on_saved=self._on_saved_again)

    def _on_accepted(
        self,
        data: bytes,
        printer: QPrinter,
        leaving: Leaving,
        on_sent: Callable[[], object],
        on_saved: Callable[[str], object],
        _dialogs_printer: QPrinter,  # the same one, sent along by QPrintDialog's signal
    ) -> None:
        """Print; or write the very bytes where the dialog's choice was a file."""
        if printer.outputFileName():
            write(self._context, data, _in_a_file(leaving), on_saved, printer.outputFileName())
        else:
            self._draw_pages(data, printer, leaving, on_sent)

    def _draw_pages(
        self, data: bytes, printer: QPrinter, leaving: Leaving, on_sent: Callable[[], object]
    ) -> None:
        job = partial(print_noted, self._context, data, printer, leaving)
        self.work.run(self._context.words.gettext("Printing …"), job, partial(_call, on_sent))

    def _on_printed_again(self) -> None:
        self._context.toasts.say(self._context.words.gettext("Sent to the printer"))

    def _on_saved_again(self, _path: str) -> None:
        self._context.toasts.say(self._context.words.gettext("Saved"))


@dataclass(frozen=True, slots=True)
class Given:
    """A handout, the very bytes of it, what its file is called and what the log says of it."""

    handout: Handout
    data: bytes
    name: str
    leaving: Noted


def given(services: ClinicServices, handout: Handout) -> Given:
    """What was handed out, to leave again; for a worker."""
    handouts = services.handouts
    return Given(
        handout,
        handouts.bytes_of(handout),
        handouts.file_name_of(handout),
        handouts.left_again(handout),
    )


def print_noted(
    context: Context, data: bytes, printer: QPrinter, leaving: Leaving, progress: Progress
) -> None:
    """Print as ``print_all`` does, and note it, also where it is given up halfway; for a worker."""
    try:
        print_all(context.open_pages, data, printer, progress)
    except GivenUpError:
        context.services.ways_out.note(leaving)
        raise
    context.services.ways_out.note(leaving)


def print_all(open_pages: OpenPages, data: bytes, printer: QPrinter, progress: Progress) -> None:
    """Print a sheet as the dialog was answered; for a worker.

    Raises:
        OutputError: the printer did not take the pages.
        GivenUpError: the person cancelled.
    """
    pages = open_pages(data)
    order = print_order(printer, pages.count)
    pages.close()
    print_pages(open_pages, data, PrinterPaper(printer), order, progress)


def _in_a_file(leaving: Leaving) -> Leaving:
    return leaving if isinstance(leaving, ByItsRow) else leaving.in_a_file


def _call(call: Callable[[], object], _result: object) -> None:
    call()
