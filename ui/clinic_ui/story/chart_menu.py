"""Ways to take the chart along: as a picture, or as a page."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from clinic_app.domain.audit import AuditAction, Noted
from clinic_app.domain.letter_text import LetterChart
from clinic_ui.context import Context
from clinic_ui.file_output import FileKind, save_file
from clinic_ui.story.chart_view import ChartView
from clinic_ui.widgets.buttons import icon_button


class ChartMenu:
    """The button with its menu. The files name the score and the day, never the patient."""

    def __init__(self, context: Context, chart: ChartView, owner: QWidget) -> None:
        self._context, self._chart, self._owner = context, chart, owner
        text = context.words.gettext
        self.button: QPushButton = icon_button(context.actions.icons, "more", text("Save the chart"))
        self.menu = QMenu(self.button)
        self.picture = self.menu.addAction(text("Save as picture (PNG) …"), self._on_picture)
        self.page = self.menu.addAction(text("Save as PDF …"), self._on_page)
        self.button.setMenu(self.menu)
        self.caption = ""
        """What stands below the chart."""
        self.patient_id: UUID | None = None
        """Whose it is."""
        self.dialog: QDialog | None = None

    @property
    def _title(self) -> str:
        chart = self._chart.chart
        known = chart.trend if chart is not None else None
        return known.name if known is not None else self._context.words.gettext("Stretch dose")

    def _on_picture(self) -> None:
        if self._chart.chart is not None:
            text = self._context.words.gettext
            kind = FileKind(text("Save the chart"), text("Pictures (*.png)"), "png")
            self._save(kind, self._leaving(kind), _png(self._chart.picture()))

    def _on_page(self) -> None:
        """The page is set off the window's thread."""
        shown, words, title = self._chart.chart, self._context.words, self._title
        if shown is None:
            return
        chart = LetterChart(
            heading=title, chart=shown, words=words, said=self._chart.said(), caption=self.caption
        )
        page = self._context.services.letters.chart_page
        kind = FileKind(words.gettext("Save the chart"), words.gettext("PDF files (*.pdf)"), "pdf")
        self._context.worker.run(
            partial(page, title, chart, words.language), partial(self._save, kind, self._leaving(kind))
        )

    def _leaving(self, kind: FileKind) -> Noted:
        whose = self.patient_id
        return Noted(AuditAction.EXPORTED, "chart", whose or "", whose, kind.ending)

    def _save(self, kind: FileKind, leaving: Noted, data: bytes) -> None:
        name = self._context.services.letters.chart_file_name(self._title, kind.ending)
        self.dialog = save_file(
            self._context,
            self._owner,
            kind,
            data,
            name=name,
            leaving=leaving,
            on_saved=self._say_saved,
        )

    def _say_saved(self, _path: str) -> None:
        self._context.toasts.say(self._context.words.gettext("Saved"))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
