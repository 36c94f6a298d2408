"""Says how the sheet is printed, and opens what chooses it."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.domain.sheet_words import choices_line
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.sheet_popup import SheetPopup
from clinic_ui.context import Context
from clinic_ui.theme import Tone
from clinic_ui.widgets.buttons import PushButton
from clinic_ui.work import Latest

_ASIDE, _ICON, _WIDEST = 48, 16, 300


class SheetButton(PushButton):
    """``Two a page · large print``: what the program says, or the clinic's usual sheet."""

    usual_changed = Signal()
    """The clinic's usual sheet is another: what has none of its own changes with it."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self._line = ""
        self._reading = Latest(context.worker)
        self.clinic = ClinicProfile()
        self.popup: SheetPopup | None = None
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        icons = context.actions.icons
        self.setIcon(icons.icon("document", Tone.TEXT_2, size=_ICON))
        self.setIconSize(QSize(icons.scaled(_ICON), icons.scaled(_ICON)))
        self.clicked.connect(self._on_clicked)
        model.opened.connect(self._on_opened)
        model.content_changed.connect(self._show_line)
        self._show_line()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All that it says, as far as the pane holds it; overrides Qt."""
        said = self.fontMetrics().horizontalAdvance(self._line) + self._context.theme.px(_ASIDE)
        return QSize(min(said, self._context.theme.px(_WIDEST)), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten what does not fit; overrides Qt."""
        super().resizeEvent(event)
        self._fit_line()

    def _on_opened(self) -> None:
        if self._model.program is not None:
            self._read()

    def _read(self) -> None:
        self._reading.run(self._context.services.profile.profile, self._on_read)

    def _on_read(self, clinic: ClinicProfile) -> None:
        is_other = (clinic.choices, clinic.paper) != (self.clinic.choices, self.clinic.paper)
        self.clinic = clinic
        self._show_line()
        if self.popup is not None:
            self.popup.clinic = clinic
            self.popup.show_choices()
        if is_other:
            self.usual_changed.emit()

    def _show_line(self) -> None:
        content, words = self._model.content, self._context.words
        paper = content.paper if content.paper != self.clinic.paper else ""
        self._line = choices_line(content.choices or self.clinic.choices, words, paper)
        name = words.gettext("How the sheet is printed: {choices}").format(choices=self._line)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setEnabled(not self._model.is_read_only)
        self.updateGeometry()
        self._fit_line()

    def _fit_line(self) -> None:
        room = self.width() - self._context.theme.px(_ASIDE) + 4
        shown = self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)

    def _on_clicked(self) -> None:
        self._read()  # Settings may have changed it
        self.popup = SheetPopup(self._context, self._model, self.clinic, self)
        self.popup.usual_wanted.connect(self._on_usual_wanted)
        self.popup.destroyed.connect(self._on_popup_gone)
        self.popup.show_below(self)

    def _on_popup_gone(self) -> None:
        self.popup = None

    def _on_usual_wanted(self, choices: SheetChoices, paper: str) -> None:
        before = self.clinic
        text = self._context.words.gettext
        undo = partial(self._store, before.choices, before.paper)
        self._store(choices, paper)
        self._context.toasts.say(text("This is the clinic's usual sheet now"), text("Undo"), undo)

    def _store(self, choices: SheetChoices, paper: str) -> None:
        job = partial(self._context.services.profile.save_usual_sheet, choices, paper)
        self._reading.run(job, self._on_read)
