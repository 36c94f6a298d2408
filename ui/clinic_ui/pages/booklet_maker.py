"""Everything that is found in the library, as one booklet to print or to send."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.audit import AuditAction, Noted
from clinic_app.domain.exercise import Exercise
from clinic_app.services.booklet import BookletPrinter, Part
from clinic_app.services.clinic import ClinicServices
from clinic_ui.context import Context
from clinic_ui.file_output import FileKind, ask_where
from clinic_ui.long_work import LongWork, Progress
from clinic_ui.pages.exercise_words import in_regions, region_name
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.words import Words


class BookletMaker(QObject):
    """A button that asks for a file and writes the exercises into it; the work can be given up."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        text = context.words.gettext
        self._context, self._owner = context, owner
        self._exercises: Sequence[Exercise] = ()
        self.dialog: QFileDialog | None = None
        self.work = LongWork(context, owner)
        self.button = text_button(text("Booklet"), Kind.PLAIN, icons=context.actions.icons, icon="pdf")
        self.button.setToolTip(text("All exercises found, as one PDF"))
        self.button.clicked.connect(self._on_clicked)

    def offer(self, exercises: Sequence[Exercise]) -> None:
        """What is found now."""
        self._exercises = exercises
        self.button.setEnabled(bool(exercises))

    def write(self, path: str) -> None:
        """Write the booklet into a file, whole or not at all."""
        words, settings = self._context.words, self._context.settings
        settings.save_folder = Path(path).parent
        parts = booklet_parts(self._exercises, words)
        job = partial(print_booklet, self._context.services, parts, words.language, path)
        self.work.run(words.gettext("The booklet is being made …"), job, self._on_written)

    def _on_clicked(self) -> None:
        text = self._context.words.gettext
        kind = FileKind(text("Save the booklet"), text("PDF files (*.pdf)"), "pdf")
        window, name = self._owner.window(), text("exercises.pdf")
        self.dialog = ask_where(self._context, window, kind, name=name, on_named=self.write)

    def _on_written(self, page_count: int) -> None:
        words = self._context.words
        said = words.ngettext("Booklet saved: {count} page", "Booklet saved: {count} pages", page_count)
        self._context.toasts.say(said.format(count=page_count))


def booklet_parts(exercises: Sequence[Exercise], words: Words) -> list[Part]:
    """The exercises by region, from head to foot, in each by name."""
    regions = in_regions(exercises)
    return [
        Part(
            region_name(region, words),
            tuple(
                each.slug for each in sorted(members, key=lambda each: each.name(words.language).casefold())
            ),
        )
        for region, members in regions.items()
    ]


def print_booklet(
    services: ClinicServices, parts: Sequence[Part], language: str, path: str, progress: Progress
) -> int:
    """Print the booklet into a file; for a worker. Returns how many pages it has.

    Raises:
        OutputError: the file cannot be written.
        GivenUpError: the person cancelled; nothing is written.
    """
    printer = BookletPrinter(
        library=services.library, pictures=services.pictures, catalogue=services.catalogue
    )
    today = services.record.clock().astimezone().date()
    pdf = printer.print(parts, services.profile.profile(), language, today, progress.step)
    services.ways_out.file(Path(path), pdf.data, Noted(AuditAction.EXPORTED, "booklet"))
    return pdf.page_count
